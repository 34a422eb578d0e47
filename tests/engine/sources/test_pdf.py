"""Turns PDFs of our own making into the paragraphs, tables and notes that a reader must find in them."""

from __future__ import annotations

import json
import random
import shutil
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.sources import pdf
from dondoc.engine.sources.errors import BrokenFile, EncryptedFile, MissingProgram, TooLarge, UnreadableSource
from dondoc.engine.sources.source import Format, Paragraph, Source, Table
from tests.corpus import CORPUS, needs_corpus
from tests.engine.sources import shape
from tests.engine.sources.pdf_makers import LETTERHEAD, SIGNATURE, locked, scanned, typeset, written

TASK = (
    "Giao Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành cấp tỉnh và Ủy ban nhân dân các huyện, thị xã, thành phố rà soát toàn bộ "
    "thủ tục hành chính còn chậm giải quyết, báo cáo Chủ tịch Ủy ban nhân dân tỉnh trước ngày 30/6/2024."
)
FIELDS = "y tế, giáo dục, nội vụ, tư pháp, xây dựng, công thương, tài chính, nông nghiệp, văn hóa, du lịch, thanh tra, dân tộc".split(", ")
TASKS = [TASK.replace("thủ tục hành chính", f"thủ tục {first} và {second}") for first in FIELDS for second in FIELDS[:3]]
ROWS = [
    (
        str(number),
        f"Rà soát nhóm thủ tục hành chính thứ {number} thuộc phạm vi quản lý của ngành, bỏ giấy tờ không cần thiết",
        "Sở Nội vụ",
        f"Quý II/{2020 + number % 5}",
    )
    for number in range(1, 41)
]


def paragraphs(source: Source) -> list[str]:
    """The text of each paragraph outside tables."""
    return [source.text[block.start : block.end] for block in source.blocks if isinstance(block, Paragraph)]


def rows(source: Source) -> list[list[str]]:
    """The text of each cell of each row, a merged cell only at its first place."""
    tables = (block for block in source.blocks if isinstance(block, Table))
    return [
        [" ".join(source.text[cell.start : cell.end].split()) for cell in row.cells if not cell.repeated]
        for table in tables
        for row in table.rows
    ]


def codes(source: Source) -> set[str]:
    """The codes of the notes."""
    return {note.code for note in source.notes}


