"""Tells people of an event, and marks what they were told as read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.http import url_has_allowed_host_and_scheme

from dondoc.web.accounts.models import User
from dondoc.web.notices.kinds import KINDS
from dondoc.web.notices.models import Notice

Value = str | int


class WrongNotice(ValueError):
    """A notice of a kind that is not known, without the values of its kind, or that leads out of dondoc: a fault of the caller."""


def tell(recipients: Iterable[User], kind: str, *, values: Mapping[str, Value], url: str, key: str) -> None:
    """Write one notice for each of `recipients` who may log in; runs inside the caller's transaction.

    `values` fill the sentence of `kind` (see `kinds.KINDS`), `url` is a path of dondoc, `key` names the event: whoever was told of it
    before is not told again, so a job that runs twice tells once. Raises WrongNotice.
    """
    tell_each(dict.fromkeys(recipients, values), kind, url=url, key=key)


def tell_each(told: Mapping[User, Mapping[str, Value]], kind: str, *, url: str, key: str) -> None:
    """The same for people who are told the same with values of their own."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a notice is written in the transaction of what it tells")
    for values in told.values():
        _check(kind, values, url)
    Notice.objects.bulk_create(
        [Notice(recipient=person, kind=kind, values=dict(values), url=url, key=key) for person, values in told.items() if person.is_active],
        ignore_conflicts=True,
        batch_size=500,
    )


def mark_read(notice: Notice, *, by: User, now: datetime) -> None:
    """Mark a person's own notice as read; one that was read before keeps its time."""
    Notice.objects.unread().filter(pk=notice.pk, recipient=by).update(read_at=now)


def mark_all_read(by: User, *, up_to: int, now: datetime) -> int:
    """Mark as read all of a person's notices up to the one numbered `up_to`, the newest they were shown; return how many there were."""
    return Notice.objects.unread().filter(recipient=by, pk__lte=up_to).update(read_at=now)


def _check(kind: str, values: Mapping[str, Value], url: str) -> None:
    if kind not in KINDS:
        raise WrongNotice(f"{kind!r} is no kind of notice; there are {', '.join(sorted(KINDS))}")
    wanted = KINDS[kind].values
    if wanted != set(values):
        raise WrongNotice(f"{kind} is filled by {', '.join(sorted(wanted))}, not by {', '.join(sorted(values))}")
    if not url.startswith("/") or not url_has_allowed_host_and_scheme(url, allowed_hosts=None):
        raise WrongNotice(f"{url!r} is no path of dondoc")
