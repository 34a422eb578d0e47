"""Sets an amending directive beside the plan that it amends: what is new, changed, dropped and the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dondoc.engine.comparing import Item, Piece, align, word_changes
from dondoc.web.plans.models import Assignment, AssignmentRole, Plan, Task, TaskState
from dondoc.web.plans.queries.sight import REGISTERED

_RESTATED = 0.5
"""An amendment that holds at least this share of the old tasks states the whole plan anew; a shorter one only what it changes."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs: its name, both values, and their differences word by word."""

    name: str
    old: str
    new: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A task and the row of the amendment that restates it; without `fields` both say the same."""

    old: Task
    new: Task
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """A task that only the amendment has, with its units and deadline as a person reads them."""

    task: Task
    leads: str
    deadline: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What an amendment makes of a plan; `restates` says that it states the whole plan anew, so that what it leaves out is dropped."""

    new: tuple[Added, ...]
    changed: tuple[Changed, ...]
    dropped: tuple[Task, ...]
    same: tuple[Changed, ...]
    restates: bool

    @property
    def is_empty(self) -> bool:
        """Whether the amendment changes nothing."""
        return not (self.new or self.changed or self.dropped)


def amendable_plans(plan: Plan) -> QuerySet[Plan]:
    """Return the plans of the register that a draft may amend, the newest first."""
    return Plan.objects.filter(unit=plan.unit_id, state__in=REGISTERED, amends=None).exclude(pk=plan.pk).order_by("-issued_on", "-pk")


def difference(plan: Plan, amended: Plan) -> Difference:
    """Compare the tasks of an amending draft with those of the plan that it amends, in a constant number of statements.

    Tasks that earlier amendments added count among the old ones.
    """
    plans = [amended, *amended.amendments.filter(state__in=REGISTERED)]
    standing = [TaskState.ACTIVE, TaskState.PAUSED, TaskState.DONE]
    old = _with_parts(Task.objects.filter(plan__in=plans, state__in=standing, occurrence_of=None))
    new = _with_parts(Task.objects.filter(plan=plan, state=TaskState.DRAFT))
    aligned = align([_item(task) for task in old], [_item(task) for task in new])
    restates = bool(old) and len(aligned.pairs) >= _RESTATED * len(old)
    matched = [(old[pair.old], new[pair.new]) for pair in aligned.pairs]
    pairs = [Changed(task, row, changed_fields(task, row, renumbers=restates)) for task, row in matched]
    pairs.sort(key=lambda pair: (pair.new.position, pair.new.pk))
    return Difference(
        new=tuple(Added(new[index], parts_named(new[index], AssignmentRole.LEAD), deadline_named(new[index])) for index in aligned.added),
        changed=tuple(pair for pair in pairs if pair.fields),
        dropped=tuple(old[index] for index in aligned.dropped if old[index].state != TaskState.DONE),  # what is done stays done
        same=tuple(pair for pair in pairs if not pair.fields),
        restates=restates,
    )


def changed_fields(old: Task, new: Task, *, renumbers: bool) -> tuple[FieldChange, ...]:
    """Return the fields of a task that the amendment states otherwise; what it does not state stays, and is no change.

    Unless the amendment `renumbers`, which only one does that states the whole plan anew, its numbers are its own.
    """
    pairs = [
        (_("số mục"), old.number, new.number if renumbers else ""),
        (_("nội dung"), old.text, new.text),
        (_("chủ trì"), parts_named(old, AssignmentRole.LEAD), parts_named(new, AssignmentRole.LEAD)),
        (_("phối hợp"), parts_named(old, AssignmentRole.COOPERATING), parts_named(new, AssignmentRole.COOPERATING)),
        (_("thời hạn"), deadline_named(old), deadline_named(new)),
        (_("sản phẩm"), old.deliverable, new.deliverable),
    ]
    return tuple(
        FieldChange(name, before, after, word_changes(before, after))
        for name, before, after in pairs
        if after and " ".join(before.split()) != " ".join(after.split())
    )


def parts_named(task: Task, role: str) -> str:
    """Return the units of a task in a role by name, in a fixed order; a group stands for its members."""
    parts: Sequence[Assignment] = [part for part in task.assignments.all() if part.role == role and part.via_id is None]
    names = {part.unit.name if part.unit else part.group.name if part.group else part.printed for part in parts}
    return ", ".join(sorted(name for name in names if name))


def deadline_named(task: Task) -> str:
    """Return a deadline as a person reads it: its days where it has any, else as printed."""
    if task.due_from is None and task.due_on is None:
        return task.due_text
    if task.due_from is None:
        return (_("trước ngày %(day)s") if task.due_strict else "%(day)s") % {"day": _day(task.due_on)}
    return f"{_day(task.due_from)} – {_day(task.due_on)}" if task.due_on else _("từ ngày %(day)s") % {"day": _day(task.due_from)}


def _day(value: date | None) -> str:
    return date_format(value, "SHORT_DATE_FORMAT") if value is not None else ""


def _item(task: Task) -> Item:
    return Item(str(task.pk), task.text, task.number, tuple(task.heading))


def _with_parts(tasks: QuerySet[Task]) -> list[Task]:
    return list(tasks.order_by("position", "pk").prefetch_related("assignments__unit", "assignments__group").select_related("plan"))
