"""Turns an HTML list into the markers that a browser shows before its points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dondoc.engine.sources.html_tree import Element

_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?\b(none|decimal|(?:lower|upper)-(?:alpha|latin|roman))\b")
_STYLES = {
    "none": "",
    "decimal": "1",
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
}
_NUMBER = re.compile(r"\s*(-?\d{1,6})\s*$")
_HUNDREDS = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"))
_ROMAN = (*_HUNDREDS, (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_BULLETS = ("-", "+", "*")


@dataclass(frozen=True, slots=True)
class Point:
    """A child of a list, and the marker that stands before it: '' for what is no `<li>` or in a list without markers."""

    element: Element
    marker: str


def points(list_element: Element, level: int) -> Iterator[Point]:
    """Yield the children of an `<ol>` or `<ul>`, which stands in `level` other bulleted lists (0 for an outer one).

    `type`, `start`, `reversed` and `value` are heeded: '1.', 'a)', 'A.', 'i.', 'I.'; bullets are '-', then '+', then '*'.
    """
    inner = [child for child in list_element.children if isinstance(child, Element)]
    bullet = _BULLETS[min(level, len(_BULLETS) - 1)]
    style = _style(list_element)
    step = -1 if "reversed" in list_element.attributes else 1
    count = sum(child.tag == "li" for child in inner)
    number = _integer(list_element.get("start"), 1 if step > 0 else count)
    for child in inner:
        if child.tag != "li":
            yield Point(child, "")
            continue
        number = _integer(child.get("value"), number)
        own = _declared(child)
        shape = style if own is None else own
        if list_element.tag == "ol":
            yield Point(child, numbered(number, shape) if shape else "")
        else:
            yield Point(child, "" if shape == "" else bullet)
        number += step


def numbered(number: int, shape: str) -> str:
    """Return a number as a marker of the shape that HTML's `type` names: 3 is '3.', 'c)', 'C.', 'iii.' or 'III.'."""
    if shape in ("a", "A") and number > 0:
        letters = ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord("a") + rest) + letters
        return f"{letters})" if shape == "a" else f"{letters.upper()}."
    if shape in ("i", "I") and 0 < number < 4000:
        roman = ""
        for value, sign in _ROMAN:
            roman += sign * (number // value)
            number %= value
        return f"{roman.lower() if shape == 'i' else roman}."
    return f"{number}."


def _style(list_element: Element) -> str:
    declared = _declared(list_element)
    return "1" if declared is None else declared


def _declared(element: Element) -> str | None:
    """Return the shape that an element sets by its style or `type`; '' for none, None where it sets nothing."""
    style = _STYLE.search(element.get("style").lower())
    if style is not None:
        return _STYLES[style[1]]
    return element.get("type") if element.get("type") in ("1", "a", "A", "i", "I") else None


def _integer(value: str, default: int) -> int:
    match = _NUMBER.match(value)
    return int(match[1]) if match else default
