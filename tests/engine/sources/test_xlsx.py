"""Workbooks become titles and tables as a reader of the sheet sees them."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Font

from dondoc.engine.sources import xlsx as reader
from dondoc.engine.sources.errors import BrokenFile, TooLarge, UnreadableSource
from dondoc.engine.sources.source import Table
from dondoc.engine.sources.xlsx_formats import printed
from tests.engine.sources.laid_out import Block, laid_out
from tests.engine.sources.office_files import row, xlsx, zipped

HEADING = row("TT", "Nhiệm vụ", "Đơn vị chủ trì")


def blocks(sheet: str, **parts: str) -> list[Block]:
    return laid_out(reader.read(xlsx({"Sheet1": sheet}, **parts), "a.xlsx"))


def data(*rows: str) -> str:
    return f"<sheetData>{''.join(rows)}</sheetData>"


def merges(*ranges: str) -> str:
    return "<mergeCells>" + "".join(f'<mergeCell ref="{one}"/>' for one in ranges) + "</mergeCells>"


NUMBERS = [
    (3.0, "General", "3"),
    (95.5, "General", "95,5"),
    (0.1 + 0.2, "General", "0,3"),
    (1234567.0, "#,##0", "1234567"),
    (0.955, "0.0%", "95,5%"),
    (0.95, "0%", "95%"),
    (2.345, "0.00", "2,35"),
    (2.5, "0.##", "2,5"),
    (7.0, "000", "007"),
    (30.0, '0" ngày"', "30 ngày"),
    (1500.0, "#,##0\\ [$₫-42A];[Red]-#,##0", "1500 ₫"),
    (-4.0, "0", "-4"),
    (1e300, "0.00", "1E+300"),
    (45658.0, "dd/mm/yyyy", "01/01/2025"),
    (45658.0, "[$-42A]dd/mm/yyyy;@", "01/01/2025"),
    (45658.5, "dd/mm/yyyy h:mm", "01/01/2025 12:00"),
    (45658.0, "mm/yyyy", "01/2025"),
    (45658.0, "yyyy", "2025"),
    (45658.0, '"Ngày "d" tháng "m', "01/01"),
    (0.5, "h:mm", "12:00"),
    (1.0, "dd/mm/yyyy", "01/01/1900"),
    (-5.0, "dd/mm/yyyy", "-5"),
    (1e18, "dd/mm/yyyy", "1e+18"),
    (12.0, "", "12"),
    (12.0, '";"0', ";12"),
]


@pytest.mark.parametrize("value, code, expected", NUMBERS)
def test_a_number_is_printed_as_its_format_shows_it(value: float, code: str, expected: str) -> None:
    assert printed(value, code) == expected


def test_a_workbook_that_counts_from_1904_has_the_same_dates() -> None:
    assert printed(44196.0, "dd/mm/yyyy", since_1904=True) == "01/01/2025"


@given(st.floats(), st.text(alphabet='0#?.,%dmyhs"\\[];@E+-_* /$aG', max_size=30))
def test_any_number_prints_under_any_format(value: float, code: str) -> None:
    assert isinstance(printed(value, code), str)


def test_a_sheet_is_its_title_rows_then_its_table() -> None:
    sheet = data(row("DANH MỤC NHIỆM VỤ"), row(""), row("(Kèm theo Kế hoạch số 12/KH-SNV)"), HEADING, row("1", "Rà soát", "Sở Nội vụ"))
    assert blocks(sheet) == [
        "DANH MỤC NHIỆM VỤ",
        "(Kèm theo Kế hoạch số 12/KH-SNV)",
        [["TT", "Nhiệm vụ", "Đơn vị chủ trì"], ["1", "Rà soát", "Sở Nội vụ"]],
    ]


def test_a_letterhead_above_the_heading_stays_a_row_of_its_own() -> None:
    sheet = data(row("UBND TỈNH TÂN GIANG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), row("KẾ HOẠCH"), HEADING, row("1", "a", "b"))
    assert blocks(sheet)[:2] == [[["UBND TỈNH TÂN GIANG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]], "KẾ HOẠCH"]


def test_sheet_names_stand_before_their_sheets_unless_nobody_gave_them() -> None:
    two = xlsx({"Giao việc": data(HEADING), "Sheet2": data(row("a", "b"))})
    assert laid_out(reader.read(two, "a.xlsx")) == ["Giao việc", [["TT", "Nhiệm vụ", "Đơn vị chủ trì"]], "Sheet2", [["a", "b"]]]
    assert blocks(data(HEADING)) == [[["TT", "Nhiệm vụ", "Đơn vị chủ trì"]]]


def test_merged_ranges_repeat_their_cell() -> None:
    rows = row("TT", "Nhiệm vụ", "Thời hạn", number=1) + row("1", "a", "Quý I", number=2) + row("2", "b", "", number=3)
    group = row("Nhóm A", "", "", number=4)
    source = reader.read(xlsx({"Sheet1": data(rows, group) + merges("C2:C3", "A4:C4", "hỏng", "A9:A1")}), "a.xlsx")
    assert laid_out(source)[0][2:] == [["2", "b", "Quý I"], ["Nhóm A", "Nhóm A", "Nhóm A"]]
    (table,) = source.blocks
    assert isinstance(table, Table)
    assert [cell.repeated for cell in table.rows[2].cells] == [False, False, True]


def test_empty_rows_and_columns_are_dropped() -> None:
    sheet = data(
        '<row r="5"><c r="C5" t="str"><v>a</v></c><c r="XFD5" t="str"><v>b</v></c></row>',
        '<row r="1048576"><c r="C1048576"><v>1</v></c></row>',
    )
    assert blocks(sheet) == [[["a", "b"], ["1", ""]]]


def test_shared_strings_keep_their_runs_and_drop_phonetic_guides() -> None:
    strings = "<si><t>Sở Nội vụ</t></si><si><r><t>Quý </t></r><r><rPr><b/></rPr><t>II_x000D_\nnăm 2026</t></r><rPh><t>x</t></rPh></si>"
    cells = "".join(f'<c t="s"><v>{n}</v></c>' for n in (0, 1, 99, -1))
    assert blocks(data(f"<row>{cells}</row>"), strings=strings) == [[["Sở Nội vụ", "Quý II\nnăm 2026"]]]


def test_words_in_legacy_fonts_are_decoded() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["NhiÖm vô", "Nhiệm vụ"])
    sheet["A1"].font = Font(name=".VnTime")
    buffer = io.BytesIO()
    workbook.save(buffer)
    assert laid_out(reader.read(buffer.getvalue(), "a.xlsx")) == [[["Nhiệm vụ", "Nhiệm vụ"]]]


def test_a_workbook_made_by_another_program_reads() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Nhiệm vụ"
    sheet.append(["TT", "Việc", "Hạn", "Tỷ lệ", "Xong"])
    sheet.append([1, "Rà soát", date(2026, 7, 15), 0.95, True])
    sheet.append([2, "Báo cáo", datetime(2026, 8, 1, 17, 30), 1, False])
    sheet["D2"].number_format = "0%"
    sheet["C2"].number_format = "DD/MM/YYYY"
    sheet["C3"].number_format = "DD/MM/YYYY HH:MM"
    buffer = io.BytesIO()
    workbook.save(buffer)
    assert laid_out(reader.read(buffer.getvalue(), "a.xlsx")) == [
        "Nhiệm vụ",
        [
            ["TT", "Việc", "Hạn", "Tỷ lệ", "Xong"],
            ["1", "Rà soát", "15/07/2026", "95%", "TRUE"],
            ["2", "Báo cáo", "01/08/2026 17:30", "1", "FALSE"],
        ],
    ]


def test_hidden_sheets_and_rows_are_read_with_a_note() -> None:
    for book in (xlsx({"~Ẩn": data(HEADING)}), xlsx({"Sheet1": data(HEADING, row("1", "a", "b", hidden=True))})):
        source = reader.read(book, "a.xlsx")
        assert source.blocks
        assert [note.code for note in source.notes] == ["xlsx.hidden"]


def test_formulas_give_their_saved_value_and_a_note_where_there_is_none() -> None:
    source = reader.read(
        xlsx({"Sheet1": data('<row><c><f>1+1</f><v>2</v></c><c t="str"><f>A1</f><v>x</v></c><c><f>B1</f></c></row>')}), "a.xlsx"
    )
    assert laid_out(source) == [[["2", "x"]]]
    assert [note.code for note in source.notes] == ["xlsx.formulas"]


def test_progress_is_told_after_each_sheet() -> None:
    told: list[tuple[int, int]] = []
    reader.read(xlsx({"A": data(HEADING), "B": ""}), "a.xlsx", progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_a_package_without_a_workbook_is_broken() -> None:
    with pytest.raises(BrokenFile):
        reader.read(zipped({"xl/workbook.xml": "<x/>"}), "a.xlsx")


def test_too_many_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_CELLS", 5)
    assert len(blocks(data(row(*"abcde")))) == 1
    with pytest.raises(TooLarge):
        blocks(data(row(*"abcdef")))


def test_too_many_empty_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_LOOKED_AT", 20)
    with pytest.raises(TooLarge):
        blocks(data("<row/>" * 10, f"<row>{'<c/>' * 11}</row>"))


def test_one_long_string_in_many_cells_is_refused() -> None:
    cells = '<c t="s"><v>0</v></c>' * 1000
    with pytest.raises(TooLarge):
        reader.read(xlsx({"Sheet1": data(f"<row>{cells}</row>")}, strings=f"<si><t>{'việc ' * 6000}</t></si>"), "a.xlsx")


def test_a_sparse_sheet_with_a_huge_grid_is_refused() -> None:
    diagonal = "".join(f'<row r="{n}"><c r="{_letters(n)}{n}"><v>1</v></c></row>' for n in range(1, 1001))
    with pytest.raises(TooLarge):
        reader.read(xlsx({"Sheet1": data(diagonal)}), "a.xlsx")


def _letters(number: int) -> str:
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def test_merges_over_everything_cost_nothing() -> None:
    sheet = data(HEADING) + merges(*["A1:XFD1048576"] * 2000)
    assert blocks(sheet) == ["TT"]


SEED = xlsx(
    {"Việc": data(HEADING, '<row r="2"><c r="A2" s="1"><v>45658</v></c><c r="B2" t="s"><v>0</v></c></row>') + merges("A1:B1")},
    strings="<si><t>Rà soát</t></si>",
    styles='<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><fonts><font><name val=".VnTime"/></font></fonts>'
    '<cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="164" fontId="0"/></cellXfs>',
)
PARTS = {info.filename: zipfile.ZipFile(io.BytesIO(SEED)).read(info) for info in zipfile.ZipFile(io.BytesIO(SEED)).infolist()}
SCRAPS = st.sampled_from(["<row>", '<c t="s"><v>-7</v></c>', "<v>1e999</v>", 'r="ZZZZ99999999999"', 's="-1"', '"', "<is/>", "nan", "\x00"])


@given(st.sampled_from(sorted(PARTS)), st.integers(0, 2000), st.integers(0, 30), SCRAPS)
def test_mutated_parts_raise_nothing_but_named_errors(name: str, at: int, gone: int, scrap: str) -> None:
    content = PARTS[name].decode()
    at %= len(content)
    try:
        reader.read(zipped({**PARTS, name: (content[:at] + scrap + content[at + gone :]).encode()}), "a.xlsx")
    except UnreadableSource:
        return
