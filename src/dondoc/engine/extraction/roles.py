"""Step 3, roles: what each node of the outline is: heading, label, finding, cause, task, plain text, or outside the body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from dondoc.engine.extraction.labels import LONG_VALUE, Label, labels_of
from dondoc.engine.extraction.outline import INTRODUCTION, Node, opens_document
from dondoc.engine.extraction.tables import TaskRow, task_rows
from dondoc.engine.extraction.units import units_in
from dondoc.engine.vocabulary.unit import UnitHit
from dondoc.engine.vocabulary.labels import Role
from dondoc.engine.vocabulary.orders import opens_matter, opens_order
from dondoc.engine.vocabulary.sections import Section, section_at_start, section_of, sticky_sections


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


@dataclass(slots=True)
class Labelled:
    """A node with its part, the section that it stands in, the labels that open it, and the rows of a table of tasks."""

    node: Node
    part: Part
    section: Section | None
    labels: tuple[Label, ...]
    hits: list[UnitHit]
    rows: tuple[TaskRow, ...] = ()

    def label(self, role: Role) -> Label | None:
        """Return its label of that role, if it has one."""
        return next((label for label in self.labels if label.role is role), None)


# A numbered paragraph longer than this is no title, whatever cue it holds.
_LONGEST_TITLE = 120
_WHO_WHEN = frozenset({Role.LEAD, Role.COOPERATING, Role.DEADLINE, Role.DELIVERABLE, Role.LEADER, Role.FUNDING, Role.NOTE, Role.BASIS})
ORDERING = frozenset({Section.TASK, Section.ORGANISING})
# Within tasks a heading may set apart goals, money, causes, findings; it is not a "result" or "purpose" for naming a matter.
_MAY_NEST = frozenset({Section.OBJECTIVE, Section.FUNDING, Section.CAUSE, Section.FINDING, Section.ORGANISING, Section.TASK, Section.FORM, Section.PURPOSE})
_END = re.compile(r"nơi nhận\s*:|(?:(?:tm|kt|tl|tuq|q)\s*[./]|t/m|k/t|t/l)\s*\S|\(đã ký\)")
_SIGNING_TITLE = re.compile(
    r"(?:phó\s+)?(?:tổng\s+)?(?:giám đốc|chủ tịch|bộ trưởng|thứ trưởng|thủ tướng(?: chính phủ)?|chánh văn phòng|bí thư|trưởng ban|cục trưởng|chi cục trưởng|chủ nhiệm|viện trưởng|hiệu trưởng|tổng thanh tra)"
)
_SHORTCOMING = re.compile(
    r"(?<!\w)(?:chưa|còn\s+(?!lại)\w+|hạn chế|chậm|yếu|kém|thiếu|không\s+(?:đạt|ổn định|đồng đều|kịp|đáp ứng|đúng|đảm bảo|bảo đảm|cao|hiệu quả)|giảm|khó khăn|thấp|vướng mắc|vi phạm|tồn đọng|bất cập|sai phạm|quá hạn|mất điểm|trừ điểm|tái xảy ra|xảy ra|xuống cấp|lãng phí|thất thoát|trễ hạn|dàn trải|manh mún|ô nhiễm|trái phép)(?!\w)"
)
_REQUEST = re.compile(r"(?<!\w)(?:yêu cầu|đề nghị|giao|báo cáo|phản ánh|phải|có trách nhiệm|chịu trách nhiệm|kịp thời)(?!\w)")
_CLOSING = re.compile(r"(?:trên đây là|nay,|nay |văn phòng .{0,60}thông báo|thông báo này|kế hoạch này|chỉ thị này|quyết định này|công văn này|công điện này)")
# What a portal prints round an article.
_FURNITURE = re.compile(
    r"(?:theo cổng|nguồn\s*:|link\b|ngày giờ đăng|tin (?:liên quan|khác|cùng)|các tin|lượt (?:xem|truy cập)|số lượt|đang truy cập|hôm nay\s*:|tổng (?:số )?lượt|chia sẻ|in (?:trang|bài)"
    r"|gửi (?:đánh giá|bình luận|email)|ý kiến bạn đọc|bình luận|đăng nhập|xem thêm|tags?\s*:|từ khóa|tải về|download|tệp đính kèm|file đính kèm|bản quyền|copyright|©|https?://)"
)
_ARTICLE = re.compile(r"điều \d+")
_IN_FORCE = re.compile(r"chịu trách nhiệm\s+(?:thi hành|thực hiện|tổ chức)|có trách nhiệm\s+(?:thi hành|tổ chức)")
_SOON = re.compile(r"(?:trong )?thời gian tới\b")


def roles(nodes: tuple[Node, ...], begins: int = 0) -> tuple[Labelled, ...]:
    """Return `nodes` in order, each with its part; the body begins at position `begins` of the source.

    Sections come from headings and go down the tree; a paragraph that nothing below it explains is what its section is
    made of: a task under tasks, a finding under findings. Nothing before the title or after the signature is a part.
    """
    found = [Labelled(node, Part.TEXT, None, () if node.table else labels_of(node), []) for node in nodes]
    _mark_outside(found)
    _mark_sections(found, begins)
    for item in found:
        if item.part is not Part.OUTSIDE and item.node.passage.end > begins:
            item.part = _part(item, found)
    _mark_headings_with_only_labels(found)
    return tuple(found)


def _mark_outside(found: list[Labelled]) -> None:
    """Mark what stands after a signature or a closing "./." until the next document or annex begins."""
    outside = closed = False
    for item in found:
        node = item.node
        text = node.passage.text
        if outside and (opens_document(node.passage) or _opens_annex(node) or (node.table is not None and not _is_foot(node))):
            outside = closed = False
        if closed and node.marker is None and not _REQUEST.search(node.folded):
            outside = True
        closed = closed or node.folded.startswith("trên đây là")
        if not outside and node.marker is None and node.table is None:
            outside = _END.match(node.folded) is not None and (text.isupper() or node.folded.startswith(("nơi nhận", "(đã"))) or (
                text.isupper() and _SIGNING_TITLE.fullmatch(node.folded) is not None
            )
            if outside:
                item.part = Part.OUTSIDE
                continue
        if outside or (node.marker is None and len(text) < 300 and _FURNITURE.match(node.folded)):
            item.part = Part.OUTSIDE
        elif text.endswith(("./.", "./")):
            outside = True


def _opens_annex(node: Node) -> bool:
    return node.marker is not None and node.style in ("phụ lục", "biểu", "mẫu", "phần")


def _is_foot(node: Node) -> bool:
    """Tell whether a table is only the two columns at the foot of a document."""
    return any("nơi nhận" in cell.folded for row in (node.table.rows if node.table else ()) for cell in row)


def _mark_sections(found: list[Labelled], begins: int) -> None:
    for item in found:
        node = item.node
        if node.passage.end <= begins:
            continue
        above = found[node.parent.index].section if node.parent is not None else None
        item.section = _section(item, above)
    if not any(item.section in ORDERING for item in found):
        _mark_ordered_body(found, begins)
    else:
        _mark_unnamed(found, begins)


def _section(item: Labelled, above: Section | None) -> Section | None:
    if above in sticky_sections() and above is not None:
        return above
    if item.labels and item.labels[0].role is Role.TARGET:
        return Section.OBJECTIVE
    if not _is_heading(item.node):
        return above
    named = _named_by_label(item) or section_of(item.node.folded)
    if named is None:
        return above
    near = section_at_start(item.node.folded) is named or _named_by_label(item) is named
    if not near and len(item.node.folded) > _LONGEST_TITLE:
        return above
    if above is None and item.node.is_numbered:
        return named
    if above is None:
        return named if near else above
    if above in ORDERING or above is Section.FUNDING:
        return named if near and named in _MAY_NEST else above
    return named if near or named in (Section.FINDING, Section.CAUSE) else above


def _named_by_label(item: Labelled) -> Section | None:
    label = item.labels[0] if item.labels else None
    if label is None:
        return None
    return {Role.FINDING: Section.FINDING, Role.CAUSE: Section.CAUSE, Role.CONTENT: Section.TASK, Role.TARGET: Section.OBJECTIVE}.get(label.role)


def _is_heading(node: Node) -> bool:
    """Tell whether a node can open a section: numbered or in capitals, with something below it or nothing but a title."""
    if node.table is not None:
        return False
    if node.marker is None:
        return node.passage.text.isupper() or (node.style == INTRODUCTION and len(node.folded) < 60)
    if node.is_bullet:
        return bool(node.children) and len(node.folded) < 100
    return bool(node.children) or len(node.folded) < 60 or node.words.isupper()


def _mark_ordered_body(found: list[Labelled], begins: int) -> None:
    """Where no heading says so, the numbered paragraphs are the orders: conclusions, directives, dispatches."""
    for item in found:
        node = item.node
        above = found[node.parent.index] if node.parent is not None else None
        if item.section is not None or item.part is Part.OUTSIDE or node.passage.end <= begins:
            continue
        if node.is_numbered and not _ARTICLE.match(node.passage.folded):
            item.section = Section.TASK
        elif above is not None and above.section in ORDERING:
            item.section = above.section


def _mark_unnamed(found: list[Labelled], begins: int) -> None:
    """A part whose title says nothing is one of tasks where most of its paragraphs are orders."""
    for item in found:
        node = item.node
        if item.section is not None or not node.is_numbered or node.passage.end <= begins or _ARTICLE.match(node.passage.folded):
            continue
        below = [found[child.index] for child in node.descendants()]
        leaves = [child for child in below if not child.node.children and child.node.table is None and not child.labels]
        orders = sum(1 for child in leaves if opens_order(child.node.folded))
        if len(leaves) > 1 and orders * 10 >= len(leaves) * 6 and all(child.section is None for child in below):
            for child in (item, *below):
                child.section = Section.TASK


def _part(item: Labelled, found: list[Labelled]) -> Part:
    node, section = item.node, item.section
    if node.table is not None:
        item.rows = task_rows(node.table) if section is not Section.FORM else ()
        return Part.TABLE if item.rows else Part.TEXT
    if section is Section.FORM:
        return Part.TEXT
    if item.labels and item.labels[0].role in _WHO_WHEN:
        return _label_part(item)
    if _is_remedied(item, found):
        return Part.FINDING
    if item.labels and item.labels[0].role is Role.CAUSE:
        return _statement_part(item, Part.CAUSE)
    if section is Section.FINDING or (item.labels and item.labels[0].role is Role.FINDING):
        return _statement_part(item, Part.FINDING)
    if section is Section.CAUSE:
        return _statement_part(item, Part.CAUSE)
    if _ARTICLE.match(node.passage.folded):
        return _ordered(item) if _IN_FORCE.search(node.folded) or node.folded.startswith("giao ") else Part.TEXT
    if section in ORDERING:
        return _order_part(item, found)
    return _stray_order(item)


def _label_part(item: Labelled) -> Part:
    """A label of who or when is a label, unless its value goes on into an order of its own."""
    label = item.labels[0]
    if label.role is Role.LEAD and item.section in ORDERING and label.end - label.start >= LONG_VALUE and len(item.labels) == 1:
        return _ordered(item)
    return Part.LABEL


def _statement_part(item: Labelled, part: Part) -> Part:
    """Within findings or causes each paragraph is one, but for headings that only name the part or a field."""
    label = next((label for label in item.labels if label.role in (Role.FINDING, Role.CAUSE)), None)
    if label is not None:
        return part if label.end - label.start > 15 else Part.HEADING
    node = item.node
    if node.is_numbered and node.children and len(node.folded) < 120 and not _SHORTCOMING.search(node.folded):
        return Part.HEADING
    if section_of(node.folded) is item.section and len(node.folded) < 70:
        return Part.HEADING
    return part if len(node.folded) > 20 else Part.TEXT


def _is_remedied(item: Labelled, found: list[Labelled]) -> bool:
    """Tell whether a numbered heading is itself the shortcoming: its own parts are its causes and its remedy."""
    node = item.node
    if not node.is_numbered or item.section not in (None, *ORDERING, Section.FINDING, Section.RESULT, Section.OBJECTIVE):
        return False
    if any(label.role in (Role.CONTENT, Role.FINDING, Role.CAUSE) for label in item.labels) and section_of(node.folded) is not None:
        return False
    below = [found[child.index] for child in node.children]
    if any(child.section is Section.CAUSE or child.label(Role.CAUSE) for child in below if child.node.is_numbered or child.labels):
        return not any(child.section is Section.FINDING or child.label(Role.FINDING) for child in below)
    if not _SHORTCOMING.search(node.folded):
        return False
    if any(_is_remedy(child) for child in below):
        return not any(child.section is Section.FINDING for child in below)
    return _holds_remedied(node, found)


def _is_remedy(child: Labelled) -> bool:
    return child.node.is_numbered and child.label(Role.CONTENT) is not None or (
        child.node.is_numbered and len(child.node.folded) < 60 and section_of(child.node.folded) is Section.TASK
    )


def _holds_remedied(node: Node, found: list[Labelled]) -> bool:
    """Tell whether a heading that states a shortcoming is made of parts that each have causes of their own."""
    numbered = [child for child in node.children if child.is_numbered]
    return bool(numbered) and all(
        any(found[grandchild.index].section is Section.CAUSE or found[grandchild.index].label(Role.CAUSE) for grandchild in child.children)
        for child in numbered
    )


def _order_part(item: Labelled, found: list[Labelled]) -> Part:
    """Within tasks a paragraph that nothing below it explains is a task."""
    node = item.node
    if node.words.isupper() or _names_section(item):
        return Part.HEADING
    content = [child for child in node.children if found[child.index].part is not Part.OUTSIDE and not _is_who_when(found[child.index])]
    if node.style == INTRODUCTION or node.folded.endswith(":"):
        return Part.HEADING
    if any(child.marker is not None or child.table is not None for child in content):
        return Part.HEADING
    if content and not _is_statement(node):
        return Part.HEADING
    if (node.marker is None and node.passage.text.startswith("(")) or len(node.folded) < 12 or (opens_matter(node.folded) and not _REQUEST.search(node.folded)):
        return Part.TEXT
    if _CLOSING.match(node.folded) and not _REQUEST.search(node.folded):
        return Part.TEXT
    return _ordered(item)


def _ordered(item: Labelled) -> Part:
    item.hits = units_in(item.node.passage)
    return Part.TASK


def _is_who_when(item: Labelled) -> bool:
    return bool(item.labels) and item.labels[0].role in _WHO_WHEN and _label_part(item) is Part.LABEL


def _names_section(item: Labelled) -> bool:
    """Tell whether the words only say what the part is ("Nhiệm vụ, giải pháp"), or carry an empty label."""
    if item.labels and item.labels[0].role in (Role.CONTENT, Role.TARGET):
        label = item.labels[0]
        return label.end - label.start < 12
    folded = item.node.folded
    if len(folded) > (60 if item.node.is_numbered else 40) or item.node.marker is None:
        return False
    return section_at_start(folded) is not None and not folded.endswith((".", ";"))


def _is_statement(node: Node) -> bool:
    """Tell a sentence from a title: it ends as one, and is long or opens with an order."""
    return node.passage.text[-1] in ".;" and (len(node.folded) > 80 or opens_order(node.folded))


def _stray_order(item: Labelled) -> Part:
    """Outside the task sections only a paragraph that charges a unit in plain words is a task."""
    node = item.node
    if item.section in (Section.PURPOSE, Section.FORM, Section.OBJECTIVE, Section.RESULT):
        return Part.TEXT
    if item.section is None and not _SOON.match(node.folded) and not _CLOSING.match(node.folded):
        return Part.TEXT
    if node.folded.endswith(":") or node.children or len(node.folded) < 40:
        return Part.TEXT
    item.hits = units_in(node.passage)
    return Part.TASK if item.hits else Part.TEXT


def _mark_headings_with_only_labels(found: list[Labelled]) -> None:
    """A title with nothing below it but who and when is the task itself."""
    for item in found:
        below = [found[child.index] for child in item.node.children]
        if item.part is Part.HEADING and below and item.section in ORDERING and all(child.part is Part.LABEL for child in below):
            if not _names_section(item) and not item.node.words.isupper() and not item.node.folded.endswith(":"):
                item.part = _ordered(item)
