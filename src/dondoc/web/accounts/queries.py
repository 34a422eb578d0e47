"""Reads accounts as their pages show them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

import segno
from axes.helpers import get_client_username, get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from dondoc.web.accounts.addresses import client_address, network_of
from dondoc.web.accounts.models import FailedLogin, LoginSession, User, folded_username

_INVITATION = signing.Signer(sep=".", salt="dondoc.accounts.invitation")
INVITATION_LASTS = timedelta(hours=72)

# the first that is found counts: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari
_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("coc_coc", "Cốc Cốc"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"))


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One place where a person is logged in, as they would recognise it."""

    pk: int
    device: str
    is_phone: bool
    address: str | None
    since: datetime
    seen_at: datetime
    is_this: bool


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """Where a person stands with the codes of their telephone; `key` and `picture` only while one is being set up."""

    is_on: bool
    since: datetime | None = None
    codes_left: int = 0
    key: str = ""
    picture: SafeString = SafeString("")


def open_sessions(user: User, *, this: str | None, now: datetime) -> list[OpenSession]:
    """Return where the person is logged in, this place first, then the last seen."""
    rows = LoginSession.objects.filter(
        user=user,
        created_at__gte=now - timedelta(seconds=settings.SESSION_COOKIE_AGE),
        seen_at__gte=now - timedelta(seconds=settings.SESSION_IDLE_AGE),
    ).order_by("-seen_at", "-pk")
    places = [
        OpenSession(
            row.pk,
            device_of(row.agent),
            bool(re.search("Mobi|Android", row.agent)),
            row.address,
            row.created_at,
            row.seen_at,
            row.session_key == this,
        )
        for row in rows
    ]
    return sorted(places, key=lambda place: not place.is_this)


def device_of(agent: str) -> str:
    """Return the browser and the system that a User-Agent names, "Chrome, Windows", or that they are not known."""
    browser = next((name for sign, name in _BROWSERS if sign in agent), "")
    system = next((name for sign, name in _SYSTEMS if sign in agent), "")
    return ", ".join(filter(None, (browser, system))) or gettext("thiết bị không rõ")


def invitation_of(token: str, *, now: datetime) -> User | None:
    """Return whose password the link of `token` sets; nobody once it is used, replaced, withdrawn or older than 72 hours."""
    try:
        pk, _, _made = _INVITATION.unsign(token).partition("-")
    except signing.BadSignature:
        return None
    user = User.objects.active().filter(pk=int(pk)).first()
    if user is None or user.invited_at is None or token_of(user.pk, user.invited_at) != token:
        return None
    return user if now <= user.invited_at + INVITATION_LASTS else None


def token_of(pk: int, invited_at: datetime) -> str:
    """Return the signed words of a link that was made for a person at a time."""
    return _INVITATION.sign(f"{pk}-{int(invited_at.timestamp() * 1_000_000)}")


def has_second_factor(user: User) -> bool:
    """Whether the person is asked for a code at the log-in."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def second_factor_of(user: User) -> SecondFactor:
    """Return where the person stands, with the key and its picture while a telephone is being set up."""
    devices = {device.confirmed: device for device in TOTPDevice.objects.filter(user=user)}
    codes = StaticToken.objects.filter(device__user=user).count()
    if True in devices:
        return SecondFactor(is_on=True, since=devices[True].created_at, codes_left=codes)
    if False not in devices:
        return SecondFactor(is_on=False)
    secret = re.search(r"secret=([A-Z2-7]+)", devices[False].config_url)
    key = secret[1] if secret else ""
    # segno's drawing holds nothing but numbers; white and black in both themes, so that a telephone can read it
    drawing = segno.make(devices[False].config_url, error="m", micro=False).svg_inline(
        scale=4, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True
    )
    return SecondFactor(is_on=False, key=" ".join(key[at : at + 4] for at in range(0, len(key), 4)), picture=mark_safe(drawing))  # noqa: S308


def locked_until(request: HttpRequest, *, now: datetime) -> datetime:
    """Return when the name that was typed may be tried again from this address."""
    attempts = AccessAttempt.objects.filter(
        username=get_client_username(request, getattr(request, "axes_credentials", None)), ip_address=client_address(request)
    )
    last = attempts.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    return (last or now) + (get_cool_off(request) or timedelta(0))


def blocked_until(address: str | None, *, now: datetime) -> datetime | None:
    """Return when this address may try again, if too many attempts failed from its network, whatever the names."""
    window, limit = timedelta(seconds=settings.LOGIN_FAILURE_WINDOW), settings.LOGIN_FAILURES_PER_ADDRESS
    recent = FailedLogin.objects.filter(network=network_of(address), at__gt=now - window).order_by("-at")
    times = list(recent.values_list("at", flat=True)[:limit])
    return times[-1] + window if len(times) >= limit else None


def username_of(request: HttpRequest, credentials: dict[str, str] | None) -> str:
    """Return the name that failures are counted by: as it is stored, so that LAN and lan share one count."""
    return folded_username((credentials or {}).get("username") or request.POST.get("username"))
