"""Turns numbering.xml and the order of the paragraphs into the numbers and bullets that Word prints before them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from dondoc.engine.sources.docx_styles import ListPlace, Styles, list_place, whole
from dondoc.engine.sources.docx_tags import ALTERNATE, CHOICE, R_PR, VAL, w
from dondoc.engine.sources.fonts import shown
from dondoc.engine.sources.numerals import numeral
from dondoc.engine.sources.xml import Element

_LEVELS = 9
# Word's own limit for the text of a level is lower; a hostile one would grow with every paragraph.
_LONGEST_TEXT = 64
# "%1.%2."
_PLACEHOLDER = re.compile(r"%([1-9])")
# By the custom of the field: a dash, below it a plus, below that a star.
_BULLETS = ("-", "+", "*")
_DASHES = frozenset("-‐‑‒–—―−")


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list; `restart` is the 1-based level that starts it anew (0: none), None for the level above."""

    start: int = 1
    format: str = "decimal"
    digits: int = 1
    text: str = ""
    legal: bool = False
    restart: int | None = None
    style: str | None = None


@dataclass(frozen=True, slots=True)
class _List:
    """A list as a paragraph names it: lists with the same `shape` count on from each other, save for `restarts`."""

    shape: str
    levels: Mapping[int, _Level]
    restarts: Mapping[int, int]

    def level(self, index: int) -> _Level:
        return self.levels.get(index) or _Level()


class Numbering:
    """The running numbers of one document: ask once for each numbered paragraph, in their order."""

    __slots__ = ("_counters", "_lists", "_numbers", "_restarted", "_shapes", "_styles")

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._numbers: dict[str, Element] = {}
        self._shapes: dict[str, Element] = {}
        self._lists: dict[str, _List | None] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._restarted: set[tuple[str, int]] = set()
        if root is not None:
            self._numbers = {element.get(w("numId")) or "": element for element in root.iterchildren(w("num"))}
            self._shapes = {element.get(w("abstractNumId")) or "": element for element in root.iterchildren(w("abstractNum"))}

    def label(self, properties: Element | None, style: str | None) -> str:
        """Return what Word prints before the next paragraph with these `w:pPr` and style: "1.", "a)", "-"; "" for nothing.

        Bullets become "-", "+" or "*": by their glyph where it is one of these, else by their level.
        """
        if not self._numbers:
            return ""
        place = self._place(properties, style)
        if place is None or place.number is None:
            return ""
        shape = self._list(place.number)
        if shape is None:
            return ""
        index = min(max(place.level or 0, 0), _LEVELS - 1)
        level = shape.level(index)
        counters = self._count(place.number, shape, index)
        if level.format == "bullet":
            return _bullet(level.text, index)
        return _printed(shape, level, counters)[:_LONGEST_TEXT].strip()

    def _place(self, properties: Element | None, style: str | None) -> ListPlace | None:
        own = list_place(properties)
        if own is not None and own.number is not None:
            return None if own.number == "0" else own
        styled = self._styles.place(style)
        if styled is None or styled.number is None or styled.number == "0":
            return None
        level = own.level if own is not None else None
        if level is None:
            level = self._linked_level(styled.number, style)
        return ListPlace(styled.number, styled.level if level is None else level)

    def _linked_level(self, number: str, style: str | None) -> int | None:
        """A level that names a style (`w:pStyle`) takes its paragraphs, whatever level the style itself names."""
        shape = self._list(number)
        if shape is None:
            return None
        linked = {level.style: index for index, level in shape.levels.items() if level.style is not None}
        return next((linked[name] for name in self._styles.chain(style) if name in linked), None)

    def _list(self, number: str) -> _List | None:
        if number not in self._lists:
            self._lists[number] = self._read(number)
        return self._lists[number]

    def _read(self, number: str) -> _List | None:
        element = self._numbers.get(number)
        if element is None:
            return None
        shape = self._shape(element)
        if shape is None:
            return None
        levels = _levels(shape)
        restarts = {}
        for override in islice(element.iterchildren(w("lvlOverride")), _LEVELS):
            index = whole(override.get(w("ilvl")), 0)
            levels |= _levels(override)
            start = override.find(w("startOverride"))
            if start is not None:
                restarts[index] = whole(start.get(VAL), 1)
        return _List(shape.get(w("abstractNumId")) or "", levels, restarts)

    def _shape(self, number: Element) -> Element | None:
        """Return the definition a list draws on, through the numbering style that it may be linked to."""
        shape = self._shapes.get(_value(number, "abstractNumId") or "")
        link = _value(shape, "numStyleLink") if shape is not None else None
        if link is None:
            return shape
        styled = self._styles.place(link)
        target = self._numbers.get(styled.number or "") if styled is not None else None
        return self._shapes.get(_value(target, "abstractNumId") or "") if target is not None else None

    def _count(self, number: str, shape: _List, index: int) -> list[int | None]:
        counters = self._counters.setdefault(shape.shape, [None] * _LEVELS)
        before = counters[index]
        level = shape.level(index)
        if index in shape.restarts and (number, index) not in self._restarted:
            self._restarted.add((number, index))
            counters[index] = shape.restarts[index]
        else:
            counters[index] = shape.restarts.get(index, level.start) if before is None else before + 1
        for deeper in range(index + 1, _LEVELS):
            restart = shape.level(deeper).restart
            if restart is None or index < restart:
                counters[deeper] = None
        return counters


