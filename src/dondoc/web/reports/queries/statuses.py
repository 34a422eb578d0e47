"""A unit's report as stored and a day → the one status that a page shows of it: a shape, a colour and words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dondoc.engine.tracking import soon_until
from dondoc.web.reports.models import AnswerState
from dondoc.web.reports.queries.standing import SENT


@dataclass(frozen=True, slots=True)
class Status:
    """How a report stands: `name` is the frame's state with its colour and glyph, `glyph` its picture where that is another."""

    name: str
    words: str | Promise
    glyph: str

    @property
    def is_open(self) -> bool:
        """Whether the unit still has something to do."""
        return self.name in _UNSENT


DONE = Status("done", _("nộp đúng hạn"), "check")
DONE_LATE = Status("dlate", _("nộp muộn"), "g-dlate")
RETURNED = Status("back", _("trả lại để sửa"), "g-back")
TO_APPROVE = Status("wait", _("chờ thủ trưởng duyệt"), "g-wait")
DRAFTING = Status("open", _("đang lập"), "g-open")
SOON = Status("soon", _("sắp đến hạn nộp"), "g-soon")
AWAITED = Status("in", _("chưa nộp, còn hạn"), "g-in")
LATE = Status("late", _("chưa nộp, quá hạn"), "g-late")
NONE = Status("none", _("không phải nộp, chưa đến kỳ"), "g-none")
EVERY = (DONE, DONE_LATE, RETURNED, TO_APPROVE, DRAFTING, SOON, AWAITED, LATE, NONE)
"""All statuses, in the order of a legend."""
_UNSENT = {one.name for one in (RETURNED, TO_APPROVE, DRAFTING, SOON, AWAITED, LATE)}


def status_of(state: str, *, late_days: int | None, is_first: bool, due_on: date, on: date) -> Status:
    """Return how a report stands on a day; `is_first` is whether it was sent in at least once, `late_days` how late that was."""
    if state in SENT:
        return DONE_LATE if late_days else DONE
    if state == AnswerState.RETURNED and is_first:
        return RETURNED
    if due_on < on and not is_first:
        return LATE
    if state == AnswerState.TO_APPROVE:
        return TO_APPROVE
    if state == AnswerState.DRAFTING:
        return DRAFTING
    return SOON if on <= due_on <= soon_until(on) else AWAITED
