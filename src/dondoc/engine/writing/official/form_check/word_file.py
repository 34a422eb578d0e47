"""Turns the bytes of a DOCX into its paragraphs with their looks, and its sections with their pages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from dondoc.engine.sources.archive import Archive, open_archive
from dondoc.engine.sources.errors import BrokenFile
from dondoc.engine.sources.package import main_part, relations
from dondoc.engine.sources.xml import Element, parse
from dondoc.engine.writing.official.form_check.alike import LAST, LIKE, without_alike_rows
from dondoc.engine.writing.official.form_check.looks import VAL, Looks, Shape, Text, shape_of, shape_over, size_of, text_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_T, _P, _RUN, _TBL, _TR, _TC, _TCPR = (_W + tag for tag in ("t", "p", "r", "tbl", "tr", "tc", "tcPr"))
_PPR, _RPR, _PSTYLE, _RSTYLE, _SECT = (_W + tag for tag in ("pPr", "rPr", "pStyle", "rStyle", "sectPr"))
# Wrappers whose runs belong to the paragraph; what is deleted does not.
_INSIDE = {_W + tag for tag in ("ins", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "moveTo")}
_BLOCKS = {_W + tag for tag in ("sdt", "sdtContent", "ins", "customXml")}
_TWIPS_PER_MM = 1440 / 25.4
_DEEPEST = 12


class At(NamedTuple):
    """The innermost table cell that holds a paragraph: the table's number in the file, row and column."""

    table: int
    row: int
    column: int


class Para(NamedTuple):
    """A paragraph with text: its number in the file from 1, how most of its characters look, and every look in it.

    `times` counts with it the paragraphs of later table rows that are set as its own.
    """

    number: int
    text: str
    look: Text
    looks: tuple[Text, ...]
    shape: Shape
    at: At | None
    times: int = 1

    @property
    def size(self) -> float:
        """The size of most characters, in points."""
        return size_of(self.look)

    @property
    def centred(self) -> bool:
        """Whether its lines stand in the middle."""
        return self.shape.side == "center"

    @property
    def in_capitals(self) -> bool:
        """Whether it is read in capitals."""
        return self.look.capitals is True or self.text.isupper()


@dataclass(frozen=True, slots=True)
class Numbered:
    """A part of the page that shows the page number, and how it is set."""

    centred: bool
    size: float
    italic: bool


@dataclass(frozen=True, slots=True)
class Section:
    """Pages of one form, in millimetres; `head` and `foot` where they show the number, `shown_first` whether on page 1 too.

    `until` is the number of its last paragraph.
    """

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    head: Numbered | None
    foot: Numbered | None
    shown_first: bool
    until: int


@dataclass(frozen=True, slots=True)
class WordFile:
    """What a form check looks at."""

    name: str
    paras: tuple[Para, ...]
    sections: tuple[Section, ...]


def read_word(data: bytes, name: str) -> WordFile:
    """Return the paragraphs and sections of a DOCX; raises UnreadableSource where it is none or is damaged."""
    archive = open_archive(data, name)
    part = main_part(archive, "word/document.xml")
    xml = archive.read(part) or b""
    reading = _read(archive, part, without_alike_rows(xml))
    if reading.lost:
        reading = _read(archive, part, xml)
    return WordFile(name, tuple(reading.paras), tuple(reading.sections))


def _read(archive: Archive, part: str, xml: bytes) -> _Reading:
    body = parse(xml, part, archive.name).find(_W + "body") if xml else None
    if body is None:
        raise BrokenFile(
            f"Tệp «{archive.name}» không phải là văn bản Word (.docx). Hãy mở bằng Word rồi lưu lại ở dạng .docx.",
            f"File “{archive.name}” is not a Word document (.docx). Open it in Word and save it as .docx.",
        )
    related = {relation.id: relation.part for relation in relations(archive, part)}
    kinds = {relation.kind: relation.part for relation in relations(archive, part)}
    looks = Looks.of(_part(archive, kinds.get("styles")), _part(archive, kinds.get("theme")))
    reading = _Reading(looks, archive, related)
    reading.blocks(body, None, 0)
    reading.count_alike()
    return reading


def _part(archive: Archive, part: str | None) -> Element | None:
    data = archive.read(part) if part is not None else None
    return parse(data, part or "", archive.name) if data is not None else None


