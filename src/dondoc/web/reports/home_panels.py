"""What waits for a person among the reports, on the first page: those their units owe, and the periods that they collect."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dondoc.engine.tracking import time_state
from dondoc.web.calendars.queries.calendars import Calendars
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.home_panels import Waiting, WaitingRow
from dondoc.web.plans.queries.due import Deadline, Due, in_working_days, short_day, words_of
from dondoc.web.plans.queries.first_keys import Asked, asked, first_keys
from dondoc.web.reports.links import collecting_url, report_url
from dondoc.web.reports.models import AnswerState, Period, UnitReport
from dondoc.web.reports.permissions import COLLECTING, KEEPING, PREPARING
from dondoc.web.reports.queries.board import Counts, collected_periods, counts_of, owing
from dondoc.web.reports.queries.standing import WRITABLE

ROWS = 6
MOST_COUNTED = 999


def waiting_reports(scope: Scope, on: date, calendars: Calendars) -> list[Waiting]:
    """Return the reports that a person's units owe and the periods that they collect, each kind only where it has something."""
    firsts = first_keys(_asked_on(on, scope))
    own, collected = firsts["owed"], firsts["periods"]
    if not own.keys and not collected.keys:
        return []
    url, what = reverse("reports:front"), _("Báo cáo")
    found = []
    if own.keys:
        shown = UnitReport.objects.filter(pk__in=own.keys).select_related("unit", "period__duty")
        rows = tuple(_owed_row(row, calendars, on=on) for row in shown.order_by("period__due_on", "pk"))
        found.append(Waiting("bao-cao", _("Báo cáo phải nộp"), _("hạn gần nhất đứng trước"), "soon", rows, own.total, url, what))
    if collected.keys:
        open_now = Period.objects.filter(pk__in=collected.keys).select_related("duty__unit", "duty__collector").order_by("due_on", "pk")
        counts = counts_of(collected.keys)
        rows = tuple(_period_row(row, counts.get(row.pk, Counts()), calendars=calendars, on=on) for row in open_now)
        note = _("đơn vị chưa nộp hoặc báo cáo chờ nhận")
        found.append(Waiting("thu-bao-cao", _("Báo cáo đang thu"), note, "wait", rows, collected.total, url, what))
    return found


@lru_cache(maxsize=256)
def _asked_on(on: date, scope: Scope) -> Asked:
    """Return what a person's first page asks on a day: it follows from their posts alone."""
    owed = owing(scope) if scope.holds(*PREPARING) else UnitReport.objects.none()
    periods = _to_collect(scope, on) if scope.holds(*KEEPING, *COLLECTING) else Period.objects.none()
    lists = {"owed": owed.order_by("period__due_on", "pk").values("pk"), "periods": periods.order_by("due_on", "pk").values("pk")}
    return asked(lists, first=ROWS, bound=MOST_COUNTED)


def _to_collect(scope: Scope, on: date) -> QuerySet[Period]:
    """Return the periods past their last day with reports that are still out, and those with reports that wait to be taken."""
    reports = UnitReport.objects.filter(period=OuterRef("pk"))
    out, waiting = (Exists(reports.filter(state__in=states)) for states in (WRITABLE, [AnswerState.SUBMITTED]))
    return collected_periods(scope).filter(Q(out, due_on__lt=on) | Q(waiting))


def _owed_row(row: UnitReport, calendars: Calendars, *, on: date) -> WaitingRow:
    period = row.period
    return WaitingRow(
        url=report_url(row.pk),
        number="",
        text=period.duty.name,
        plan=period.label,
        unit=row.unit.name,
        due=_due(period.due_on, row.unit.path, calendars=calendars, on=on),
        note=row.get_state_display() if row.state != AnswerState.AWAITED else "",
    )


def _period_row(row: Period, counts: Counts, *, calendars: Calendars, on: date) -> WaitingRow:
    note = _("đã nộp %(sent)s/%(total)s") % {"sent": counts.sent, "total": counts.total}
    if counts.waiting:
        note += ", " + ngettext("%(n)s chờ nhận", "%(n)s chờ nhận", counts.waiting) % {"n": counts.waiting}
    return WaitingRow(
        url=collecting_url(row),
        number="",
        text=row.duty.name,
        plan=row.label,
        unit=row.duty.collector.name,
        due=_due(row.due_on, row.duty.unit.path, calendars=calendars, on=on),
        note=note,
    )


def _due(due_on: date, path: str, *, calendars: Calendars, on: date) -> Due:
    told = in_working_days(time_state(due_on, kind="date", on=on), due_on, on=on, calendar=calendars.of(path))
    return Due(
        Deadline(kind="date", begins=None, due_on=due_on, strict=False, printed="", day=due_on),
        due_on,
        short_day(due_on, on),
        told.state,
        words_of(told),
    )
