"""Step 3, roles: what each node of the outline is: heading, label, finding, cause, task, plain text, or outside the body."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from dondoc.engine.extraction.body import REQUEST, outside_body
from dondoc.engine.extraction.headings import ARTICLE, ORDERING, introduces_shortcomings, sections
from dondoc.engine.extraction.labels import LONG_VALUE, Label, labels_of
from dondoc.engine.extraction.outline import Node
from dondoc.engine.extraction.tables import TaskRow, task_rows
from dondoc.engine.vocabulary.labels import Role
from dondoc.engine.vocabulary.orders import opens_matter, opens_order
from dondoc.engine.vocabulary.sections import Section, section_at_start, section_of


class Part(StrEnum):
    """What a node is in the plan."""

    HEADING = "heading"
    LABEL = "label"
    FINDING = "finding"
    CAUSE = "cause"
    TASK = "task"
    TABLE = "table"
    TEXT = "text"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A node with its part, the section that it stands in, the labels that open it, and the rows of a table of tasks."""

    node: Node
    part: Part
    section: Section | None
    labels: tuple[Label, ...]
    rows: tuple[TaskRow, ...] = ()

    def label(self, role: Role) -> Label | None:
        """Return its label of that role, if it has one."""
        for label in self.labels:
            if label.role is role:
                return label
        return None


_WHO_WHEN = frozenset({Role.LEAD, Role.COOPERATING, Role.DEADLINE, Role.DELIVERABLE, Role.LEADER, Role.FUNDING, Role.NOTE, Role.BASIS})
_STATED = frozenset({Role.CONTENT, Role.FINDING, Role.CAUSE})
# Where a heading may itself be a shortcoming with its causes and remedy below it.
_MAY_BE_REMEDIED = frozenset({None, Section.TASK, Section.ORGANISING, Section.FINDING, Section.RESULT, Section.OBJECTIVE})
_WITHOUT_ORDERS = frozenset({Section.PURPOSE, Section.FORM, Section.OBJECTIVE, Section.RESULT})
# The words by which a heading states a shortcoming: "chưa", "còn chậm", "hạn chế", "không đạt" …
_SHORTCOMING = re.compile(
    r"""
    (?<!\w)
    (?: chưa | còn\s+(?!lại)\w+ | hạn\ chế | chậm | yếu | kém | thiếu | giảm | khó\ khăn | thấp | vướng\ mắc | vi\ phạm | tồn\ đọng
      | bất\ cập
      | sai\ phạm | quá\ hạn | mất\ điểm | trừ\ điểm | xảy\ ra | xuống\ cấp | lãng\ phí | thất\ thoát | trễ\ hạn | dàn\ trải | manh\ mún
      | ô\ nhiễm | trái\ phép
      | không\s+(?:đạt|ổn\ định|đồng\ đều|kịp|đáp\ ứng|đúng|đảm\ bảo|bảo\ đảm|cao|hiệu\ quả) )
    (?!\w)
    """,
    re.VERBOSE,
)
_CLOSING = re.compile(
    r"trên đây là|nay[, ]|văn phòng .{0,60}(?<!tại )(?<!các )thông báo (?!số)"
    r"|(?:thông báo|kế hoạch|chỉ thị|quyết định|công văn|công điện) này"
)
# The last words of a directive speak to all and belong to no point: "Đề nghị các đơn vị báo cáo …", "Trên đây là …".
_TO_ALL = re.compile(r"(?:đề nghị|yêu cầu|giao|trên đây là|trong quá trình|quá trình|nhận được|căn cứ)\s")
# "Văn phòng Chính phủ thông báo để các bộ biết, thực hiện" tells, it charges nobody.
_ANNOUNCES = re.compile(
    r"(?:[^,.;:]{3,60} )?(?:xin )?thông báo (?:để|cho|đến|tới) [^.;]{2,160}? biết"
    r"(?:,? (?:và )?(?:để )?(?:tổ chức |triển khai |phối hợp )?thực hiện)?[ ./]*$"
)
# "… chịu trách nhiệm thi hành Quyết định này": the article that charges.
_IN_FORCE = re.compile(r"chịu trách nhiệm\s+(?:thi hành|thực hiện|tổ chức)|có trách nhiệm\s+(?:thi hành|tổ chức)|^giao ")
_SOON = re.compile(r"(?:trong )?thời gian tới\b")
# In characters: a label's value, a statement, an order shorter than this is none; a title longer than that is none.
_SHORTEST_VALUE = 12
_SHORTEST_STATEMENT = 20
_SHORTEST_STRAY = 40
_SHORT_TITLE = 60
_LONGEST_FIELD = 120
_LONG_SENTENCE = 80