@dataclass(slots=True)
class _Row:
    """A table row that stands for those alike after it: where its paragraphs are, how many numbers they take, how many rows it is."""

    begins: int
    ends: int
    numbers: int
    times: int = 1


class _Reading:
    """Walks the body once; `lost` where a row left out is like one where the walk did not go."""

    def __init__(self, looks: Looks, archive: Archive, related: dict[str, str]) -> None:
        self.paras: list[Para] = []
        self.sections: list[Section] = []
        self.lost = False
        self._looks = looks
        self._archive = archive
        self._related = related
        self._edges: dict[tuple[str, str], Numbered | None] = {}
        self._styles: dict[str | None, tuple[Text, tuple[Text, ...], Shape]] = {}
        self._number = 0
        self._tables = 0
        self._rows: dict[str, _Row] = {}

    def count_alike(self) -> None:
        """Let the paragraphs that stand for others tell of how many."""
        for row in self._rows.values():
            for place in range(row.begins, row.ends):
                self.paras[place] = self.paras[place]._replace(times=row.times)

    def blocks(self, parent: Element, at: At | None, depth: int) -> None:
        """Read the paragraphs and tables below `parent`."""
        for element in parent:
            tag = element.tag
            if tag == _P:
                self._paragraph(element, at)
            elif tag == _TBL and depth < _DEEPEST:
                self._table(element, depth)
            elif tag == _SECT:
                self._section(element)
            elif tag in _BLOCKS and depth < _DEEPEST:
                self.blocks(element, at, depth + 1)

    def _table(self, table: Element, depth: int) -> None:
        self._tables += 1
        own = self._tables
        for row, line in enumerate(table.iterchildren(_TR)):
            if like := line.get(LIKE):
                self._alike(like)
                continue
            begins, number = len(self.paras), self._number
            for column, cell in enumerate(line.iterchildren(_TC)):
                at = At(own, row, column)
                last = cell[-1] if len(cell) == 2 else None  # nearly every cell: its width and one paragraph
                if last is not None and last.tag == _P and cell[0].tag == _TCPR:
                    self._paragraph(last, at)
                else:
                    self.blocks(cell, at, depth + 1)
            if mark := line.get(LAST):
                self._rows[mark] = _Row(begins, len(self.paras), self._number - number)

    def _alike(self, mark: str) -> None:
        """Count a row that was left out."""
        row = self._rows.get(mark)
        if row is None:
            self.lost = True
            return
        self._number += row.numbers
        row.times += 1

    def _paragraph(self, element: Element, at: At | None) -> None:
        # The hot loop: a long report has tens of thousands of paragraphs, so children are met once and in order.
        self._number += 1
        if len(element) == 2 and self._plain(element, at):
            return
        style, own, section = None, _NOTHING, None
        pieces: list[tuple[str, Text]] = []
        under: Text | None = None
        for child in element:
            tag = child.tag
            if tag == _RUN:
                under = under or self._looks.paragraph_text(style)
                self._run(child, under, pieces)
            elif tag == _PPR:
                style, own, section = _properties(child)
            elif tag in _INSIDE:
                self._wrapped(child, self._looks.paragraph_text(style), pieces)
        text = (pieces[0][0] if len(pieces) == 1 else "".join([words for words, _ in pieces])).strip()
        if text:
            shape = self._looks.paragraph_shape(style)
            if own is not _NOTHING:
                shape = shape_over(shape, own)
            look, looks = _most(pieces)
            self.paras.append(Para(self._number, text, look, looks, shape, at))
        if section is not None:
            self._section(section)

    def _plain(self, element: Element, at: At | None) -> bool:
        """Read a paragraph that is a style and one stretch of text, as most are; tell whether it was one."""
        properties, run = element
        if len(properties) != 1 or len(run) != 1:
            return False
        named, words = properties[0], run[0]
        if words.tag != _T or named.tag != _PSTYLE:  # these stand only in a run, and in a paragraph's properties
            return False
        if text := (words.text or "").strip():
            style = named.get(VAL)
            if style not in self._styles:
                look = self._looks.paragraph_text(style)
                self._styles[style] = (look, (look,), self._looks.paragraph_shape(style))
            self.paras.append(Para(self._number, text, *self._styles[style], at))
        return True

    def _run(self, run: Element, under: Text, pieces: list[tuple[str, Text]]) -> None:
        text, look = "", under
        for part in run:
            tag = part.tag
            if tag == _T:
                text += part.text or ""
            elif tag == _RPR:
                look = self._run_look(part, under)
            else:
                text += _BREAKS.get(tag, "")
        if text:
            pieces.append((text, look))

    def _wrapped(self, element: Element, under: Text, pieces: list[tuple[str, Text]]) -> None:
        for child in element:
            if child.tag == _RUN:
                self._run(child, under, pieces)
            elif child.tag in _INSIDE:
                self._wrapped(child, under, pieces)

    def _run_look(self, properties: Element, under: Text) -> Text:
        named = properties.find(_RSTYLE)
        return self._looks.run_text(under, named.get(VAL) if named is not None else None, text_of(properties, self._looks.fonts))

    def _section(self, element: Element) -> None:
        page, margins = element.find(_W + "pgSz"), element.find(_W + "pgMar")
        self._refer(element)
        differs = element.find(_W + "titlePg") is not None
        head = self._edges.get(("header", "default"))
        first = self._edges.get(("header", "first")) if differs else head
        foot = self._edges.get(("footer", "default"))
        if differs and self._edges.get(("footer", "first")) is not None:
            first = self._edges[("footer", "first")]
        elif not differs and head is None:
            first = foot
        self.sections.append(
            Section(
                width=_millimetres(page, "w", 215.9),
                height=_millimetres(page, "h", 279.4),
                top=_millimetres(margins, "top", 25.4),
                bottom=_millimetres(margins, "bottom", 25.4),
                left=_millimetres(margins, "left", 25.4) + _millimetres(margins, "gutter", 0),
                right=_millimetres(margins, "right", 25.4),
                head=head,
                foot=foot,
                shown_first=first is not None,
                until=self._number,
            )
        )

    def _refer(self, section: Element) -> None:
        for place in ("header", "footer"):
            for reference in section.findall(f"{_W}{place}Reference"):
                part = self._related.get(reference.get(_R) or "")
                root = _part(self._archive, part)
                self._edges[(place, reference.get(_W + "type") or "default")] = self._numbered(root)

    def _numbered(self, root: Element | None) -> Numbered | None:
        """Return how a header or footer sets the page number, `None` where it shows none."""
        for paragraph in root.iter(_P) if root is not None else ():
            codes = [code.text or "" for code in paragraph.iter(_W + "instrText")]
            codes += [field.get(_W + "instr") or "" for field in paragraph.iter(_W + "fldSimple")]
            if any(code.strip().upper().split(" ")[0] == "PAGE" for code in codes):
                named = paragraph.find(f"{_PPR}/{_PSTYLE}")
                style = named.get(VAL) if named is not None else None
                text = self._looks.paragraph_text(style)
                own = next(paragraph.iterfind(f".//{_RUN}/{_RPR}"), None)
                text = self._run_look(own, text) if own is not None else text
                side = shape_of(paragraph.find(_PPR)).side or self._looks.paragraph_shape(style).side
                framed = paragraph.find(f"{_PPR}/{_W}framePr")
                centred = side == "center" or (framed is not None and framed.get(_W + "xAlign") == "center")
                return Numbered(centred, size_of(text), text.italic is True)
        return None


_NOTHING = Shape()
_BREAKS = {_W + "br": "\n", _W + "tab": "\t", _W + "noBreakHyphen": "-", _W + "cr": "\n"}


def _properties(element: Element) -> tuple[str | None, Shape, Element | None]:
    """Return a paragraph's style, what it says of its own shape, and the section that ends with it."""
    style, section, more = None, None, False
    for child in element:
        tag = child.tag
        if tag == _PSTYLE:
            style = child.get(VAL)
        elif tag == _SECT:
            section = child
        else:
            more = True
    return style, shape_of(element) if more else _NOTHING, section


def _most(pieces: list[tuple[str, Text]]) -> tuple[Text, tuple[Text, ...]]:
    """Return the look of most characters, and each look once."""
    if len(pieces) == 1:
        return pieces[0][1], (pieces[0][1],)
    count: Counter[Text] = Counter()
    for text, look in pieces:
        count[look] += len(text.strip())
    return count.most_common(1)[0][0], tuple(look for look, length in count.items() if length)


def _millimetres(element: Element | None, name: str, otherwise: float) -> float:
    value = element.get(_W + name) if element is not None else None
    try:
        return float(value) / _TWIPS_PER_MM if value is not None else otherwise
    except ValueError:
        return otherwise
