"""Step 5, scope: which label lines govern which tasks, whether they stand before or after them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from dondoc.engine.extraction.labels import Label
from dondoc.engine.extraction.outline import Node
from dondoc.engine.extraction.roles import Labelled, Part
from dondoc.engine.vocabulary.labels import Role
from dondoc.engine.vocabulary.sections import Section

GOVERNING = (Role.LEAD, Role.COOPERATING, Role.DEADLINE, Role.DELIVERABLE)
# A label in a page's own head ("Ngày ban hành: …") or in a form says nothing of the tasks.
_WITHOUT_ORDERS = frozenset({None, Section.PURPOSE, Section.FORM})


@dataclass(frozen=True, slots=True)
class Governed:
    """A label that governs a task; `holder` is the index of the node whose part it is said of, deeper is nearer."""

    label: Label
    at: Node
    holder: int


def governing(found: tuple[Labelled, ...]) -> Mapping[int, Mapping[Role, Governed]]:
    """Return for each task (by node index) the nearest label of each role that governs it.

    Labels of a part stand before its tasks or after them, as the first of them does. Labels after govern the tasks since
    the last label of that role; labels before govern the tasks up to the next one. A label alone below a task is its own.
    """
    governed: dict[int, dict[Role, Governed]] = {}
    ordering = _parts_with_orders(found)
    for role in GOVERNING:
        for holder, labels in _by_holder(found, role, ordering=ordering).items():
            tasks = _tasks_of(found, holder)
            for governor, owned in _share(labels, tasks):
                for task in owned:
                    _keep_nearest(governed.setdefault(task, {}), role, governor=governor, found=found)
    return governed


def _parts_with_orders(found: tuple[Labelled, ...]) -> frozenset[int]:
    """Return the indices of the nodes below which a task or a table stands."""
    holding: set[int] = set()
    for item in found:
        for above in item.node.ancestors() if item.part in (Part.TASK, Part.TABLE) else ():
            if above.index in holding:
                break
            holding.add(above.index)
    return frozenset(holding)


def _by_holder(found: tuple[Labelled, ...], role: Role, *, ordering: frozenset[int]) -> dict[int, list[Governed]]:
    held: dict[int, list[Governed]] = {}
    for item in found:
        label = item.label(role)
        if label is None or label.end <= label.start or item.part not in (Part.LABEL, Part.HEADING, Part.TASK):
            continue
        if item.section in _WITHOUT_ORDERS:
            continue
        if item.part is Part.TASK and (role is not Role.LEAD or label.opens > item.node.body):
            held.setdefault(item.node.index, []).append(Governed(label, item.node, item.node.index))
            continue
        holder = _holder(item.node, found, ordering=ordering)
        held.setdefault(holder, []).append(Governed(label, item.node, holder))
    return held


def _holder(node: Node, found: tuple[Labelled, ...], *, ordering: frozenset[int]) -> int:
    """Climb from a label to the part that it is said of: past headings that hold nothing but labels (not in `ordering`)."""
    at = node.parent
    while at is not None and at.parent is not None and found[at.index].part is not Part.TASK and at.index not in ordering:
        at = at.parent
    return at.index if at is not None else -1


def _tasks_of(found: tuple[Labelled, ...], holder: int) -> list[int]:
    if holder < 0:
        return [item.node.index for item in found if item.part is Part.TASK]
    node = found[holder].node
    own = [holder] if found[holder].part is Part.TASK else []
    return own + [below.index for below in node.descendants() if found[below.index].part is Part.TASK]


def _share(labels: list[Governed], tasks: list[int]) -> list[tuple[Governed, list[int]]]:
    """Give each label its tasks."""
    if not tasks:
        return []
    first = labels[0].at.index
    own = tasks[0] == labels[0].holder
    if own and (len(tasks) == 1 or first < tasks[1]):
        return [(label, [tasks[0]]) for label in labels]
    shared = []
    if first < (tasks[1] if own else tasks[0]):
        edges = [label.at.index for label in labels[1:]] + [10**9]
        for label, edge in zip(labels, edges, strict=True):
            shared.append((label, tasks[bisect_left(tasks, label.at.index) : bisect_left(tasks, edge)]))
        return shared
    begin = 0
    for label in labels:
        shared.append((label, tasks[begin : bisect_left(tasks, label.at.index)]))
        begin = bisect_right(tasks, label.at.index)
    return shared


def _keep_nearest(kept: dict[Role, Governed], role: Role, *, governor: Governed, found: tuple[Labelled, ...]) -> None:
    before = kept.get(role)
    if before is None or _depth(found, governor.holder) >= _depth(found, before.holder):
        kept[role] = governor


def _depth(found: tuple[Labelled, ...], holder: int) -> int:
    return -1 if holder < 0 else sum(1 for _ in found[holder].node.ancestors())
