"""Presses for reports: before and after the last day by the clock, to the head once one is late, and by hand with a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.engine.tracking import Pressed, Urge, UrgingRules, owed
from dondoc.web.accounts.models import User
from dondoc.web.audit.actions import Change, record
from dondoc.web.calendars.queries.calendars import calendars_now
from dondoc.web.notices.actions import tell
from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.permissions import Scope
from dondoc.web.reports.actions.mailing import Pressing, owe_mails
from dondoc.web.reports.links import report_url
from dondoc.web.reports.models import Period, PeriodState, ReportEvent, UnitReport
from dondoc.web.reports.permissions import may_collect
from dondoc.web.reports.queries.informed import Informed, informed
from dondoc.web.reports.queries.standing import WRITABLE
from dondoc.web.tracking.actions.refusals import Incomplete, Refused
from dondoc.web.urging.queries.rules import rules_on

BEFORE = (3, 1)
"""Working days before the last day on which a report is reminded of; after it the department's rules of urging hold."""
_LONGEST, _AHEAD = timedelta(days=120), timedelta(days=21)
"""So long after and before its last day a report may still be reminded of."""
_BATCH = 500
_REMINDING = (Urge.BEFORE, Urge.AFTER)


@dataclass(frozen=True, slots=True)
class Reminded:
    """What came of urging by hand: how many units were urged, how many had been today, and how many have nobody to tell."""

    done: int
    before: int = 0
    nobody: int = 0


def press(now: datetime) -> int:
    """Write the reminders and the reports to heads that are owed by now, and tell them; return how many were new.

    Run again on the same day it adds nothing; of days on which nobody looked only the latest is made up for.
    """
    on = timezone.localdate(now)
    first, last = on - _LONGEST, on + _AHEAD
    found = Period.objects.filter(state=PeriodState.OPEN, due_on__range=(first, last), opens_on__lte=on)
    periods = list(found.select_related("duty__unit").order_by("pk"))
    if not periods:
        return 0
    rules, calendars, people, count = rules_on(on), calendars_now(), informed(on), 0
    for period in periods:
        own = _of_reports(rules.of(period.duty.unit_id))
        pressed = Pressed(period.due_on, period.opens_on - timedelta(days=1))
        due = owed(pressed, own, calendar=calendars.of(period.duty.unit.path), on=on)
        days = [one.on for one in due if one.kind in _REMINDING]
        heads = [one.on for one in due if one.kind is Urge.HEAD]
        if days:
            count += _remind_on(period, max(days), people=people, now=now)
        if heads:
            count += _report_on(period, max(heads), people=people, now=now)
    return count


def remind_missing(period: Period, *, reason: str, scope: Scope, now: datetime) -> Reminded:
    """Urge every unit of a period that still has to send its report; who was urged today is left alone.

    Raises PermissionDenied, and Refused where nobody is missing.
    """
    on = timezone.localdate(now)
    people, said = informed(on), reason.strip()
    with transaction.atomic():
        kept = Period.objects.select_for_update(of=("self",)).select_related("duty__unit", "duty__collector").get(pk=period.pk)
        if not may_collect(scope, kept.duty):
            raise PermissionDenied
        if not said:
            raise Incomplete(_("Hãy ghi điều cần đôn đốc, ví dụ: “đề nghị nộp trước thứ Sáu”."))
        if kept.state == PeriodState.LOCKED:
            raise Refused(_("Kỳ báo cáo đã khóa nên không đôn đốc nữa."))
        missing = list(kept.reports.filter(state__in=WRITABLE).select_related("unit", "period__duty").order_by("pk"))
        if not missing:
            raise Refused(_("Mọi đơn vị đã nộp báo cáo kỳ này, không còn ai để đôn đốc."))
        today = _told(missing, ReportEvent.Act.REMINDED, on)
        reached = [report for report in missing if report.pk not in today and people.preparing(report.unit)]
        _write(reached, ReportEvent.Act.REMINDED, _Urged(on, now, scope.user, said))
        for report in reached:
            _tell_of(report, "report.urged", people=people.preparing(report.unit), on=on, by=scope.user)
        pressing = Pressing(f"hand:{on}", on, now, said=f"{scope.user.full_name}: {said}", at_once=True)
        owe_mails(kept, _by_person(reached, people.preparing), people=people, pressing=pressing)
        changes = {"đơn vị được đôn đốc": Change(None, len(reached))}
        record(scope.user, gettext_noop("đôn đốc nộp báo cáo"), subject=kept, changes=changes, reason=said[:300])
        return Reminded(len(reached), len(today), len(missing) - len(today) - len(reached))


