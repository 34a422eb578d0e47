"""Turns the words of the sample directive into a Word document in the form of Decree 30/2020, with Word's own list numbers."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import NotRequired, TypedDict, cast

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
BODY, SMALL = 14, 11  # points
INDENT = Mm(10)
ABOVE = "^"
# The formats of Word's list numbers, as (numFmt, lvlText).
LISTS = {"-": ("bullet", "-"), "1)": ("decimal", "%1)"), "a)": ("lowerLetter", "%1)")}
FIXED = datetime(2026, 1, 23, 8, 0, 0)


class Citing(TypedDict):
    """A document cited in a paragraph."""

    kind: str
    number: str
    date: NotRequired[date]


class Letterhead(TypedDict):
    """What stands above and below the body."""

    parent: str
    body: list[str]
    number: str
    place: str
    date: date
    kind: str
    title: str
    issuer: str
    position: str
    signer: str
    recipients: list[str]


class Block(TypedDict):
    """A paragraph, or a table; with what a careful reader takes from it."""

    style: str
    text: str
    columns: list[str]
    widths: list[int]
    rows: list[list[str]]
    deadlines: dict[str, dict[str, object]]
    list: NotRequired[str]
    is_finding: NotRequired[str]
    cause_of: NotRequired[str]
    task: NotRequired[dict[str, object]]
    targets: NotRequired[list[dict[str, object]]]
    citations: NotRequired[list[Citing]]
    reporting: NotRequired[dict[str, str | None]]
    result: NotRequired[dict[str, str | int | float | None]]


class Annex(TypedDict):
    """The annex: headings and one table of figures."""

    heading: str
    title: str
    reference: str
    columns: list[str]
    widths: list[int]
    rows: list[list[str]]


class Sample(TypedDict):
    """The whole file."""

    document: Letterhead
    block: list[Block]
    annex: Annex


def place_and_date(head: Letterhead) -> str:
    """Return the line of place and date (Decree 30/2020: days below 10 and the months 1 and 2 with a leading zero)."""
    day = head["date"]
    return f"{head['place']}, ngày {day.day:02} tháng {day.month:02} năm {day.year}"


def document(sample: Sample, numbers: list[str]) -> bytes:
    """Return the DOCX; `numbers` are the list numbers of the text form, to see where a list begins anew."""
    doc = Document()
    _set_up(doc)
    lists = _Lists(doc)
    _letterhead(doc, sample["document"])
    for block, number in zip(sample["block"], numbers, strict=True):
        if block["style"] == "table":
            _register(doc, block)
        else:
            _paragraph(doc, block, number, lists)
    _signature(doc, sample["document"])
    _annex(doc, sample["annex"])
    return _saved(doc)


def _set_up(doc: Doc) -> None:
    style = doc.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(BODY)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(6)
    style.paragraph_format.line_spacing = 1.05
    section = doc.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Mm(20), Mm(20), Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    page = section.header.paragraphs[0]
    page.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(page, "PAGE")
    doc.core_properties.author = "Sở Nông nghiệp và Môi trường tỉnh Tân Giang"
    doc.core_properties.title = "Kế hoạch mẫu"
    doc.core_properties.comments = ""
    doc.core_properties.created = doc.core_properties.modified = FIXED


def _letterhead(doc: Doc, head: Letterhead) -> None:
    table = _frame(doc, (Mm(67), Mm(98)))
    left, right = table.rows[0].cells
    _line(left.paragraphs[0], head["parent"], size=12)
    for text in head["body"]:
        _line(left.add_paragraph(), text, size=12, bold=True)
    _rule(left.paragraphs[-1], Mm(24), Mm(67))
    _line(right.paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True)
    _line(right.add_paragraph(), "Độc lập - Tự do - Hạnh phúc", size=13, bold=True)
    _rule(right.paragraphs[-1], Mm(60), Mm(98))
    left, right = table.rows[1].cells
    _line(left.paragraphs[0], f"Số: {head['number']}", size=13)
    _line(right.paragraphs[0], place_and_date(head), size=13, italic=True)
    kind = doc.add_paragraph()
    kind.paragraph_format.space_before = Pt(14)
    _line(kind, head["kind"], size=14, bold=True)
    title = doc.add_paragraph()
    _line(title, head["title"], size=14, bold=True)
    _rule(title, Mm(60), Mm(165))
    title.paragraph_format.space_after = Pt(14)


def _paragraph(doc: Doc, block: Block, number: str, lists: _Lists) -> None:
    paragraph = doc.add_paragraph()
    style = block["style"]
    run = paragraph.add_run(block["text"])
    run.bold = style in ("part", "section", "subsection") or None
    run.italic = style in ("basis", "label") or None
    form = paragraph.paragraph_format
    form.first_line_indent = INDENT
    form.keep_with_next = style in ("part", "section", "subsection") or None
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if "list" in block:
        lists.number(paragraph, block["list"], first=number in ("1)", "a)"))


class _Lists:
    """Word's numberings: one definition for each style of number, and a new count where a list begins."""

    def __init__(self, doc: Doc) -> None:
        self._part: BaseOxmlElement = doc.part.numbering_part.element
        for old in list(self._part):
            self._part.remove(old)
        for index, (style, look) in enumerate(LISTS.items()):
            self._part.append(parse_xml(_definition(index, style, look)))
        self._next = 1
        self._current: dict[str, int] = {}

    def number(self, paragraph: Paragraph, style: str, *, first: bool) -> None:
        """Give `paragraph` the next number of its list."""
        if first or style not in self._current:
            self._current[style] = self._next
            definition = list(LISTS).index(style)
            self._part.append(
                parse_xml(
                    f'<w:num {nsdecls("w")} w:numId="{self._next}"><w:abstractNumId w:val="{definition}"/>'
                    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
                )
            )
            self._next += 1
        properties = paragraph._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{self._current[style]}"/></w:numPr>'))
        # Word wants the children of pPr in the order of its schema: numPr before spacing, ind and jc.
        properties.insert(0, properties[-1])


