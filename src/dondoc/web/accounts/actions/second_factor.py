"""Sets up, checks and removes the codes of a person's telephone."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_noop
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from dondoc.web.accounts.models import User
from dondoc.web.accounts.permissions import may_manage
from dondoc.web.accounts.recording import Actor, Change, record

RECOVERY_CODES = 10
# without what is misread from paper: 0 and o, 1, i and l
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a code was right; where too many were wrong, when the next one is looked at."""

    right: bool
    wait_until: datetime | None = None


def begin_second_factor(user: User) -> None:
    """Draw a new key for a telephone that is not yet confirmed; one drawn before is thrown away, one in use stays in use."""
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user, confirmed=False).delete()
        TOTPDevice.objects.create(user=user, name="totp", confirmed=False)


def turn_on_second_factor(user: User, code: str) -> list[str] | None:
    """Take the telephone into use if it shows the right code, and return the recovery codes, to be shown this once; None if it is wrong."""
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
        if device is None or has_second_factor(user):
            return None
        # whoever sets it up sees the key beside the field: a wait for a mistyped code would guard nothing
        device.throttle_reset(commit=False)
        if not device.verify_token(code):
            return None
        device.confirmed = True
        device.save(update_fields=["confirmed"])
        record(user, gettext_noop("bật xác thực hai bước"), subject=user)
        return _new_codes(user)


def turn_off_second_factor(user: User, *, by: Actor, by_post: bool = False, reason: str = "") -> None:
    """Remove the telephone and the recovery codes: by the person, who has shown the password, or for one who lost both.

    Raises PermissionDenied.
    """
    if by != user and not may_manage(by, user, by_post=by_post):
        raise PermissionDenied
    with transaction.atomic():
        removed, _ = TOTPDevice.objects.filter(user=user).delete()
        StaticDevice.objects.filter(user=user).delete()
        if removed:
            record(by, gettext_noop("tắt xác thực hai bước"), subject=user, reason=reason)


def renew_recovery_codes(user: User) -> list[str]:
    """Return new recovery codes, to be shown this once; those before no longer work."""
    with transaction.atomic():
        record(user, gettext_noop("tạo lại mã khôi phục"), subject=user)
        return _new_codes(user)


def verify_code(user: User, typed: str) -> Verdict:
    """Check the six digits of the telephone or a recovery code: each works once, and each wrong one doubles the wait for the next."""
    code = "".join(typed.split()).replace("-", "").lower()
    digits = len(code) == 6 and code.isascii() and code.isdigit()
    devices = TOTPDevice.objects if digits else StaticDevice.objects
    with transaction.atomic():
        device: Device | None = devices.select_for_update().filter(user=user, confirmed=True).first()
        if device is None:
            return Verdict(right=False)
        allowed, why = device.verify_is_allowed()
        if not allowed:
            return Verdict(right=False, wait_until=why["locked_until"])
        right = device.verify_token(code if digits else _kept(code))
        if right and not digits:
            left = StaticToken.objects.filter(device=device).count()
            changes = {gettext_noop("số mã khôi phục còn lại"): Change(left + 1, left)}
            record(user, gettext_noop("dùng một mã khôi phục"), subject=user, changes=changes)
        return Verdict(right=right)


def has_second_factor(user: User) -> bool:
    """Whether a code is asked of the person after the password."""
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def _new_codes(user: User) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery")
    codes = ["".join(secrets.choice(_LETTERS) for _ in range(10)) for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=_kept(code)) for code in codes)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def _kept(code: str) -> str:
    """Return what is stored of a recovery code: a copy of the database gives nobody a code."""
    return salted_hmac("dondoc.accounts.recovery", code, algorithm="sha256").hexdigest()[:16]
