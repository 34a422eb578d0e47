"""A duty as stored → how it comes round and when it is due, as the engine counts with them; and how a counted last day is kept and told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dondoc.engine.extraction.plan import Frequency
from dondoc.engine.reporting.due_days import Due, DueDay, DueFault, DueRule, Roll, due_day
from dondoc.engine.reporting.periods import Basis, ReportPeriod, Rhythm, periods_between
from dondoc.engine.tracking.workdays import WorkCalendar
from dondoc.web.reports.models import Period, ReportDuty

FAULTS: dict[DueFault, str | Promise] = {
    DueFault.BEFORE_CUT_OFF: gettext_lazy("Hạn nộp rơi vào hoặc trước ngày chốt số liệu; hãy lùi hạn hoặc chốt số liệu sớm hơn."),
    DueFault.TOO_SOON: gettext_lazy("Hạn nộp chưa đủ một ngày làm việc sau ngày chốt số liệu (Nghị định 09/2019, Điều 8)."),
    DueFault.FAR: gettext_lazy("Hạn nộp cách ngày chốt số liệu hơn ba tháng; hãy xem lại tháng chốt số liệu."),
}
"""What is odd about a last day, and what to do."""


@dataclass(frozen=True, slots=True)
class Coming:
    """A period that follows from a duty's terms, with its last day and how that was counted."""

    period: ReportPeriod
    due: DueDay

    @property
    def faults(self) -> tuple[str, ...]:
        """What is odd about the last day, in words."""
        return tuple(str(FAULTS[fault]) for fault in self.due.faults)


def rhythm_of(duty: ReportDuty) -> Rhythm:
    """Return how a duty comes round."""
    return Rhythm(Frequency(duty.frequency), Basis(duty.basis), duty.cutoff_day, duty.cutoff_month)


def rule_of(duty: ReportDuty) -> DueRule:
    """Return when a duty is due."""
    return DueRule(Due(duty.due_kind), duty.due_day, duty.due_month, duty.due_months, duty.due_strict, Roll(duty.roll))


def coming(rhythm: Rhythm, rule: DueRule, *, first: date, last: date, calendar: WorkCalendar) -> tuple[Coming, ...]:
    """Return the periods that are closed from one day to another, with their last days; of daily ones those of working days."""
    return tuple(
        Coming(period, due_day(rule, period.cut_off, last_day=period.last_day, calendar=calendar))
        for period in periods_between(rhythm, first, last)
        if rhythm.frequency is not Frequency.DAILY or calendar.is_working(period.cut_off)
    )


def stored(due: DueDay) -> dict[str, object]:
    """Return the working of a last day as a period keeps it."""
    return {
        "named": due.named.isoformat(),
        "ruled": due.ruled.isoformat(),
        "strict": due.strict,
        "rolled": due.rolled,
        "days": due.working_days,
        "faults": [fault.value for fault in due.faults],
    }


def in_words(due_on: date, working: Mapping[str, object]) -> str:
    """Return how a last day came about: "trước ngày 05/10, tức hết Chủ nhật 04/10; ngày nghỉ nên chuyển sang thứ Hai 05/10"."""
    named, ruled = (date.fromisoformat(str(working[name])) if working.get(name) else due_on for name in ("named", "ruled"))
    said = _("chậm nhất %(day)s") % {"day": _day(named)}
    if working.get("strict"):
        said = _("trước %(day)s, tức hết %(last)s") % {"day": _day(named), "last": _day(ruled)}
    if working.get("rolled"):
        said += "; " + _("ngày nghỉ nên chuyển sang %(day)s") % {"day": _day(due_on)}
    days = working.get("days")
    if isinstance(days, int) and days > 0:
        said += "; " + ngettext("%(n)s ngày làm việc sau ngày chốt số liệu", "%(n)s ngày làm việc sau ngày chốt số liệu", days) % {
            "n": days
        }
    return said


def words_of(period: Period) -> str:
    """Return how a stored period's last day came about; empty where a person set it by hand."""
    return in_words(period.due_on, period.working) if period.working.get("named") else ""


def _day(on: date) -> str:
    weekday = str(WEEKDAYS[on.weekday()])
    return f"{weekday[:1].lower() + weekday[1:] if on.isoweekday() < 7 else weekday} {date_format(on, 'SHORT_DATE_FORMAT')}"
