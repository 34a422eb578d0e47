"""Turns a page's tree into one without scripts, hidden words, menus, side columns, comments and footers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from enum import StrEnum

from dondoc.engine.sources.html_cues import looks_like_document
from dondoc.engine.sources.html_tree import Element
from dondoc.engine.sources.html_weights import Weights, plain_lines


class LeftOut(StrEnum):
    """A kind of content that a page wraps around its document; the value is its Vietnamese name."""

    NAVIGATION = "trình đơn, liên kết"
    FOOTER = "chân trang"
    SIDE = "khối bên lề"
    HIDDEN = "nội dung ẩn"
    NOTICE = "bộ đếm, nút bấm, thông báo đăng nhập"

    @property
    def en(self) -> str:
        """The English name."""
        return _ENGLISH[self]


_ENGLISH = {
    LeftOut.NAVIGATION: "menus, links",
    LeftOut.FOOTER: "footers",
    LeftOut.SIDE: "side blocks",
    LeftOut.HIDDEN: "hidden content",
    LeftOut.NOTICE: "counters, buttons, log-in notices",
}

_WORDLESS = frozenset(
    "head script style noscript template iframe object embed applet audio video canvas svg math button select textarea input "
    "dialog datalist noframes frameset title link meta del".split()
)
_DISPLAY_NONE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_WORD_ASIDE = re.compile(r"mso-element\s*:\s*(?:header|footer|comment)\b", re.IGNORECASE)
_FOR_SCREEN_READERS = frozenset({"sr-only", "visually-hidden", "screen-reader-text"})
_NAVIGATION_NAME = re.compile(
    r"""
    (?:^|[\s_-])
    (?: menu | nav | navbar | navigation | topnav | bread-?crumbs? | pagination | pager | tool-?bar
      | duong-?dan | dieu-?huong | thanh-?cong-?cu )
    (?=$|[\s\d_-])
    """,
    re.VERBOSE,
)
_FOOTER_NAME = re.compile(r"(?:^|[\s_-])(?:footer|site-?footer|copyright|chan-?trang)(?=$|[\s\d_-])")
_SIDE_NAME = re.compile(
    r"""
    (?:^|[\s_-])
    (?: side-?bar | social | share | sharing | addthis | comments? | fb-comments | related | advert\w* | ads | banner | login | signin
      | counter | statistics? | popup | modal | cookies? | rating | search | newsletter | subscribe | topbar | hotline
      | (?:tin|van-?ban|bai-?viet)-?(?:lien-?quan|khac|moi) | lien-?quan | binh-?luan | luot-?xem | thong-?ke | truy-?cap | quang-?cao
      | chia-?se | dang-?nhap | lien-?ket | danh-?gia )
    (?=$|[\s\d_-])
    """,
    re.VERBOSE,
)
_NAMES = ((_NAVIGATION_NAME, LeftOut.NAVIGATION), (_FOOTER_NAME, LeftOut.FOOTER), (_SIDE_NAME, LeftOut.SIDE))
_ROLES = {
    "navigation": LeftOut.NAVIGATION,
    "menubar": LeftOut.NAVIGATION,
    "menu": LeftOut.NAVIGATION,
    "contentinfo": LeftOut.FOOTER,
    "complementary": LeftOut.SIDE,
    "search": LeftOut.SIDE,
    "dialog": LeftOut.SIDE,
    "banner": LeftOut.SIDE,
}
_TAGS = {
    "nav": LeftOut.NAVIGATION,
    "menu": LeftOut.NAVIGATION,
    "footer": LeftOut.FOOTER,
    "aside": LeftOut.SIDE,
    "header": LeftOut.SIDE,
}
_LISTS = frozenset("ul ol dl div table tr td p section center span font".split())

_TOO_MUCH = 0.4  # what holds this share of the page's words is the document, whatever its name
_LINK_SHARE = 0.7


def prune(root: Element) -> Counter[LeftOut]:
    """Take away in place what is not the page's document by tag, role, name or links; return how many blocks of each kind went.

    A block stays, whatever its name, where it holds much of the page's words or reads like a part of a document.
    """
    left: Counter[LeftOut] = Counter()
    for element in root.elements():
        element.children[:] = [child for child in element.children if isinstance(child, str) or not _is_wordless(child)]
    weights = Weights.of(root)
    half = weights.all[root] / 2
    _drop(root, left, lambda element: LeftOut.HIDDEN if _is_hidden(element) and weights.all[element] <= half else None)
    if left:
        weights = Weights.of(root)
    _drop(root, left, lambda element: _chrome(element, weights, weights.plain(root)))
    return left


def _is_wordless(element: Element) -> bool:
    return element.tag in _WORDLESS or _WORD_ASIDE.search(element.get("style")) is not None


def _is_hidden(element: Element) -> bool:
    return (
        "hidden" in element.attributes
        or element.get("aria-hidden") == "true"
        or _DISPLAY_NONE.search(element.get("style")) is not None
        or not _FOR_SCREEN_READERS.isdisjoint(element.get("class").split())
    )


def _drop(root: Element, left: Counter[LeftOut], judge: Callable[[Element], LeftOut | None]) -> None:
    """Take away the outermost elements that `judge` names, and count them."""
    stack = [root]
    while stack:
        parent = stack.pop()
        kept: list[Element | str] = []
        for child in parent.children:
            kind = judge(child) if isinstance(child, Element) else None
            if kind is not None:
                left[kind] += 1
                continue
            kept.append(child)
            if isinstance(child, Element):
                stack.append(child)
        parent.children[:] = kept


def _chrome(element: Element, weights: Weights, total: int) -> LeftOut | None:
    if not weights.all[element] or element.tag in ("html", "body", "main", "article"):
        return None
    kind = _named(element) or _links(element, weights)
    if kind is None or weights.plain(element) > total * _TOO_MUCH or looks_like_document(plain_lines(element)):
        return None
    if element.tag == "header" and any(below.tag == "h1" for below in element.elements()):
        return None
    return kind


def _named(element: Element) -> LeftOut | None:
    kind = _TAGS.get(element.tag) or _ROLES.get(element.get("role"))
    if kind is not None:
        return kind
    name = f"{element.get('id')} {element.get('class')}".lower()
    return next((kind for pattern, kind in _NAMES if pattern.search(name)), None) if name != " " else None


def _links(element: Element, weights: Weights) -> LeftOut | None:
    """Tell a list of links; one link in a paragraph ("Căn cứ Nghị định 30/2020/NĐ-CP") makes no list."""
    if element.tag in _LISTS and weights.links[element] >= 3 and weights.link_share(element) >= _LINK_SHARE:
        return LeftOut.NAVIGATION
    return None