def _definition(index: int, style: str, look: tuple[str, str]) -> str:
    form, text = look
    return (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{index}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="space"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="{INDENT.twips}"/></w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/></w:rPr></w:lvl></w:abstractNum>'
    )


def _register(doc: Doc, block: Block) -> None:
    """Lay out the table of tasks: a heading row that each page repeats, group rows over all columns, cells merged downwards."""
    table = _ruled(doc, block["columns"], block["widths"])
    above: list[_Cell] = []
    for row in block["rows"]:
        cells = list(_row(table))
        if len(row) < len(cells):
            _fill(cells[0], row[0], bold=True, centre=True)
            _fill(cells[1].merge(cells[-1]), row[1], bold=True)
            continue
        for place, text in enumerate(row):
            if text == ABOVE:
                cells[place] = above[place].merge(cells[place])
                _drop_empty(cells[place])
            else:
                _fill(cells[place], text, centre=place in (0, 4))
        above = cells
    after = doc.add_paragraph()
    after.paragraph_format.space_after = Pt(0)


def _annex(doc: Doc, annex: Annex) -> None:
    section = doc.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    for index, text in enumerate((annex["heading"], annex["title"], annex["reference"])):
        _line(doc.add_paragraph(), text, size=14, bold=index < 2, italic=index == 2)
    table = _ruled(doc, annex["columns"], annex["widths"])
    for row in annex["rows"]:
        total = not row[0]
        for place, (cell, text) in enumerate(zip(_row(table), row, strict=True)):
            _fill(cell, text, bold=total, centre=place != 1)


