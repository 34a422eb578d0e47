"""Step 5, findings: shortcomings with their causes, and which of them a task remedies."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from dondoc.engine.extraction.outline import INTRODUCTION, Node
from dondoc.engine.extraction.plan import Cause, Finding
from dondoc.engine.extraction.roles import Labelled, Part
from dondoc.engine.extraction.tables import TaskRow
from dondoc.engine.vocabulary.labels import Role
from dondoc.engine.vocabulary.sections import Section

# A paragraph that states a finding and its cause at once: "… giảm 3,86 điểm; do …".
_OWN_CAUSE = re.compile(r"(?<!\w)(?:do(?!\s+(?:sở|ubnd|ủy ban|bộ|tỉnh|nhà nước|các cơ quan|cơ quan))|nguyên nhân|bởi vì|vì vậy)(?!\w)")
_WORD = re.compile(r"\w{2,}")
# Two texts are of one matter when they share at least this part of the finding's telling words.
_ALIKE = 0.5
# A task is compared with no more of the shortcomings before it: beyond them it remedies another part's.
_NEAREST = 60


@dataclass(frozen=True, slots=True)
class Findings:
    """The findings in the order in which they are stated, and where they stand.

    `by_node` gives the place of a node's finding, `by_cell` that of a table cell (by its start), `within` the places of
    the findings inside a part; `nodes` are the nodes that state them.
    """

    items: tuple[Finding, ...]
    nodes: tuple[Node, ...]
    by_node: Mapping[int, int]
    by_cell: Mapping[int, int]
    within: Mapping[int, Sequence[int]]

    def of_task(self, task: Node) -> int | None:
        """Return the finding that a task remedies: the one above it, else the most alike of those beside its part."""
        for above in task.ancestors():
            if above.index in self.by_node:
                return self.by_node[above.index]
            if not above.is_numbered:
                continue
            places = self.within.get(above.index, [])
            before = bisect_left(places, task.index, key=lambda place: self.nodes[place].index)
            beside = places[max(0, before - _NEAREST) : before]
            if beside:
                return self._most_alike(task, beside)
        return None

    def of_row(self, row: TaskRow) -> int | None:
        """Return the finding that the row's own column names."""
        return self.by_cell.get(row.finding.start) if row.finding is not None else None

    def _most_alike(self, task: Node, places: Sequence[int]) -> int | None:
        """Return the one finding whose telling words the task shares; of none or several, the paragraph that sums them up."""
        if len(places) == 1:
            return places[0]
        words = _telling_words(task.folded)
        alike = [place for place in places if _share(_telling_words(self.nodes[place].folded), words) > _ALIKE]
        if len(alike) == 1:
            return alike[0]
        summing_up = [place for place in places if self.nodes[place].style == INTRODUCTION]
        return summing_up[-1] if summing_up else None


@dataclass(slots=True)
class _FindingsBuilder:
    """Gathers findings and their causes in the order of the document."""

    items: list[Finding] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    by_node: dict[int, int] = field(default_factory=dict)
    by_cell: dict[int, int] = field(default_factory=dict)

    def add(self, item: Labelled) -> None:
        """Add a paragraph that states a finding, with its cause where it states both."""
        node = item.node
        label = item.label(Role.FINDING)
        body = label.start if label is not None else node.body
        stated = item.section is Section.FINDING or label is not None
        causes: tuple[Cause, ...] = ()
        if stated and not node.is_bullet and _OWN_CAUSE.search(node.folded):
            causes = (Cause(node.passage.text[body:], node.passage.whole("cause.own")),)
        number = node.marker.printed if node.marker is not None else None
        self.by_node[node.index] = len(self.items)
        self.items.append(Finding(node.passage.text[body:], node.passage.whole("finding.paragraph"), number, causes))
        self.nodes.append(node)

    def add_row(self, row: TaskRow, table: Node) -> None:
        """Add what a row's own columns state; a merged cell is one finding for all its rows."""
        if row.finding is None or row.finding.start in self.by_cell or row.finding.start == row.content.start:
            return
        causes = (Cause(row.cause.text, row.cause.whole("cause.column")),) if row.cause is not None else ()
        self.by_cell[row.finding.start] = len(self.items)
        self.items.append(Finding(row.finding.text, row.finding.whole("finding.column"), None, causes))
        self.nodes.append(table)

    def add_cause(self, item: Labelled) -> None:
        """Give a cause to the finding above it, else to the last one stated before it."""
        place = next((self.by_node[above.index] for above in item.node.ancestors() if above.index in self.by_node), len(self.items) - 1)
        if place < 0:
            return
        label = item.label(Role.CAUSE)
        body = label.start if label is not None else item.node.body
        cause = Cause(item.node.passage.text[body:], item.node.passage.whole("cause.paragraph"))
        self.items[place] = replace(self.items[place], causes=(*self.items[place].causes, cause))

    def build(self) -> Findings:
        """Return what was gathered."""
        within: dict[int, list[int]] = {}
        for place, node in enumerate(self.nodes):
            for above in node.ancestors():
                within.setdefault(above.index, []).append(place)
        return Findings(tuple(self.items), tuple(self.nodes), self.by_node, self.by_cell, within)


def collect(found: tuple[Labelled, ...]) -> Findings:
    """Return the findings with their causes."""
    builder = _FindingsBuilder()
    for item in found:
        if item.part is Part.FINDING:
            builder.add(item)
        elif item.part is Part.CAUSE:
            builder.add_cause(item)
        for row in item.rows:
            builder.add_row(row, item.node)
    return builder.build()


def _share(own: frozenset[str], other: frozenset[str]) -> float:
    return len(own & other) / len(own) if own else 0.0


def _telling_words(folded: str) -> frozenset[str]:
    return frozenset(_WORD.findall(folded)) - _COMMON


_COMMON = frozenset(
    "và của các cho trong với được về là có những một số việc thực hiện theo đối tại từ đến ở trên năm còn chưa không cao đã vào"
    " nhằm để này khi do bị".split()
)