def _printed(shape: _List, level: _Level, counters: list[int | None]) -> str:
    def number(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        other = shape.level(index)
        if other.format == "bullet":
            return ""
        # A level that was skipped shows where it would begin: a first "1.1" without a "1." above.
        value = counters[index]
        value = shape.restarts.get(index, other.start) if value is None else value
        # "legal" numbering shows "I.1" as "1.1"
        return numeral(value, "decimal" if level.legal else other.format, digits=other.digits)

    return "" if level.format == "none" and "%" not in level.text else _PLACEHOLDER.sub(number, level.text)


def _bullet(glyph: str, index: int) -> str:
    glyph = glyph.strip()
    if glyph in ("+", "*"):
        return glyph
    return "-" if glyph in _DASHES else _BULLETS[min(index, len(_BULLETS) - 1)]


def _levels(parent: Element) -> dict[int, _Level]:
    return {whole(element.get(w("ilvl")), 0): _level(element) for element in islice(parent.iterchildren(w("lvl")), _LEVELS)}


def _level(element: Element) -> _Level:
    text = (_value(element, "lvlText") or "")[:_LONGEST_TEXT]
    fonts = element.find(f"{R_PR}/{w('rFonts')}")
    font = (fonts.get(w("hAnsi")) or fonts.get(w("ascii"))) if fonts is not None else None
    format_, digits = _format(element)
    legal = element.find(w("isLgl"))
    restart = _value(element, "lvlRestart")
    return _Level(
        start=whole(_value(element, "start"), 0 if element.find(w("start")) is None else 1),
        format=format_,
        digits=digits,
        text=shown(text, font) if font and format_ != "bullet" else text,
        legal=legal is not None and legal.get(VAL) not in ("0", "false"),
        restart=whole(restart, 0) if restart is not None else None,
        style=_value(element, "pStyle"),
    )


def _format(element: Element) -> tuple[str, int]:
    """Return the format of a level and its least number of digits: "custom" ones are listed by example, "001, 002, 003, …"."""
    custom = element.find(f"{ALTERNATE}/{CHOICE}/{w('numFmt')}")
    if custom is not None:
        sample = (custom.get(w("format")) or "").partition(",")[0].strip()
        return "decimal", min(len(sample), 9) if sample.isdigit() else 1
    return _value(element, "numFmt") or "decimal", 1


def _value(parent: Element, name: str) -> str | None:
    child = parent.find(w(name))
    return child.get(VAL) if child is not None else None
