"""Step 5, findings: shortcomings with their causes, and which of them a task remedies."""

from __future__ import annotations

import re
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


@dataclass(slots=True)
class Findings:
    """The findings in order; `by_node` gives the place of a node's finding, `by_cell` that of a table cell, `within` those of a part."""

    items: list[Finding] = field(default_factory=list)
    by_node: dict[int, int] = field(default_factory=dict)
    by_cell: dict[int, int] = field(default_factory=dict)
    nodes: list[Node] = field(default_factory=list)
    within: dict[int, list[int]] = field(default_factory=dict)

    def of_task(self, task: Node) -> int | None:
        """Return the finding that a task remedies: the one above it, else the most alike of those beside its part."""
        for above in task.ancestors():
            if above.index in self.by_node:
                return self.by_node[above.index]
            if not above.is_numbered:
                continue
            beside = [place for place in self.within.get(above.index, ()) if self.nodes[place].index < task.index]
            if beside:
                return self._most_alike(task, beside)
        return None

    def of_row(self, row: TaskRow) -> int | None:
        """Return the finding that the row's own column names."""
        return self.by_cell.get(row.finding.start) if row.finding is not None else None

    def _most_alike(self, task: Node, places: list[int]) -> int | None:
        """Return the one finding whose telling words the task shares; of none or several, the paragraph that sums them up."""
        if len(places) == 1:
            return places[0]
        words = _telling_words(task.folded)
        alike = [place for place in places if _share(_telling_words(self.nodes[place].folded), words) > _ALIKE]
        if len(alike) == 1:
            return alike[0]
        summing_up = [place for place in places if self.nodes[place].style == INTRODUCTION]
        return summing_up[-1] if summing_up else None


def collect(found: tuple[Labelled, ...]) -> Findings:
    """Return the findings with their causes."""
    findings = Findings()
    for item in found:
        if item.part is Part.FINDING:
            _add(findings, item)
        elif item.part is Part.CAUSE:
            _add_cause(findings, item)
        for row in item.rows:
            _add_row(findings, row, item.node)
    return findings


def _add(findings: Findings, item: Labelled) -> None:
    node = item.node
    label = item.label(Role.FINDING)
    body = label.start if label is not None else node.body
    number = node.marker.printed if node.marker is not None else None
    finding = Finding(node.passage.text[body:], node.passage.whole("finding.paragraph"), number)
    stated = item.section is Section.FINDING or label is not None
    if stated and not node.is_bullet and _OWN_CAUSE.search(node.folded):
        finding = replace(finding, causes=(Cause(finding.text, node.passage.whole("cause.own")),))
    findings.by_node[node.index] = len(findings.items)
    for above in node.ancestors():
        findings.within.setdefault(above.index, []).append(len(findings.items))
    findings.items.append(finding)
    findings.nodes.append(node)


def _add_row(findings: Findings, row: TaskRow, table: Node) -> None:
    """Add the finding and cause that a row's own columns state; a merged cell is one finding for all its rows."""
    if row.finding is None or row.finding.start in findings.by_cell or row.finding.start == row.content.start:
        return
    causes = (Cause(row.cause.text, row.cause.whole("cause.column")),) if row.cause is not None else ()
    findings.by_cell[row.finding.start] = len(findings.items)
    findings.items.append(Finding(row.finding.text, row.finding.whole("finding.column"), None, causes))
    findings.nodes.append(table)


def _add_cause(findings: Findings, item: Labelled) -> None:
    """Give a cause to the finding above it, else to the last one stated before it."""
    place = next((findings.by_node[above.index] for above in item.node.ancestors() if above.index in findings.by_node), None)
    if place is None:
        place = len(findings.items) - 1
    if place < 0:
        return
    label = item.label(Role.CAUSE)
    body = label.start if label is not None else item.node.body
    cause = Cause(item.node.passage.text[body:], item.node.passage.whole("cause.paragraph"))
    finding = findings.items[place]
    findings.items[place] = replace(finding, causes=(*finding.causes, cause))


def _share(own: frozenset[str], other: frozenset[str]) -> float:
    return len(own & other) / len(own) if own else 0.0


def _telling_words(folded: str) -> frozenset[str]:
    return frozenset(_WORD.findall(folded)) - _COMMON


_COMMON = frozenset(
    "và của các cho trong với được về là có những một số việc thực hiện theo đối tại từ đến ở trên năm còn chưa không cao đã vào nhằm để này khi do bị".split()
)
