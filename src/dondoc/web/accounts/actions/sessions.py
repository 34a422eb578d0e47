"""Opens and ends the places where a person is logged in."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_noop

from dondoc.web.accounts.addresses import client_address
from dondoc.web.accounts.models import LoginSession, User
from dondoc.web.accounts.permissions import may_manage
from dondoc.web.accounts.recording import Actor, Change, record

MARK = "login_session"
"""The key under which a browser session names its LoginSession."""

BACKEND = "django.contrib.auth.backends.ModelBackend"


def log_in(request: HttpRequest, user: User, *, now: datetime) -> None:
    """Let a person in whose password (and code, where one is asked) was right, under a new session key."""
    with transaction.atomic():
        forget_expired_sessions(now=now)
        login(request, user, backend=BACKEND)
        session = mark_session(request, user, now=now)
        record(user, gettext_noop("đăng nhập"), subject=user, changes={gettext_noop("địa chỉ"): Change(None, session.address)})


def log_out(request: HttpRequest, user: User) -> None:
    """End the session that the request belongs to."""
    with transaction.atomic():
        LoginSession.objects.filter(pk=request.session.get(MARK, 0)).delete()
        record(user, gettext_noop("đăng xuất"), subject=user, changes={gettext_noop("địa chỉ"): Change(None, client_address(request))})
        logout(request)


def mark_session(request: HttpRequest, user: User, *, now: datetime) -> LoginSession:
    """Remember that the request's session is a place where the person is logged in."""
    if request.session.session_key is None:
        request.session.create()
    session, _ = LoginSession.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={
            "user": user,
            "created_at": now,
            "seen_at": now,
            "address": client_address(request),
            "agent": request.headers.get("User-Agent", "")[:300],
        },
    )
    request.session[MARK] = session.pk
    return session


def end_session(session: LoginSession, *, by: Actor, by_post: bool = False) -> None:
    """End one place where a person is logged in; it stops working at once. Raises PermissionDenied."""
    if by != session.user and not may_manage(by, session.user, by_post=by_post):
        raise PermissionDenied
    with transaction.atomic():
        changes = {gettext_noop("địa chỉ"): Change(session.address, None)}
        record(by, gettext_noop("kết thúc một phiên đăng nhập"), subject=session.user, changes=changes)
        Session.objects.filter(session_key=session.session_key).delete()
        session.delete()


def end_other_sessions(user: User, *, by: Actor, keep: str | None = None, by_post: bool = False, reason: str = "") -> int:
    """End every place where the person is logged in save the session whose key is `keep`; return how many ended.

    Somebody else ends them all and says why. Raises PermissionDenied.
    """
    if by != user and not may_manage(by, user, by_post=by_post):
        raise PermissionDenied
    with transaction.atomic():
        ended = forget_sessions(user, keep=keep)
        if ended:
            changes = {gettext_noop("số phiên"): Change(None, ended)}
            verb = gettext_noop("kết thúc các phiên đăng nhập khác") if keep else gettext_noop("kết thúc mọi phiên đăng nhập")
            record(by, verb, subject=user, changes=changes, reason=reason)
    return ended


def forget_sessions(user: User, *, keep: str | None = None) -> int:
    """Delete the sessions of a person save `keep`, and return how many there were; the caller tells the log why."""
    rows = LoginSession.objects.filter(user=user).exclude(session_key=keep or "")
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    rows.delete()
    return len(keys)


def forget_expired_sessions(*, now: datetime) -> None:
    """Delete what is left of sessions that are over by their age, or were not used for too long."""
    age, idle = timedelta(seconds=settings.SESSION_COOKIE_AGE), timedelta(seconds=settings.SESSION_IDLE_AGE)
    LoginSession.objects.filter(Q(created_at__lt=now - age) | Q(seen_at__lt=now - idle)).delete()
    Session.objects.filter(expire_date__lt=now).delete()
