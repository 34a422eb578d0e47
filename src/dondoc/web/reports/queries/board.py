"""The front of the reports by whose morning it is: what the person's units owe, and the periods that wait to be collected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dondoc.engine.tracking.workdays import WorkCalendar
from dondoc.web.calendars.queries.calendars import Calendars, calendars_now
from dondoc.web.organisations.models import Role
from dondoc.web.organisations.permissions import Scope
from dondoc.web.reports.links import collecting_url, consolidating_url, report_url
from dondoc.web.reports.models import AnswerState, Period, PeriodState, UnitReport
from dondoc.web.reports.permissions import COLLECTING, KEEPING, PREPARING
from dondoc.web.reports.queries.duty_sight import collected_duties, own_reports
from dondoc.web.reports.queries.standing import SENT, WRITABLE
from dondoc.web.reports.queries.statuses import Status, status_of

MOST_OWED = 30
MOST_PERIODS = 30
MOST_SENT = 8


@dataclass(frozen=True, slots=True)
class OwedReport:
    """A report that a unit of the person owes or sent: its status, how many working days are left (below 0: late), and its one button."""

    report: UnitReport
    status: Status
    left: int
    button: str | Promise
    url: str


@dataclass(frozen=True, slots=True)
class OpenPeriod:
    """A period that is collected: its counts, and what is to be done next, as a button."""

    period: Period
    total: int
    sent: int
    waiting: int
    returned: int
    missing: int
    left: int
    button: str | Promise
    url: str

    @property
    def is_late(self) -> bool:
        """Whether reports are missing after the last day."""
        return self.left < 0 and self.missing > 0

    @property
    def collecting(self) -> str:
        """Where its reports are gathered."""
        return collecting_url(self.period)


@dataclass(frozen=True, slots=True)
class Board:
    """The front page; `prepares` and `collects` say which of its halves concern the person."""

    owed: tuple[OwedReport, ...]
    sent: tuple[OwedReport, ...]
    periods: tuple[OpenPeriod, ...]
    prepares: bool
    collects: bool
    calendars: Calendars


def board(scope: Scope, *, on: date) -> Board:
    """Return what waits for a person among the reports, in four statements at most."""
    prepares, may_collect = scope.holds(*PREPARING), scope.holds(*KEEPING, *COLLECTING)
    calendars = calendars_now()
    periods = open_periods_of(scope, calendars, on=on) if may_collect else ()
    return Board(
        owed=owed_reports(scope, calendars, on=on) if prepares else (),
        sent=_sent_reports(scope, calendars, on=on) if prepares else (),
        periods=periods,
        prepares=prepares,
        collects=bool(periods) or scope.holds(*KEEPING),
        calendars=calendars,
    )


def owing(scope: Scope) -> QuerySet[UnitReport]:
    """Return the reports that the person's units still have to send."""
    return own_reports(scope).filter(state__in=WRITABLE, period__state=PeriodState.OPEN)


def owed_reports(scope: Scope, calendars: Calendars, *, on: date) -> tuple[OwedReport, ...]:
    """Return the first reports that the person's units owe, the most urgent first."""
    rows = owing(scope).select_related("unit", "period__duty").order_by("period__due_on", "pk")
    return tuple(_owed(row, scope, calendars=calendars, on=on) for row in rows[:MOST_OWED])


def _sent_reports(scope: Scope, calendars: Calendars, *, on: date) -> tuple[OwedReport, ...]:
    rows = (
        own_reports(scope).filter(state__in=SENT).select_related("unit", "period__duty").order_by(F("submitted_at").desc(nulls_last=True))
    )
    return tuple(_owed(row, scope, calendars=calendars, on=on) for row in rows[:MOST_SENT])


def _owed(row: UnitReport, scope: Scope, *, calendars: Calendars, on: date) -> OwedReport:
    period = row.period
    status = status_of(row.state, late_days=row.late_days, is_first=row.first_submitted_at is not None, due_on=period.due_on, on=on)
    left = _left(period.due_on, calendars.of(row.unit.path), on=on)
    return OwedReport(row, status, left, _button(row, scope), report_url(row.pk))


def _button(row: UnitReport, scope: Scope) -> str | Promise:
    match row.state:
        case AnswerState.TO_APPROVE if scope.holds(Role.HEAD, path=row.unit.path):
            return _("Duyệt và nộp")
        case AnswerState.RETURNED:
            return _("Sửa và nộp lại")
        case AnswerState.AWAITED:
            return _("Lập báo cáo")
        case AnswerState.DRAFTING:
            return _("Làm tiếp")
        case _:
            return _("Xem")


def open_periods_of(scope: Scope, calendars: Calendars, *, on: date) -> tuple[OpenPeriod, ...]:
    """Return the periods that the person collects and that are not locked, the most urgent first."""
    rows = collected_periods(scope).select_related("duty__unit", "duty__collector").order_by("due_on", "pk")
    periods = list(rows[:MOST_PERIODS])
    counts = counts_of(period.pk for period in periods)
    return tuple(_open(period, counts.get(period.pk, Counts()), calendars=calendars, on=on) for period in periods)


def collected_periods(scope: Scope) -> QuerySet[Period]:
    """Return the open periods of the duties that the person collects."""
    return Period.objects.filter(duty__in=collected_duties(scope).order_by().values("pk"), state=PeriodState.OPEN)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many reports a period asks for, how many were sent once, how many of those wait to be taken, and how many were given back."""

    total: int = 0
    sent: int = 0
    waiting: int = 0
    returned: int = 0

    @property
    def missing(self) -> int:
        """How many were never sent."""
        return self.total - self.sent


def counts_of(periods: Iterable[int]) -> dict[int, Counts]:
    """Return the counts of each period that has reports, by its key."""
    rows = UnitReport.objects.filter(period__in=list(periods)).order_by().values("period")
    counted: Iterable[Any] = rows.annotate(
        total=Count("pk"),
        sent=Count("first_submitted_at"),
        waiting=Count("pk", filter=Q(state=AnswerState.SUBMITTED)),
        returned=Count("pk", filter=Q(state__in=WRITABLE, first_submitted_at__isnull=False)),
    )
    return {row["period"]: Counts(row["total"], row["sent"], row["waiting"], row["returned"]) for row in counted}


def _open(period: Period, counts: Counts, *, calendars: Calendars, on: date) -> OpenPeriod:
    left = _left(period.due_on, calendars.of(period.duty.unit.path), on=on)
    button, url = _next(period, counts)
    return OpenPeriod(period, counts.total, counts.sent, counts.waiting, counts.returned, counts.missing, left, button, url)


def _left(due_on: date, calendar: WorkCalendar, *, on: date) -> int:
    """Return the working days that are left, below 0 those of lateness: late by a rest day only is late by one."""
    return calendar.working_days_between(on, due_on) if due_on >= on else -max(calendar.working_days_between(due_on, on), 1)


def _next(period: Period, counts: Counts) -> tuple[str | Promise, str]:
    """Return what is to be done next in a period, and where."""
    if counts.waiting:
        return _("Xem và nhận"), collecting_url(period)
    if counts.total and not counts.returned and not counts.missing:
        return _("Tổng hợp"), consolidating_url(period)
    return _("Theo dõi nộp"), collecting_url(period)
