"""Checks a draft before it is published: what stands in the way, and what a person should know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dondoc.web.organisations.models import GroupMember, Unit, UnitGroup
from dondoc.web.plans.models import Assignment, AssignmentRole, Decision, Match, Plan, Question, QuestionState, Task, TaskState

_SHOWN = 5
UNMATCHED = (Match.SUGGESTED, Match.AMBIGUOUS, Match.DISSOLVED, Match.NOT_FOUND)
"""Matches that leave a printed name without a unit."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: a sentence, and the first tasks that it is about."""

    words: str
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True, slots=True)
class Checks:
    """What keeps a draft from being published, and what may be published as it is."""

    blocking: tuple[Check, ...]
    advisory: tuple[Check, ...]
    tasks: int
    units: int


@dataclass(frozen=True, slots=True)
class Head:
    """What must be known of a plan as a whole before it is published."""

    title: str
    number: str
    without_number: bool
    issued_on: date | None
    focal_unit: Unit | None


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a draft's tasks, and the members of the groups among them on one day."""

    by_task: Mapping[int, Sequence[Assignment]]
    members: Mapping[int, Sequence[int]]

    def leads(self, task: Task) -> set[int]:
        """Return the units that will lead a task: those named, and the members of a group that leads."""
        return self._units(task, AssignmentRole.LEAD)

    def all_units(self, task: Task) -> set[int]:
        """Return every unit that a task will be given to."""
        return self._units(task, AssignmentRole.LEAD) | self._units(task, AssignmentRole.COOPERATING)

    def _units(self, task: Task, role: str) -> set[int]:
        units: set[int] = set()
        for part in self.by_task.get(task.pk, ()):
            if part.role == role and part.unit_id is not None:
                units.add(part.unit_id)
            elif part.role == role and part.group_id is not None:
                units.update(self.members.get(part.group_id, ()))
        return units


def draft_tasks(plan: Plan) -> list[Task]:
    """Return the tasks that publishing gives out, in their order."""
    return list(Task.objects.filter(plan=plan, state=TaskState.DRAFT).order_by("position", "pk"))


def parts_of(tasks: Iterable[Task], *, on: date) -> Parts:
    """Return the parts of tasks with their groups' members on a day, in three statements."""
    by_task: dict[int, list[Assignment]] = defaultdict(list)
    groups: set[int] = set()
    for part in Assignment.objects.filter(task__in=[task.pk for task in tasks]).order_by("role", "position", "pk"):
        by_task[part.task_id].append(part)
        if part.group_id is not None:
            groups.add(part.group_id)
    return Parts(by_task, members_of(groups, on=on))


def members_of(groups: Iterable[int], *, on: date) -> dict[int, list[int]]:
    """Return the units that belong to each group on a day: those listed, and the children of the unit that it stands for."""
    keys = list(groups)
    members: dict[int, dict[int, None]] = defaultdict(dict)
    current = Q(valid_from=None) | Q(valid_from__lte=on)
    ended = Q(valid_to=None) | Q(valid_to__gt=on)
    for group, unit in GroupMember.objects.filter(current & ended, group__in=keys).order_by("pk").values_list("group_id", "unit_id"):
        members[group][unit] = None
    whole = dict(UnitGroup.objects.filter(pk__in=keys, children_of__isnull=False).values_list("pk", "children_of_id"))
    children = Unit.objects.standing(on).filter(parent__in=set(whole.values())).order_by("position", "pk").values_list("pk", "parent_id")
    for child, parent in children if whole else ():
        for group, above in whole.items():
            if above == parent:
                members[group][child] = None
    return {group: list(units) for group, units in members.items()}


def checks(plan: Plan, head: Head, *, on: date) -> Checks:
    """Look a draft over as it would be published with `head` on a day."""
    tasks = draft_tasks(plan)
    parts = parts_of(tasks, on=on)
    leaderless = [task for task in tasks if not parts.leads(task)]
    blocking = [*blocking_head(head), *_blocking_tasks(tasks, leaderless if head.focal_unit is None else [])]
    units = set().union(*(parts.all_units(task) for task in tasks)) if tasks else set()
    return Checks(tuple(blocking), tuple(_advisory(plan, tasks, leaderless if head.focal_unit else [])), len(tasks), len(units))


def blocking_head(head: Head) -> Iterable[Check]:
    """Yield what is missing of the plan as a whole."""
    if not head.title.strip():
        yield Check(_("Chưa có trích yếu."))
    if not head.number.strip() and not head.without_number:
        yield Check(_("Chưa có số, ký hiệu. Ghi số của văn bản, hoặc đánh dấu “chưa có số”."))
    if head.issued_on is None:
        yield Check(_("Chưa có ngày ban hành."))


def _blocking_tasks(tasks: Sequence[Task], leaderless: Sequence[Task]) -> Iterable[Check]:
    if not tasks:
        yield Check(_("Chưa có nhiệm vụ nào. Thêm ít nhất một nhiệm vụ trước khi đưa vào sổ."))
    if leaderless:
        words = ngettext(
            "%(n)d nhiệm vụ chưa có đơn vị chủ trì trong danh bạ. Chọn đơn vị, hoặc chọn đơn vị đầu mối nhận thay.",
            "%(n)d nhiệm vụ chưa có đơn vị chủ trì trong danh bạ. Chọn đơn vị, hoặc chọn đơn vị đầu mối nhận thay.",
            len(leaderless),
        )
        yield Check(words % {"n": len(leaderless)}, tuple(leaderless))


def _advisory(plan: Plan, tasks: Sequence[Task], taken_over: Sequence[Task]) -> Iterable[Check]:
    asked = set(
        Question.objects.filter(plan=plan, asks=True, state=QuestionState.OPEN, task__isnull=False).values_list("task_id", flat=True)
    )
    open_tasks = [task for task in tasks if task.pk in asked]
    if open_tasks:
        words = ngettext("%(n)d nhiệm vụ còn chỗ cần xem.", "%(n)d nhiệm vụ còn chỗ cần xem.", len(open_tasks))
        yield Check(words % {"n": len(open_tasks)}, tuple(open_tasks))
    names = list(
        Assignment.objects.filter(task__in=[task.pk for task in tasks], match__in=UNMATCHED).values_list("printed", flat=True).distinct()
    )
    if names:
        yield Check(_("Chưa gắn được với đơn vị nào: %(names)s. Những nơi này không thấy nhiệm vụ của mình.") % {"names": _listed(names)})
    if taken_over:
        words = ngettext(
            "%(n)d nhiệm vụ chưa có chủ trì sẽ do đơn vị đầu mối nhận.",
            "%(n)d nhiệm vụ chưa có chủ trì sẽ do đơn vị đầu mối nhận.",
            len(taken_over),
        )
        yield Check(words % {"n": len(taken_over)}, tuple(taken_over))
    deferred = [task for task in tasks if task.decision == Decision.DEFERRED]
    if deferred:
        words = ngettext(
            "%(n)d nhiệm vụ đã để xem sau sẽ được giao như đã đọc.", "%(n)d nhiệm vụ đã để xem sau sẽ được giao như đã đọc.", len(deferred)
        )
        yield Check(words % {"n": len(deferred)}, tuple(deferred))


def _listed(names: Iterable[str]) -> str:
    """Return the first names in quotation marks, and how many there are beside."""
    distinct = sorted(set(names))
    listed = ", ".join(f"“{name}”" for name in distinct[:_SHOWN])
    rest = len(distinct) - _SHOWN
    return listed if rest <= 0 else _("%(names)s và %(n)d tên khác") % {"names": listed, "n": rest}
