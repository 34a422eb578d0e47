"""Portal pages give their document, whole and alone."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.sources import html, html_tree
from dondoc.engine.sources.errors import TooLarge, UnreadableSource
from dondoc.engine.sources.html_cues import is_notice, looks_like_document
from dondoc.engine.sources.source import Format, Table
from tests.corpus import CORPUS, needs_corpus
from tests.engine.sources.portal_pages import DIRECTIVE, LIBRARY, PAGES
from tests.engine.sources.shape import check, words
from tests.engine.sources.vietnamese import to_tcvn3, to_vni


def _read(page: str) -> list[str | list[list[str]]]:
    source = html.read(page.encode(), "trang.html")
    check(source)
    return words(source)


@pytest.mark.parametrize("kind", PAGES)
def test_each_kind_of_page_gives_the_same_directive(kind: str) -> None:
    assert _read(PAGES[kind]) == DIRECTIVE


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_what_a_page_says_of_its_encoding_does_not_matter(encoding: str) -> None:
    assert words(html.read(LIBRARY.replace('charset="utf-8"', 'charset="iso-8859-1"').encode(encoding), "x")) == DIRECTIVE


def test_a_note_names_what_was_left_out() -> None:
    source = html.read(LIBRARY.encode(), "x.html")
    assert (source.format, source.pages) == (Format.HTML, None)
    (note,) = source.notes
    assert note.code == "html.left-out"
    for kind in ("trình đơn, liên kết", "chân trang", "khối bên lề", "nội dung ẩn", "thông báo đăng nhập"):
        assert kind in note.vi


def test_an_article_keeps_its_heading_and_summary() -> None:
    text = "Trong quý II, các đơn vị đã rà soát thủ tục hành chính và niêm yết công khai tại bộ phận một cửa. " * 4
    page = f"""<body><nav><a href=/>Trang chủ</a></nav><h1>Sở Nội vụ đẩy mạnh cải cách</h1><div class=sapo>{text[:99]}</div>
    <div class=detail><p>{text}</p><p>{text}</p><p>{text}</p></div><div>Đang xem: 12</div></body>"""
    assert _read(page) == ["Sở Nội vụ đẩy mạnh cải cách", text[:99].strip(), *[text.strip()] * 3]


@pytest.mark.parametrize(
    ("inner", "blocks"),
    [
        ("- a<br>- b<br/>- c", ["- a", "- b", "- c"]),
        ("KẾ HOẠCH<br>KHẮC PHỤC HẠN CHẾ", ["KẾ HOẠCH\nKHẮC PHỤC HẠN CHẾ"]),
        ("Sở Nội vụ rà soát<br>thủ tục hành chính", ["Sở Nội vụ rà soát\nthủ tục hành chính"]),
        ("I. MỤC TIÊU<br>II. NHIỆM VỤ<br>a) rà soát", ["I. MỤC TIÊU", "II. NHIỆM VỤ", "a) rà soát"]),
        ("Sở Y tế<br><br>thực hiện", ["Sở Y tế", "thực hiện"]),
        ("a) Rà soát;<br>b) Lập kế hoạch.", ["a) Rà soát;", "b) Lập kế hoạch."]),
        ("1. Một<ul><li>hai<ul><li>ba</ul><li>bốn</ul>", ["1. Một", "- hai", "+ ba", "- bốn"]),
        ("<ol><li>một<li value=5>năm<li>sáu</ol>", ["1. một", "5. năm", "6. sáu"]),
        ("<ol type=a start=3><li>ba<li>bốn</ol>", ["c) ba", "d) bốn"]),
        ('<ol style="list-style-type: upper-roman"><li>một<li>hai</ol>', ["I. một", "II. hai"]),
        ("<ol reversed><li>hai<li>một</ol>", ["2. hai", "1. một"]),
        ("<ol><li>1. đã đánh số<li><p>hai</p><p>tiếp</p></ol>", ["1. đã đánh số", "2. hai", "tiếp"]),
        ("<ul style='list-style:none'><li>không dấu</ul>", ["không dấu"]),
        (
            "<p>Nghị định số 30<sup><a href='#n'>1</a></sup>, năm 2025<sup>2</sup>, 10 m<sup>2</sup>",
            ["Nghị định số 30[1], năm 2025[2], 10 m2"],
        ),
        ("<p>tr\u00adước&nbsp;&nbsp;ng\u200bày&#x1EBF;", ["trước ngàyế"]),
        ("<p>giữ <del>30/6</del><ins>15/7</ins>", ["giữ 15/7"]),
        ("<p>1.2.\n     Rà\n soát", ["1.2. Rà soát"]),
        ("<p><span style='font-family:Symbol'>·<span>&nbsp;&nbsp; </span></span>Rà soát", ["- Rà soát"]),
        ("<span style='display:block'>một</span><span style='display:block'>hai</span>", ["một", "hai"]),
        ("<pre>1. Sở Y tế\n2. Sở Nội vụ</pre>", ["1. Sở Y tế", "2. Sở Nội vụ"]),
        ("<p hidden>ẩn</p><p style='visibility:hidden'>ẩn</p><p aria-hidden=true>ẩn</p><p>hiện ra rõ ràng</p>", ["hiện ra rõ ràng"]),
        ("<table><tr><td>một cột<tr><td>là đoạn văn</table>", ["một cột", "là đoạn văn"]),
        ("<table><caption>Phụ lục</caption><tr><th>A<th>B<tr><td>c<td>d</table>", ["Phụ lục", [["A", "B"], ["c", "d"]]]),
        ("<table><tr><td rowspan=2>a<td>b<tr><td>c</table>", [[["a", "b"], ["a", "c"]]]),
        ("<table><tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d</table>", [[["a", "b"], ["a", "c"], ["a", "d"]]]),
        ("<table><tr><td colspan=2>a<tr><td>b<td>c</table>", [[["a", "a"], ["b", "c"]]]),
        ("<table><tr><td>a<td>b<td>c<tr><td>d</table>", [[["a", "b", "c"], ["d", "", ""]]]),
        (
            "<table><tr><td>Các nhiệm vụ<td><table><tr><td>a<td>b<tr><td>c<td>d</table>dài hơn bảng con</table>",
            [[["Các nhiệm vụ", "a | b\nc | d\ndài hơn bảng con"]]],
        ),
        ("<table><tr><td>Nhiệm vụ<td><p>một</p><p>hai</p></table>", [[["Nhiệm vụ", "một\nhai"]]]),
        ("<table><tr><td><td> </table>chữ", ["chữ"]),
    ],
)
def test_what_a_browser_shows_is_what_is_read(inner: str, blocks: list[str | list[list[str]]]) -> None:
    assert _read(f"<body>{inner}</body>") == blocks


def test_a_table_copied_as_one_paragraph_for_each_cell_is_a_table_again() -> None:
    rows = [["TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời gian hoàn thành"]]
    rows += [
        ["1", "Rà soát thủ tục hành chính", "Sở Nội vụ", "Quý II/2024"],
        ["2", "Bố trí kinh phí thực hiện", "Sở Tài chính", "Năm 2024"],
    ]
    assert _read("".join(f"<p>{cell}</p>" for row in rows for cell in row)) == [rows]


def test_text_wrapped_by_line_breaks_is_one_paragraph() -> None:
    lines = [
        "1. Sở Nội vụ chủ trì, phối hợp với các đơn vị có liên quan tổ chức",
        "rà soát thủ tục hành chính, niêm yết công khai và báo cáo kết quả về",
    ]
    lines += ["Ủy ban nhân dân tỉnh Tân Giang trước ngày 30 tháng 6 năm 2024 theo quy", "định tại Kế hoạch này."]
    assert _read("<p>" + "<br>".join(lines)) == ["\n".join(lines)]


def test_a_merged_cell_stands_in_each_place_but_once_in_the_text() -> None:
    source = html.read(b"<table><tr><td rowspan=2>Quy I<td>b<tr><td>c</table>", "x")
    (table,) = source.blocks
    assert isinstance(table, Table)
    assert [row.cells[0].repeated for row in table.rows] == [False, True]
    assert source.text == "Quy I\nb\nc\n"


@pytest.mark.parametrize(("span", "rows"), [("rowspan", [["a", "b", ""], ["a", "c", "d"]]), ("colspan", [["a", "a", "b"], ["c", "d", ""]])])
def test_a_span_of_ten_million_covers_only_what_is_there(span: str, rows: list[list[str]]) -> None:
    assert _read(f"<table><tr><td {span}=9999999>a<td>b<tr><td>c<td>d</table>") == [rows]


@pytest.mark.parametrize(
    "page",
    [
        '<p><font face=".VnTime">{tcvn3}</font>',
        '<p style="font-family: .VnTime, serif">{tcvn3}',
        "<p style=\"font-family:'VNI-Times'\">{vni}",
        '<style>p.MsoNormal, li.MsoNormal {{margin:0; font-family:".VnTime"}}</style><p class=MsoNormal>{tcvn3}',
        '<font face=".VnTime">{tcvn3}<font face="Arial"> và</font></font>',
    ],
)
def test_old_fonts_are_shown_as_unicode(page: str) -> None:
    text = "kế hoạch khắc phục tồn tại, hạn chế của các sở"
    source = html.read(page.format(tcvn3=to_tcvn3(text), vni=to_vni(text)).encode(), "x")
    assert source.text.strip() in (text, text + " và")
    assert [note.code for note in source.notes] == ["encoding.fonts"]


def test_an_old_page_in_eight_bits_with_capital_fonts_reads_in_capitals() -> None:
    page = f'<p><font face=".VnTimeH">{to_tcvn3("kế hoạch")}</font><p style="font-family:.VnTime">{to_tcvn3("khắc phục tồn tại, hạn chế")}'
    assert words(html.read(page.encode("latin-1"), "x")) == ["KẾ HOẠCH", "khắc phục tồn tại, hạn chế"]


def test_an_old_page_that_names_no_font_is_told_by_its_words() -> None:
    source = html.read(f"<p>{to_vni('Kế hoạch khắc phục tồn tại, hạn chế của các sở')}".encode("latin-1"), "x")
    assert source.text == "Kế hoạch khắc phục tồn tại, hạn chế của các sở\n"
    assert [note.code for note in source.notes] == ["encoding.vni"]


def test_unicode_under_an_old_font_name_is_left_alone() -> None:
    assert _read('<p><font face=".VnTime">các sở và ban ngành</font> <font face=".VnTime">và</font>') == ["các sở và ban ngành và"]


def test_a_page_without_words_says_so() -> None:
    assert [note.code for note in html.read(b"<body><script>start()</script></body>", "x").notes] == ["html.empty"]


@pytest.mark.parametrize(
    "text",
    [
        "Lượt xem: 1.205",
        "Đang truy cập: 6",
        "Tổng lượt truy cập: 3.424.846",
        "Bạn phải đăng nhập để xem nội dung này",
        "Vui lòng đăng nhập tài khoản gói Tiêu chuẩn để xem văn bản.",
        "Đăng nhập / Đăng ký",
        "In trang | Gửi email",
        "Chia sẻ Facebook Zalo",
        "Bình luận (3)",
    ],
)
def test_counters_log_in_notices_and_buttons_are_notices(text: str) -> None:
    assert is_notice(text)


@pytest.mark.parametrize(
    "text",
    [
        "- Đăng nhập hệ thống theo dõi nhiệm vụ hằng ngày để cập nhật tiến độ.",
        "Tháng này: 12 nhiệm vụ quá hạn",
        "Vui lòng báo cáo trước ngày 15/6.",
        "Số: 12/KH-UBND",
        "1. Trang chủ của cổng thông tin phải có mục cải cách hành chính",
        "in trang " * 21 + "rồi",
    ],
)
def test_the_documents_own_sentences_are_no_notices(text: str) -> None:
    assert not is_notice(text)


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", True),
        ("Sở X\nSố: 45/KH-UBND", True),
        ("1. Một việc\n2. Hai việc\n3. Ba việc", True),
        ("Giấy phép số 12/GP-TTĐT", False),
        ("Hay quá, cảm ơn nhiều.", False),
    ],
)
def test_cues_tell_a_document_from_the_page_around_it(text: str, document: bool) -> None:
    assert looks_like_document(text) is document


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000,
        "<b>x" * 100_000,
        "<p>" + "".join(f"<font id={number}>" for number in range(1000)) + "<p>x" * 3000,
        "<table>" + "<tr><td>x" * 200_000,
        "<table><tr>" + "<td rowspan=9999>x" * 1000 + "<tr><td>y" * 1000,
    ],
)
def test_pages_built_to_exhaust_a_parser_are_refused(page: str) -> None:
    with pytest.raises(TooLarge):
        html.read(page.encode(), "x")


def test_deep_nesting_within_the_bound_keeps_its_words() -> None:
    assert _read("<div>" * 1000 + "Sở Nội vụ" + "</div>" * 1000 + "<p>hết") == ["Sở Nội vụ", "hết"]
    root = html_tree.parse("<div>" * 1000)
    depth = 0
    while root.children and isinstance(root.children[-1], html_tree.Element):
        root = root.children[-1]
        depth += 1
    assert depth <= html_tree.MAX_DEPTH + 1


_TAGS = ["table", "tr", "td rowspan=3", "td colspan=2", "p", "div class=menu", "ul", "ol type=a", "li", "br", "b", "pre", "sup"]
_TAGS += ["a href=x", "nav", "h1"]
_PIECES = [*(f"<{tag}>" for tag in _TAGS), *(f"</{tag.split()[0]}>" for tag in _TAGS), "Sở Y tế", "1. Rà soát", "- b", " "]


@given(st.lists(st.sampled_from(_PIECES), max_size=60))
def test_any_tag_soup_gives_a_sound_source(pieces: list[str]) -> None:
    check(html.read("".join(pieces).encode(), "x"))


@given(st.binary(max_size=300))
def test_any_bytes_give_a_sound_source_or_a_named_error(data: bytes) -> None:
    try:
        source = html.read(data, "x.html")
    except UnreadableSource:
        return
    check(source)


@needs_corpus
def test_the_rendered_page_gives_every_paragraph_and_row_of_the_original() -> None:
    assert CORPUS is not None
    folder = CORPUS / "renderings"
    truth = json.loads((folder / "thanh-hoa-ubnd-2022.truth.json").read_text(encoding="utf-8"))
    found = words(html.read((folder / "thanh-hoa-ubnd-2022.html").read_bytes(), "x.html"))
    assert [_distinct(block) for block in found] == [_distinct(block) for _, block in truth]


def _distinct(block: str | list[list[str]]) -> object:
    """A merged cell once, blank lines in cells aside: the original has neither."""
    return block if isinstance(block, str) else [list(dict.fromkeys("\n".join(cell.split("\n\n\n")) for cell in row)) for row in block]
