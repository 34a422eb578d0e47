"""Word documents become paragraphs and tables as Word shows them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dondoc.engine.sources import docx as reader
from dondoc.engine.sources.source import Paragraph, Source
from tests.corpus import CORPUS, needs_corpus
from tests.engine.sources.laid_out import Block, laid_out
from tests.engine.sources.office_files import docx, font, level, num, p, part, r, relations, shape, tbl, tc, tr, zipped


def read(body: str, **parts: str | bytes) -> Source:
    return reader.read(docx(body, **parts), "kế hoạch.docx")


def blocks(body: str, **parts: str | bytes) -> list[Block]:
    return laid_out(read(body, **parts))


def codes(source: Source) -> list[str]:
    return [note.code for note in source.notes]


def test_paragraphs_and_tables_come_in_the_order_of_the_body() -> None:
    body = p("KẾ HOẠCH") + tbl(tr(tc("TT"), tc("Nhiệm vụ"))) + p("Trên đây là Kế hoạch.")
    assert blocks(body) == ["KẾ HOẠCH", [["TT", "Nhiệm vụ"]], "Trên đây là Kế hoạch."]


def test_a_word_split_over_runs_is_one_word() -> None:
    assert blocks(f"<w:p>{r('Sở Nội')}{r(' v')}{r('ụ')}</w:p>") == ["Sở Nội vụ"]


def test_breaks_inside_a_paragraph_part_its_lines_and_no_blank_line_stays() -> None:
    body = "<w:p><w:r><w:t>- Một;</w:t><w:br/><w:br/><w:t xml:space='preserve'> - Hai.</w:t><w:tab/><w:t>Ba</w:t><w:cr/></w:r></w:p>"
    assert blocks(body) == ["- Một;\n- Hai.\tBa"]


def test_no_break_hyphens_are_hyphens_and_soft_hyphens_vanish() -> None:
    body = "<w:p><w:r><w:t>83/KH</w:t><w:noBreakHyphen/><w:t>UBND, nghiệp\u00ad</w:t><w:softHyphen/><w:t>\u200bvụ\u00a0Sở</w:t></w:r></w:p>"
    assert blocks(body) == ["83/KH-UBND, nghiệpvụ Sở"]


def test_decomposed_letters_are_composed() -> None:
    assert blocks(p("Nhie\u0323\u0302m vu\u0323")) == ["Nhiệm vụ"]


def test_text_in_links_tags_controls_and_insertions_is_read_once() -> None:
    body = (
        f"<w:p><w:hyperlink r:id='x'>{r('A ')}</w:hyperlink><w:smartTag w:element='place'><w:smartTagPr/>{r('B ')}</w:smartTag>"
        f"<w:sdt><w:sdtPr/><w:sdtContent>{r('C ')}</w:sdtContent></w:sdt><w:ins>{r('D')}</w:ins></w:p>"
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('E')}{tbl(tr(tc('F'), tc('G')))}</w:sdtContent></w:sdt>"
    )
    assert blocks(body) == ["A B C D", "E", [["F", "G"]]]


def test_the_prompt_of_an_empty_content_control_is_no_text() -> None:
    control = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('Bấm vào đây để nhập')}</w:sdtContent></w:sdt>"
    assert blocks(f"<w:p>{r('Số: ')}{control}</w:p>") == ["Số:"]


def test_tracked_insertions_are_read_and_deletions_left_out_with_a_note() -> None:
    body = (
        "<w:p><w:r><w:t xml:space='preserve'>Thời hạn: </w:t></w:r><w:del><w:r><w:delText>30/6/2026</w:delText></w:r></w:del>"
        f"<w:ins>{r('15/7/2026')}</w:ins></w:p><w:p><w:moveFrom>{r('chuyển đi')}</w:moveFrom></w:p>"
    )
    source = read(body)
    assert laid_out(source) == ["Thời hạn: 15/7/2026"]
    assert codes(source) == ["docx.tracked-changes"]
    assert "1 chỗ thêm" in source.notes[0].vi
    assert "2 chỗ xóa" in source.notes[0].vi


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    body = p("Giao Sở Nội vụ ", properties="<w:rPr><w:del/></w:rPr>") + p("chủ trì.")
    assert blocks(body) == ["Giao Sở Nội vụ chủ trì."]


def test_a_deleted_item_takes_no_number() -> None:
    numbering = shape(0, level(0, "%1.")) + num(1, 0)
    listed = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr><w:rPr><w:del/></w:rPr>"
    gone = f"<w:p><w:pPr>{listed}</w:pPr><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>"
    assert blocks(p("Một", number=(1, 0)) + gone + p("Hai", number=(1, 0)), numbering=numbering) == ["1. Một", "2. Hai"]


def test_hidden_text_and_comments_are_left_out_with_notes() -> None:
    source = read(f"<w:p>{r('Thấy')}{r('ẩn', '<w:vanish/>')}<w:r><w:commentReference w:id='1'/></w:r></w:p>")
    assert laid_out(source) == ["Thấy"]
    assert codes(source) == ["docx.comments", "docx.hidden-text"]


def test_capitals_by_format_are_capitals() -> None:
    styles = "<w:style w:type='paragraph' w:styleId='T'><w:rPr><w:caps/></w:rPr></w:style>"
    body = (
        p("Kế hoạch", style="T") + f"<w:p>{r('kế hoạch', '<w:caps/>')}{r(' năm', '<w:caps w:val=' + chr(39) + '0' + chr(39) + '/>')}</w:p>"
    )
    assert blocks(body, styles=styles) == ["KẾ HOẠCH", "KẾ HOẠCH năm"]


def test_page_number_fields_are_dropped_and_other_fields_keep_their_result() -> None:
    def field(code: str, result: str) -> str:
        return (
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText xml:space='preserve'> " + code + " </w:instrText></w:r>"
            f"<w:r><w:fldChar w:fldCharType='separate'/></w:r>{r(result)}<w:r><w:fldChar w:fldCharType='end'/></w:r>"
        )

    body = (
        f"<w:p>{r('Trang ')}{field('PAGE', '7')}{r('/')}{field('REF muc_1', 'Mục I')}</w:p>"
        f"<w:p><w:fldSimple w:instr=' NUMPAGES '>{r('54')}</w:fldSimple><w:fldSimple w:instr='DATE'>{r('01/6/2026')}</w:fldSimple></w:p>"
        f"<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r></w:p>{p('Trường bỏ dở không nuốt phần sau.')}"
    )
    assert blocks(body) == ["Trang /Mục I", "01/6/2026", "Trường bỏ dở không nuốt phần sau."]


def test_a_generated_table_of_contents_is_left_out() -> None:
    styles = "<w:style w:type='paragraph' w:styleId='Mucluc1'><w:name w:val='toc 1'/></w:style>"
    source = read(p("I. MỤC TIÊU\t3", style="Mucluc1") + p("I. MỤC TIÊU"), styles=styles)
    assert laid_out(source) == ["I. MỤC TIÊU"]
    assert codes(source) == ["docx.contents"]


def test_a_text_box_follows_its_paragraph_and_is_read_once() -> None:
    box = f"<w:txbxContent>{p('Hỏa tốc')}{tbl(tr(tc('a'), tc('b')))}</w:txbxContent>"
    drawn = f"<w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>"
    pictured = f"<w:pict><v:textbox>{box}</v:textbox></w:pict>"
    both = f"<mc:AlternateContent><mc:Choice Requires='wps'>{drawn}</mc:Choice><mc:Fallback>{pictured}</mc:Fallback></mc:AlternateContent>"
    assert blocks(f"<w:p><w:r>{both}</w:r>{r('Kính gửi')}</w:p>") == ["Kính gửi", "Hỏa tốc", [["a", "b"]]]
    assert blocks(f"<w:p><w:r>{pictured}</w:r></w:p>") == ["Hỏa tốc", [["a", "b"]]]


def test_footnotes_stand_at_the_end_under_the_mark_of_their_reference() -> None:
    footnotes = (
        f"<w:footnote w:id='-1' w:type='separator'>{p('---')}</w:footnote><w:footnote w:id='2'>{p('Theo Công văn số 12/SNV.')}</w:footnote>"
    )
    endnotes = f"<w:endnote w:id='2'>{p('Số liệu năm 2025.')}</w:endnote>"
    body = f"<w:p>{r('Đạt 95%')}<w:r><w:footnoteReference w:id='2'/><w:endnoteReference w:id='2'/></w:r></w:p>" + p("Hết.")
    source = read(body, footnotes=footnotes, endnotes=endnotes)
    assert laid_out(source) == ["Đạt 95%[1][i]", "Hết.", "[1] Theo Công văn số 12/SNV.", "[i] Số liệu năm 2025."]
    assert codes(source) == ["docx.footnotes"]


def test_images_objects_chunks_and_macros_are_noted_once_each() -> None:
    body = (
        "<w:p><w:r><w:drawing><a:blip/></w:drawing><w:drawing><a:blip/></w:drawing></w:r></w:p>"
        "<w:p><w:r><w:object><v:imagedata/></w:object></w:r></w:p><w:altChunk r:id='rId9'/>"
    )
    with_macros = zipped({"word/document.xml": part("document", f"<w:body>{body}</w:body>"), "word/vbaProject.bin": b"x"})
    source = reader.read(with_macros, "a.docm")
    assert codes(source) == ["docx.images", "docx.objects", "docx.embedded-document", "docx.macros"]
    assert "2 hình ảnh" in source.notes[0].vi


SYMBOLS = [
    ("<w:sym w:font='Wingdings' w:char='F0D8'/>", "- Rà soát"),
    ("<w:sym w:font='Symbol' w:char='F0B3'/>", "≥ Rà soát"),
    ("<w:sym w:font='Wingdings' w:char='F028'/>", "- Rà soát"),
    ("<w:sym w:font='Wingdings' w:char='nghìn'/>", "Rà soát"),
    ("<w:t>\uf0b7</w:t>", "- Rà soát"),
]


@pytest.mark.parametrize("sign, printed", SYMBOLS)
def test_signs_of_symbol_fonts_become_plain_bullets_and_comparators(sign: str, printed: str) -> None:
    assert blocks(f"<w:p><w:r>{sign}</w:r>{r(' Rà soát')}</w:p>") == [printed]


# "KÕ ho¹ch" is TCVN3 for "Kế hoạch"; "ư" is byte 0xAD, which programs take for a soft hyphen
LEGACY = [
    (r("KÕ ho¹ch", font(".VnTime")), "Kế hoạch"),
    (r("kÕ ho¹ch", font(".VnTimeH")), "KẾ HOẠCH"),
    (f"<w:r><w:rPr>{font('.VnTime')}</w:rPr><w:t>t</w:t><w:softHyphen/><w:t>\u00ad</w:t></w:r>", "tưư"),
    (r("Ke", font("VNI-Times")) + r("á hoaïch", font("VNI-Times") + "<w:b/>"), "Kế hoạch"),
    (r("Kế hoạch", font(".VnTime")), "Kế hoạch"),
    (r("Hµ Néi", font("Times New Roman")), "Hµ Néi"),
]


@pytest.mark.parametrize("runs, words", LEGACY)
def test_runs_in_legacy_fonts_are_decoded(runs: str, words: str) -> None:
    assert blocks(f"<w:p>{runs}</w:p>") == [words]


def test_a_legacy_font_may_come_from_a_style_the_defaults_or_the_theme() -> None:
    normal = f"<w:style w:type='paragraph' w:default='1' w:styleId='N'><w:rPr>{font('.VnTime')}</w:rPr></w:style>"
    based = "<w:style w:type='paragraph' w:styleId='B'><w:basedOn w:val='N'/></w:style>"
    defaults = f"<w:docDefaults><w:rPrDefault><w:rPr>{font('.VnTime')}</w:rPr></w:rPrDefault></w:docDefaults>"
    themed = (
        "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:hAnsiTheme='minorHAnsi' w:hAnsi='Arial'/></w:rPr></w:rPrDefault></w:docDefaults>"
    )
    theme = (
        b'<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:minorFont><a:latin typeface=".VnTime"/></a:minorFont>'
        b"</a:theme>"
    )
    assert blocks(p("ho¹ch") + p("ho¹ch", style="B"), styles=normal + based) == ["hoạch", "hoạch"]
    assert blocks(p("ho¹ch"), styles=defaults) == ["hoạch"]
    assert blocks(p("ho¹ch"), styles=themed, theme=theme) == ["hoạch"]


def test_styles_that_are_based_on_each_other_in_a_circle_end() -> None:
    styles = "".join(
        f"<w:style w:type='paragraph' w:styleId='{a}'><w:basedOn w:val='{b}'/></w:style>" for a, b in (("A", "B"), ("B", "A"), ("C", "C"))
    )
    assert blocks(p("một", style="A") + p("hai", style="C"), styles=styles) == ["một", "hai"]


def test_a_strict_open_xml_document_reads_like_any_other() -> None:
    strict = part("document", f"<w:body>{p('Kế hoạch')}</w:body>").replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    assert laid_out(reader.read(zipped({"word/document.xml": strict}), "a.docx")) == ["Kế hoạch"]


def test_the_main_part_is_where_the_package_says() -> None:
    parts = {
        "_rels/.rels": relations({"a": ("officeDocument", "/word/vanban.xml")}),
        "word/vanban.xml": part("document", f"<w:body>{p('Đúng')}</w:body>"),
        "word/document.xml": part("document", f"<w:body>{p('Sai')}</w:body>"),
    }
    assert laid_out(reader.read(zipped(parts), "a.docx")) == ["Đúng"]


def test_external_relations_are_never_followed() -> None:
    external = relations({"a": ("styles", "http://127.0.0.1:9/styles.xml")}).replace("/>", ' TargetMode="External"/>')
    parts = {"word/document.xml": part("document", f"<w:body>{p('Văn bản')}</w:body>"), "word/_rels/document.xml.rels": external}
    assert laid_out(reader.read(zipped(parts), "a.docx")) == ["Văn bản"]


def test_progress_is_told_once() -> None:
    told: list[tuple[int, int]] = []
    reader.read(docx(p("x")), "a.docx", progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 1)]


@needs_corpus
def test_the_rendering_of_fifty_four_pages_reads_as_its_truth() -> None:
    assert CORPUS is not None
    rendering = CORPUS / "renderings" / "thanh-hoa-ubnd-2022.docx"
    truth = json.loads(rendering.with_suffix(".truth.json").read_text(encoding="utf-8"))
    source = reader.read(rendering.read_bytes(), rendering.name)
    assert [_flat(block) for block in laid_out(source)] == [_flat(block) for _, block in truth]
    assert source.notes == ()


def _flat(block: Block) -> Block:
    """Without blank lines in cells, and with a merged group row once (the truth does not repeat it)."""
    if isinstance(block, str):
        return block
    rows = [["\n".join(line for line in cell.split("\n") if line) for cell in row] for row in block]
    return [row[:1] if len(set(row)) == 1 else row for row in rows]


@needs_corpus
@pytest.mark.parametrize("path", sorted((CORPUS or Path()).rglob("*.docx")) if CORPUS else [], ids=lambda path: path.name)
def test_every_word_file_of_the_corpus_reads(path: Path) -> None:
    source = reader.read(path.read_bytes(), path.name)
    assert source.blocks
    assert all(source.text[block.start : block.end].strip() for block in source.blocks if isinstance(block, Paragraph))
