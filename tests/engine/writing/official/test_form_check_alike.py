"""Rows that are set alike are read once: the check says what it says when every row is read."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from functools import cache
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.sources.errors import BrokenFile
from dondoc.engine.writing.official.docx import official_docx
from dondoc.engine.writing.official.form_check import FormReview, check_form, word_file
from dondoc.engine.writing.official.form_check.alike import KEPT, without_alike_rows
from tests.engine.writing.official.documents import report

RED = '<w:rPr><w:color w:val="FF0000"/></w:rPr>'
SMALL = '<w:rPr><w:sz w:val="16"/></w:rPr>'
FOREIGN = '<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/></w:rPr>'
TEXTS = st.sampled_from(
    (
        "Rà soát hồ sơ",
        "12%",
        " ",
        "",
        "Sở TN&amp;MT",
        unicodedata.normalize("NFD", "Đã xong"),
        "Điện trở 5 \u2126",
        "Nơi nhận:",
        "NƠI NHẬN:",
        "- Như trên;",
        "Phụ lục I",
        "a) Một",
    )
)
CELLS = st.tuples(st.sampled_from(("", "", RED, SMALL, FOREIGN)), TEXTS)
KINDS = st.sampled_from(("plain", "plain", "numbered", "nested", "apart"))
ROWS = st.tuples(st.lists(CELLS, min_size=1, max_size=2), st.integers(0, 12), KINDS)


@cache
def parts() -> dict[str, bytes]:
    """Return the parts of a report that is in form."""
    with zipfile.ZipFile(io.BytesIO(official_docx(report(rows=3)))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def holding(body: str) -> bytes:
    """Return the report with more at the end of its body, as DOCX."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, data in parts().items():
            before, last, after = data.rpartition(b"<w:sectPr>")
            archive.writestr(name, before + body.encode() + last + after if name == "word/document.xml" else data)
    return held.getvalue()


def row_of(cells: list[tuple[str, str]], number: int, kind: str) -> str:
    """Return a table row; Word numbers its edits, a row may hold a table, and a bookmark may stand between rows."""
    inner = "".join(f"<w:tc><w:p><w:r>{look}<w:t>{text}</w:t></w:r></w:p></w:tc>" for look, text in cells)
    if kind == "numbered":
        return f'<w:tr w:rsidR="00{number:06}" w:rsidTr="00AA{number:04}">{inner}</w:tr>'
    if kind == "nested":
        return f"<w:tr><w:tc><w:p/><w:tbl>{f'<w:tr>{inner}</w:tr>' * number}</w:tbl><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>"
    return f'<w:bookmarkEnd w:id="{number}"/><w:tr>{inner}</w:tr>' if kind == "apart" else f"<w:tr>{inner}</w:tr>"


def table(rows: list[tuple[list[tuple[str, str]], int, str]]) -> str:
    """Return a table with each row so many times."""
    return f"<w:tbl>{''.join(row_of(cells, time, kind) for cells, times, kind in rows for time in range(times))}</w:tbl><w:p/>"


def reading_every_row(data: bytes) -> FormReview:
    """Return the check without leaving out a row."""
    with mock.patch.object(word_file, "without_alike_rows", lambda xml: xml):
        return check_form(data, "tep.docx")


@given(st.lists(st.lists(ROWS, max_size=6), max_size=3))
def test_what_is_left_out_changes_nothing_that_is_said(tables: list[list[tuple[list[tuple[str, str]], int, str]]]) -> None:
    data = holding("".join(table(rows) for rows in tables))

    assert check_form(data, "tep.docx") == reading_every_row(data)


def test_a_long_table_of_one_form_is_read_by_its_first_rows() -> None:
    xml = parts()["word/document.xml"]
    rows = "".join(f"<w:tr><w:tc><w:p><w:r>{SMALL}<w:t>Dòng {row}</w:t></w:r></w:p></w:tc></w:tr>" for row in range(1000))
    data = holding(f"<w:tbl>{rows}</w:tbl><w:p/>")

    left = without_alike_rows(xml.replace(b"</w:body>", f"<w:tbl>{rows}</w:tbl></w:body>".encode()))

    assert left.count(b"<w:tr w:like=") >= 1000 - KEPT
    assert b"D\xc3\xb2ng 999" not in left
    (finding,) = [finding for finding in check_form(data, "tep.docx").findings if finding.code == "table.size"]
    assert (finding.count, [place.words for place in finding.places]) == (1000, [f"Dòng {row}" for row in range(5)])


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda xml: xml.replace(b"UTF-8", b"windows-1258"), id="another encoding"),
        pytest.param(lambda xml: xml.replace(b"</w:body>", b"<!-- </w:tr> --></w:body>"), id="a comment"),
        pytest.param(lambda xml: xml.replace(b"w:", b"v:").replace(b"xmlns:v", b"xmlns:v", 1), id="another prefix"),
        pytest.param(lambda xml: xml.replace("Còn trễ hạn".encode(), b"\xe1\xba"), id="broken letters"),
    ],
)
def test_a_part_that_may_read_otherwise_is_read_whole(change: object) -> None:
    assert callable(change)
    changed = change(parts()["word/document.xml"])

    assert without_alike_rows(changed) == changed


def test_a_row_that_is_no_xml_is_refused_though_it_looks_like_others() -> None:
    good = "<w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>"
    bad = good.replace(">x<", ">&x<")

    with pytest.raises(BrokenFile):
        check_form(holding(f"<w:tbl>{good * 10}{bad}</w:tbl><w:p/>"), "tep.docx")
