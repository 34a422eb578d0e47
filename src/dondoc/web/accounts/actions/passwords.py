"""Gives a person a new password."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.utils.translation import gettext_noop

from dondoc.web.accounts.actions.sessions import MARK, forget_sessions
from dondoc.web.accounts.models import LoginSession
from dondoc.web.accounts.recording import record
from dondoc.web.accounts.requests import Request


def change_password(request: Request, password: str, *, now: datetime) -> None:
    """Set the password of the person of the request, who has shown the old one; every other session ends, this one gets a new key."""
    user = request.user
    with transaction.atomic():
        user.set_password(password)
        user.password_changed_at, user.must_change_password, user.invited_at = now, False, None
        user.save(update_fields=["password", "password_changed_at", "must_change_password", "invited_at"])
        forget_sessions(user, keep=request.session.session_key)
        update_session_auth_hash(request, user)
        LoginSession.objects.filter(pk=request.session.get(MARK, 0)).update(session_key=request.session.session_key or "")
        record(user, gettext_noop("đổi mật khẩu"), subject=user)
