"""The parts that are due soon → those that are likely to be late, with the reasons in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dondoc.engine.tracking import TimeState, Work
from dondoc.engine.tracking.late_risk import Past, Reason, Risk, Running, late_risk
from dondoc.web.overview.queries.narrowing import UNDONE, asked_of
from dondoc.web.overview.queries.part_query import PartQuery
from dondoc.web.overview.queries.reach import Reach
from dondoc.web.overview.queries.standing import States, states_by_unit
from dondoc.web.plans.models import Assignment
from dondoc.web.plans.queries.due import short_day
from dondoc.web.tracking.models import Difficulty

AHEAD = 14
MOST = 8
_WEIGHED = 300
"""The nearest so many are weighed: farther away there is time to see."""


@dataclass(frozen=True, slots=True)
class AtRisk:
    """A part that may be late, its last day and the estimate with its reasons as a sentence."""

    pk: int
    task: int
    code: str
    text: str
    unit: str
    due: str
    risk: Risk
    why: str


def at_risk(query: PartQuery, reach: Reach, *, known: Mapping[int, States] | None, on: date) -> tuple[AtRisk, ...]:
    """Return the parts due within two weeks that are most likely to be late, of those that a query means.

    `known` is where all that the person sees stands, by unit, where the caller knows it.
    """
    parts = asked_of(query.but(time="", undone=False), reach.parts(few=True), on=on)
    near = parts.filter(UNDONE, due_on__gte=on, due_on__lte=on + timedelta(days=AHEAD))
    asked = Difficulty.objects.filter(part=OuterRef("pk"), answered_at=None)
    nearest = Assignment.objects.filter(pk__in=near.order_by("due_on", "pk").values("pk")[:_WEIGHED])  # only keys are sorted
    rows: list[Any] = list(
        nearest.annotate(
            open_difficulties=Exists(asked), moved_on=TruncDate("moved_at"), given_on=TruncDate("given_at")
        ).order_by("due_on", "pk").values_list(
            "pk", "task_id", "task__code", "task__text", "unit_id", "unit__name", "due_on", "percent", "work", "moved_on", "given_on",
            "extension_open", "open_difficulties", named=True,
        )
    )  # fmt: skip
    if known is None:
        known = states_by_unit(PartQuery(), reach, on=on) if rows else {}
    found = []
    for row in rows:
        part, past = _running(row), _past(known.get(row.unit_id, {}))
        risk = late_risk(part, past, on=on)
        if risk.is_high:
            found.append((row, part, past, risk))
    found.sort(key=lambda one: -one[3].percent)
    return tuple(_at_risk(row, part, past=past, risk=risk, on=on) for row, part, past, risk in found[:MOST])


def _past(counts: States) -> Past:
    """Return what became of a unit's parts so far, of those that the person sees."""
    late = counts.get(TimeState.LATE, 0) + counts.get(TimeState.DONE_LATE, 0)
    return Past(late, late + counts.get(TimeState.DONE, 0))


def _running(row: Any) -> Running:
    return Running(
        row.due_on,
        row.percent,
        taken=row.work != Work.ASSIGNED,
        moved_on=row.moved_on,
        given_on=row.given_on,
        returned=row.work == Work.RETURNED,
        extension_open=row.extension_open,
        difficulties=int(row.open_difficulties),
    )


def _at_risk(row: Any, part: Running, *, past: Past, risk: Risk, on: date) -> AtRisk:
    why = "; ".join(reason_words(reason, part, past=past, on=on) for reason in risk.reasons)
    return AtRisk(row.pk, row.task_id, row.task__code, row.task__text, row.unit__name, short_day(row.due_on, on), risk, why)


def reason_words(reason: Reason, part: Running, *, past: Past, on: date) -> str:
    """Return a reason as a person would say it."""
    match reason:
        case Reason.PAST:
            return _("đơn vị đã chậm %(late)d trong %(all)d việc đến hạn trước nay") % {"late": past.late, "all": past.judged}
        case Reason.NOT_TAKEN:
            return _("chưa nhận việc")
        case Reason.NEVER_UPDATED:
            return _("chưa cập nhật lần nào")
        case Reason.STILL:
            days = (on - part.moved_on).days if part.moved_on else 0
            return ngettext("%(n)d ngày không chuyển biến", "%(n)d ngày không chuyển biến", days) % {"n": days}
        case Reason.HARDLY_BEGUN:
            left = (part.due_on - on).days
            return _("mới đạt %(percent)d%% mà chỉ còn %(left)d ngày") % {"percent": part.percent, "left": left}
        case Reason.RETURNED:
            return _("kết quả bị trả lại")
        case Reason.ASKED_MORE_TIME:
            return _("đang xin gia hạn")
        case Reason.BLOCKED:
            return _("khó khăn nêu ra chưa được trả lời")
