"""Step 5, assembly: joins what the readers found and inherits it down the tree into one plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from dondoc.engine.extraction import deadlines
from dondoc.engine.extraction.findings import Findings
from dondoc.engine.extraction.headings import ORDERING
from dondoc.engine.extraction.labels import LONG_VALUE
from dondoc.engine.extraction.outline import INTRODUCTION, Node
from dondoc.engine.extraction.passage import Passage
from dondoc.engine.extraction.plan import Deadline, Doubt, GroupKind, Printed, Task, UnitMention
from dondoc.engine.extraction.roles import Labelled, Part
from dondoc.engine.extraction.scope import Governed
from dondoc.engine.extraction.tables import TaskRow
from dondoc.engine.extraction.units import (
    CHARGED,
    Charge,
    also_charged,
    bracketed,
    charged,
    cooperating,
    leads_and_partners,
    listed,
    only_names,
    opens_name,
    units_in,
)
from dondoc.engine.vocabulary.folding import fold
from dondoc.engine.vocabulary.labels import Role
from dondoc.engine.vocabulary.orders import opens_order
from dondoc.engine.vocabulary.unit import UnitHit

# "1. Đảng ủy UBND tỉnh: Lãnh đạo UBND tỉnh ban hành …": a body of the Party leads others to act, and answers for it.
_PARTY = re.compile(r"(?:các\s+)?(?:đảng |ban cán sự|ban thường vụ|cấp ủy|(?:tỉnh|thành|huyện|thị|quận) ủy|chi bộ|tổ đảng)")
# What a title says that is more than a name.
_GOES_ON_ACTING = re.compile(r"(?<!\w)(?:chủ trì|phối hợp|trách nhiệm|thực hiện|tham mưu|căn cứ|theo|được|phải|cần|và)(?!\w)|[.:;(]")
_LONGEST_NUMBER = 12
_LONGEST_NAME = 90


class Stated(NamedTuple):
    """A task, the passage that states it, and the cell of its row that says when, where it stands in a table."""

    task: Task
    passage: Passage
    timing: Passage | None = None


class Assembly:
    """Makes tasks of the tree with its roles and scopes; `doubts` gathers what could not be read on the way.

    Units are looked up once for each node and the units that a part names once for each part.
    """

    def __init__(
        self, found: tuple[Labelled, ...], governed: Mapping[int, Mapping[Role, Governed]], *, findings: Findings, issued: date | None
    ) -> None:
        self.doubts: list[Doubt] = []
        self._found = found
        self._governed = governed
        self._findings = findings
        self._issued = issued
        self._hits: dict[int, list[UnitHit]] = {}
        self._named: dict[int, tuple[UnitMention, ...]] = {}
        self._partners: dict[int, tuple[UnitMention, ...]] = {}
        self._blocks: dict[tuple[int, str], tuple[frozenset[int], int]] = {}

    def tasks(self) -> Iterator[Stated]:
        """Yield the tasks in the order of the document."""
        for item in self._found:
            if item.part is Part.TASK:
                task = self._task(item)
                if task is not None:
                    yield Stated(task, item.node.passage)
            elif item.part is Part.TABLE:
                for row in item.rows:
                    yield Stated(self._row_task(row, item.node), row.content, row.deadline)

    def _task(self, item: Labelled) -> Task | None:
        node = item.node
        governed = self._governed.get(node.index, {})
        body = _body(item)
        charge = self._own_charge(item, body)
        if item.section not in ORDERING and not charge.mentions:
            return None
        return Task(
            text=node.passage.text[body:],
            evidence=node.passage.whole("task.paragraph"),
            number=node.marker.printed if node.marker is not None else None,
            heading=_headings(node),
            finding=self._findings.of_task(node),
            leads=self._leads(item, charge, governed),
            cooperating=self._cooperating(item, body, governed),
            deadline=self._deadline(node, governed),
            deliverable=_printed(governed.get(Role.DELIVERABLE)),
        )

    def _own_charge(self, item: Labelled, body: int) -> Charge:
        """Return whom the paragraph itself charges, also in its later clauses."""
        passage = item.node.passage
        label = item.label(Role.LEAD)
        start = label.start if label is not None else body
        charge = charged(passage, start, self._units(item.node))
        if not charge.mentions or not charge.certain:
            return charge
        known = {mention.name.lower() for mention in charge.mentions}
        more = tuple(mention for mention in also_charged(passage, start, self._units(item.node)) if mention.name.lower() not in known)
        return Charge((*charge.mentions, *more), certain=True)

    def _leads(self, item: Labelled, charge: Charge, governed: Mapping[Role, Governed]) -> tuple[UnitMention, ...]:
        """Return the leads: whom the paragraph plainly charges, else a label or heading above, else who acts in it."""
        if charge.certain and charge.mentions:
            led = charge.mentions[0].name.lower().startswith("lãnh đạo ")
            party = self._inherited_leads(item.node, governed, Part.HEADING) if led else ()
            return party if party and all(_PARTY.match(fold(mention.name)) for mention in party) else charge.mentions
        return (
            bracketed(item.node.passage, self._units(item.node))
            or self._inherited_leads(item.node, governed, Part.HEADING)
            or charge.mentions
            or self._inherited_leads(item.node, governed, Part.TASK)
            or self._introduced_leads(item.node)
        )

    def _inherited_leads(self, node: Node, governed: Mapping[Role, Governed], part: Part) -> tuple[UnitMention, ...]:
        """Walk up: at each part first the labels said of it, then the units that its own words name."""
        label = governed.get(Role.LEAD)
        for above in (node, *node.ancestors()):
            if label is not None and label.holder == above.index:
                return _labelled_units(label)
            if above is not node and self._found[above.index].part is part:
                named = self._named_by_heading(above)
                if named:
                    return named
        return _labelled_units(label) if label is not None else ()

    def _introduced_leads(self, node: Node) -> tuple[UnitMention, ...]:
        """Return whom the sentence that introduces the orders charges: "Sở Y tế đề nghị các đơn vị thực hiện nội dung sau:"."""
        for above in node.ancestors():
            if above.style == INTRODUCTION and self._found[above.index].part is Part.TEXT:
                named = self._named_by_heading(above)
                return named if named and named[0].evidence.rule == CHARGED else ()
        return ()

    def _named_by_heading(self, node: Node) -> tuple[UnitMention, ...]:
        """Return the units that a part's own words name; each part is read once."""
        if node.index not in self._named:
            item = self._found[node.index]
            charge = charged(node.passage, _body(item), self._units(item.node))
            named = charge.mentions if charge.certain else ()
            self._named[node.index] = self._whole_title(node, named) or named or self._unlisted_name(node)
        return self._named[node.index]

    def _partners_of_heading(self, item: Labelled) -> tuple[UnitMention, ...]:
        index = item.node.index
        if index not in self._partners:
            self._partners[index] = cooperating(item.node.passage, _body(item), self._units(item.node))
        return self._partners[index]

    def _units(self, node: Node) -> list[UnitHit]:
        if node.index not in self._hits:
            self._hits[node.index] = units_in(node.passage)
        return self._hits[node.index]

    def _whole_title(self, node: Node, named: tuple[UnitMention, ...]) -> tuple[UnitMention, ...]:
        """A title that goes on in small letters after the unit it begins with is its whole name: "Ban Chỉ đạo xóa nhà tạm"."""
        words = node.words.rstrip(" :.;")
        if len(named) != 1 or named[0].group is not GroupKind.NONE or named[0].unit_id is not None or not node.is_numbered:
            return ()
        rest = words.removeprefix(named[0].name)
        if (
            rest == words
            or not rest[1:2].islower()
            or len(words) > _LONGEST_NAME
            or _GOES_ON_ACTING.search(fold(rest))
            or opens_order(fold(rest[1:]))
        ):
            return ()
        return _named_by_title(node, words)

    def _unlisted_name(self, node: Node) -> tuple[UnitMention, ...]:
        """A short title beside titles that are units names a unit too, though nobody has listed it."""
        words = node.words.rstrip(" :.;")
        if not (0 < len(words) <= _LONGEST_NAME) or not opens_name(node.folded) or node.marker is None or node.parent is None:
            return ()
        named, titles = self._named_titles(node.parent, node.style)
        known, beside = len(named - {node.index}), titles - bool(node.children)
        if not known or known * 6 < beside:
            return ()
        return _named_by_title(node, words)

    def _named_titles(self, parent: Node, style: str) -> tuple[frozenset[int], int]:
        """Return which titles of one series are names of units, and how many titles there are; each series is read once."""
        series = (parent.index, style)
        if series not in self._blocks:
            titles = [child for child in parent.children if child.style == style and child.children]
            named = frozenset(child.index for child in titles if only_names(child.passage, child.body, self._units(child)))
            self._blocks[series] = (named, len(titles))
        return self._blocks[series]

    def _cooperating(self, item: Labelled, body: int, governed: Mapping[Role, Governed]) -> tuple[UnitMention, ...]:
        own = cooperating(item.node.passage, body, self._units(item.node))
        if own:
            return own
        label = governed.get(Role.COOPERATING)
        leading = governed.get(Role.LEAD)
        if leading is not None and (label is None or leading.at.index > label.at.index):
            partners = _labelled(leading)[1]
            if partners:
                return partners
        for above in (item.node, *item.node.ancestors()):
            if label is not None and label.holder == above.index:
                return _labelled_units(label)
            heading = self._found[above.index]
            if above is not item.node and heading.part is Part.HEADING:
                named = self._partners_of_heading(heading)
                if named:
                    return named
        return _labelled_units(label) if label is not None else ()

    def _deadline(self, node: Node, governed: Mapping[Role, Governed]) -> Deadline | None:
        """Return the deadline: a day or span in the sentence, else the governing label's, else what the sentence hints at."""
        own = deadlines.in_sentence(node.passage, node.body, end=len(node.passage.text), issued=self._issued)
        label = governed.get(Role.DEADLINE)
        if own is not None and (label is None or deadlines.outranks_label(own)):
            return own
        return (self._read_deadline(label.at.passage, label.label.start, label.label.end) if label is not None else None) or own

    def _read_deadline(self, passage: Passage, start: int, end: int) -> Deadline | None:
        read = deadlines.in_label(passage, start, end=end, issued=self._issued)
        if read is None and passage.text[start:end].strip(" .-"):
            self.doubts.append(Doubt("deadline.unread", passage.text[start:end], passage.evidence(start, end, "deadline.unread")))
        return read

    def _row_task(self, row: TaskRow, node: Node) -> Task:
        content = row.content
        hits = units_in(content)
        named, beside = leads_and_partners(row.lead, 0, end=len(row.lead.text), rule="units.column") if row.lead is not None else ((), ())
        partners = listed(row.cooperating, 0, end=len(row.cooperating.text), rule="units.column") if row.cooperating is not None else ()
        return Task(
            text=content.text,
            evidence=content.whole("task.row"),
            number=row.number.text if row.number is not None and len(row.number.text) <= _LONGEST_NUMBER else None,
            heading=(*_headings(node), *(title.text for title in row.group)),
            finding=self._findings.of_row(row),
            leads=named or charged(content, 0, hits).mentions,
            cooperating=partners or beside or cooperating(content, 0, hits),
            deadline=self._row_deadline(row),
            deliverable=Printed(row.deliverable.text, row.deliverable.whole("deliverable.column")) if row.deliverable is not None else None,
        )

    def _row_deadline(self, row: TaskRow) -> Deadline | None:
        if row.deadline is not None:
            return self._read_deadline(row.deadline, 0, len(row.deadline.text))
        return deadlines.in_sentence(row.content, 0, end=len(row.content.text), issued=self._issued)


