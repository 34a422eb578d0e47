"""Turns HTML text into a plain tree of elements and strings, within bounds on size and depth."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dondoc.engine.sources.errors import BrokenFile, TooLarge

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MAX_TAGS = 300_000
"""Elements in one page; 54 plain pages have 1,200, 500 pages saved by Word about 100,000."""

MAX_OPEN = 3_000
"""Elements open at once: the parser's time grows with their square."""

MAX_DEPTH = 120
"""Levels of the tree; what lies deeper is laid flat into its ancestor of this level."""

_MAX_REOPENED = 300_000  # formatting elements left open, times the blocks in which the parser opens each of them again
_MAX_SEARCHED = 300_000_000  # elements open at once, times tags: the parser searches the open ones at each tag


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """An element with its children in order; `children` may be changed in place."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def get(self, name: str) -> str:
        """Return an attribute's value, '' where it is not set."""
        return self.attributes.get(name, "")

    def elements(self) -> Iterator[Element]:
        """Yield this element and all below it, in document order."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(child for child in reversed(element.children) if isinstance(child, Element))

    def strings(self) -> Iterator[str]:
        """Yield the strings below this element, in document order."""
        stack: list[Element | str] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                yield node
            else:
                stack.extend(reversed(node.children))


def parse(html: str) -> Element:
    """Return the root element of a page; comments are left out. Raises TooLarge for pages built to exhaust a parser."""
    # Imported here, since texts and office files do not need it.
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    html = html.replace("\0", "")
    if "<svg" in html or "<SVG" in html:
        html = _DRAWING.sub("", html)
    _refuse_traps(html)
    try:
        root = LexborHTMLParser(html).root
    except SelectolaxError as error:
        raise BrokenFile(
            "Không phân tích được tệp HTML. Hãy mở trang bằng trình duyệt rồi lưu lại dưới dạng “Trang web, chỉ HTML”.",
            "The HTML file cannot be parsed. Open it in a browser and save it again as “Web page, HTML only”.",
        ) from error
    return _copied(root) if root is not None else Element("html")


def _copied(root: LexborNode) -> Element:
    """Copy the parser's tree without recursion, since a page may be nested deeper than Python's stack."""
    top = Element("html")
    pending: list[tuple[LexborNode | None, Element, int]] = [(root.first_child, top, 1)]
    count = 0
    while pending:
        node, parent, depth = pending.pop()
        while node is not None:
            if node.is_text_node:
                parent.children.append(node.text_content or "")
            elif node.is_element_node:
                count += 1
                if count > MAX_TAGS:
                    raise _too_large()
                element = Element(node.tag or "", {name: value or "" for name, value in node.attributes.items()})
                # Below the last level an element stays, empty, as a mark, and its children follow it.
                parent.children.append(element)
                if node.first_child is not None:
                    pending.append((node.next, parent, depth))
                    if depth < MAX_DEPTH:
                        pending.append((node.first_child, element, depth + 1))
                    else:
                        pending.append((node.first_child, parent, depth))
                    break
            node = node.next
    return top


# Shapes in drawings, which hold no words: "<path d='…'/>"
_DRAWING = re.compile(
    r"<(?:path|circle|ellipse|rect|line|polyline|polygon|use|stop|animate\w*|image|feGaussianBlur|feOffset)\b[^<>]*/>", re.IGNORECASE
)
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)[^>]*")
_NOT_NESTING = frozenset(
    "area base basefont bgsound br col embed frame hr image img input keygen link meta param source track wbr "
    "p li dt dd td th tr thead tbody tfoot colgroup option optgroup rb rt rp head body html".split()
)
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())


@dataclass(slots=True)
class _Balance:
    """How many elements a reader of tags alone would hold open, and how many of those are formatting ones."""

    open: Counter[str] = field(default_factory=Counter)
    depth: int = 0
    formats: dict[str, list[str]] = field(default_factory=dict)
    alike: Counter[str] = field(default_factory=Counter)
    distinct: int = 0

    def start(self, name: str, tag: str) -> None:
        """Count a start tag."""
        if name in _NOT_NESTING:
            return
        self.open[name] += 1
        self.depth += 1
        if name in _FORMATTING:
            self.formats.setdefault(name, []).append(tag)
            self.alike[tag] += 1
            self.distinct += self.alike[tag] <= 3  # the parser opens no more than three alike ones again

    def end(self, name: str) -> None:
        """Count an end tag, if such an element is open."""
        if not self.open[name]:
            return
        self.open[name] -= 1
        self.depth -= 1
        if name in _FORMATTING:
            tag = self.formats[name].pop()
            self.distinct -= self.alike[tag] <= 3
            self.alike[tag] -= 1


def _refuse_traps(html: str) -> None:
    """Raise TooLarge where the page's tags would take the parser more than a few seconds or a few hundred megabytes."""
    balance = _Balance()
    tags = deepest = reopened = blocks = 0
    for match in _TAG.finditer(html):
        name = match[2].lower()
        if match[1]:
            balance.end(name)
            continue
        balance.start(name, match[0])
        tags += 1
        blocks += name not in _FORMATTING
        deepest = max(deepest, balance.depth)
        reopened = max(reopened, balance.distinct)
        if tags > MAX_TAGS or deepest > MAX_OPEN:
            raise _too_large()
    if reopened * blocks > _MAX_REOPENED or deepest * tags > _MAX_SEARCHED:
        raise _too_large()


def _too_large() -> TooLarge:
    return TooLarge(
        "Trang HTML quá lớn hoặc lồng quá sâu nên không đọc an toàn được. Hãy lưu riêng phần văn bản rồi nạp lại.",
        "The HTML page is too large or nested too deeply to be read safely. Save the document's part alone and give that.",
    )
