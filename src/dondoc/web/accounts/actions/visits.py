"""Notes that a person is still there, and ends a session that is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest

from dondoc.web.accounts.actions.sessions import MARK, mark_session
from dondoc.web.accounts.models import LoginSession, User

ENDED = "session_ended"
"""The key under which a new visitor session says why the one before is over."""

NOTED_EVERY = timedelta(minutes=1)


def note_visit(request: HttpRequest, user: User, *, now: datetime) -> None:
    """Move the time at which the session was last seen, at most once a minute; log out where it was ended, is too old or idle too long."""
    mark = request.session.get(MARK)
    if mark is None:
        mark_session(request, user, now=now)
        return
    session = LoginSession.objects.filter(pk=mark, user=user).only("created_at", "seen_at").first()
    why = _over(session, now=now)
    if why:
        LoginSession.objects.filter(pk=mark, user=user).delete()
        logout(request)
        request.session[ENDED] = why
    elif session is not None and session.seen_at <= now - NOTED_EVERY:
        # conditional, so that of several requests of one page only one writes
        LoginSession.objects.filter(pk=mark, seen_at=session.seen_at).update(seen_at=now)


def _over(session: LoginSession | None, *, now: datetime) -> str:
    """Return why the session is over, or nothing."""
    if session is None:
        return "ended"
    if session.created_at < now - timedelta(seconds=settings.SESSION_COOKIE_AGE):
        return "age"
    return "idle" if session.seen_at < now - timedelta(seconds=settings.SESSION_IDLE_AGE) else ""
