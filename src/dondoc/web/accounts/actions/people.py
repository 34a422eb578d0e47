"""Makes, changes, closes and opens a person's account."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from dondoc.web.accounts.actions.sessions import forget_sessions
from dondoc.web.accounts.models import User, folded_username
from dondoc.web.accounts.permissions import may_manage, may_name_administrators
from dondoc.web.accounts.recording import Actor, Change, record


class LastAdministrator(Exception):
    """Nobody would be left to administer the system."""

    vi = _("Đây là người quản trị hệ thống cuối cùng. Hãy giao quyền quản trị cho một người khác trước.")

    def __str__(self) -> str:
        return str(self.vi)


class UsernameTaken(Exception):
    """Somebody else logs in with this name."""

    vi = _("Tên đăng nhập này đã có người dùng. Hãy chọn tên khác, ví dụ thêm chữ viết tắt của đơn vị.")

    def __str__(self) -> str:
        return str(self.vi)


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """What an account says of a person."""

    username: str
    full_name: str
    email: str = ""
    phone: str = ""
    is_administrator: bool = False
    must_change_password: bool = False


_LABELS = {
    "username": gettext_noop("tên đăng nhập"),
    "full_name": gettext_noop("họ và tên"),
    "email": gettext_noop("thư điện tử"),
    "phone": gettext_noop("điện thoại"),
    "is_administrator": gettext_noop("quản trị hệ thống"),
    "must_change_password": gettext_noop("phải đổi mật khẩu"),
}


def create_person(details: PersonDetails, *, by: Actor, by_post: bool = False) -> User:
    """Make an account that nobody can log in to yet: `invite` gives the link with which the person sets a password.

    `by_post`: the caller has asked the post by which `by` may do so. Raises PermissionDenied and UsernameTaken.
    """
    if not may_manage(by, by_post=by_post) or (details.is_administrator and not may_name_administrators(by)):
        raise PermissionDenied
    user = User(**_values(details))
    user.set_unusable_password()
    try:
        with transaction.atomic():
            user.save(force_insert=True)
            record(by, gettext_noop("lập tài khoản"), subject=user, changes=_changes(User(), user))
    except IntegrityError as error:
        raise UsernameTaken from error
    return user


def change_person(user: User, details: PersonDetails, *, by: Actor, by_post: bool = False) -> None:
    """Change what the account says; raises PermissionDenied, UsernameTaken and LastAdministrator."""
    try:
        with transaction.atomic():
            old = User.objects.select_for_update().get(pk=user.pk)
            if not may_manage(by, old, by_post=by_post):
                raise PermissionDenied
            if old.is_administrator != details.is_administrator and not may_name_administrators(by):
                raise PermissionDenied
            if old.is_administrator and not details.is_administrator:
                _keep_an_administrator(old)
            for name, value in _values(details).items():
                setattr(user, name, value)
            user.save(update_fields=list(_LABELS))
            changes = _changes(old, user)
            if changes:
                record(by, gettext_noop("sửa tài khoản"), subject=user, changes=changes)
    except IntegrityError as error:
        raise UsernameTaken from error


def deactivate(user: User, *, by: Actor, by_post: bool = False, reason: str = "") -> None:
    """Close the account: every session ends at once, links no longer work, what the person did stays.

    Raises PermissionDenied and LastAdministrator.
    """
    with transaction.atomic():
        if not may_manage(by, user, by_post=by_post):
            raise PermissionDenied
        _keep_an_administrator(user)
        if User.objects.filter(pk=user.pk, is_active=True).update(is_active=False, invited_at=None):
            forget_sessions(user)
            record(
                by,
                gettext_noop("khóa tài khoản"),
                subject=user,
                changes={gettext_noop("được đăng nhập"): Change(old=True, new=False)},
                reason=reason,
            )
    user.is_active, user.invited_at = False, None


def reactivate(user: User, *, by: Actor, by_post: bool = False, reason: str = "") -> None:
    """Open a closed account again, with the password it had; raises PermissionDenied."""
    with transaction.atomic():
        if not may_manage(by, user, by_post=by_post):
            raise PermissionDenied
        if User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
            record(
                by,
                gettext_noop("mở lại tài khoản"),
                subject=user,
                changes={gettext_noop("được đăng nhập"): Change(old=False, new=True)},
                reason=reason,
            )
    user.is_active = True


def _keep_an_administrator(user: User) -> None:
    """Lock the administrators, so that two cannot close each other at the same moment, and see that one is left."""
    administrators = set(User.objects.active().select_for_update().filter(is_administrator=True).values_list("pk", flat=True))
    if administrators == {user.pk}:
        raise LastAdministrator


def _values(details: PersonDetails) -> dict[str, str | bool]:
    given = {name: getattr(details, name) for name in _LABELS}
    return {**given, "username": folded_username(details.username), "email": details.email.strip(), "phone": details.phone.strip()}


def _changes(old: User, new: User) -> dict[str, Change]:
    values = {label: Change(getattr(old, name), getattr(new, name)) for name, label in _LABELS.items()}
    return {label: change for label, change in values.items() if change.old != change.new}
