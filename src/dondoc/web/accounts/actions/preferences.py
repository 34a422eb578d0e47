"""Changes what a person says of themselves and how they like their screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_noop

from dondoc.web.accounts.models import User
from dondoc.web.accounts.recording import Change, record


@dataclass(frozen=True, slots=True)
class Profile:
    """What a person says of themselves."""

    full_name: str
    email: str
    phone: str


_LABELS = {"full_name": gettext_noop("họ và tên"), "email": gettext_noop("thư điện tử"), "phone": gettext_noop("điện thoại")}


def change_profile(user: User, profile: Profile) -> None:
    """Change a person's own name, mail address and telephone number."""
    changes = {label: Change(getattr(user, name), getattr(profile, name)) for name, label in _LABELS.items()}
    changed = {label: change for label, change in changes.items() if change.old != change.new}
    with transaction.atomic():
        for name in _LABELS:
            setattr(user, name, getattr(profile, name))
        user.save(update_fields=list(_LABELS))
        if changed:
            record(user, gettext_noop("sửa thông tin của mình"), subject=user, changes=changed)


def change_preferences(user: User, values: Mapping[str, str | int | bool]) -> None:
    """Change how the screen looks to a person; nothing of the office's changes by it, so the log is not told."""
    for name, value in values.items():
        setattr(user, name, value)
    user.save(update_fields=list(values))


def move_tour(user: User, step: int) -> None:
    """Remember how far a person has come in the first-run tour."""
    User.objects.filter(pk=user.pk).update(tour_step=step)
