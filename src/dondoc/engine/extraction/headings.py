"""Part of step 3: tells which section each node of the outline stands in, by the headings above it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dondoc.engine.extraction.labels import Label
from dondoc.engine.extraction.markers import Family
from dondoc.engine.extraction.outline import INTRODUCTION, Node
from dondoc.engine.vocabulary.labels import Role
from dondoc.engine.vocabulary.orders import opens_order
from dondoc.engine.vocabulary.sections import Section, section_at_start, section_of, sticky_sections

# The sections whose paragraphs are orders.
ORDERING = frozenset({Section.TASK, Section.ORGANISING})
# "Điều 1." of a decision is no heading of orders.
ARTICLE = re.compile(r"điều \d+")
# Within orders a heading may set apart goals, money, causes, findings; it is no "result" for naming a matter.
_MAY_NEST = frozenset(
    {Section.OBJECTIVE, Section.FUNDING, Section.CAUSE, Section.FINDING, Section.ORGANISING, Section.TASK, Section.FORM, Section.PURPOSE}
)
# Where "Giải pháp: …" beside what is wrong and why opens an order.
_STATING = frozenset({Section.FINDING, Section.CAUSE})
_BY_LABEL = {Role.FINDING: Section.FINDING, Role.CAUSE: Section.CAUSE, Role.CONTENT: Section.TASK, Role.TARGET: Section.OBJECTIVE}
# "Qua kiểm tra, Sở Nội vụ nhận thấy một số tồn tại, hạn chế sau:"
_SHORTCOMINGS_FOLLOW = re.compile(
    r"(?:còn|một số|những|các) (?:\w+ ){0,2}(?:tồn tại|hạn chế|khuyết điểm|thiếu sót|yếu kém)[^.;:]{0,40}\s*:$"
    r"|^\D{0,60}(?:tiêu chí|nội dung|chỉ tiêu|lĩnh vực)\D{0,40}(?:trừ điểm|mất điểm|điểm thấp|chưa đạt|không đạt)[^.;:\d]{0,30}:$"
)
# "Giám đốc Sở yêu cầu:", "Kế hoạch đề ra các nhiệm vụ, giải pháp chủ yếu sau:"
_REQUESTS = re.compile(r"(?<!\w)(?<!theo )(?:yêu cầu|đề nghị|giao|nhiệm vụ|giải pháp|nội dung|công việc|chỉ đạo|kết luận)(?!\w)")
# "Giao Văn phòng Sở …", "Thực hiện Kế hoạch số …, Sở Nội vụ yêu cầu các phòng …", "UBND tỉnh giao Sở Nội vụ …"
_REQUESTS_PLAINLY = re.compile(
    r"(?!xét |căn cứ |trên cơ sở )(?:[^.;:]{0,200}(?<!\w)(?<!theo )(?<!đã ))?(?:giao|yêu cầu|đề nghị|phân công)\s+(?!của |tại |nêu )"
)
# A numbered paragraph longer than this is no title, whatever cue it holds.
_LONGEST_TITLE = 120
_LONGEST_BULLET_TITLE = 100
_SHORT_TITLE = 60


def sections(nodes: tuple[Node, ...], labels: Sequence[tuple[Label, ...]], counted: frozenset[int]) -> list[Section | None]:
    """Return the section of each node; only nodes in `counted` have one.

    A section comes from a heading and goes down the tree. Where no heading opens orders, the numbered paragraphs are the
    orders (conclusions, directives, dispatches); where some do, a part whose title says nothing is one of orders too if
    most of its paragraphs are.
    """
    found: list[Section | None] = []
    for node in nodes:
        above = found[node.parent.index] if node.parent is not None else None
        found.append(_section(node, labels[node.index], above) if node.index in counted else None)
        if node.parent is not None and _is_title_of_part(node):
            found[node.parent.index] = found[node.index]
    if any(section in ORDERING for section in found):
        _name_by_content(nodes, labels, counted=counted, found=found)
    else:
        _number_orders(nodes, counted=counted, found=found)
    return found


def _section(node: Node, labels: tuple[Label, ...], above: Section | None) -> Section | None:
    if above is not None and above in sticky_sections():
        return above
    by_label = _BY_LABEL.get(labels[0].role) if labels else None
    if introduces_shortcomings(node):
        return Section.FINDING
    if by_label is Section.OBJECTIVE or (by_label is Section.TASK and above in _STATING and labels[0].opens == node.body):
        return by_label
    named = (by_label or section_of(node.folded)) if _is_heading(node) else None
    if named is None:
        return above
    near = named in (by_label, section_at_start(node.folded))
    # A sentence that names a result or a content on its way ("Sở Y tế báo cáo kết quả.") is no title.
    if not near and (len(node.folded) > _LONGEST_TITLE or node.passage.text[-1] in ".;"):
        return above
    if above is None:
        return named if near or node.is_numbered else None
    if above in ORDERING or above is Section.FUNDING:
        return named if near and named in _MAY_NEST else above
    return named if near or named in (Section.FINDING, Section.CAUSE) else above


def introduces_shortcomings(node: Node) -> bool:
    """Tell whether a paragraph only says that shortcomings follow: "Sở Nội vụ nhận thấy một số tồn tại, hạn chế sau:"."""
    return node.style == INTRODUCTION and bool(node.children) and _SHORTCOMINGS_FOLLOW.search(node.folded) is not None


def _is_title_of_part(node: Node) -> bool:
    """Tell whether the line below a bare "Phần thứ nhất" is its title: what follows stands below the part, not the line."""
    part = node.parent
    if part is None or node.marker is not None or node.table is not None or part.children[0] is not node:
        return False
    return part.marker is not None and part.marker.family is Family.PART and not part.words.strip(" .:-")


def _is_heading(node: Node) -> bool:
    """Tell whether a node can open a section: numbered or in capitals, with something below it or nothing but a title."""
    if node.table is not None:
        return False
    if node.marker is None:
        return node.passage.text.isupper() or (node.style == INTRODUCTION and len(node.folded) < _SHORT_TITLE)
    if node.is_bullet:
        return bool(node.children) and len(node.folded) < _LONGEST_BULLET_TITLE
    return bool(node.children) or len(node.folded) < _SHORT_TITLE or node.words.isupper()


def _number_orders(nodes: tuple[Node, ...], *, counted: frozenset[int], found: list[Section | None]) -> None:
    for node in nodes:
        if found[node.index] is not None or node.index not in counted:
            continue
        above = found[node.parent.index] if node.parent is not None else None
        if node.is_numbered and not ARTICLE.match(node.passage.folded):
            found[node.index] = Section.TASK
        elif above in ORDERING:
            found[node.index] = above
    if not any(section in ORDERING for section in found):
        _request_orders(nodes, counted=counted, found=found)


def _request_orders(nodes: tuple[Node, ...], *, counted: frozenset[int], found: list[Section | None]) -> None:
    """Where nothing is numbered either, the points after a request are the orders, and the paragraphs that request."""
    for node in nodes:
        if found[node.index] is not None or node.index not in counted or node.is_numbered or node.table is not None:
            continue
        above = node.parent
        asked = above is not None and node.is_bullet and above.style == INTRODUCTION and _REQUESTS.search(above.folded) is not None
        below = above is not None and node.is_bullet and found[above.index] is Section.TASK
        if asked or below or (not node.is_bullet and node.style != INTRODUCTION and _REQUESTS_PLAINLY.match(node.folded) is not None):
            found[node.index] = Section.TASK


def _name_by_content(
    nodes: tuple[Node, ...], labels: Sequence[tuple[Label, ...]], *, counted: frozenset[int], found: list[Section | None]
) -> None:
    for node in nodes:
        if found[node.index] is not None or not node.is_numbered or node.index not in counted or ARTICLE.match(node.passage.folded):
            continue
        below = tuple(node.descendants())
        leaves = [child for child in below if not child.children and child.table is None and not labels[child.index]]
        orders = sum(1 for child in leaves if opens_order(child.folded))
        if len(leaves) > 1 and orders * 10 >= len(leaves) * 6 and all(found[child.index] is None for child in below):
            for child in (node, *below):
                found[child.index] = Section.TASK
