"""Turns a page's tree into the element that holds its document, judging by where most words outside links stand."""

from __future__ import annotations

from collections import Counter

from dondoc.engine.sources.html_chrome import LeftOut
from dondoc.engine.sources.html_cues import is_notice, looks_like_document, looks_like_imprint
from dondoc.engine.sources.html_tree import Element
from dondoc.engine.sources.html_weights import Weights, plain_lines

_MAIN = 0.6  # a child with this share of its parent's words holds the document
_PROSE = 60  # letters: less, where it is no paragraph, is a caption of the portal
_PARAGRAPHS = frozenset("p h1 h2 h3 h4 h5 h6 li ul ol dl pre blockquote center font span b strong em i u a".split())
_OWN_PARAGRAPHS = frozenset("p center blockquote pre".split())
_TABLE_PARTS = frozenset("tbody thead tfoot tr".split())
_CELL_BLOCKS = frozenset("p div br table ul ol h1 h2 h3".split())


def narrow(root: Element, left: Counter[LeftOut]) -> None:
    """Go from the page down to its document and take away in place, and count in `left`, what stands beside the way.

    What stands beside it stays where it reads like a part of a document (a letterhead, an annex), is a heading or is prose.
    """
    weights = Weights.of(root)
    node = root
    while True:
        inner = [child for child in node.children if isinstance(child, Element)]
        heaviest = max(inner, key=weights.plain, default=None)
        if heaviest is None or weights.plain(heaviest) < _MAIN * weights.plain(node) or not _leads_on(node, heaviest, weights):
            return
        kept: list[Element | str] = []
        for child in node.children:
            kind = None if child is heaviest else _beside(child, weights)
            if kind is None:
                kept.append(child)
            else:
                left[kind] += 1
        node.children[:] = kept
        node = heaviest


def _leads_on(node: Element, heaviest: Element, weights: Weights) -> bool:
    """Tell whether the document stands in `heaviest` alone, not in it and the paragraphs around it."""
    if heaviest.tag in _PARAGRAPHS:
        return False
    if sum(len(child.split()) for child in node.children if isinstance(child, str)) > 12:
        return False
    inner = [child for child in node.children if isinstance(child, Element) and child is not heaviest]
    around = sum(1 for child in inner if child.tag in _PARAGRAPHS and weights.plain(child))
    return around < 3 and (heaviest.tag != "table" or _is_frame(heaviest, weights))


def _is_frame(table: Element, weights: Weights) -> bool:
    """Tell whether a table only lays out the page: one of its cells holds most of its words, in several blocks."""
    node = table
    while True:
        inner = [child for child in node.children if isinstance(child, Element)]
        heaviest = max(inner, key=weights.plain, default=None)
        if heaviest is None or weights.plain(heaviest) < _MAIN * weights.plain(table):
            return False
        if heaviest.tag not in _TABLE_PARTS:
            return sum(1 for below in heaviest.elements() if below.tag in _CELL_BLOCKS) >= 5
        node = heaviest


def _beside(child: Element | str, weights: Weights) -> LeftOut | None:
    """Judge what stands beside the element that holds the document."""
    if isinstance(child, str):
        return None if not child.strip() or looks_like_document(child) else LeftOut.SIDE
    if not weights.all[child] or any(below.tag == "h1" for below in child.elements()):
        return None
    words = plain_lines(child)
    if looks_like_document(words):
        return None
    if all(map(is_notice, filter(str.strip, words.split("\n")))):
        return LeftOut.NOTICE if weights.plain(child) else LeftOut.NAVIGATION
    if weights.link_share(child) > 0.5 or weights.links[child] >= 3 and weights.link_share(child) > 0.25:
        return LeftOut.NAVIGATION
    if looks_like_imprint(words):
        return LeftOut.FOOTER
    return None if child.tag in _OWN_PARAGRAPHS or weights.plain(child) >= _PROSE else LeftOut.SIDE
