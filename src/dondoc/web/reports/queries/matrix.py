"""A duty → the matrix of its units and the periods of a year: who sent in time, late, or not at all, each cell a door to the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Min, Q, QuerySet, Subquery

from dondoc.engine.extraction.plan import Frequency
from dondoc.web.calendars.queries.calendars import Calendars, calendars_now
from dondoc.web.organisations.models import Unit
from dondoc.web.reports.links import report_url
from dondoc.web.reports.models import Period, ReportDuty, UnitReport
from dondoc.web.reports.queries.statuses import NONE, Status, status_of
from dondoc.web.reports.terms import coming, rhythm_of, rule_of

UNITS = 50
MOST_PERIODS = 12
ONLY = {"tre": "late", "chua-nop": "missing"}
"""What a matrix may be narrowed to, by its word in the address."""
_OFTEN = (Frequency.DAILY, Frequency.WEEKLY)


@dataclass(frozen=True, slots=True)
class Column:
    """A period: its short and whole name, its counts over all units, and whether it is the one at hand; one to come has no `pk`."""

    pk: int | None
    short: str
    label: str
    due_on: date
    is_now: bool = False
    total: int = 0
    sent: int = 0
    in_time: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """How one unit answered in one period; without an address where nothing was asked of it."""

    status: Status
    column: Column
    url: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One unit: its cells, and of what was due by today how much came in time."""

    unit: Unit
    cells: tuple[Cell, ...]
    due: int
    in_time: int

    @property
    def share(self) -> int | None:
        """Per cent in time; nothing where nothing was due."""
        return round(100 * self.in_time / self.due) if self.due else None


@dataclass(frozen=True, slots=True)
class Matrix:
    """The matrix of a duty in a year; `years` are those that it has periods in."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    page: Page[Unit]
    year: int
    years: tuple[int, ...]
    units: int
    due: int
    in_time: int
    only: str

    @property
    def share(self) -> int | None:
        """Per cent in time of all that was due by today."""
        return round(100 * self.in_time / self.due) if self.due else None

    @property
    def at_hand(self) -> Column | None:
        """The period that units answer now."""
        return next((column for column in self.columns if column.is_now), None)


@dataclass(frozen=True, slots=True)
class View:
    """What a person asks to see of a matrix: the year, only some units, the page, and units by name."""

    year: int | None = None
    only: str = ""
    page: str = ""


def matrix(duty: ReportDuty, view: View, *, on: date, calendars: Calendars | None = None) -> Matrix:
    """Return the matrix of a duty, in six statements however many units it has; `calendars` where the caller has read them."""
    periods, years = _periods(duty, view.year or on.year)
    if not periods and years:
        periods, years = _periods(duty, years[-1])
    year = periods[-1].cut_off.year if periods else on.year
    columns = (*_opened_columns(periods, on=on), *_to_come(duty, periods, year=year, calendars=calendars))
    only = view.only if view.only in ONLY else ""
    units = _units(periods, only=only, on=on)
    page = Paginator(units, UNITS).get_page(view.page)
    cells = _cells(periods, list(page.object_list), columns=columns, on=on)
    due = [column for column in columns if column.pk is not None and column.due_on < on]
    return Matrix(
        columns=columns,
        rows=tuple(_row(unit, cells.get(unit.pk, {}), columns=columns, on=on) for unit in page.object_list),
        page=page,
        year=year,
        years=years,
        units=page.paginator.count,
        due=sum(column.total for column in due),
        in_time=sum(column.in_time for column in due),
        only=only,
    )


def _periods(duty: ReportDuty, year: int) -> tuple[list[Period], tuple[int, ...]]:
    """Return a year's periods, the last ones where they are many, and the years that there are any of."""
    days = duty.periods.order_by("cut_off").values("cut_off")
    rows = duty.periods.filter(cut_off__year=year).annotate(oldest=Subquery(days[:1]), newest=Subquery(days.reverse()[:1]))
    found = list(rows.order_by("-cut_off", "-pk")[:MOST_PERIODS])[::-1]
    if found:
        return [*found], tuple(range(found[0].oldest.year, found[0].newest.year + 1))
    ends = duty.periods.aggregate(oldest=Min("cut_off"), newest=Max("cut_off"))
    return [], tuple(range(ends["oldest"].year, ends["newest"].year + 1)) if ends["oldest"] else ()


