"""Sets a part's last day or the day of its next review anew, by who gave it; the day it was given with and what was late stay known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.engine.tracking import OPEN, after_move
from dondoc.web.audit.actions import Change, record
from dondoc.web.notices.actions import tell
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.actions.clocks import CLOCK, clock_of, set_clock
from dondoc.web.plans.models import Assignment
from dondoc.web.tracking.actions.acting import executors, locked, part_url
from dondoc.web.tracking.actions.refusals import Changed, Incomplete, Refused
from dondoc.web.tracking.actions.rolling import roll_up
from dondoc.web.tracking.permissions import may_assign
from dondoc.web.tracking.queries.judging import why_no_due, why_no_review
from dondoc.web.tracking.words import DAY, DAY_PUT_BACK, DAY_SET


@dataclass(frozen=True, slots=True)
class NewDay:
    """The day wanted and why; `version` is the part's as the person saw it."""

    day: date
    reason: str = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A part whose last day was set, the day before that, and the days of the shares that had to follow, by their keys."""

    part: Assignment
    old: date | None
    followed: dict[int, date]


def set_due(part: Assignment, new: NewDay, *, scope: Scope, now: datetime) -> Moved:
    """Set the last day in force; shares that would end after it end with it. Lateness that has begun stays, whatever the new day.

    Raises PermissionDenied, and Refused where the part has been submitted or ended, a request for more time waits, the day has passed or is
    after that of the part that a share was cut from, or no reason is given.
    """
    on = timezone.localdate(now)
    with transaction.atomic():
        row = _taken(part.pk, new, scope=scope)
        if words := why_no_due(row, new.day, on=on):
            raise Refused(words)
        if not new.reason.strip():
            raise Incomplete(_("Hãy ghi rõ lý do đặt lại hạn."))
        old = row.due_on
        _move(row, new.day, on=on)
        followed = _pull_shares(row, new.day, on=on)
        roll_up(row, now=now)
        day = date_format(new.day, "SHORT_DATE_FORMAT")
        values = {"task": row.task.code or str(row.task), "unit": row.unit.name if row.unit else "", "day": day}
        others = [person for person in executors(row, on=on) if person.pk != scope.user.pk]
        tell(others, "part.moved", values=values, url=part_url(row), key=f"moved:{row.pk}:{row.version}")
        record(scope.user, DAY_SET, subject=row, changes={DAY: Change(old, new.day)}, reason=new.reason.strip()[:300])
        return Moved(row, old, followed)


@dataclass(frozen=True, slots=True)
class OldDays:
    """What a part and the shares that followed it had before, and the part's version since."""

    day: date | None
    version: int
    followed: Mapping[int, date] = field(default_factory=dict)


def put_due_back(part: Assignment, old: OldDays, *, scope: Scope, now: datetime) -> Assignment:
    """Take back a last day that was set just now, as far as nobody touched the part since; what was late by now stays late.

    A day that has passed in the meantime comes back only where the part was late by it: nobody is made late by a mistake of another.
    Raises PermissionDenied and Refused.
    """
    on = timezone.localdate(now)
    with transaction.atomic():
        row = _taken(part.pk, NewDay(on, version=old.version), scope=scope)
        if row.submitted_at is not None or row.work not in OPEN:
            raise Refused(_("Việc này đã nộp hoặc đã kết thúc."))
        if old.day is not None and old.day < on and row.late_since is None:
            raise Refused(_("Hạn cũ đã qua nên không trả lại được. Hãy đặt hạn mới."))
        changes = {DAY: Change(row.due_on, old.day)}
        _let_shares_go(row, old.followed, on=on)
        _move(row, old.day, on=on)
        roll_up(row, now=now)
        record(scope.user, DAY_PUT_BACK, subject=row, changes=changes)
        return row


def set_review(part: Assignment, new: NewDay, *, scope: Scope, now: datetime) -> date | None:
    """Set the day on which the part is looked at again and return the one before. Raises PermissionDenied and Refused."""
    with transaction.atomic():
        row = _taken(part.pk, new, scope=scope)
        if words := why_no_review(row, new.day, on=timezone.localdate(now)):
            raise Refused(words)
        old = row.review_on
        _write_review(row, new.day, scope=scope)
        return old


def put_review_back(part: Assignment, old: date | None, *, version: int, scope: Scope, now: datetime) -> None:
    """Take back a day of review that was set just now. Raises PermissionDenied and Refused."""
    with transaction.atomic():
        row = _taken(part.pk, NewDay(timezone.localdate(now), version=version), scope=scope)
        _write_review(row, old, scope=scope)


def _write_review(part: Assignment, day: date | None, *, scope: Scope) -> None:
    changes = {"ngày rà soát": Change(part.review_on, day)}
    part.review_on, part.version = day, part.version + 1
    part.save(update_fields=["review_on", "version"])
    record(scope.user, gettext_noop("đặt ngày rà soát"), subject=part, changes=changes)


def _taken(key: int, new: NewDay, *, scope: Scope) -> Assignment:
    """Lock a part for who gave it, as they saw it."""
    row = locked(key)
    if not may_assign(scope, row):
        raise PermissionDenied
    if new.version is not None and new.version != row.version:
        raise Changed
    return row


def _move(part: Assignment, day: date | None, *, on: date) -> None:
    set_clock(part, after_move(clock_of(part), day, on=on))
    if part.first_due_on is None:
        part.first_due_on = day
    part.version += 1
    part.save(update_fields=[*CLOCK, "first_due_on", "version"])


def _pull_shares(part: Assignment, day: date, *, on: date) -> dict[int, date]:
    """Let the open shares below a part, however deep, end with it at the latest; return the days they had."""
    followed: dict[int, date] = {}
    above = [part.pk]
    while above:
        shares = list(Assignment.objects.select_for_update().filter(of__in=above).order_by("pk"))
        for share in shares:
            if share.due_on is not None and share.due_on > day and share.work in OPEN and share.submitted_at is None:
                followed[share.pk] = share.due_on
                _move(share, day, on=on)
        above = [share.pk for share in shares]
    return followed


def _let_shares_go(part: Assignment, days: Mapping[int, date], *, on: date) -> None:
    """Give the shares that followed a part their own days back, those that nobody has moved or submitted since."""
    for share in (
        Assignment.objects.select_for_update().filter(pk__in=days, due_on=part.due_on, submitted_at=None, work__in=OPEN).order_by("pk")
    ):
        _move(share, days[share.pk], on=on)
