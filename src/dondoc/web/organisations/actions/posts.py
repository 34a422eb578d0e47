"""Who holds which role where and since when, and who stands in for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.web.accounts.models import User
from dondoc.web.audit.actions import Change, record
from dondoc.web.organisations.actions.deciding import Actor, CannotChange, demand, shown, trimmed
from dondoc.web.organisations.actions.history import demand_standing
from dondoc.web.organisations.models import Post, Role, Substitution, Unit
from dondoc.web.organisations.permissions import may_name_substitute, scope_of


@dataclass(frozen=True, slots=True)
class NewPost:
    """A role to give in a unit from a day, up to another day where it is known."""

    unit: Unit
    role: str
    first_day: date
    title: str = ""
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    """The days, both included, on which someone stands in for the holder of a post, and why."""

    first_day: date
    last_day: date
    reason: str = ""


def give_post(user: User, new: NewPost, *, by: Actor, today: date) -> Post:
    """Give a person a role in a unit.

    Raises PermissionDenied, and CannotChange for a role they hold there or a unit that does not stand.
    """
    with transaction.atomic():
        demand(by, new.unit, today=today)
        demand_standing(new.unit, new.first_day)
        if new.end is not None and new.end <= new.first_day:
            raise CannotChange(_("Ngày thôi giữ vai trò phải sau ngày bắt đầu."))
        held = Post.objects.filter(user=user, unit=new.unit, role=new.role).exclude(valid_to__lte=new.first_day)
        if held.exists():
            raise CannotChange(
                _("%(person)s đang giữ vai trò này ở %(unit)s. Hãy kết thúc vai trò cũ trước, hoặc chọn vai trò khác.")
                % {"person": user.full_name, "unit": new.unit.name}
            )
        post = Post.objects.create(
            user=user, unit=new.unit, role=new.role, title=trimmed(new.title), valid_from=new.first_day, valid_to=new.end
        )
        record(by, gettext_noop("giao vai trò"), subject=user, changes=_told(post))
        return post


def change_post_title(post: Post, title: str, *, by: Actor, today: date) -> None:
    """Set how a post is called ("Phó Trưởng phòng"); raises PermissionDenied."""
    with transaction.atomic():
        demand(by, post.unit, today=today)
        old, post.title = post.title, trimmed(title)
        post.save(update_fields=["title"])
        record(by, gettext_noop("sửa chức vụ"), subject=post.user, changes={"chức vụ": Change(old, post.title)})


def end_post(post: Post, *, on: date, by: Actor, today: date) -> None:
    """Let a post end: `on` is the first day without it. Raises PermissionDenied and CannotChange."""
    with transaction.atomic():
        demand(by, post.unit, today=today)
        post = Post.objects.select_for_update().select_related("unit", "user").get(pk=post.pk)
        if on < post.valid_from:
            raise CannotChange(
                _("Vai trò này bắt đầu ngày %(first)s. Hãy chọn ngày thôi từ đó trở đi.") % {"first": shown(post.valid_from)}
            )
        if post.valid_to is not None and post.valid_to <= today:
            raise CannotChange(_("Vai trò này đã kết thúc ngày %(end)s.") % {"end": shown(post.valid_to)})
        if _leaves_nobody(post, on):
            raise CannotChange(
                _("%(person)s là người quản trị duy nhất của %(unit)s. Hãy giao quản trị cho một người khác trước.")
                % {"person": post.user.full_name, "unit": post.unit.name}
            )
        old, post.valid_to = post.valid_to, on
        post.save(update_fields=["valid_to"])
        changes = {**_told(post), "đến trước ngày": Change(old, on)}
        record(by, gettext_noop("kết thúc vai trò"), subject=post.user, changes=changes)


def name_substitute(post: Post, substitute: User, *, absence: Absence, by: Actor, today: date) -> Substitution:
    """Let `substitute` do what the post allows while its holder is away; named by the holder or an administrator.

    Raises PermissionDenied, and CannotChange for days in disorder or past, for the holder themselves and for days already covered.
    """
    with transaction.atomic():
        if isinstance(by, User) and not may_name_substitute(scope_of(by, on=today), post):
            raise PermissionDenied
        if absence.last_day < absence.first_day or absence.last_day < today:
            raise CannotChange(_("Ngày cuối phải không trước ngày đầu và chưa qua."))
        if substitute.pk == post.user_id or not substitute.is_active:
            raise CannotChange(_("Hãy chọn một người khác đang dùng hệ thống."))
        if post.valid_to is not None and post.valid_to <= absence.first_day:
            raise CannotChange(_("Vai trò này đã kết thúc, không cần người làm thay."))
        covered = Substitution.objects.filter(post=post, ended_at=None, first_day__lte=absence.last_day, last_day__gte=absence.first_day)
        if covered.exists():
            raise CannotChange(_("Những ngày này đã có người làm thay. Hãy chọn ngày khác, hoặc kết thúc việc làm thay trước."))
        substitution = Substitution.objects.create(
            post=post, substitute=substitute, first_day=absence.first_day, last_day=absence.last_day, reason=absence.reason
        )
        changes = {
            "người làm thay": Change(None, substitute.full_name),
            "từ ngày": Change(None, absence.first_day),
            "đến hết ngày": Change(None, absence.last_day),
        }
        record(by, gettext_noop("giao người làm thay"), subject=post.user, changes=changes, reason=absence.reason)
        return substitution


def end_substitution(substitution: Substitution, *, by: Actor, now: datetime, today: date) -> None:
    """Let a substitution end at once; one that ended stays as it is. Raises PermissionDenied."""
    post = substitution.post
    with transaction.atomic():
        if isinstance(by, User) and not may_name_substitute(scope_of(by, on=today), post):
            raise PermissionDenied
        if Substitution.objects.filter(pk=substitution.pk, ended_at=None).update(ended_at=now):
            changes = {"người làm thay": Change(substitution.substitute.full_name, None)}
            record(by, gettext_noop("kết thúc làm thay"), subject=post.user, changes=changes)


def _told(post: Post) -> dict[str, Change]:
    return {
        "vai trò": Change(None, Role(post.role).label),
        "đơn vị": Change(None, post.unit.name),
        "chức vụ": Change(None, post.title or None),
        "từ ngày": Change(None, post.valid_from),
    }


def _leaves_nobody(post: Post, on: date) -> bool:
    """Whether the department would be left without an administrator of its own."""
    if post.role != Role.ADMINISTRATOR:
        return False
    others = (
        Post.objects.filter(unit=post.unit, role=Role.ADMINISTRATOR, user__is_active=True).exclude(pk=post.pk).exclude(valid_to__lte=on)
    )
    return not others.exists() and not User.objects.filter(is_administrator=True, is_active=True).exists()