def _opened_columns(periods: Sequence[Period], *, on: date) -> list[Column]:
    sent = Q(first_submitted_at__isnull=False)
    counted: dict[int, Mapping[str, int]] = {
        row["period"]: {name: row[name] for name in ("total", "sent", "in_time")}
        for row in UnitReport.objects.filter(period__in=[period.pk for period in periods])
        .order_by()
        .values("period")
        .annotate(total=Count("pk"), sent=Count("pk", filter=sent), in_time=Count("pk", filter=sent & ~_LATE))
    }
    none: dict[str, int] = {}
    now = next((period.pk for period in periods if period.due_on >= on), periods[-1].pk if periods else None)
    return [_opened(period, counted.get(period.pk, none), is_now=period.pk == now) for period in periods]


_LATE = Q(late_days__gt=0)


def _opened(period: Period, counts: Mapping[str, int], *, is_now: bool) -> Column:
    return Column(
        period.pk,
        short_label(period.label),
        period.label,
        period.due_on,
        is_now,
        counts.get("total", 0),
        counts.get("sent", 0),
        counts.get("in_time", 0),
    )


def _to_come(duty: ReportDuty, periods: Sequence[Period], *, year: int, calendars: Calendars | None) -> list[Column]:
    """Return the periods of the year that are not open yet, where a year has few."""
    if rhythm_of(duty).frequency in _OFTEN or len(periods) >= MOST_PERIODS:
        return []
    first = max([duty.first_day, date(year, 1, 1), *(period.cut_off for period in periods)])
    last = min(duty.last_day or date(year, 12, 31), date(year, 12, 31))
    had = {(period.first_day, period.last_day) for period in periods}
    calendar = (calendars or calendars_now()).of(duty.unit.path)
    found = coming(rhythm_of(duty), rule_of(duty), first=first, last=last, calendar=calendar)
    new = [one for one in found if (one.period.first_day, one.period.last_day) not in had]
    return [Column(None, short_label(one.period.label), one.period.label, one.due.due_on) for one in new[: MOST_PERIODS - len(periods)]]


def short_label(label: str) -> str:
    """Return a period's name for the head of a narrow column: "tháng 11 năm 2026" → "11", "Quý III năm 2026" → "III"."""
    words = label.split(" năm ")[0]
    for prefix in ("tháng ", "Quý ", "tuần "):
        if words.startswith(prefix):
            return words.removeprefix(prefix)
    if words.startswith("ngày "):
        return words[5:10]
    return words.replace(" tháng", "T") if words[:1].isdigit() and " tháng" in words else words


def _units(periods: Sequence[Period], *, only: str, on: date) -> QuerySet[Unit]:
    reports = UnitReport.objects.filter(period__in=[period.pk for period in periods])
    if only == "chua-nop":
        past = [period.pk for period in periods if period.due_on < on]
        reports = reports.filter(period__in=past, first_submitted_at=None)
    elif only == "tre":
        reports = reports.filter(_LATE)
    return Unit.objects.filter(pk__in=reports.order_by().values("unit")).only("pk", "name", "path").order_by("path")


def _cells(
    periods: Sequence[Period], units: Sequence[Unit], *, columns: Sequence[Column], on: date
) -> dict[int, dict[int, tuple[int, Status, bool]]]:
    """Return by unit and period the report's key, its status, and whether it first came in time."""
    due = {column.pk: column.due_on for column in columns if column.pk is not None}
    found: dict[int, dict[int, tuple[int, Status, bool]]] = {}
    rows = UnitReport.objects.filter(period__in=[period.pk for period in periods], unit__in=[unit.pk for unit in units]).order_by()
    for pk, unit, period, state, late_days, first in rows.values_list(
        "pk", "unit_id", "period_id", "state", "late_days", "first_submitted_at"
    ):
        status = status_of(state, late_days=late_days, is_first=first is not None, due_on=due[period], on=on)
        found.setdefault(unit, {})[period] = (pk, status, first is not None and not late_days)
    return found


def _row(unit: Unit, held: Mapping[int, tuple[int, Status, bool]], *, columns: Sequence[Column], on: date) -> Row:
    cells, due, in_time = [], 0, 0
    address = report_url(0)  # one look-up for hundreds of cells
    for column in columns:
        known = held.get(column.pk) if column.pk is not None else None
        if known is None:
            cells.append(Cell(NONE, column))
            continue
        pk, status, came = known
        cells.append(Cell(status, column, address.replace("/0/", f"/{pk}/")))
        if column.due_on < on:
            due, in_time = due + 1, in_time + came
    return Row(unit, tuple(cells), due, in_time)