def table_markup(body: list[tuple[str, ...]], head: tuple[str, ...] = ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn")) -> str:
    """A ruled table whose head is repeated on each page."""
    cells = ", ".join(f"[{cell}]" for row in body for cell in row)
    heads = ", ".join(f"[*{cell}*]" for cell in head)
    return f"#set par(justify: false, first-line-indent: 0pt)\n#table(columns: (12mm, 1fr, 35mm, 30mm), table.header({heads}), {cells})\n"


def test_a_letterhead_is_read_column_by_column() -> None:
    source = pdf.read(typeset(LETTERHEAD + f"#align(center)[*KẾ HOẠCH*]\n\n{TASK}"), "a.pdf")
    assert paragraphs(source) == [
        "UBND TỈNH TÂN GIANG",
        "SỞ NỘI VỤ",
        "Số: 83/KH-SNV",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Tân Giang, ngày 24 tháng 3 năm 2024",
        "KẾ HOẠCH",
        TASK,
    ]
    assert source.format is Format.PDF
    assert source.pages == 1


def test_a_signature_block_keeps_addressees_and_signer_apart() -> None:
    found = paragraphs(pdf.read(typeset(f"{TASK}\n\n{SIGNATURE}"), "a.pdf"))
    assert found == [TASK, "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "GIÁM ĐỐC", "Lê Thị Lan"]


def test_wrapped_lines_become_the_paragraphs_they_were_typed_as() -> None:
    typed = [f"{number}. {task}" for number, task in enumerate(TASKS, 1)]
    source = pdf.read(typeset("\n\n".join(text.replace(". ", "\\. ", 1) for text in typed), numbered=True), "a.pdf")
    assert (source.pages or 0) > 2
    assert paragraphs(source) == typed
    assert "page.running-text" in codes(source)


def test_a_word_broken_at_its_hyphen_is_whole_again() -> None:
    text = " ".join(["phòng, chống dịch Covid-19 theo Nghị quyết số 173/NQ-HĐND của Hội đồng nhân dân tỉnh;"] * 12)
    assert paragraphs(pdf.read(typeset(text), "a.pdf")) == [text]


def test_dash_items_without_indent_stay_apart() -> None:
    items = [f"- {TASK}", "- Sở Y tế báo cáo kết quả;", "+ Ủy ban nhân dân các xã rà soát;"]
    body = "#set par(first-line-indent: 0pt)\n" + "\n\n".join(item.replace("-", "\\-", 1).replace("+", "\\+", 1) for item in items)
    assert paragraphs(pdf.read(typeset(body), "a.pdf")) == items


def test_a_ruled_table_over_pages_is_one_table_with_one_head() -> None:
    source = pdf.read(typeset(table_markup(ROWS), numbered=True), "a.pdf")
    assert (source.pages or 0) > 2
    assert len([block for block in source.blocks if isinstance(block, Table)]) == 1
    assert rows(source) == [["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"], *map(list, ROWS)]


def test_merged_cells_stand_at_every_place_they_cover() -> None:
    body = """#table(columns: (1fr, 1fr, 1fr), table.cell(colspan: 3)[*NHÓM NHIỆM VỤ*],
      table.cell(rowspan: 2)[Sở Y tế], [Rà soát], [Quý I], [Báo cáo], [Quý II])"""
    source = pdf.read(typeset(body), "a.pdf")
    (table,) = source.blocks
    assert isinstance(table, Table)
    texts = [[source.text[cell.start : cell.end] for cell in row.cells] for row in table.rows]
    assert texts == [["NHÓM NHIỆM VỤ"] * 3, ["Sở Y tế", "Rà soát", "Quý I"], ["Sở Y tế", "Báo cáo", "Quý II"]]
    assert [cell.repeated for cell in table.rows[2].cells] == [True, False, False]


def test_a_running_head_on_every_page_is_dropped_with_a_note() -> None:
    head = "#set page(header: align(right)[Kế hoạch cải cách hành chính tỉnh Tân Giang])\n"
    source = pdf.read(typeset(head + "\n\n".join(TASKS)), "a.pdf")
    assert paragraphs(source) == TASKS
    assert "page.running-text" in codes(source)


def test_page_numbers_that_begin_anew_are_dropped_too() -> None:
    parts = ["\n\n".join(TASKS[:18]), "\n#pagebreak()\n#counter(page).update(1)\n", "\n\n".join(TASKS[18:])]
    source = pdf.read(typeset("".join(parts), numbered=True), "a.pdf")
    assert paragraphs(source) == TASKS


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_shown_turned_reads_the_same(rotate: int) -> None:
    lines = ["Giao So Noi vu chu tri, phoi hop voi cac so, ban, nganh ra soat", "thu tuc hanh chinh va bao cao truoc ngay 30/6/2024."]
    assert " ".join(paragraphs(pdf.read(written(lines, rotate=rotate), "a.pdf"))) == " ".join(lines)


def test_a_landscape_page_drawn_sideways_on_a_portrait_sheet_is_read_level() -> None:
    lines = ["Giao So Noi vu chu tri, phoi hop voi cac so, ban, nganh ra soat", "thu tuc hanh chinh va bao cao truoc ngay 30/6/2024."]
    source = pdf.read(written(lines, matrix="0 1 -1 0 60 60"), "a.pdf")
    assert " ".join(paragraphs(source)) == " ".join(lines)
    assert "page.rotated-text" not in codes(source)


def test_slanted_words_across_the_page_are_dropped_with_a_note() -> None:
    mark = "#set page(foreground: rotate(-35deg, text(size: 60pt, fill: luma(200))[BẢN THẢO]))\n"
    source = pdf.read(typeset(mark + TASK), "a.pdf")
    assert paragraphs(source) == [TASK]
    assert "page.rotated-text" in codes(source)


def test_a_stamp_of_receipt_is_dropped_with_a_note() -> None:
    stamp = """#place(dx: 0mm, dy: 60mm, text(fill: red, size: 10pt)[#set par(first-line-indent: 0pt)
CÔNG VĂN ĐẾN \\ Số: 1234 \\ Ngày: 12/3/2024 \\ Chuyển: Phòng Tổ chức])\n"""
    source = pdf.read(typeset(stamp + LETTERHEAD + TASK), "a.pdf")
    assert "page.received-stamp" in codes(source)
    assert "Số: 83/KH-SNV" in paragraphs(source)
    assert not [text for text in paragraphs(source) if "1234" in text or "Chuyển" in text]


def test_the_mark_of_a_digital_signature_is_dropped_with_a_note() -> None:
    mark = """#place(dx: 90mm, dy: -12mm, text(size: 7pt)[#set par(first-line-indent: 0pt, leading: 3pt)
Người ký: Sở Nội vụ tỉnh Tân Giang \\
Email: snv\\@tangiang.example \\ Cơ quan: Tỉnh Tân Giang \\ Thời gian ký: 24.03.2024 10:21:11 +07:00])\n"""
    source = pdf.read(typeset(mark + LETTERHEAD + TASK), "a.pdf")
    assert "page.signature-mark" in codes(source)
    assert paragraphs(source)[0] == "UBND TỈNH TÂN GIANG"
    assert paragraphs(source)[-1] == TASK


def test_text_in_a_pre_unicode_font_is_decoded_by_the_name_of_the_font() -> None:
    # TCVN3 of "Sở Nội vụ chủ trì, phối hợp với các sở rà soát thủ tục hành chính"
    line = "Së Néi vô chñ tr×, phèi hîp víi c¸c së rµ so¸t thñ tôc hµnh chÝnh"
    source = pdf.read(written([line, line], font=".VnTime"), "a.pdf")
    assert source.text.startswith("Sở Nội vụ chủ trì, phối hợp với các sở rà soát thủ tục hành chính")


def test_a_pdf_locked_against_opening_is_named_so() -> None:
    with pytest.raises(EncryptedFile):
        pdf.read(locked(opens=False), "a.pdf")


def test_a_pdf_locked_only_against_changes_is_read() -> None:
    assert paragraphs(pdf.read(locked(opens=True), "a.pdf")) == ["Giao So Noi vu chu tri"]


def test_too_many_pages_are_refused_before_any_work() -> None:
    data = written(["Mot trang"], pages=10_000)
    began = time.perf_counter()
    with pytest.raises(TooLarge):
        pdf.read(data, "a.pdf")
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"not a pdf at all", b"%PDF-1.4\n" + b"\x00" * 500])
def test_what_is_no_pdf_is_called_broken(data: bytes) -> None:
    with pytest.raises(BrokenFile):
        pdf.read(data, "a.pdf")


