"""Turns pictures of pages of our own making into text, where tesseract is installed, and damaged ones into named errors."""

from __future__ import annotations

import io
import os
import random
import shutil
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from dondoc.engine.sources import pdf, scan
from dondoc.engine.sources.errors import BrokenFile, MissingProgram, TooLarge, UnreadableSource
from dondoc.engine.sources.pdf_page import Marked
from dondoc.engine.sources.pdf_spread import Spread
from dondoc.engine.sources.scan_picture import grey_of, levelled, skew_of
from dondoc.engine.sources.scan_slips import mended, with_numbers_mended
from dondoc.engine.sources.source import Format, Paragraph, Source, Table
from tests.engine.sources.pdf_makers import LETTERHEAD, SIGNATURE, pictures, scanned, typeset

needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None and os.environ.get("CI") != "true", reason="tesseract-ocr and tesseract-ocr-vie are not installed"
)
TASK = "Giao Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành rà soát thủ tục hành chính, báo cáo trước ngày 30/6/2024."
TABLE = """#set par(justify: false, first-line-indent: 0pt)
#table(columns: (12mm, 1fr, 40mm), inset: 7pt, [*TT*], [*Nhiệm vụ*], [*Chủ trì*],
  [1], [Rà soát thủ tục hành chính], table.cell(rowspan: 2)[Sở Nội vụ], [2], [Báo cáo kết quả thực hiện],
  [3], [Công khai kết quả], [Sở Y tế])
"""


def paragraphs(source: Source) -> list[str]:
    """The text of each paragraph outside tables."""
    return [source.text[block.start : block.end] for block in source.blocks if isinstance(block, Paragraph)]


def as_bytes(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """A picture as a file."""
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


@pytest.fixture(scope="module")
def page() -> Image.Image:
    """A scanned page with a letterhead, a task and a signature."""
    return pictures(typeset(LETTERHEAD + TASK + "\n\n" + SIGNATURE))[0]


@pytest.mark.programs
@needs_tesseract
def test_a_scanned_page_gives_letterhead_task_and_signature(page: Image.Image) -> None:
    told: list[tuple[int, int]] = []
    source = scan.read(as_bytes(page, dpi=(200, 200)), "a.png", progress=lambda done, total: told.append((done, total)))
    found = paragraphs(source)
    assert source.format is Format.SCAN
    assert {"UBND TỈNH TÂN GIANG", "Số: 83/KH-SNV", "Độc lập - Tự do - Hạnh phúc", TASK, "Nơi nhận:", "Lê Thị Lan"} <= set(found)
    assert found.index("Nơi nhận:") < found.index("GIÁM ĐỐC")
    assert told == [(1, 1)]
    assert "page.ocr" in {note.code for note in source.notes}


@pytest.mark.programs
@needs_tesseract
def test_a_skewed_page_under_a_red_stamp_still_reads(page: Image.Image) -> None:
    stamped = page.copy()
    ImageDraw.Draw(stamped).ellipse((600, 450, 1000, 850), outline=(215, 30, 40), width=14)
    source = scan.read(as_bytes(stamped.rotate(1.7, fillcolor="white", resample=Image.Resampling.BICUBIC), "JPEG", quality=80), "a.jpg")
    assert TASK in paragraphs(source)


@pytest.mark.programs
@needs_tesseract
def test_a_page_on_its_side_is_turned_upright(page: Image.Image) -> None:
    assert TASK in paragraphs(scan.read(as_bytes(page.rotate(90, expand=True)), "a.png"))


@pytest.mark.programs
@needs_tesseract
def test_a_scanned_table_gives_rows_with_merged_cells_and_lone_figures() -> None:
    source = pdf.read(scanned(typeset(TASK + "\n\n" + TABLE)), "a.pdf")
    (table,) = (block for block in source.blocks if isinstance(block, Table))
    found = [[source.text[cell.start : cell.end] for cell in row.cells] for row in table.rows]
    assert found == [
        ["TT", "Nhiệm vụ", "Chủ trì"],
        ["1", "Rà soát thủ tục hành chính", "Sở Nội vụ"],
        ["2", "Báo cáo kết quả thực hiện", "Sở Nội vụ"],
        ["3", "Công khai kết quả", "Sở Y tế"],
    ]


@pytest.mark.programs
@needs_tesseract
def test_every_page_of_a_tiff_is_read_in_order() -> None:
    pages = [picture.convert("1") for picture in pictures(typeset("Trang đầu giao Sở Y tế.\n#pagebreak()\nTrang sau giao Sở Nội vụ."))]
    source = scan.read(as_bytes(pages[0], "TIFF", save_all=True, append_images=pages[1:], dpi=(200, 200)), "a.tif")
    assert paragraphs(source) == ["Trang đầu giao Sở Y tế.", "Trang sau giao Sở Nội vụ."]
    assert source.pages == 2


@pytest.mark.programs
@needs_tesseract
def test_doubtful_words_stand_where_their_spans_say() -> None:
    small = pictures(typeset(TASK * 3), dpi=60)[0]
    source = scan.read(as_bytes(small, dpi=(60, 60)), "a.png")
    for span in source.doubtful:
        assert source.text[span.start : span.end].strip() == source.text[span.start : span.end] != ""


def test_without_tesseract_the_message_names_both_packages(monkeypatch: pytest.MonkeyPatch, page: Image.Image) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(MissingProgram, match="tesseract-ocr and tesseract-ocr-vie"):
        scan.read(as_bytes(page), "a.png")


def test_a_picture_that_unpacks_to_billions_of_pixels_is_refused_unopened() -> None:
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    chunk = b"IHDR" + head
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(head)) + chunk + struct.pack(">I", zlib.crc32(chunk))
    with pytest.raises(TooLarge):
        scan.read(data + struct.pack(">I", 0) + b"IEND" + struct.pack(">I", zlib.crc32(b"IEND")), "bomb.png")


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"II*\x00\x08\x00\x00\x00", b"GIF89a" + b"\x00" * 40])
def test_what_is_no_whole_picture_is_called_broken(data: bytes) -> None:
    with pytest.raises(BrokenFile):
        scan.read(data, "a.png")


