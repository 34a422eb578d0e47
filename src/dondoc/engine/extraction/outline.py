"""Step 2, outline: passages become a tree by their printed markers, whatever their order, gaps or doubles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from dondoc.engine.extraction.markers import Family, Marker, read_marker
from dondoc.engine.extraction.passage import Passage
from dondoc.engine.extraction.reading import TableView

PLAIN = ""
INTRODUCTION = ":"
DOCUMENT = "document"
# Numbers within numbers go no deeper; without an end, "1." in "a)" in "1." would build a tree as deep as the text is long.
_DEEPEST = 16
# An annex or a form stands beside the body, whatever numbers are open.
_ANNEXES = frozenset({"phụ lục", "biểu", "mẫu"})
# "KẾ HOẠCH" below a decision opens the plan that the decision issues; "PHỤ LỤC", "DANH MỤC" open an annex.
_DOCUMENT_NAME = re.compile(
    r"(?:kế hoạch|chương trình(?: hành động)?|đề án|phương án|quy chế|quy định|danh mục(?: nhiệm vụ)?|phụ lục|bảng phân công(?: nhiệm vụ)?"
    r"|đề cương(?: báo cáo)?|biểu mẫu|báo cáo|kết luận|chỉ thị|thông báo|hướng dẫn|quyết định|nghị quyết|công điện)"
    r"\s*(?:số\s*)?\d{0,3}[.:]?"
)


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A paragraph or table in the tree.

    `style` is the marker's style, `PLAIN` for a paragraph without one, `INTRODUCTION` for one that ends in a colon,
    `DOCUMENT` for the name of a document or annex. The words begin at `body` of the passage, after the marker; `folded` is
    their key. `is_bullet` says that a bullet opens it, `is_numbered` that a number, letter or part name does. `children`
    fill up while `outline` builds the tree, and only then.
    """

    index: int
    passage: Passage
    style: str
    marker: Marker | None
    parent: Node | None
    table: TableView | None
    body: int
    folded: str
    is_bullet: bool
    is_numbered: bool
    children: list[Node] = field(default_factory=list)

    @property
    def words(self) -> str:
        """The words after the marker."""
        return self.passage.text[self.body :]

    def ancestors(self) -> Iterator[Node]:
        """Yield the nodes above it, innermost first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def descendants(self) -> Iterator[Node]:
        """Yield the nodes below it in the order of the document."""
        stack = list(reversed(self.children))
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))


@dataclass(frozen=True, slots=True)
class _Read:
    """A paragraph or table with its marker and style, before its place in the tree is known."""

    passage: Passage
    style: str
    marker: Marker | None
    table: TableView | None = None

    @property
    def is_bullet(self) -> bool:
        return self.marker is not None and self.marker.family is Family.BULLET


def outline(items: tuple[Passage | TableView, ...]) -> tuple[Node, ...]:
    """Return the nodes of `items` in order, tied into trees.

    A marker goes beside the nearest open marker of its style; a style not open yet goes below what is open. A paragraph
    without a marker goes below the nearest number, but beside its list where it introduces a new one; bullets after a colon
    go below the paragraph that the colon ends.
    """
    nodes: list[Node] = []
    stack: list[Node] = []
    found = (_read_table(item) if isinstance(item, TableView) else _read_paragraph(item) for item in items)
    reads = [read for read in found if read is not None]
    for read, following in zip_longest(reads, reads[1:]):
        _close(stack, read)
        if read.style == INTRODUCTION and following is not None and _begins_anew(stack, following):
            stack.pop()
            _close(stack, read)
        parent = stack[-1] if stack else None
        node = _node(len(nodes), read, parent=parent)
        if parent is not None:
            parent.children.append(node)
        if node.style != PLAIN:
            stack.append(node)
        nodes.append(node)
    return tuple(nodes)


def _node(index: int, read: _Read, *, parent: Node | None) -> Node:
    body = read.marker.end if read.marker is not None else 0
    numbered = read.marker is not None and not read.is_bullet
    folded = read.passage.folded[body:]
    return Node(index, read.passage, read.style, read.marker, parent, read.table, body, folded, read.is_bullet, numbered)


def _read_paragraph(item: Passage) -> _Read:
    marker = read_marker(item.text, item.folded)
    if marker is not None:
        return _Read(item, marker.style, marker)
    if opens_document(item):
        return _Read(item, DOCUMENT, None)
    return _Read(item, INTRODUCTION if item.text.endswith(":") else PLAIN, None)


def _read_table(item: TableView) -> _Read | None:
    first = next((cell for row in item.rows for cell in row if cell.text), None)
    return _Read(first, PLAIN, None, item) if first is not None else None


def _close(stack: list[Node], read: _Read) -> None:
    """Take from the open nodes those that cannot hold `read`."""
    if read.marker is not None and read.marker.family is Family.PART:
        _close_to_style(stack, read)
        if stack and (read.style in _ANNEXES or not _holds_parts(stack[-1])):
            stack.clear()
        return
    if read.style == DOCUMENT:
        stack.clear()
        return
    if read.marker is None:
        while stack and (stack[-1].is_bullet or stack[-1].style == INTRODUCTION):
            stack.pop()
        return
    if read.is_bullet:
        _close_bullets(stack, read)
        return
    _close_to_style(stack, read)
    while stack and stack[-1].is_bullet:
        stack.pop()


def _begins_anew(stack: list[Node], following: _Read) -> bool:
    """Tell whether the list whose last number is open ends here, as `following` is the first of another like it."""
    return bool(stack) and following.marker is not None and following.marker.ordinal == 1 and stack[-1].style == following.style


def _holds_parts(node: Node) -> bool:
    return node.style == DOCUMENT or (node.marker is not None and node.marker.family is Family.PART)


def opens_document(passage: Passage) -> bool:
    """Tell whether a paragraph is nothing but the name of a kind of document or annex in capitals: "KẾ HOẠCH"."""
    return passage.text.isupper() and _DOCUMENT_NAME.fullmatch(passage.folded) is not None


def _close_to_style(stack: list[Node], read: _Read) -> None:
    """Close down to the nearest open node of the same series, if there is one; a series that begins anew may nest."""
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth].style == read.style:
            if not _nests(stack, depth, read):
                del stack[depth:]
            return


def _nests(stack: list[Node], depth: int, read: _Read) -> bool:
    """Tell whether `read` opens a list of its own below a deeper number, though its style is open above ("1." in "a)")."""
    marker, above = read.marker, stack[depth].marker
    if marker is None or above is None or marker.ordinal != 1 or depth == len(stack) - 1 or len(stack) > _DEEPEST:
        return False
    deeper = stack[-1]
    return deeper.is_numbered and deeper.passage.text.endswith(":") and (above.ordinal or 0) >= 1


def _close_bullets(stack: list[Node], read: _Read) -> None:
    """Close down to the last number, or to an open bullet of the same series."""
    for depth in range(len(stack) - 1, -1, -1):
        if stack[depth].style == read.style:
            del stack[depth:]
            return
        if stack[depth].is_numbered:
            return