def test_a_scanned_pdf_without_ocr_names_the_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(MissingProgram, match="tesseract-ocr-vie"):
        pdf.read(scanned(typeset(TASK), dpi=60), "scan.pdf")


def test_a_scanned_page_among_others_is_noted_where_ocr_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    garbled = "qzx wkf jjh ttq " * 8
    source = pdf.read(written([garbled, garbled]), "a.pdf")
    assert "page.garbled" in codes(source)
    assert garbled.split()[0] in source.text


def test_every_line_of_the_text_belongs_to_one_block_or_cell() -> None:
    source = pdf.read(typeset(LETTERHEAD + TASK + "\n\n" + table_markup(ROWS[:3]) + SIGNATURE), "a.pdf")
    shape.check(source)


_GOOD = typeset(LETTERHEAD + TASK + table_markup(ROWS[:4]))
_SMALL = written(["Giao So Noi vu", "chu tri ra soat"])


@given(seed=st.integers(0, 2**32), small=st.booleans())
def test_a_damaged_pdf_reads_or_is_refused_by_name(seed: int, small: bool) -> None:
    dice = random.Random(seed)
    data = bytearray(_SMALL if small else _GOOD)
    for _ in range(dice.randint(1, 12)):
        at = dice.randrange(len(data))
        match dice.randrange(3):
            case 0:
                data[at] = dice.randrange(256)
            case 1:
                del data[at : at + dice.randint(1, 40)]
            case _:
                data[at:at] = dice.randbytes(dice.randint(1, 20))
    try:
        pdf.read(bytes(data), "a.pdf")
    except UnreadableSource as error:
        assert error.vi  # noqa: PT017 - most damage is read over, some is refused


@needs_corpus
def test_the_rendered_directive_gives_back_its_paragraphs_and_rows() -> None:
    assert CORPUS
    folder = CORPUS / "renderings"
    truth = json.loads((folder / "thanh-hoa-ubnd-2022.truth.json").read_text(encoding="utf-8"))
    source = pdf.read((folder / "thanh-hoa-ubnd-2022.pdf").read_bytes(), "a.pdf")
    wanted = [" ".join(text.split()) for kind, text in truth if kind == "p"]
    found = set(paragraphs(source))
    assert sum(text in found for text in wanted) >= 0.99 * len(wanted)
    assert all([" ".join(cell.split()) for cell in row] in rows(source) for row in truth[-1][1])


@needs_corpus
def test_numbers_filled_in_by_the_office_are_read_in_their_place() -> None:
    assert CORPUS
    found = paragraphs(pdf.read((CORPUS / "quang-ngai-ubnd-2025.pdf").read_bytes(), "a.pdf"))
    assert "Số: 11/TB-UBND" in found
    assert any(text.endswith("ngày 08 tháng 01 năm 2025") for text in found)
