"""Takes a new person in: the account, the first role, and the link with which they set their password, as one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from dondoc.web.accounts.actions import (
    PersonDetails,
    change_person,
    create_person,
    deactivate,
    end_other_sessions,
    invite,
    reactivate,
    turn_off_second_factor,
)
from dondoc.web.accounts.models import User
from dondoc.web.organisations.actions.posts import NewPost, give_post
from dondoc.web.organisations.permissions import may_manage_person, may_manage_units, scope_of


class WithoutReason(Exception):
    """What is done to somebody else's account for a reason, and none was given."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A new person and the path of the link that sets their password once."""

    person: User
    link: str


def take_in(details: PersonDetails, post: NewPost | None, *, by: User, now: datetime, today: date) -> Arrived:
    """Make an account with its first role; only an administrator of the system may leave the role for later.

    Raises PermissionDenied, CannotChange and accounts' UsernameTaken.
    """
    with transaction.atomic():
        by_post = post is not None and may_manage_units(scope_of(by, on=today), post.unit)
        person = create_person(details, by=by, by_post=by_post)
        if post is not None:
            give_post(person, post, by=by, today=today)
        return Arrived(person, invite(person, by=by, now=now, by_post=by_post))


def renew_link(person: User, *, by: User, now: datetime, today: date) -> str:
    """Return a new link with which a person sets their password; raises PermissionDenied."""
    return invite(person, by=by, now=now, by_post=_by_post(person, by, today))


def change_account(person: User, details: PersonDetails, *, by: User, today: date) -> None:
    """Change what an account says; raises PermissionDenied and accounts' UsernameTaken."""
    change_person(person, details, by=by, by_post=_by_post(person, by, today))


def close(person: User, *, by: User, today: date, reason: str) -> None:
    """Close an account; raises PermissionDenied and accounts' LastAdministrator."""
    deactivate(person, by=by, by_post=_by_post(person, by, today), reason=reason)


def open_again(person: User, *, by: User, today: date) -> None:
    """Open a closed account; raises PermissionDenied."""
    reactivate(person, by=by, by_post=_by_post(person, by, today))


def end_sessions_of(person: User, *, by: User, today: date, reason: str) -> int:
    """Log a person out everywhere, as when a telephone was lost; return from how many places. Raises PermissionDenied and WithoutReason."""
    by_post = _by_post(person, by, today)
    return end_other_sessions(person, by=by, by_post=by_post, reason=_reason(reason))


def drop_second_factor(person: User, *, by: User, today: date, reason: str) -> None:
    """Let a person who lost the telephone and the recovery codes log in by password alone; raises PermissionDenied and WithoutReason."""
    by_post = _by_post(person, by, today)
    turn_off_second_factor(person, by=by, by_post=by_post, reason=_reason(reason))


def _reason(reason: str) -> str:
    """Return why, as the log keeps it; raises WithoutReason."""
    if not reason.strip():
        raise WithoutReason(_("Hãy ghi lý do; lý do được giữ trong nhật ký."))
    return reason.strip()


def _by_post(person: User, by: User, today: date) -> bool:
    if not may_manage_person(scope_of(by, on=today), person, on=today):
        raise PermissionDenied
    return True
