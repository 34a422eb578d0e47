"""Hostile, broken and mutated Word files end in a named error or in text, within bounds."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.sources import docx as reader
from dondoc.engine.sources import docx_body
from dondoc.engine.sources.errors import BrokenFile, EncryptedFile, TooLarge, UnreadableSource
from dondoc.engine.sources.source import Paragraph, Table
from tests.engine.sources.laid_out import laid_out
from tests.engine.sources.office_files import docx, level, num, p, r, shape, tbl, tc, tr, zipped

SPAN = "<w:gridSpan w:val='2'/>"
DOWN, ON = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"

DTD = '<?xml version="1.0"?><!DOCTYPE w:document [{}]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{}</w:document>'
HOSTILE_XML = {
    "external entity": DTD.format('<!ENTITY x SYSTEM "file:///etc/passwd">', "<w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body>"),
    "billion laughs": DTD.format('<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">', "<w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body>"),
    "external subset": DTD.format('<!ENTITY % d SYSTEM "http://127.0.0.1:9/d">%d;', "<w:body/>"),
    "not XML": "Kế hoạch",
    "cut off": "<w:document xmlns:w='x'><w:body>",
    "another root": "<html><body/></html>",
    "too deep": "<a>" * 5000 + "</a>" * 5000,
}


@pytest.mark.parametrize("content", HOSTILE_XML.values(), ids=HOSTILE_XML.keys())
def test_unsafe_or_broken_xml_is_refused_by_name(content: str) -> None:
    for data in (content.encode(), content.replace('<?xml version="1.0"?>', "").encode("utf-16")):
        with pytest.raises(BrokenFile):
            reader.read(zipped({"word/document.xml": data}), "a.docx")


def test_a_document_of_millions_of_tags_is_refused_before_it_is_parsed() -> None:
    body = "<w:document xmlns:w='x'>" + "<w:p/>" * 2_000_001 + "</w:document>"
    with pytest.raises(TooLarge):
        reader.read(zipped({"word/document.xml": body}, zipfile.ZIP_STORED), "a.docx")


def test_a_part_under_a_password_is_named_as_such() -> None:
    data = bytearray(docx(p("x")))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    with pytest.raises(EncryptedFile):
        reader.read(bytes(data), "a.docx")


def test_a_span_of_a_billion_columns_is_cut() -> None:
    body = tbl(*(tr(tc("a", "<w:gridSpan w:val='999999999'/>"), tc("b")) for _ in range(50)))
    source = reader.read(docx(body), "a.docx")
    (table,) = source.blocks
    assert isinstance(table, Table)
    assert len(table.rows[0].cells) <= 128


def test_rows_that_claim_more_places_than_allowed_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_body, "MAX_PLACES", 100)
    empty = tr(properties="<w:gridBefore w:val='60'/>")
    padded = tbl(tr(*(tc("x") for _ in range(20))), *(tr(tc("y")) for _ in range(10)))
    for body in (tbl(empty, empty), padded):
        with pytest.raises(TooLarge):
            reader.read(docx(body), "a.docx")


def test_fields_that_never_end_silence_only_their_paragraph() -> None:
    begin = "<w:r><w:fldChar w:fldCharType='begin'/></w:r>"
    end = "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    body = f"<w:p>{begin * 50}{r('lạc')}{end * 50}{end * 3}{r('còn')}</w:p>" + p("sau")
    assert laid_out(reader.read(docx(body), "a.docx")) == ["còn", "sau"]


SEED = docx(
    p("Kế hoạch", style="T")
    + p("Một", number=(1, 0))
    + tbl(tr(tc("a", SPAN), tc("b", DOWN)), tr(tc("1"), tc("2"), tc("", ON)))
    + f"<w:p>{r('x')}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>",
    styles="<w:style w:type='paragraph' w:default='1' w:styleId='T'><w:basedOn w:val='T'/></w:style>",
    numbering=shape(0, level(0, "%1.")) + num(1, 0),
    footnotes=f"<w:footnote w:id='2'>{p('ghi chú')}</w:footnote>",
)


@given(st.lists(st.tuples(st.integers(0, len(SEED) - 1), st.integers(0, 255)), min_size=1, max_size=6), st.integers(0, len(SEED)))
def test_mutated_files_raise_nothing_but_named_errors(changes: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(SEED)
    for at, value in changes:
        data[at] = value
    for mutated in (bytes(data), bytes(data[:cut])):
        try:
            reader.read(mutated, "a.docx")
        except UnreadableSource:
            return


PARTS = {info.filename: zipfile.ZipFile(io.BytesIO(SEED)).read(info) for info in zipfile.ZipFile(io.BytesIO(SEED)).infolist()}
SCRAPS = st.sampled_from(
    ["<w:p>", "</w:p>", "<w:tbl>", "<w:tr>", "</w:tc>", 'w:val="-1"', 'w:val="99999999999"', 'w:val=""', "%1%2%3%9", "\ud7ff", "<w:sdt/>"]
)


@given(st.sampled_from(sorted(PARTS)), st.integers(0, 3000), st.integers(0, 40), SCRAPS)
def test_mutated_parts_raise_nothing_but_named_errors(name: str, at: int, gone: int, scrap: str) -> None:
    content = PARTS[name].decode()
    at %= len(content)
    parts = {**PARTS, name: (content[:at] + scrap + content[at + gone :]).encode()}
    try:
        source = reader.read(zipped(parts), "a.docx")
    except UnreadableSource:
        return
    assert all(isinstance(block, Paragraph | Table) for block in source.blocks)
