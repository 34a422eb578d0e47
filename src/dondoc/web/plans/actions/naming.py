"""Settles every printed name of a draft that the registry did not know, wherever it stands, in one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from dondoc.web.audit.actions import Change, record
from dondoc.web.organisations.actions.deciding import CannotChange
from dondoc.web.organisations.actions.founding import NewUnit, store_unit
from dondoc.web.organisations.actions.history import Naming
from dondoc.web.organisations.models import Alias, Unit, UnitGroup, UnitKind
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.actions.confirming import task_of
from dondoc.web.plans.actions.draft_edit import CannotEdit, Edit, draft_edit
from dondoc.web.plans.actions.settling import decide, tie
from dondoc.web.plans.models import Assignment, Match, Plan
from dondoc.web.plans.queries.confirming import UNSURE
from dondoc.web.plans.queries.registry import folded_name


class Choice(StrEnum):
    """What a person says of a name that the registry does not know."""

    UNIT = "unit"
    OUTSIDE = "outside"
    AS_PRINTED = "as-printed"


@dataclass(frozen=True, slots=True)
class NameDecision:
    """What a printed name means: a unit or group there is, a body outside to be added to the registry, or nothing more than it says."""

    printed: str
    choice: Choice
    unit: Unit | None = None
    group: UnitGroup | None = None


def settle_names(plan: Plan, decisions: Sequence[NameDecision], *, scope: Scope, today: date) -> int:
    """Carry decisions out wherever the draft prints these names, teach the registry the new spellings, and return how many rows that were.

    A spelling that a person tied to a unit is an alias in the department from now on, so that the next directive is read without
    asking. Raises CannotEdit and PermissionDenied.
    """
    label = "; ".join(decision.printed for decision in decisions)[:300]
    with draft_edit(plan, scope=scope, verb=gettext_noop("khớp tên đơn vị"), label=label) as edit:
        touched = 0
        for decision in decisions:
            rows = list(_unsure(edit.plan).filter(printed=decision.printed))
            unit = _outside(decision.printed, scope=scope, today=today) if decision.choice is Choice.OUTSIDE else decision.unit
            for row in rows:
                _settle(edit, row, unit=unit, group=decision.group)
            if decision.choice is Choice.UNIT and rows:
                _learn(edit.plan, decision, scope)
            touched += len(rows)
        return touched


def _unsure(plan: Plan) -> QuerySet[Assignment]:
    return Assignment.objects.filter(task__plan=plan, match__in=UNSURE, via=None).order_by("pk")


def _settle(edit: Edit, row: Assignment, *, unit: Unit | None, group: UnitGroup | None) -> None:
    owner = task_of(edit.plan, row.task_id)
    if unit is None and group is None:
        tie(edit, row, match=Match.LEFT_OPEN)
    else:
        tie(edit, row, unit=unit, group=group)
    decide(edit, owner, row.role)


def _outside(name: str, *, scope: Scope, today: date) -> Unit:
    """Return the body outside of that name, added to the registry now if there is none."""
    there = Unit.objects.filter(name__iexact=name.strip(), parent=None).first()
    if there is not None:
        return there
    try:
        naming = Naming(name.strip(), "")
        return store_unit(NewUnit(naming, UnitKind.OTHER, external=True), by=scope.user, today=today)
    except CannotChange as error:
        raise CannotEdit(error.words) from error


def _learn(plan: Plan, decision: NameDecision, scope: Scope) -> None:
    folded = folded_name(decision.printed)
    known = Alias.objects.filter(folded=folded, scope=plan.unit, unit=decision.unit, group=decision.group)
    named = decision.unit or decision.group
    if named is None or known.exists() or folded_name(named.name) == folded:
        return
    Alias.objects.create(text=decision.printed[:250], folded=folded[:250], scope=plan.unit, unit=decision.unit, group=decision.group)
    record(scope.user, gettext_noop("nhớ cách viết khác"), subject=named, changes={"cách viết khác": Change(None, decision.printed)})