def roles(nodes: tuple[Node, ...], begins: int = 0) -> tuple[Labelled, ...]:
    """Return `nodes` in order, each with its part; the body begins at position `begins` of the source.

    Sections come from headings and go down the tree; a paragraph that nothing below it explains is what its section is
    made of: a task under tasks, a finding under findings. Nothing before the title or after the signature is a part.
    """
    outside = outside_body(nodes)
    counted = frozenset(node.index for node in nodes if node.passage.end > begins)
    labels = [() if node.table else labels_of(node) for node in nodes]
    named = sections(nodes, labels, counted)
    plain = tuple(
        Labelled(node, Part.OUTSIDE if node.index in outside else Part.TEXT, named[node.index], labels[node.index]) for node in nodes
    )
    found = [_parted(item, plain) if item.node.index in counted and item.part is Part.TEXT else item for item in plain]
    return tuple(_promoted(item, found) for item in found)


def _parted(item: Labelled, plain: tuple[Labelled, ...]) -> Labelled:
    if item.node.table is None:
        return Labelled(item.node, _part(item, plain), item.section, item.labels)
    rows = task_rows(item.node.table) if item.section is not Section.FORM else ()
    return replace(item, part=Part.TABLE if rows else Part.TEXT, rows=rows)


def _part(item: Labelled, plain: tuple[Labelled, ...]) -> Part:
    node, section = item.node, item.section
    role = item.labels[0].role if item.labels else None
    if section is Section.FORM:
        return Part.TEXT
    if role in _WHO_WHEN:
        return Part.TASK if _goes_on(item) else Part.LABEL
    if _is_remedied(item, plain):
        return Part.FINDING
    if role is Role.CAUSE:
        return _statement_part(item, Part.CAUSE)
    if section is Section.FINDING or role is Role.FINDING:
        return _statement_part(item, Part.FINDING)
    if section is Section.CAUSE:
        return _statement_part(item, Part.CAUSE)
    if ARTICLE.match(node.passage.folded):
        return Part.TASK if _IN_FORCE.search(node.folded) else Part.TEXT
    return _order_part(item, plain) if section in ORDERING else _stray_part(item)


def _goes_on(item: Labelled) -> bool:
    """Tell whether a label of who and when is part of an order: it ends the order, or goes on into one of its own."""
    label = item.labels[0]
    if label.opens - item.node.body > _SHORTEST_VALUE:
        return item.section in ORDERING
    return label.role is Role.LEAD and item.section in ORDERING and label.end - label.start >= LONG_VALUE and len(item.labels) == 1


def _is_who_when(item: Labelled) -> bool:
    return bool(item.labels) and item.labels[0].role in _WHO_WHEN and not _goes_on(item)


def _statement_part(item: Labelled, part: Part) -> Part:
    """Within findings or causes each paragraph is one, but for headings that only name the part or a field."""
    label = item.label(Role.FINDING) or item.label(Role.CAUSE)
    if label is not None:
        return part if label.end - label.start > _SHORTEST_VALUE else Part.HEADING
    node = item.node
    if introduces_shortcomings(node):
        return Part.HEADING
    if node.is_numbered and node.children and len(node.folded) < _LONGEST_FIELD and not _SHORTCOMING.search(node.folded):
        return Part.HEADING
    if section_of(node.folded) is item.section and len(node.folded) < _SHORT_TITLE:
        return Part.HEADING
    return part if len(node.folded) > _SHORTEST_STATEMENT else Part.TEXT


def _is_remedied(item: Labelled, plain: tuple[Labelled, ...]) -> bool:
    """Tell whether a numbered heading is itself the shortcoming: its own parts are its causes and its remedy."""
    node = item.node
    if not node.is_numbered or item.section not in _MAY_BE_REMEDIED or _is_capital_title(node):
        return False
    if any(label.role in _STATED for label in item.labels) and section_of(node.folded) is not None:
        return False
    below = [plain[child.index] for child in node.children]
    finds = any(child.section is Section.FINDING or child.label(Role.FINDING) for child in below)
    if any(_gives_cause(child) for child in below if child.node.is_numbered or child.labels):
        return not finds
    if not _SHORTCOMING.search(node.folded):
        return False
    if any(_is_remedy(child) for child in below):
        return not any(child.section is Section.FINDING for child in below)
    return _holds_remedied(node, plain)


