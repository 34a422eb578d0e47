"""Turns the bytes of an Excel workbook (.xlsx, .xlsm) into a source: each sheet's titles as paragraphs and its table as rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dondoc.engine.sources.archive import Archive, open_archive
from dondoc.engine.sources.errors import BrokenFile
from dondoc.engine.sources.fonts import is_special, shown, tidy
from dondoc.engine.sources.package import main_part, relations
from dondoc.engine.sources.source import Format, Note, Progress, Source, SourceBuilder
from dondoc.engine.sources.xlsx_formats import CellStyles, column_number, format_code, printed
from dondoc.engine.sources.xlsx_sheet import MAIN, MAX_CELLS, MAX_LOOKED_AT, Layout, Place, Sheet, lay_out, merged_ranges, too_large
from dondoc.engine.sources.xml import Element, parse

# One shared string may stand in many cells: the sum of their words is bounded too.
MAX_TEXT = 20_000_000
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ROW, _CELL, _VALUE, _FORMULA, _INLINE = (MAIN + tag for tag in ("row", "c", "v", "f", "is"))
_TEXT, _RUN, _RUN_FONT = MAIN + "t", MAIN + "r", f"{MAIN}rPr/{MAIN}rFont"
_TRUE = frozenset({"1", "true"})
# "_x000D_": a character that XML cannot hold
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# "Sheet1", "Trang tính2": a name that nobody gave
_NAMELESS = re.compile(r"(?: sheet | trang [ ] tính | bảng [ ] tính ) \s* \d*", re.VERBOSE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Run:
    text: str
    font: str | None


@dataclass(frozen=True, slots=True)
class _SheetPart:
    title: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Cells:
    """A sheet as a list is read from it: its name and its words by row and column, both 1-based as Excel counts them.

    `formulas` are the places whose words a formula gave when the workbook was last saved.
    """

    title: str
    words: dict[Place, str]
    formulas: frozenset[Place] = frozenset()


@dataclass(slots=True)
class _Tally:
    """What was met while the cells were read."""

    looked_at: int = 0
    cells: int = 0
    letters: int = 0
    formulas_without_value: int = 0
    hidden: bool = False


class _Workbook:
    """One open workbook: its strings, cell formats and sheets."""

    __slots__ = ("_1904", "_archive", "_strings", "_styles", "sheets", "tally")

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.tally = _Tally()
        main = main_part(archive, "xl/workbook.xml")
        root = self._parse(main)
        if root is None or root.tag != f"{MAIN}workbook":
            raise BrokenFile(
                f"Tệp «{archive.name}» không có phần nội dung của một bảng tính Excel. Hãy mở bằng Excel, lưu lại thành .xlsx rồi nạp.",
                f"File “{archive.name}” lacks the body of an Excel workbook. Open it in Excel, save it as .xlsx and give that.",
            )
        related = relations(archive, main)
        parts = {relation.id: relation.part for relation in related if relation.kind == "worksheet"}
        self.sheets = list(_sheet_parts(root, parts))
        properties = root.find(f"{MAIN}workbookPr")
        self._1904 = properties is not None and properties.get("date1904") in _TRUE
        named = {relation.kind: relation.part for relation in related}
        self._styles = _cell_styles(self._parse(named.get("styles", "xl/styles.xml")))
        strings = self._parse(named.get("sharedStrings", "xl/sharedStrings.xml"))
        self._strings = [_runs(item) for item in strings.iterchildren(f"{MAIN}si")] if strings is not None else []

    def sheet(self, part: str) -> Sheet:
        """Read one sheet. Raises TooLarge where all sheets so far are above `MAX_LOOKED_AT`, `MAX_CELLS` or `MAX_TEXT`."""
        root = self._parse(part)
        if root is None:
            return Sheet({}, (), hides=False)
        words: dict[Place, str] = {}
        formulas: set[Place] = set()
        hides = any(column.get("hidden") in _TRUE for column in root.iterfind(f"{MAIN}cols/{MAIN}col"))
        number = 0
        for row in root.iterfind(f"{MAIN}sheetData/{_ROW}"):
            number = _whole(row.get("r"), number + 1)
            hides = hides or row.get("hidden") in _TRUE
            self._count("")
            column = 0
            for cell in row.iterchildren(_CELL):
                column = column_number(cell.get("r") or "") or column + 1
                text = self._words(cell)
                self._count(text)
                if text:
                    words[number, column] = text
                if cell.find(_FORMULA) is not None:
                    formulas.add((number, column))
        return Sheet(words, tuple(merged_ranges(root)), hides, frozenset(formulas))

    def _count(self, text: str) -> None:
        tally = self.tally
        tally.looked_at += 1
        tally.cells += bool(text)
        tally.letters += len(text)
        if tally.looked_at > MAX_LOOKED_AT or tally.cells > MAX_CELLS or tally.letters > MAX_TEXT:
            raise too_large(self._archive.name)

    def _words(self, cell: Element) -> str:
        style = _whole(cell.get("s"), 0)
        font = self._styles.font(style)
        kind = cell.get("t")
        inline = cell.find(_INLINE)
        if kind == "inlineStr" and inline is not None:
            return _joined(_runs(inline), font)
        value = cell.find(_VALUE)
        raw = value.text if value is not None else None
        if not raw:
            self.tally.formulas_without_value += cell.find(_FORMULA) is not None
            return ""
        if kind == "s":
            index = _whole(raw, -1)
            return _joined(self._strings[index], font) if 0 <= index < len(self._strings) else ""
        if kind == "b":
            return "TRUE" if raw in _TRUE else "FALSE"
        if kind in ("str", "e", "d", "inlineStr"):
            return _joined((_Run(raw, None),), font)
        try:
            return printed(float(raw), self._styles.code(style), since_1904=self._1904)
        except ValueError:
            return tidy(raw)

    def _parse(self, part: str) -> Element | None:
        data = self._archive.read(part)
        return parse(data, part, self._archive.name) if data is not None else None


def read(data: bytes, name: str, *, progress: Progress | None = None) -> Source:
    """Return the workbook held in `data`: for each sheet its name, the title rows above the heading, then its table.

    Formulas give the values that were last saved; hidden sheets, rows and columns are read, with a note.
    `progress` is called after each sheet. Raises BrokenFile, EncryptedFile or TooLarge.
    """
    archive = open_archive(data, name)
    workbook = _Workbook(archive)
    builder = SourceBuilder(name, Format.XLSX)
    for done, one in enumerate(workbook.sheets, 1):
        sheet = workbook.sheet(one.part)
        workbook.tally.hidden = workbook.tally.hidden or bool(sheet.words) and (sheet.hides or one.hidden)
        layout = lay_out(sheet, name)
        if sheet.words and not (len(workbook.sheets) == 1 and _NAMELESS.fullmatch(one.title.strip())):
            builder.paragraph(tidy(one.title))
        _lay(builder, layout)
        if progress is not None:
            progress(done, len(workbook.sheets))
    builder.notes += _notes(workbook.tally, macros="xl/vbaproject.bin" in archive)
    return builder.build()


def read_cells(data: bytes, name: str) -> tuple[Cells, ...]:
    """Return the words of each sheet where they stand, within the same bounds as `read`: for a list whose rows are to be named.

    Formulas give the values that were last saved. Raises BrokenFile, EncryptedFile or TooLarge.
    """
    workbook = _Workbook(open_archive(data, name))
    read_sheets = ((one.title, workbook.sheet(one.part)) for one in workbook.sheets)
    return tuple(Cells(tidy(title), sheet.words, sheet.formulas) for title, sheet in read_sheets)


def _lay(builder: SourceBuilder, layout: Layout) -> None:
    for line in layout.above:
        if len(line) == 1:
            builder.paragraph(line[0].text)
        else:
            builder.table([line])
    builder.table(layout.table)


def _notes(tally: _Tally, *, macros: bool) -> Iterator[Note]:
    if tally.hidden:
        yield Note(
            "xlsx.hidden",
            "Bảng tính có trang, hàng hoặc cột bị ẩn; phần ẩn vẫn được đọc.",
            "The workbook has hidden sheets, rows or columns; they were read too.",
        )
    if tally.formulas_without_value:
        yield Note(
            "xlsx.formulas",
            f"{tally.formulas_without_value} ô công thức chưa có kết quả lưu sẵn nên để trống. Hãy mở bằng Excel, lưu lại rồi nạp.",
            f"{tally.formulas_without_value} formula cells have no saved value and are left empty. Open in Excel, save, and give it again.",
        )
    if macros:
        yield Note(
            "xlsx.macros",
            "Tệp có macro; macro không được chạy và không được đọc.",
            "The file holds macros; they were neither run nor read.",
        )


def _sheet_parts(root: Element, parts: dict[str, str]) -> Iterator[_SheetPart]:
    for element in root.iterfind(f"{MAIN}sheets/{MAIN}sheet"):
        part = parts.pop(element.get(_RELATION_ID) or "", None)  # no part is read twice
        if part is not None:
            yield _SheetPart(element.get("name") or "", part, (element.get("state") or "visible") != "visible")


def _cell_styles(root: Element | None) -> CellStyles:
    if root is None:
        return CellStyles((), ())
    custom = {_whole(one.get("numFmtId"), -1): one.get("formatCode") for one in root.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")}
    fonts = [_special(one.find(f"{MAIN}name")) for one in root.iterfind(f"{MAIN}fonts/{MAIN}font")]
    formats = list(root.iterfind(f"{MAIN}cellXfs/{MAIN}xf"))
    numbers = [_whole(one.get("numFmtId"), 0) for one in formats]
    places = [_whole(one.get("fontId"), 0) for one in formats]
    return CellStyles(
        [format_code(number, custom.get(number)) for number in numbers],
        [fonts[place] if 0 <= place < len(fonts) else None for place in places],
    )


def _runs(item: Element) -> tuple[_Run, ...]:
    """The words of a string: plain, or in runs with fonts of their own; phonetic guides are no words."""
    found = []
    for child in item:
        if child.tag == _TEXT:
            found.append(_Run(child.text or "", None))
        elif child.tag == _RUN:
            text = child.find(_TEXT)
            found.append(_Run((text.text if text is not None else None) or "", _special(child.find(_RUN_FONT))))
    return tuple(found)


def _special(name: Element | None) -> str | None:
    font = name.get("val") if name is not None else None
    return font if font and is_special(font) else None


def _joined(runs: tuple[_Run, ...], font: str | None) -> str:
    return tidy("".join(shown(_unescaped(run.text), run.font or font or "") for run in runs))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: _character(int(match[1], 16)), text) if "_x" in text else text


def _character(code: int) -> str:
    return "" if 0xD800 <= code <= 0xDFFF or code < 0x20 and code not in (9, 10, 13) else chr(code)


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else default