def _named_by_title(node: Node, words: str) -> tuple[UnitMention, ...]:
    return (UnitMention(words, node.passage.evidence(node.body, node.body + len(words), "units.heading")),)


def _body(item: Labelled) -> int:
    """Return where the words of an order begin: after the marker, and after a label of content ("Nhiệm vụ: …")."""
    label = item.labels[0] if item.labels else None
    return label.start if label is not None and label.role in (Role.CONTENT, Role.TARGET) else item.node.body


def _labelled_units(governor: Governed) -> tuple[UnitMention, ...]:
    return _labelled(governor)[0]


def _labelled(governor: Governed) -> tuple[tuple[UnitMention, ...], tuple[UnitMention, ...]]:
    """Return the leads and partners of a label's value; a value that goes on into a sentence names them as a sentence does."""
    passage, label = governor.at.passage, governor.label
    if label.end - label.start < LONG_VALUE and label.role is Role.COOPERATING:
        return listed(passage, label.start, end=label.end, rule="units.label"), ()
    if label.end - label.start < LONG_VALUE:
        return leads_and_partners(passage, label.start, end=label.end, rule="units.label")
    hits = units_in(passage)
    return (*charged(passage, label.start, hits).mentions, *also_charged(passage, label.start, hits)), ()


def _headings(node: Node) -> tuple[str, ...]:
    return tuple(above.passage.text for above in reversed(tuple(node.ancestors())) if above.is_numbered)


def _printed(governor: Governed | None) -> Printed | None:
    if governor is None:
        return None
    passage, label = governor.at.passage, governor.label
    return Printed(passage.text[label.start : label.end], passage.evidence(label.start, label.end, "deliverable.label"))