def _signature(doc: Doc, head: Letterhead) -> None:
    table = _frame(doc, (Mm(85), Mm(80)))
    table._tbl.remove(table.rows[1]._tr)
    left, right = table.rows[0].cells
    run = left.paragraphs[0].add_run("Nơi nhận:")
    run.bold, run.italic, run.font.size = True, True, Pt(12)
    left.paragraphs[0].paragraph_format.space_after = Pt(0)
    for recipient in head["recipients"]:
        paragraph = left.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.add_run(f"- {recipient}").font.size = Pt(SMALL)
    _line(right.paragraphs[0], head["position"], size=14, bold=True)
    right.paragraphs[0].paragraph_format.space_after = Pt(72)
    _line(right.add_paragraph(), head["signer"], size=14, bold=True)


def _frame(doc: Doc, widths: tuple[Length, Length]) -> Table:
    """Return a table of two rows and two columns without rules, as letterheads are laid out."""
    table: Table = doc.add_table(2, 2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _set_widths(table, [int(width) for width in widths])
    return table


def _ruled(doc: Doc, columns: list[str], widths: list[int]) -> Table:
    table: Table = doc.add_table(1, len(columns))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _set_widths(table, [int(Mm(width)) for width in widths])
    for cell, name in zip(table.rows[0].cells, columns, strict=True):
        _fill(cell, name, bold=True, centre=True)
    row = table.rows[0]._tr.get_or_add_trPr()
    row.append(OxmlElement("w:tblHeader"))
    return table


def _row(table: Table) -> tuple[_Cell, ...]:
    table.add_row()  # type: ignore[no-untyped-call]
    return table.rows[-1].cells


def _set_widths(table: Table, widths: list[int]) -> None:
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Length(width)
        for cell in column.cells:
            cell.width = Length(width)


def _fill(cell: _Cell, text: str, *, bold: bool = False, centre: bool = False) -> None:
    _drop_empty(cell)
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.space_before = Pt(2)
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.font.size = Pt(12)
    run.bold = bold or None


def _drop_empty(cell: _Cell) -> None:
    """Take away the empty paragraphs that merging leaves behind, all but one."""
    for paragraph in cell.paragraphs[1:]:
        if not paragraph.text:
            paragraph._p.getparent().remove(paragraph._p)


def _line(paragraph: Paragraph, text: str, *, size: float, bold: bool = False, italic: bool = False) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold or None, italic or None


def _rule(paragraph: Paragraph, width: Length, within: Length) -> None:
    """Draw the rule below a line of the letterhead: an empty paragraph with a border, inset on both sides."""
    paragraph._p.addnext(OxmlElement("w:p"))
    rule = Paragraph(cast(CT_P, paragraph._p.getnext()), paragraph._parent)
    form = rule.paragraph_format
    form.left_indent = form.right_indent = Length((int(within) - int(width)) // 2 - int(Mm(2)))
    form.space_before, form.space_after, form.line_spacing = Pt(0), Pt(4), Pt(3)
    rule._p.get_or_add_pPr().insert(
        0, parse_xml(f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>')
    )


def _field(paragraph: Paragraph, name: str) -> None:
    run = paragraph.add_run()
    for kind in ("begin", None, "end"):
        if kind is None:
            code = OxmlElement("w:instrText")
            code.text = name
            run._r.append(code)
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def _saved(doc: Doc) -> bytes:
    """Return the file with fixed times, so that the same words give the same bytes."""
    raw = io.BytesIO()
    doc.save(raw)
    packed = io.BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != "docProps/thumbnail.jpeg":
                new.writestr(zipfile.ZipInfo(name, FIXED.timetuple()[:6]), _without_thumbnail(old.read(name)), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _without_thumbnail(data: bytes) -> bytes:
    """Drop the relation to the picture of python-docx's own template."""
    marked = b"/relationships/metadata/thumbnail"
    if marked not in data:
        return data
    start = data.rfind(b"<Relationship ", 0, data.index(marked))
    return data[:start] + data[data.index(b"/>", start) + 2 :]
