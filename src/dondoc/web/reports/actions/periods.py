"""Lets time pass for duties: the periods that have begun are opened, each once, and the units that owe a report find it waiting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.engine.reporting.periods import REGULAR
from dondoc.web.audit.actions import Change, System, record
from dondoc.web.calendars.queries.calendars import calendar_for
from dondoc.web.notices.actions import tell
from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.permissions import Scope
from dondoc.web.reports.links import report_url
from dondoc.web.reports.models import AnswerState, Period, PeriodState, ReportDuty, UnitReport
from dondoc.web.reports.permissions import may_keep_duties
from dondoc.web.reports.queries.informed import informed
from dondoc.web.reports.terms import Coming, coming, rhythm_of, rule_of, stored
from dondoc.web.tracking.actions.refusals import Refused

CLOCK = System("Đồng hồ")
_AHEAD = timedelta(days=40)
"""No period opens longer before its figures are closed."""
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """A period that a person asks for: what it is called, the days it tells of, and the last day to send the report in."""

    label: str
    first_day: date
    last_day: date
    due_on: date


def open_periods(now: datetime, *, duty: ReportDuty | None = None) -> int:
    """Open every period whose first day of asking has come, of one duty or of all; return how many were new.

    Run twice, late, or by several processes at once it comes to the same: a period stands once, and a unit's report once in it.
    """
    on = timezone.localdate(now)
    duties = ReportDuty.objects.filter(frequency__in=[one.value for one in REGULAR], first_day__lte=on + _AHEAD)
    duties = duties.filter(Q(last_day=None) | Q(last_day__gte=on - _AHEAD))
    if duty is not None:
        duties = duties.filter(pk=duty.pk)
    return sum(_open_of(pk, now=now, on=on) for pk in duties.order_by("pk").values_list("pk", flat=True))


def ask_for(duty: ReportDuty, asked: Asked, *, scope: Scope, now: datetime) -> Period:
    """Ask for a report of days that a person sets; raises PermissionDenied and Refused."""
    on = timezone.localdate(now)
    with transaction.atomic():
        kept = ReportDuty.objects.select_for_update(of=("self",)).select_related("unit", "collector").get(pk=duty.pk)
        if not may_keep_duties(scope, kept.unit):
            raise PermissionDenied
        _demand_sound(kept, asked, on=on)
        period = Period.objects.create(
            duty=kept, label=" ".join(asked.label.split())[:120], first_day=asked.first_day, last_day=asked.last_day,
            cut_off=asked.last_day, opens_on=on, due_on=asked.due_on,
        )  # fmt: skip
        reports = _expect(period, _owing(kept, on))
        changes = {"kỳ": Change(None, period.label), "hạn nộp": Change(None, period.due_on), "đơn vị": Change(None, len(reports))}
        record(scope.user, gettext_noop("yêu cầu báo cáo"), subject=period, changes=changes)
        _tell_asked(period, reports, on=on)
        return period


def take_in_reporters(duty: ReportDuty, *, on: date) -> None:
    """Bring the open periods that are not due yet to who owes the duty now; what a unit has begun to write is never taken away."""
    for period in duty.periods.filter(state=PeriodState.OPEN, due_on__gte=on):
        owing = _owing(duty, max(period.cut_off, on))
        had = set(period.reports.values_list("unit", flat=True))
        gone = period.reports.filter(state=AnswerState.AWAITED, first_submitted_at=None, answers=None, tables=None, events=None)
        gone.exclude(unit__in=[unit.pk for unit in owing]).delete()
        _expect(period, [unit for unit in owing if unit.pk not in had])


def merged_on(duty: ReportDuty, period: Coming) -> ReportDuty | None:
    """Return the duty into whose period on the same day this one is merged, or nothing."""
    into, day = duty.merged_into, period.period.cut_off
    if into is None or into.first_day > day or (into.last_day is not None and into.last_day < day):
        return None
    return into if coming(rhythm_of(into), rule_of(into), first=day, last=day, calendar=calendar_for(into.unit)) else None


def _open_of(pk: int, *, now: datetime, on: date) -> int:
    with transaction.atomic():
        duty = ReportDuty.objects.select_for_update(of=("self",)).select_related("unit", "merged_into__unit").get(pk=pk)
        opened = [made for one in _due_to_open(duty, on=on) if (made := _open(duty, one)) is not None]
        for period, reports in opened:
            changes = {"kỳ": Change(None, period.label), "hạn nộp": Change(None, period.due_on), "đơn vị": Change(None, len(reports))}
            record(CLOCK, gettext_noop("mở kỳ báo cáo"), subject=period, changes=changes)
            _tell_asked(period, reports, on=on)
        return len(opened)


def _due_to_open(duty: ReportDuty, *, on: date) -> Iterable[Coming]:
    """Return the periods after the last one opened; what was due before the duty was set up is not asked for."""
    last = duty.periods.order_by("-cut_off").values_list("cut_off", flat=True).first()
    first = max(duty.first_day, last + timedelta(days=1)) if last is not None else duty.first_day
    until = min(on + _AHEAD, duty.last_day) if duty.last_day is not None else on + _AHEAD
    made_on = timezone.localdate(duty.created_at)
    found = coming(rhythm_of(duty), rule_of(duty), first=first, last=until, calendar=calendar_for(duty.unit))
    return (one for one in found if one.period.opens_on <= on and one.due.due_on >= made_on)


def _open(duty: ReportDuty, one: Coming) -> tuple[Period, list[UnitReport]] | None:
    owing = _owing(duty, one.period.cut_off)
    into = merged_on(duty, one)
    if into is not None:
        within = {unit.pk for unit in _owing(into, one.period.cut_off)}
        owing = [unit for unit in owing if unit.pk not in within]
    if not owing:
        return None
    period = Period(
        duty=duty,
        label=one.period.label,
        first_day=one.period.first_day,
        last_day=one.period.last_day,
        cut_off=one.period.cut_off,
        opens_on=one.period.opens_on,
        due_on=one.due.due_on,
        working=stored(one.due),
    )
    if Period.objects.filter(duty=duty, first_day=period.first_day, last_day=period.last_day).exists():
        return None
    period.save(force_insert=True)
    return period, _expect(period, owing)


def _owing(duty: ReportDuty, on: date) -> list[Unit]:
    """Return the units that owe a duty on a day and stand on it."""
    rows = duty.reporters.filter(Q(last_day=None) | Q(last_day__gte=on), first_day__lte=on)
    return list(Unit.objects.standing(on).filter(pk__in=rows.values("unit")).order_by("path"))


def _expect(period: Period, units: Iterable[Unit]) -> list[UnitReport]:
    rows = [UnitReport(period=period, unit=unit) for unit in units]
    return UnitReport.objects.bulk_create(rows, batch_size=_BATCH)


def _demand_sound(duty: ReportDuty, asked: Asked, *, on: date) -> None:
    if not asked.label.strip():
        raise Refused(_("Hãy ghi tên kỳ, ví dụ: “đợt mưa lũ tháng 9 năm 2026”."))
    if asked.last_day < asked.first_day:
        raise Refused(_("Ngày cuối của số liệu phải từ ngày đầu trở đi."))
    if asked.due_on < on:
        raise Refused(_("Hạn nộp phải từ hôm nay trở đi."))
    if Period.objects.filter(duty=duty, first_day=asked.first_day, last_day=asked.last_day).exists():
        raise Refused(_("Đã yêu cầu báo cáo của đúng những ngày này rồi. Hãy mở kỳ đó hoặc chọn ngày khác."))
    if not _owing(duty, on):
        raise Refused(_("Không có đơn vị nào phải báo cáo vào những ngày này. Hãy thêm đơn vị vào chế độ báo cáo."))


def _tell_asked(period: Period, reports: Sequence[UnitReport], *, on: date) -> None:
    """Tell who prepares each unit's report that it is asked for; who has several units is told of each."""
    people = informed(on)
    values: dict[str, str | int] = {"report": str(period), "day": date_format(period.due_on, "SHORT_DATE_FORMAT")}
    for report in reports:
        told = people.preparing(report.unit)
        if told:
            tell(told, "report.asked", values=values, url=report_url(report.pk), key=f"report.asked:{report.pk}")
