"""Turns the strings of a page that its fonts show as Vietnamese (`.VnTime`, `VNI-Times`) into Unicode."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dondoc.engine.sources import legacy, syllables
from dondoc.engine.sources.html_tree import Element

_LONGEST_RULE = 2_000
# "font-family: '.VnTime'", "font: 12pt VNI-Times"
_FAMILY = re.compile(r"""font(?:-family)?\s*:[^;:{}]{0,200}?(["']?(?:\.Vn|VNI-)[^;,"'{}]{0,60})""", re.IGNORECASE)
_SELECTOR = re.compile(r"^(\w*)(?:\.([\w-]+))?$")
_ANY_FAMILY = re.compile(r"font-family\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Run:
    """A string in a legacy font: the `index`th child of `parent`."""

    parent: Element
    index: int
    font: str
    text: str


def decode(root: Element) -> bool:
    """Decode in place the strings that stand in legacy fonts, where that makes Vietnamese of them; tell whether it was done."""
    runs = list(_runs(root, _sheet(root)))
    words = " ".join(run.text for run in runs)
    if not syllables.share(words) < syllables.share(" ".join(legacy.from_font(run.text, run.font) for run in runs)):
        return False
    for run in runs:
        run.parent.children[run.index] = legacy.from_font(run.text, run.font)
    return True


def _sheet(root: Element) -> dict[tuple[str, str], str]:
    """Return the legacy fonts of the page's style sheets by tag and class ('' for any)."""
    fonts: dict[tuple[str, str], str] = {}
    for style in (element for element in root.elements() if element.tag == "style"):
        # "p.MsoNormal, li.MsoNormal { margin:0; font-family: .VnTime; }"
        for rule in "".join(style.strings()).replace("<!--", "").split("}"):
            selectors, _, declarations = rule[-_LONGEST_RULE:].rpartition("{")
            family = _FAMILY.search(declarations)
            if family is None:
                continue
            for selector in selectors.split(","):
                simple = _SELECTOR.match(selector.strip())
                if simple is not None and simple[0]:
                    fonts[simple[1].lower(), simple[2] or ""] = family[1]
    return fonts


def _runs(root: Element, sheet: dict[tuple[str, str], str]) -> list[_Run]:
    found: list[_Run] = []
    stack = [(root, "")]
    while stack:
        element, inherited = stack.pop()
        if element.tag in ("style", "script"):
            continue
        font = _font(element, sheet)
        font = inherited if font is None else font
        for index, child in enumerate(element.children):
            if isinstance(child, Element):
                stack.append((child, font))
            elif font and not child.isspace():
                found.append(_Run(element, index, font, child))
    return found


def _font(element: Element, sheet: dict[tuple[str, str], str]) -> str | None:
    """Return the legacy font that an element sets, '' where it sets another font, None where it sets none."""
    style = element.get("style")
    family = _FAMILY.search(style)
    if family is not None:
        return family[1]
    face = element.get("face")
    if face or _ANY_FAMILY.search(style):
        return face if legacy.is_legacy_font(face) else ""
    for name in (*element.get("class").split(), ""):
        for tag in (element.tag, ""):
            font = sheet.get((tag, name)) if sheet else None
            if font is not None:
                return font
    return None
