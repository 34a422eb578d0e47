"""Turns the style sheet of a DOCX and what stands in a paragraph or run into how its text looks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from dondoc.engine.sources.xml import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
VAL = _W + "val"
_OFF = {"0", "false", "off", "none"}
_WORD_SIZE = 10.0  # what Word takes where nothing says a size
_MOST_BASES = 20


class Text(NamedTuple):
    """How characters look; `None` where nothing says it. `size` in points, `colour` as six figures."""

    font: str | None = None
    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    capitals: bool | None = None
    colour: str | None = None


class Shape(NamedTuple):
    """How a paragraph stands; `None` where nothing says it. Lengths in twentieths of a point, `line` in 240ths or twentieths."""

    side: str | None = None
    first: int | None = None
    before: int | None = None
    after: int | None = None
    line: int | None = None
    rule: str | None = None
    numbered: bool | None = None


@dataclass(frozen=True, slots=True)
class _Style:
    """A style as the sheet gives it."""

    base: str | None
    text: Text
    shape: Shape


@dataclass(frozen=True, slots=True)
class Looks:
    """The style sheet; each style is followed to its bases once."""

    styles: dict[str, _Style]
    default: str | None
    text: Text
    shape: Shape
    fonts: dict[str, str]
    _texts: dict[str | None, Text] = field(default_factory=dict)
    _shapes: dict[str | None, Shape] = field(default_factory=dict)
    _runs: dict[tuple[Text, str | None, Text], Text] = field(default_factory=dict)

    @classmethod
    def of(cls, sheet: Element | None, theme: Element | None) -> Looks:
        """Read word/styles.xml and the fonts of the theme; either may be missing."""
        fonts = _theme_fonts(theme)
        styles: dict[str, _Style] = {}
        default, text, shape = None, Text(), Shape()
        for element in sheet if sheet is not None else ():
            if element.tag == _W + "docDefaults":
                text = text_of(element.find(f"{_W}rPrDefault/{_W}rPr"), fonts)
                shape = shape_of(element.find(f"{_W}pPrDefault/{_W}pPr"))
            elif element.tag == _W + "style":
                key = element.get(_W + "styleId") or ""
                base = element.find(_W + "basedOn")
                own = _Style(
                    base.get(VAL) if base is not None else None,
                    text_of(element.find(_W + "rPr"), fonts),
                    shape_of(element.find(_W + "pPr")),
                )
                styles[key] = own
                if element.get(_W + "type") == "paragraph" and element.get(_W + "default") in ("1", "true"):
                    default = key
        return cls(styles, default, text, shape, fonts)

    def paragraph_text(self, style: str | None) -> Text:
        """Return how text of a paragraph style looks."""
        key = style if style in self.styles else self.default
        if key not in self._texts:
            self._texts[key] = _text_over(self.text, [base.text for base in self._bases(key)])
        return self._texts[key]

    def paragraph_shape(self, style: str | None) -> Shape:
        """Return how a paragraph of a style stands."""
        key = style if style in self.styles else self.default
        if key not in self._shapes:
            self._shapes[key] = _shape_over(self.shape, [base.shape for base in self._bases(key)])
        return self._shapes[key]

    def run_text(self, under: Text, style: str | None, own: Text) -> Text:
        """Return how a run looks in a paragraph that looks like `under`."""
        key = (under, style, own)
        if key not in self._runs:
            self._runs[key] = _text_over(under, [*(base.text for base in self._bases(style)), own])
        return self._runs[key]

    def _bases(self, key: str | None) -> list[_Style]:
        found: list[_Style] = []
        while key is not None and key in self.styles and len(found) < _MOST_BASES:
            found.append(self.styles[key])
            key = self.styles[key].base
        return found[::-1]


def text_of(element: Element | None, fonts: dict[str, str]) -> Text:
    """Read the properties of a run."""
    if element is None or len(element) == 0:
        return Text()
    font = size = bold = italic = capitals = colour = None
    for child in element:
        tag = child.tag
        if tag == _W + "rFonts":
            font = _font(child, fonts)
        elif tag == _W + "sz":
            size = _number(child.get(VAL))
        elif tag == _W + "b":
            bold = child.get(VAL) not in _OFF
        elif tag == _W + "i":
            italic = child.get(VAL) not in _OFF
        elif tag == _W + "caps":
            capitals = child.get(VAL) not in _OFF
        elif tag == _W + "color":
            colour = child.get(VAL)
    return Text(font, size / 2 if size is not None else None, bold, italic, capitals, colour)


def shape_of(element: Element | None) -> Shape:
    """Read the properties of a paragraph."""
    if element is None or len(element) == 0:
        return Shape()
    side = first = before = after = line = rule = numbered = None
    for child in element:
        tag = child.tag
        if tag == _W + "jc":
            side = child.get(VAL)
        elif tag == _W + "ind":
            hanging, given = _number(child.get(_W + "hanging")), _number(child.get(_W + "firstLine"))
            first = -hanging if hanging is not None else given
        elif tag == _W + "spacing":
            before, after = _number(child.get(_W + "before")), _number(child.get(_W + "after"))
            line, rule = _number(child.get(_W + "line")), child.get(_W + "lineRule")
        elif tag == _W + "numPr":
            numbered = True
    return Shape(side, first, before, after, line, rule, numbered)


def size_of(text: Text) -> float:
    """Return the size in points, Word's own where nothing says it."""
    return text.size if text.size is not None else _WORD_SIZE


def shape_over(under: Shape, own: Shape) -> Shape:
    """Return how a paragraph of a style stands that says something of its own."""
    return _shape_over(under, [own])


def _text_over(first: Text, later: list[Text]) -> Text:
    """Lay what is said later over what is said before."""
    for layer in later:
        first = first._replace(**{name: value for name, value in layer._asdict().items() if value is not None})
    return first


def _shape_over(first: Shape, later: list[Shape]) -> Shape:
    for layer in later:
        first = first._replace(**{name: value for name, value in layer._asdict().items() if value is not None})
    return first


def _font(child: Element, fonts: dict[str, str]) -> str | None:
    theme = child.get(_W + "asciiTheme") or child.get(_W + "hAnsiTheme")
    if theme is not None:
        return fonts.get("major" if theme.startswith("major") else "minor")
    return child.get(_W + "ascii") or child.get(_W + "hAnsi")


def _theme_fonts(theme: Element | None) -> dict[str, str]:
    found = {}
    for kind in ("major", "minor") if theme is not None else ():
        latin = theme.find(f".//{_A}{kind}Font/{_A}latin") if theme is not None else None
        if latin is not None:
            found[kind] = latin.get("typeface") or ""
    return found


def _number(value: str | None) -> int | None:
    try:
        return int(float(value)) if value is not None else None
    except ValueError:
        return None
