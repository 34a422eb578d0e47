"""Makes the one-time link with which a person sets a password, and takes the password they set."""

from __future__ import annotations

from datetime import datetime

from axes.utils import reset as forget_failures
from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from dondoc.web.accounts.actions.sessions import forget_sessions
from dondoc.web.accounts.models import User
from dondoc.web.accounts.permissions import may_manage
from dondoc.web.accounts.queries import token_of
from dondoc.web.accounts.recording import Actor, record


class InvitationUsed(Exception):
    """The link was used, replaced or withdrawn in the meantime."""

    vi = _("Liên kết này không còn dùng được. Hãy nhờ người quản trị cấp liên kết mới.")

    def __str__(self) -> str:
        return str(self.vi)


def invite(user: User, *, by: Actor, now: datetime, by_post: bool = False) -> str:
    """Return the path of a link that sets the person's password once within 72 hours; an earlier link stops working.

    Raises PermissionDenied, also for a closed account.
    """
    if not may_manage(by, user, by_post=by_post) or not user.is_active:
        raise PermissionDenied
    with transaction.atomic():
        user.invited_at = now
        user.save(update_fields=["invited_at"])
        record(by, gettext_noop("cấp liên kết đặt mật khẩu"), subject=user)
    return reverse("accounts:set_password", args=[token_of(user.pk, now)])


def accept_invitation(user: User, password: str, *, now: datetime) -> None:
    """Set the password of the person whose link is shown; the link is used up and every session of theirs ends.

    `user` is what `invitation_of` returned; raises InvitationUsed where the link was used in the meantime.
    """
    values = {"password": make_password(password), "password_changed_at": now, "must_change_password": False, "invited_at": None}
    with transaction.atomic():
        if not User.objects.filter(pk=user.pk, invited_at=user.invited_at, is_active=True).update(**values):
            raise InvitationUsed
        forget_sessions(user)
        forget_failures(username=user.username)
        record(user, gettext_noop("đặt mật khẩu bằng liên kết một lần"), subject=user)
