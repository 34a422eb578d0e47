"""A task's deadline as columns of the register → the words and the state in time that a page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Protocol

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext, override
from django.utils.translation import gettext as _

from dondoc.engine.tracking import TimeState, Told, finished_state, last_day, time_state
from dondoc.engine.tracking.workdays import WorkCalendar
from dondoc.web.plans.models import TaskState

_WITHOUT_A_DAY = {
    "continuous": gettext_lazy("thường xuyên"),
    "recurring": gettext_lazy("định kỳ"),
    "event": gettext_lazy("theo sự kiện"),
}

_STATES = {
    TimeState.IN_TIME: gettext_lazy("trong hạn"),
    TimeState.OPEN: gettext_lazy("không hạn"),
    TimeState.NO_DATE: gettext_lazy("chưa có ngày"),
    TimeState.DONE: gettext_lazy("hoàn thành"),
    TimeState.HALTED: gettext_lazy("đã thôi theo dõi"),
}


class TaskColumns(Protocol):
    """The columns of a task that say when it is due and whether it is done: a task, or a row of them."""

    state: str
    deadline_kind: str
    due_from: date | None
    due_on: date | None
    due_strict: bool
    due_text: str
    last_day: date | None
    late_days: int | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a task is due: as printed, and `day`, the last day in force; until units see it that follows from what is printed."""

    kind: str
    begins: date | None
    due_on: date | None
    strict: bool
    printed: str
    day: date | None

    @classmethod
    def of(cls, task: TaskColumns) -> Deadline:
        """Take the columns from a task."""
        drafted = last_day(task.due_on, strict=task.due_strict) if task.due_on and task.state == TaskState.DRAFT else None
        return cls(task.deadline_kind, task.due_from, task.due_on, task.due_strict, task.due_text, task.last_day or drafted)

    @property
    def is_moved(self) -> bool:
        """Whether the day in force is another than the printed one."""
        return self.day is not None and (self.due_on is None or self.day != last_day(self.due_on, strict=self.strict))


@dataclass(frozen=True, slots=True)
class Due:
    """When a task is due on the day of the page: `day` its last day, `short` that in a table, `told` its state in words."""

    deadline: Deadline
    day: date | None
    short: str
    state: TimeState
    told: str

    @property
    def why(self) -> str:
        """Why the last day is another than the printed one, or which stretch it ends; nothing without a last day."""
        if self.day is None:
            return ""
        written = date_format(self.day, "SHORT_DATE_FORMAT")
        if self.deadline.is_moved:
            return _("đã dời: hạn đang có hiệu lực là hết ngày {day}").format(day=written)
        if self.deadline.strict:
            return _("tức hết ngày {day}").format(day=written)
        if self.deadline.kind == "span":
            first = date_format(self.deadline.begins, "SHORT_DATE_FORMAT") if self.deadline.begins else "…"
            return _("tức từ {first} đến hết {day}").format(first=first, day=written)
        return _("đến hết ngày {day}").format(day=written)


def due_of(task: TaskColumns, *, on: date, calendar: WorkCalendar) -> Due:
    """Return a task's deadline as seen on a day; of a task that is no longer active nothing is late any more.

    Days of lateness are working days of `calendar`, its department's; the days that are left are plain ones.
    """
    deadline = Deadline.of(task)
    told = in_working_days(_told(task, deadline, on), deadline.day, on=on, calendar=calendar)
    day = deadline.day
    if day is None:
        short = f"{_('từ')} {short_day(deadline.begins, on)}" if deadline.begins else str(_WITHOUT_A_DAY.get(deadline.kind, "–"))
    else:
        short = short_day(day, on)
    return Due(deadline, day, short, told.state, words_of(told))


def in_working_days(told: Told, day: date | None, *, on: date, calendar: WorkCalendar) -> Told:
    """Return a state whose days past the last day are counted as working days; late by a rest day only is late by one day."""
    if told.state is not TimeState.LATE or day is None:
        return told
    return Told(told.state, max(calendar.working_days_between(day, on), 1))


def _told(task: TaskColumns, deadline: Deadline, on: date) -> Told:
    if task.state == TaskState.DONE:
        return finished_state(task.late_days)
    if task.state in (TaskState.ACTIVE, TaskState.DRAFT):
        return time_state(deadline.day, kind=deadline.kind, on=on)
    return Told(TimeState.HALTED)


def short_day(day: date, on: date) -> str:
    """Return a day without its year in the year of `on`: 30/10, else 30/10/2027."""
    return _written(day, "MONTH_DAY_FORMAT" if day.year == on.year else "SHORT_DATE_FORMAT", get_language())


@lru_cache(maxsize=4096)
def _written(day: date, form: str, language: str | None) -> str:
    """A page writes few days many times, and writing one goes a long way through the language's formats."""
    with override(language):
        return date_format(day, form)


def words_of(told: Told) -> str:
    """Return a state in time in words; days of lateness are working days."""
    days = told.days or 0
    match told.state:
        case TimeState.LATE:
            return ngettext("quá hạn %(n)d ngày", "quá hạn %(n)d ngày", days) % {"n": days}
        case TimeState.SOON:
            return ngettext("còn %(n)d ngày", "còn %(n)d ngày", days) % {"n": days} if days else _("hết hôm nay")
        case TimeState.DONE_LATE:
            return ngettext("hoàn thành, chậm %(n)d ngày", "hoàn thành, chậm %(n)d ngày", days) % {"n": days}
        case state:
            return str(_STATES[state])
