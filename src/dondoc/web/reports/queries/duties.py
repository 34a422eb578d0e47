"""The duties of a department as a list, and one duty with its reporters, its periods, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from dondoc.engine.reporting.due_days import DueRule
from dondoc.engine.reporting.periods import Rhythm
from dondoc.engine.tracking.workdays import WorkCalendar
from dondoc.web.calendars.queries.calendars import Calendars, calendars_now
from dondoc.web.organisations.models import Unit, UnitKind
from dondoc.web.organisations.permissions import READING, Scope, within
from dondoc.web.reports.models import Period, ReportDuty, Reporter
from dondoc.web.reports.permissions import may_keep_duties, may_look_over
from dondoc.web.reports.queries.duty_sight import visible_duties
from dondoc.web.reports.terms import Coming, coming, in_words, rhythm_of, rule_of

COMING = 4
Terms = tuple[Rhythm, DueRule]
_YEAR = timedelta(days=400)
_BACK = timedelta(days=100)
"""A report may be due so long after its figures were closed."""
_SHOWN_PERIODS = 13
MOST_REPORTERS = 60


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty in the list: how many report now, the period at hand, and the next last day."""

    duty: ReportDuty
    reporters: int
    next: ComingPeriod | None
    is_over: bool


@dataclass(frozen=True, slots=True)
class ComingPeriod:
    """A period to come with how its last day was counted, in words, and what is odd about it."""

    label: str
    first_day: date
    last_day: date
    cut_off: date
    opens_on: date
    due_on: date
    working: str
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """An open or locked period of a duty with its counts."""

    period: Period
    total: int
    sent: int
    late: int


@dataclass(frozen=True, slots=True)
class DutyPage:
    """A duty as one person sees it: to who does not look over all units, only their own are named."""

    duty: ReportDuty
    keeps: bool
    looks_over: bool
    reporters: tuple[Reporter, ...]
    n_reporters: int
    periods: tuple[PeriodLine, ...]
    coming: tuple[ComingPeriod, ...]


def duty_lines(scope: Scope, *, on: date) -> list[DutyLine]:
    """Return the duties that a person sees, those in force first, in one statement."""
    current = Q(reporters__first_day__lte=on) & (Q(reporters__last_day=None) | Q(reporters__last_day__gte=on))
    duties = visible_duties(scope).select_related("unit", "collector", "plan", "merged_into")
    rows = duties.annotate(n_reporters=Count("reporters", filter=current)).order_by("name", "pk")
    calendars = calendars_now()
    lines = [_line(duty, next_periods(duty, calendars, on=on, most=1), on=on) for duty in rows]
    return sorted(lines, key=lambda line: (line.is_over, line.next is None, line.next.due_on if line.next else on))


def _line(duty: ReportDuty, ahead: list[ComingPeriod], *, on: date) -> DutyLine:
    return DutyLine(duty, getattr(duty, "n_reporters", 0), ahead[0] if ahead else None, _is_over(duty, on))


def _is_over(duty: ReportDuty, on: date) -> bool:
    return duty.last_day is not None and duty.last_day < on


def duty_page(duty: ReportDuty, scope: Scope, *, on: date) -> DutyPage:
    """Return a duty's page, in a constant number of statements; the caller has found the duty among the visible ones."""
    looks_over = may_look_over(scope, duty)
    reporters: QuerySet[Reporter] = duty.reporters.filter(Q(last_day=None) | Q(last_day__gte=on)).select_related("unit")
    own = within("unit__path", scope.paths(*READING))
    if not looks_over:
        reporters = reporters.filter(own)
    return DutyPage(
        duty=duty,
        keeps=may_keep_duties(scope, duty.unit),
        looks_over=looks_over,
        reporters=tuple(reporters.order_by("unit__path", "first_day")[:MOST_REPORTERS]),
        n_reporters=reporters.count(),
        periods=tuple(_period_lines(duty)) if looks_over else (),
        coming=tuple(next_periods(duty, calendars_now(), on=on, most=COMING)),
    )


def _period_lines(duty: ReportDuty) -> list[PeriodLine]:
    rows = duty.periods.annotate(
        n_total=Count("reports"),
        n_sent=Count("reports", filter=Q(reports__first_submitted_at__isnull=False)),
        n_late=Count("reports", filter=Q(reports__late_days__gt=0)),
    ).order_by("-cut_off", "-pk")
    return [PeriodLine(row, row.n_total, row.n_sent, row.n_late) for row in rows[:_SHOWN_PERIODS]]


def next_periods(duty: ReportDuty, calendars: Calendars, *, on: date, most: int) -> list[ComingPeriod]:
    """Return the next periods of a duty that are not due yet; no statement."""
    calendar = calendars.of(duty.unit.path)
    return preview((rhythm_of(duty), rule_of(duty)), calendar, span=(duty.first_day, duty.last_day), on=on)[:most]


def preview(terms: Terms, calendar: WorkCalendar, *, span: tuple[date, date | None], on: date) -> list[ComingPeriod]:
    """Return the periods that some terms give within a span of days (for a year, where it is open) and that are not due before `on`."""
    first, last = max(span[0], on - _BACK), min(span[1] or on + _YEAR, on + _YEAR)
    found = coming(*terms, first=first, last=last, calendar=calendar)
    return [_coming(one) for one in found if one.due.due_on >= on]


def _coming(one: Coming) -> ComingPeriod:
    period = one.period
    working = {
        "named": one.due.named,
        "ruled": one.due.ruled,
        "strict": one.due.strict,
        "rolled": one.due.rolled,
        "days": one.due.working_days,
    }
    return ComingPeriod(
        period.label, period.first_day, period.last_day, period.cut_off, period.opens_on, one.due.due_on,
        in_words(one.due.due_on, working), one.faults,
    )  # fmt: skip


def reporters_of(duty: ReportDuty, *, on: date) -> list[Unit]:
    """Return the units that owe a duty on a day or will, in the order of the tree."""
    rows = duty.reporters.filter(Q(last_day=None) | Q(last_day__gte=on))
    return list(Unit.objects.filter(pk__in=rows.values("unit")).order_by("path"))


def usual_collector(department: Unit) -> Unit:
    """Return the department's own office, else the department itself."""
    office = Unit.objects.filter(parent=department, kind=UnitKind.OFFICE, valid_to=None).order_by("position", "pk").first()
    return office if office is not None else department
