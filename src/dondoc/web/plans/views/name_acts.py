"""Turns the table of unknown names, as it was sent, into decisions, and lays it out with a likely answer for each name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from dondoc.web.organisations.models import Unit, UnitGroup
from dondoc.web.plans.actions.draft_edit import CannotEdit
from dondoc.web.plans.actions.naming import Choice, NameDecision
from dondoc.web.plans.models import Assignment, Match, Plan, Question
from dondoc.web.plans.queries.confirming import Draft
from dondoc.web.plans.views.task_acts import tied_to

_SEVERAL = re.compile(r"(?i)^(?:các|những|mọi|từng)\b|\bcác\b|\bliên quan\b|\bđơn vị\b")


# "Sở Nội vụ", "UBND tỉnh", "Công an tỉnh": a body of its own; "Phòng Pháp chế" is a part of the department, and is not added here.
_OUTSIDE = re.compile(r"(?i)(?:sở|ubnd|ủy ban|uỷ ban|hđnd|công an|thuế|kho bạc|bảo hiểm|ngân hàng|bưu điện|bộ|cục|tổng cục|hội|liên)\b")


@dataclass(frozen=True, slots=True)
class NameRow:
    """One unknown name as the table shows it: where it first stands, and the answer that is likely right."""

    printed: str
    count: int
    choice: str
    suggestion: str
    first: Assignment


def name_rows(draft: Draft) -> Sequence[NameRow]:
    """Return the unknown names of a draft, the most frequent first."""
    asked = {one.assignment_id: one for one in draft.questions if one.assignment_id and one.asks}
    keys = {int(one.candidates[0]) for one in asked.values() if one.candidates}
    units = Unit.objects.in_bulk(keys) if keys else {}
    return [_row(printed, parts, question=asked.get(parts[0].pk), units=units) for printed, parts in draft.unsure_names.items()]


def decisions_in(sent: QueryDict, plan: Plan) -> list[NameDecision]:
    """Return what was decided; raises CannotEdit where a name was to be a unit that the registry does not know."""
    decisions = []
    for index, printed in enumerate(sent.getlist("printed")):
        choice = sent.get(f"choice-{index}", "")
        if choice == Choice.UNIT:
            decisions.append(_tied(plan, printed, sent.get(f"unit-{index}", "")))
        elif choice in (Choice.OUTSIDE, Choice.AS_PRINTED):
            decisions.append(NameDecision(printed, Choice(choice)))
    if not decisions:
        raise CannotEdit(_("Chưa chọn cách xử lý cho tên nào."))
    return decisions


def _tied(plan: Plan, printed: str, typed: str) -> NameDecision:
    tied = tied_to(plan, typed)
    unit = Unit.objects.get(pk=tied.unit_id) if tied.unit_id else None
    group = UnitGroup.objects.get(pk=tied.group_id) if tied.group_id else None
    return NameDecision(printed, Choice.UNIT, unit, group)


def _row(printed: str, parts: Sequence[Assignment], *, question: Question | None, units: dict[int, Unit]) -> NameRow:
    likely = units.get(int(question.candidates[0])) if question and question.candidates else None
    if likely is not None:
        return NameRow(printed, len(parts), Choice.UNIT, likely.name, parts[0])
    several = parts[0].match == Match.OPEN_GROUP or _SEVERAL.search(printed)
    if several:
        return NameRow(printed, len(parts), Choice.AS_PRINTED, "", parts[0])
    return NameRow(printed, len(parts), Choice.OUTSIDE if _OUTSIDE.match(printed) else "", "", parts[0])