_SMALL = {kind: as_bytes(Image.new("L", (60, 40), 255), kind) for kind in ("PNG", "JPEG", "TIFF")}


@settings(max_examples=60)
@given(seed=st.integers(0, 2**32), kind=st.sampled_from(sorted(_SMALL)))
def test_a_damaged_picture_reads_or_is_refused_by_name(seed: int, kind: str) -> None:
    dice = random.Random(seed)
    data = bytearray(_SMALL[kind])
    for _ in range(dice.randint(1, 8)):
        at = dice.randrange(len(data))
        data[at : at + dice.randint(0, 4)] = dice.randbytes(dice.randint(0, 4))
        if not data:
            break
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shutil, "which", lambda _name: None)
        with pytest.raises(UnreadableSource):
            scan.read(bytes(data), f"a.{kind.lower()}")


@pytest.mark.parametrize("angle", [-1.8, -0.6, 0.0, 0.9, 2.0])
def test_skew_is_measured_to_a_tenth_of_a_degree(page: Image.Image, angle: float) -> None:
    turned = page.rotate(angle, fillcolor="white", resample=Image.Resampling.BICUBIC)
    assert skew_of(grey_of(np.asarray(turned))) == pytest.approx(-angle, abs=0.15)


def test_a_red_stamp_fades_and_black_letters_stay() -> None:
    picture = np.array([[[220, 30, 40], [20, 20, 25], [255, 255, 255]]], dtype=np.uint8)
    assert [int(value) for value in grey_of(picture)[0]] == [220, 25, 255]


def test_rules_of_a_table_are_found_and_underlines_left_alone() -> None:
    sheet = Image.new("L", (1654, 2339), 255)
    pen = ImageDraw.Draw(sheet)
    pen.line((200, 150, 700, 150), fill=0, width=3)
    assert levelled(np.asarray(sheet), 200 / 72).rules == ()
    for at in (500, 700, 900):
        pen.line((200, at, 1400, at), fill=0, width=3)
    for at in (200, 800, 1400):
        pen.line((at, 500, at, 900), fill=0, width=3)
    found = levelled(np.asarray(sheet), 200 / 72)
    assert sum(not rule.level for rule in found.rules) == 3
    assert sum(rule.level for rule in found.rules) == 4
    assert found.grey.min() > 200


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("— Sở Y tế", "- Sở Y tế"),
        ("-Sở Y tế", "- Sở Y tế"),
        ("† Rà soát", "+ Rà soát"),
        ("+Rà soát", "+ Rà soát"),
        ("l. Mục đích", "1. Mục đích"),
        ("2, Sở Nội vụ", "2. Sở Nội vụ"),
        ("a ) Trách nhiệm", "a) Trách nhiệm"),
        ("ð) Phối hợp", "đ) Phối hợp"),
        ("ngày 3| tháng 12", "ngày 31 tháng 12"),
        ("Sở Nội vụ - Sở Y tế", "Sở Nội vụ - Sở Y tế"),
        ("10,5 triệu", "10,5 triệu"),
        ("I. MỤC ĐÍCH", "I. MỤC ĐÍCH"),
        ("IL. NỘI DUNG", "II. NỘI DUNG"),
        ("VlI. TỔ CHỨC", "VII. TỔ CHỨC"),
        ("1. Sở Y tế", "1. Sở Y tế"),
        ("11. Sở Y tế", "11. Sở Y tế"),
        ("-5 độ", "-5 độ"),
    ],
)
def test_slips_at_the_head_of_a_line_are_mended_and_nothing_else(read: str, printed: str) -> None:
    assert mended(read) == printed


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        (["1", "z", "3"], ["1", "2", "3"]),
        (["TT", "1", "", "3", "4"], ["TT", "1", "2", "3", "4"]),
        (["TT", "", "", "3", "4"], ["TT", "1", "2", "3", "4"]),
        (["5", "", "", "7"], ["5", "", "", "7"]),
        (["1", "2", ""], ["1", "2", ""]),
        (["7", "3", "x", "5"], ["7", "3", "x", "5"]),
    ],
)
def test_numbers_of_rows_are_mended_only_where_one_choice_is_left(read: list[str], printed: list[str]) -> None:
    rows = tuple(((1, 2 * index), (1, 2 * index + 1)) for index in range(len(read)))
    table = Spread(rows, {row[0]: Marked(text) for row, text in zip(rows, read, strict=True) if text}, (1,) * len(rows), (0.0, 1.0, 2.0))
    found = with_numbers_mended(table)
    assert [found.row_words(index)[0] for index in range(len(read))] == printed
