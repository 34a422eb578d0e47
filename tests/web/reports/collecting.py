"""Takes a unit's report through its steps, at moments before and after its last day."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from dondoc.web.accounts.models import User
from dondoc.web.organisations.permissions import Scope, scope_of
from dondoc.web.reports.actions.answering import Typed, save_answers
from dondoc.web.reports.actions.submitting import submit
from dondoc.web.reports.marks import mark_of, never_stored
from dondoc.web.reports.models import UnitReport
from tests.people import Town
from tests.reporting import OUTLINE

DUE = date(2026, 11, 20)
IN_TIME, LATE = datetime(2026, 11, 18, 9), datetime(2026, 11, 25, 9)


def at(moment: datetime) -> datetime:
    """A moment of the office's own time."""
    return timezone.make_aware(moment)


def scope(user: User, moment: datetime = IN_TIME) -> Scope:
    """What a person may do on the day of a moment."""
    return scope_of(user, on=moment.date())


def written(report: UnitReport, user: User, moment: datetime = IN_TIME, **texts: str) -> UnitReport:
    """Type the same into every item, or what is given, and store it."""
    stored = {answer.item.key: answer.text for answer in report.answers.select_related("item")}
    typed = {key: Typed(texts.get(key.replace("-", "_"), "Đã làm xong."), _mark(stored.get(key))) for key, _title in OUTLINE}
    return save_answers(report, typed, scope=scope(user, moment), now=at(moment))


def sent(report: UnitReport, town: Town, moment: datetime = IN_TIME) -> UnitReport:
    """Let the officer write and the head send in."""
    written(report, town.minh, moment)
    submit(report, scope=scope(town.tuan, moment), version=None, now=at(moment))
    report.refresh_from_db()
    return report


def _mark(stored: str | None) -> str:
    return never_stored("") if stored is None else mark_of(stored)