def _is_capital_title(node: Node) -> bool:
    """Tell whether a heading is the title of a part in capitals ("II. TỒN TẠI, HẠN CHẾ VÀ NHIỆM VỤ"): it names what stands below it."""
    return node.words.isupper() and section_of(node.folded) is not None


def _gives_cause(item: Labelled) -> bool:
    return item.section is Section.CAUSE or item.label(Role.CAUSE) is not None


def _is_remedy(item: Labelled) -> bool:
    """Tell whether a part is headed as what is to be done ("a) Nhiệm vụ và giải pháp thực hiện")."""
    if not item.node.is_numbered:
        return False
    named = section_of(item.node.folded) if len(item.node.folded) < _SHORT_TITLE else None
    return item.label(Role.CONTENT) is not None or named is Section.TASK


def _holds_remedied(node: Node, plain: tuple[Labelled, ...]) -> bool:
    """Tell whether a heading that states a shortcoming is made of parts that each have causes of their own."""
    numbered = [child for child in node.children if child.is_numbered]
    return bool(numbered) and all(any(_gives_cause(plain[below.index]) for below in child.children) for child in numbered)


def _order_part(item: Labelled, plain: tuple[Labelled, ...]) -> Part:
    """Within orders a paragraph that nothing below it explains is a task."""
    node = item.node
    if node.words.isupper() or _names_section(item) or node.folded.endswith(":"):
        return Part.HEADING
    below = [child for child in node.children if plain[child.index].part is not Part.OUTSIDE and not _is_who_when(plain[child.index])]
    if any(child.marker is not None or child.table is not None for child in below) or (below and not _is_statement(node, below)):
        return Part.HEADING
    return Part.TEXT if _is_aside(node) else Part.TASK


def _is_aside(node: Node) -> bool:
    """Tell whether a paragraph orders nothing: in brackets, a few words, the name of a matter, or a mere closing."""
    if (node.marker is None and node.passage.text.startswith("(")) or len(node.folded) < _SHORTEST_VALUE:
        return True
    return (opens_matter(node.folded) or _CLOSING.match(node.folded) is not None) and not REQUEST.search(node.folded)


def _names_section(item: Labelled) -> bool:
    """Tell whether the words only say what the part is ("Nhiệm vụ, giải pháp"), or carry an empty label."""
    if item.labels and item.labels[0].role in (Role.CONTENT, Role.TARGET):
        return item.labels[0].end - item.labels[0].start < _SHORTEST_VALUE
    node = item.node
    if node.marker is None or len(node.folded) > (_SHORT_TITLE if node.is_numbered else _SHORTEST_STRAY):
        return False
    return section_at_start(node.folded) is not None and not node.folded.endswith((".", ";"))


def _is_statement(node: Node, below: list[Node]) -> bool:
    """Tell a sentence from a title: it ends as one, and is long, opens with an order, or only closing words follow it."""
    if node.passage.text[-1] not in ".;":
        return False
    return len(node.folded) > _LONG_SENTENCE or opens_order(node.folded) or all(_TO_ALL.match(child.folded) for child in below)


def _stray_part(item: Labelled) -> Part:
    """Outside the task sections only a sentence may order, where it charges a unit; that is seen when units are read."""
    node = item.node
    if item.section in _WITHOUT_ORDERS or node.children or len(node.folded) < _SHORTEST_STRAY:
        return Part.TEXT
    if node.folded.endswith(":") or _ANNOUNCES.match(node.folded):
        return Part.TEXT
    if item.section is None and not _SOON.match(node.folded) and not _CLOSING.match(node.folded):
        return Part.TEXT
    return Part.TASK


def _promoted(item: Labelled, found: list[Labelled]) -> Labelled:
    """A title with nothing below it but who and when is the task itself."""
    node = item.node
    if item.part is not Part.HEADING or item.section not in ORDERING or not node.children:
        return item
    if any(found[child.index].part is not Part.LABEL for child in node.children):
        return item
    if _names_section(item) or node.words.isupper() or node.folded.endswith(":"):
        return item
    return replace(item, part=Part.TASK)
