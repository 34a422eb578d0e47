"""The parts that are due soon → those that are likely to be late, with the reasons in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dondoc.engine.tracking import TimeState, Work
from dondoc.engine.tracking.late_risk import Past, Reason, Risk, Running, late_risk
from dondoc.web.organisations.models import Unit
from dondoc.web.overview.queries.conditions import pieces_now
from dondoc.web.overview.queries.counting import counted_by
from dondoc.web.overview.queries.narrowing import UNDONE, narrowed
from dondoc.web.overview.queries.part_query import PartQuery
from dondoc.web.overview.queries.reach import Reach
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


def at_risk(query: PartQuery, reach: Reach, *, on: date) -> tuple[AtRisk, ...]:
    """Return the parts due within two weeks that are most likely to be late, of those that a query means."""
    near = narrowed(query.but(time="", undone=False), reach, on=on).filter(UNDONE, due_on__gte=on, due_on__lte=on + timedelta(days=AHEAD))
    asked = Difficulty.objects.filter(part=OuterRef("pk"), answered_at=None)
    near = near.annotate(open_difficulties=Exists(asked))
    rows: list[Any] = list(
        near.order_by("due_on", "pk").values_list(
            "pk", "task_id", "task__code", "task__text", "unit_id", "unit__name", "due_on", "percent", "work", "moved_at", "given_at",
            "extension_open", "open_difficulties", named=True,
        )[:_WEIGHED]
    )  # fmt: skip
    past = _pasts({row.unit_id for row in rows}, reach, on=on) if rows else {}
    found = [_risk(row, past.get(row.unit_id, Past(0, 0)), on=on) for row in rows]
    found.sort(key=lambda one: -one.risk.percent)
    return tuple(one for one in found if one.risk.is_high)[:MOST]


def _pasts(units: set[int], reach: Reach, *, on: date) -> dict[int, Past]:
    """Return what became of these units' parts so far, of those that the person sees."""
    states = (TimeState.LATE, TimeState.DONE_LATE, TimeState.DONE)
    parts = narrowed(PartQuery(), reach, on=on)
    pieces = {state.value: pieces_now(state, on=on) for state in states}
    found = counted_by(Unit.objects.filter(pk__in=units), "unit", parts=parts, pieces=pieces)
    return {unit: Past(n[TimeState.LATE] + n[TimeState.DONE_LATE], sum(n.values())) for unit, n in found.items()}


def _risk(row: Any, past: Past, *, on: date) -> AtRisk:
    running = Running(
        row.due_on,
        row.percent,
        taken=row.work != Work.ASSIGNED,
        moved_on=timezone.localdate(row.moved_at) if row.moved_at else None,
        given_on=timezone.localdate(row.given_at) if row.given_at else None,
        returned=row.work == Work.RETURNED,
        extension_open=row.extension_open,
        difficulties=int(row.open_difficulties),
    )
    risk = late_risk(running, past, on=on)
    why = "; ".join(reason_words(reason, running, past=past, on=on) for reason in risk.reasons)
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