def _of_reports(rules: UrgingRules) -> UrgingRules:
    """Return a department's rules as they hold for reports: nobody above the unit's head is told."""
    return replace(rules, before=BEFORE, head_days=max(rules.head_days, 1), head_times=0, director_days=0, director_times=0)


def _remind_on(period: Period, day: date, *, people: Informed, now: datetime) -> int:
    with transaction.atomic():
        missing = _missing(period)
        told = _told(missing, ReportEvent.Act.REMINDED, day)
        new = [report for report in missing if report.pk not in told and people.preparing(report.unit)]
        _write(new, ReportEvent.Act.REMINDED, _Urged(day, now))
        kind = "report.overdue" if timezone.localdate(now) > period.due_on else "report.due"
        for report in new:
            _tell_of(report, kind, people=people.preparing(report.unit), on=day)
        owe_mails(period, _by_person(new, people.preparing), people=people, pressing=Pressing(f"day:{day}", day, now))
        return len(new)


def _report_on(period: Period, day: date, *, people: Informed, now: datetime) -> int:
    """Tell the heads of units that are late, once for each report."""
    with transaction.atomic():
        missing = _missing(period)
        told = set(ReportEvent.objects.filter(report__in=missing, act=ReportEvent.Act.ESCALATED).values_list("report", flat=True))
        new = [report for report in missing if report.pk not in told and people.heads(report.unit)]
        _write(new, ReportEvent.Act.ESCALATED, _Urged(day, now))
        for report in new:
            _tell_of(report, "report.late", people=people.heads(report.unit), on=day)
        owe_mails(period, _by_person(new, people.heads), people=people, pressing=Pressing(f"head:{day}", day, now))
        return len(new)


def _by_person(reports: Sequence[UnitReport], told: Callable[[Unit], list[User]]) -> dict[User, list[UnitReport]]:
    """Return who is told of which reports."""
    found: dict[User, list[UnitReport]] = {}
    for report in reports:
        for person in told(report.unit):
            found.setdefault(person, []).append(report)
    return found


def _missing(period: Period) -> list[UnitReport]:
    """Hold the reports of a period that were never sent in; one process at a time looks at a period."""
    Period.objects.select_for_update().filter(pk=period.pk).values_list("pk", flat=True).first()
    rows = period.reports.filter(state__in=WRITABLE, first_submitted_at=None)
    return list(rows.select_related("unit", "period__duty").order_by("pk"))


def _told(reports: Sequence[UnitReport], act: ReportEvent.Act, on: date) -> set[int]:
    return set(ReportEvent.objects.filter(report__in=reports, act=act, on=on).values_list("report", flat=True))


@dataclass(frozen=True, slots=True)
class _Urged:
    """When units are urged, by whom, and with what words; nobody is the clock."""

    on: date
    at: datetime
    by: User | None = None
    reason: str = ""


def _write(reports: Sequence[UnitReport], act: ReportEvent.Act, urged: _Urged) -> None:
    rows = [ReportEvent(report=report, act=act, by=urged.by, at=urged.at, on=urged.on, reason=urged.reason) for report in reports]
    ReportEvent.objects.bulk_create(rows, batch_size=_BATCH)
    if act == ReportEvent.Act.REMINDED:
        keys = [report.pk for report in reports]
        for start in range(0, len(keys), _BATCH):
            UnitReport.objects.filter(pk__in=keys[start : start + _BATCH]).update(reminders=F("reminders") + 1)


def _tell_of(report: UnitReport, kind: str, *, people: Iterable[User], on: date, by: User | None = None) -> None:
    period = report.period
    values: dict[str, str | int] = {"report": str(period), "day": date_format(period.due_on, "SHORT_DATE_FORMAT")}
    if kind != "report.due":
        values["unit"] = report.unit.name
    if by is not None:
        values["by"] = by.full_name
    tell(people, kind, values=values, url=report_url(report.pk), key=f"{kind}:{report.pk}:{on}")
