"""Checks who it is: the password first, then the code where the person has set one up."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import authenticate
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_noop

from dondoc.web.accounts.addresses import client_address, network_of
from dondoc.web.accounts.models import FailedLogin, User, folded_username
from dondoc.web.accounts.recording import Change, Program, record

VISITOR = Program(gettext_noop("người chưa đăng nhập"))
PENDING = "half_logged_in"
"""The key under which a visitor's session names who has shown the right password and still owes the code."""

PENDING_FOR = timedelta(minutes=10)
CODE_TRIES = 5


def check_password(request: HttpRequest, *, username: str, password: str, now: datetime) -> User | None:
    """Return the person if the password is right, otherwise note the failure; an unknown name costs the same and gets the same answer."""
    user = authenticate(request, username=username, password=password)
    if isinstance(user, User):
        return user
    # where the name was locked already nothing was checked, so there is nothing to count
    if getattr(request, "axes_failures_since_start", None) is not None:
        note_failure(request, folded_username(username), now=now)
    return None


def note_failure(request: HttpRequest, username: str, *, now: datetime) -> None:
    """Count a failed attempt against its network, and tell the log; what was typed is not kept, it may be a password in the wrong field."""
    address = client_address(request)
    network = network_of(address)
    since = now - timedelta(seconds=settings.LOGIN_FAILURE_WINDOW)
    where = {gettext_noop("địa chỉ"): Change(None, address)}
    with transaction.atomic():
        FailedLogin.objects.filter(at__lt=since).delete()
        failure = FailedLogin.objects.create(network=network, at=now)
        subject = User.objects.filter(username=username).first() or failure
        record(VISITOR, gettext_noop("đăng nhập không thành công"), subject=subject, changes=where)
        if getattr(request, "axes_locked_out", False):
            record(VISITOR, gettext_noop("bị tạm khóa đăng nhập"), subject=subject, changes=where)
        if FailedLogin.objects.filter(network=network).count() == settings.LOGIN_FAILURES_PER_ADDRESS:
            record(VISITOR, gettext_noop("địa chỉ bị tạm chặn đăng nhập"), subject=failure, changes=where)


def ask_for_code(request: HttpRequest, user: User, *, now: datetime) -> None:
    """Remember, in a visitor's session under a new key, that the password was right; it opens nothing but the page of the code."""
    request.session.cycle_key()
    request.session[PENDING] = {"user": user.pk, "proof": user.get_session_auth_hash(), "at": now.timestamp(), "tries": 0}


def half_logged_in(request: HttpRequest, *, now: datetime) -> User | None:
    """Return whose code is awaited in this session; nobody after ten minutes, five wrong codes or a change of password."""
    pending = request.session.get(PENDING)
    if pending is None or pending["at"] < (now - PENDING_FOR).timestamp() or pending["tries"] >= CODE_TRIES:
        return None
    user = User.objects.active().filter(pk=pending["user"]).first()
    return user if user and constant_time_compare(user.get_session_auth_hash(), pending["proof"]) else None


def note_wrong_code(request: HttpRequest, user: User, *, now: datetime) -> None:
    """Count a wrong code against the session and its network."""
    request.session[PENDING] = {**request.session[PENDING], "tries": request.session[PENDING]["tries"] + 1}
    note_failure(request, user.username, now=now)


def forget_half_log_in(request: HttpRequest) -> None:
    """Take the password back: whoever comes next starts from the beginning."""
    request.session.pop(PENDING, None)
