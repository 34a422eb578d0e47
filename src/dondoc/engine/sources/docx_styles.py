"""Turns styles.xml and the theme into what reading needs of a style: the font, capitals, hidden text, its list and its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dondoc.engine.sources.docx_tags import LATIN, MAJOR_FONT, MINOR_FONT, P_PR, R_PR, VAL, w
from dondoc.engine.sources.fonts import is_special
from dondoc.engine.sources.xml import Element

# Word itself allows fewer; a chain that is longer, or goes in a circle, is cut here.
_LONGEST_CHAIN = 24
_OFF = frozenset({"0", "false", "off", "none"})
# "toc 1", "Contents 2" (as LibreOffice writes it): a line of a generated table of contents
_CONTENTS = re.compile(r"(?: toc | contents ) \s \d", re.VERBOSE | re.IGNORECASE)

_R_FONTS, _R_STYLE, _CAPS, _VANISH = w("rFonts"), w("rStyle"), w("caps"), w("vanish")
_THEME_ATTRIBUTES = ((w("hAnsiTheme"), w("hAnsi")), (w("asciiTheme"), w("ascii")))
_NUM_PR, _NUM_ID, _ILVL = w("numPr"), w("numId"), w("ilvl")


@dataclass(frozen=True, slots=True)
class Look:
    """How a run appears, as far as it changes the words: `font` only where it is a legacy or symbol font."""

    font: str | None = None
    capitals: bool = False
    hidden: bool = False


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class ListPlace:
    """The list (`number`, None where a style higher up names it) and level that a paragraph or style names."""

    number: str | None
    level: int | None


@dataclass(frozen=True, slots=True)
class _Traits:
    """What one set of run properties says; None where it says nothing."""

    style: str | None = None
    high: str | None = None
    low: str | None = None
    capitals: bool | None = None
    hidden: bool | None = None

    def over(self, below: _Traits) -> _Traits:
        return _Traits(
            self.style,
            self.high or below.high,
            self.low or below.low,
            below.capitals if self.capitals is None else self.capitals,
            below.hidden if self.hidden is None else self.hidden,
        )

    def look(self) -> Look:
        # Letters above 127 are shown in the "high" font: that is where legacy encodings have the marks.
        font = self.high or self.low
        return Look(font if font and is_special(font) else None, bool(self.capitals), bool(self.hidden))


_NO_TRAITS = _Traits()


def list_place(properties: Element | None) -> ListPlace | None:
    """Return the list that paragraph properties (`w:pPr`) name themselves; None where they name none."""
    numbering = properties.find(_NUM_PR) if properties is not None else None
    if numbering is None:
        return None
    number, level = numbering.find(_NUM_ID), numbering.find(_ILVL)
    return ListPlace(
        number.get(VAL) if number is not None else None,
        whole(level.get(VAL), 0) if level is not None else None,
    )


def whole(text: str | None, default: int) -> int:
    """Return the integer that an attribute holds, `default` where it holds none of at most nine digits."""
    if text is None or len(text) > 10:
        return default
    try:
        return int(text)
    except ValueError:
        return default


class Styles:
    """The styles of one document; each is worked out when it is first asked for."""

    __slots__ = ("_contents", "_default", "_defaults", "_elements", "_looks", "_places", "_theme", "_traits")

    def __init__(self, root: Element | None, theme: Element | None) -> None:
        self._theme = _theme_fonts(theme)
        self._elements: dict[str, Element] = {}
        self._default: str | None = None
        self._defaults = _NO_TRAITS
        self._looks: dict[tuple[str | None, _Traits], Look] = {}
        self._traits: dict[str | None, _Traits] = {None: _NO_TRAITS}
        self._contents: dict[str, bool] = {}
        self._places: dict[str | None, ListPlace | None] = {}
        if root is not None:
            self._index(root)

    def look(self, paragraph_style: str | None, properties: Element | None) -> Look:
        """Return the look of a run with properties `w:rPr` in a paragraph of the named style."""
        own = self._read(properties) if properties is not None else _NO_TRAITS
        key = (paragraph_style, own)
        known = self._looks.get(key)
        if known is None:
            below = self._chain_traits(paragraph_style or self._default).over(self._defaults)
            if own.style is not None:
                below = self._chain_traits(own.style).over(below)
            known = self._looks[key] = own.over(below).look()
        return known

    def place(self, style: str | None) -> ListPlace | None:
        """Return the list that a paragraph style (None: the default one) or one that it is based on names."""
        if style not in self._places:
            self._places[style] = self._chain_place(style)
        return self._places[style]

    def _chain_place(self, style: str | None) -> ListPlace | None:
        level = None
        for element in self._chain(style or self._default):
            place = list_place(element.find(P_PR))
            if place is not None:
                level = place.level if level is None else level
                if place.number is not None:
                    return ListPlace(place.number, level)
        return None

    def chain(self, style: str | None) -> list[str]:
        """Return the ids of a paragraph style (the default one for None) and of those that it is based on, nearest first."""
        return [element.get(w("styleId")) or "" for element in self._chain(style or self._default)]

    def is_contents(self, style: str) -> bool:
        """Tell whether paragraphs of the style are lines of a generated table of contents."""
        known = self._contents.get(style)
        if known is None:
            element = self._elements.get(style)
            name = element.find(w("name")) if element is not None else None
            known = self._contents[style] = name is not None and _CONTENTS.fullmatch(name.get(VAL) or "") is not None
        return known

    def _index(self, root: Element) -> None:
        for element in root.iterchildren(w("style")):
            identity = element.get(w("styleId"))
            if identity is None:
                continue
            self._elements.setdefault(identity, element)
            if element.get(w("type")) == "paragraph" and (element.get(w("default")) or "0") not in _OFF:
                self._default = identity
        defaults = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{R_PR}")
        if defaults is not None:
            self._defaults = self._read(defaults)

    def _chain(self, style: str | None) -> Iterator[Element]:
        for _ in range(_LONGEST_CHAIN):
            element = self._elements.get(style) if style is not None else None
            if element is None:
                return
            yield element
            based_on = element.find(w("basedOn"))
            style = based_on.get(VAL) if based_on is not None else None

    def _chain_traits(self, style: str | None) -> _Traits:
        known = self._traits.get(style)
        if known is None:
            known = _NO_TRAITS
            for element in self._chain(style):
                properties = element.find(R_PR)
                if properties is not None:
                    known = known.over(self._read(properties))
            self._traits[style] = known
        return known

    def _read(self, properties: Element) -> _Traits:
        style = high = low = None
        capitals = hidden = None
        for child in properties:
            tag = child.tag
            if tag == _R_FONTS:
                high, low = (self._font(child, theme, plain) for theme, plain in _THEME_ATTRIBUTES)
            elif tag == _R_STYLE:
                style = child.get(VAL)
            elif tag == _CAPS:
                capitals = child.get(VAL) not in _OFF
            elif tag == _VANISH:
                hidden = child.get(VAL) not in _OFF
        if style is None and high is None and low is None and capitals is None and hidden is None:
            return _NO_TRAITS
        return _Traits(style, high, low, capitals, hidden)

    def _font(self, fonts: Element, theme: str, plain: str) -> str | None:
        """A theme's font goes before a named one: "minorHAnsi", "majorAscii"."""
        slot = fonts.get(theme)
        if slot is not None:
            named = self._theme.get(slot[:5])
            if named:
                return named
        return fonts.get(plain)


def _theme_fonts(theme: Element | None) -> dict[str, str]:
    """Return the Latin fonts of a theme under "major" and "minor"."""
    found = {}
    if theme is not None:
        for tag, slot in ((MAJOR_FONT, "major"), (MINOR_FONT, "minor")):
            for element in theme.iter(tag):
                latin = element.find(LATIN)
                if latin is not None:
                    found[slot] = latin.get("typeface") or ""
    return found
