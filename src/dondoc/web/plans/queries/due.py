"""A task's deadline as columns of the register → the words and the state in time that a page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext, override
from django.utils.translation import gettext as _

from dondoc.engine.tracking import TimeState, last_day, time_state
from dondoc.web.plans.models import Task

_WITHOUT_A_DAY = {
    "continuous": gettext_lazy("thường xuyên"),
    "recurring": gettext_lazy("định kỳ"),
    "event": gettext_lazy("theo sự kiện"),
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """The columns of a task that say when it is due."""

    kind: str
    begins: date | None
    due_on: date | None
    strict: bool
    printed: str

    @classmethod
    def of(cls, task: Task) -> Deadline:
        """Take the columns from a task."""
        return cls(task.deadline_kind, task.due_from, task.due_on, task.due_strict, task.due_text)


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
        if self.deadline.strict:
            return _("tức hết ngày {day}").format(day=written)
        if self.deadline.kind == "span":
            first = date_format(self.deadline.begins, "SHORT_DATE_FORMAT") if self.deadline.begins else "…"
            return _("tức từ {first} đến hết {day}").format(first=first, day=written)
        return _("đến hết ngày {day}").format(day=written)


def due_of(deadline: Deadline, *, on: date, active: bool = True) -> Due:
    """Return a deadline as seen on a day; of a task that is no longer active nothing is late."""
    told = time_state(deadline.due_on, strict=deadline.strict, kind=deadline.kind, on=on)
    if deadline.due_on is None:
        short = f"{_('từ')} {short_day(deadline.begins, on)}" if deadline.begins else str(_WITHOUT_A_DAY.get(deadline.kind, "–"))
        words = _("không hạn") if told.state is TimeState.OPEN else _("chưa có ngày")
        return Due(deadline, None, short, told.state, words)
    day = last_day(deadline.due_on, strict=deadline.strict)
    state = told.state if active else TimeState.IN_TIME
    words = _time_words(state, told.days or 0) if active else _("đã thôi theo dõi")
    return Due(deadline, day, short_day(day, on), state, words)


def short_day(day: date, on: date) -> str:
    """Return a day without its year in the year of `on`: 30/10, else 30/10/2027."""
    return _written(day, "MONTH_DAY_FORMAT" if day.year == on.year else "SHORT_DATE_FORMAT", get_language())


@lru_cache(maxsize=4096)
def _written(day: date, form: str, language: str | None) -> str:
    """A page writes few days many times, and writing one goes a long way through the language's formats."""
    with override(language):
        return date_format(day, form)


def _time_words(state: TimeState, days: int) -> str:
    if state is TimeState.LATE:
        return ngettext("quá hạn %(n)d ngày", "quá hạn %(n)d ngày", days) % {"n": days}
    if state is TimeState.SOON:
        return ngettext("còn %(n)d ngày", "còn %(n)d ngày", days) % {"n": days} if days else _("hết hôm nay")
    return _("trong hạn")
