"""Checks what a document says of itself in its letterhead, title and signature block."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.extraction.header import read, signature_start
from dondoc.engine.extraction.passage import Origin, Passage, Place, passage
from dondoc.engine.extraction.plan import Header, Printed
from dondoc.engine.sources.source import LineIndex
from tests.corpus import CORPUS, needs_corpus
from tests.engine.extraction.passages import passages, stands

PLAN = """ỦY BAN NHÂN
DÂN
TỈNH TÂN GIANG
--------

CỘNG HÒA XÃ
HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------

Số:
83/KH-UBND

Tân Giang, ngày 4
tháng 3 năm 2025

KẾ HOẠCH

KHẮC PHỤC HẠN CHẾ TRONG CẢI CÁCH HÀNH CHÍNH CỦA UBND TỈNH
TÂN GIANG NĂM 2024

Căn cứ Luật Tổ chức chính quyền địa phương; Ủy ban nhân dân tỉnh ban hành Kế hoạch
khắc phục hạn chế trong cải cách hành chính của UBND tỉnh Tân Giang năm 2024 như sau:

I. MỤC ĐÍCH

1. Khắc phục ngay những hạn chế đã nêu./.

Nơi nhận:
- Như trên;
- Chủ tịch UBND tỉnh;
- Lưu: VT.

TM. ỦY BAN
NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
(Đã ký)
Trần Văn Mẫu
"""


def shown(header: Header) -> dict[str, str | None]:
    """The header as plain values, the signer's two beside the others."""
    signer = header.signer
    fields = {name: getattr(header, name) for name in ("kind", "number", "symbol", "issuer", "place", "issued_on", "title")}
    fields |= {"name": signer.name if signer else None, "position": signer.position if signer else None}
    return {name: printed.value if printed else None for name, printed in fields.items()}


def all_printed(header: Header) -> list[Printed]:
    """Every value of the header that is there."""
    signer = header.signer
    values = [getattr(header, name) for name in ("kind", "number", "symbol", "issuer", "place", "issued_on", "title")]
    return [printed for printed in [*values, *((signer.name, signer.position) if signer else ())] if printed is not None]


def test_a_wrapped_letterhead_gives_every_value_with_its_place() -> None:
    header = read(passages(PLAN))
    assert shown(header) == {
        "kind": "kế hoạch",
        "number": "83/KH-UBND",
        "symbol": "KH-UBND",
        "issuer": "Ủy ban nhân dân tỉnh Tân Giang",
        "place": "Tân Giang",
        "issued_on": "2025-03-04",
        "title": "Khắc phục hạn chế trong cải cách hành chính của UBND tỉnh Tân Giang năm 2024",
        "name": "Trần Văn Mẫu",
        "position": "Phó Chủ tịch",
    }
    assert all(stands(printed.evidence, PLAN) for printed in all_printed(header))


@pytest.mark.parametrize("text", [unicodedata.normalize("NFD", PLAN), PLAN.replace("ỦY", "UỶ").replace("HÒA", "HOÀ")])
def test_spelling_of_the_same_letters_changes_no_value(text: str) -> None:
    header = read(passages(text))
    plain = {name: value.replace("Uỷ", "Ủy") if value else value for name, value in shown(header).items()}
    assert plain == shown(read(passages(PLAN)))
    assert all(text[printed.evidence.start : printed.evidence.end] == printed.evidence.text for printed in all_printed(header))


DRAFT = """UBND TỈNH TÂN GIANG
SỞ CÔNG THƯƠNG

Số:       /KH-SCT

CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Tân Giang, ngày       tháng 4 năm 2026

KẾ HOẠCH
Thực hiện Đề án phát triển công nghiệp tỉnh Tân Giang
theo hướng xanh giai đoạn 2026-2030
(Ban hành kèm theo Nghị quyết số 35-NQ/TU)

Sở Công Thương xây dựng Kế hoạch như sau:
"""


def test_what_a_draft_leaves_blank_is_none_and_the_rest_is_kept() -> None:
    values = shown(read(passages(DRAFT)))
    assert values["number"] is None
    assert values["symbol"] == "KH-SCT"
    assert values["issuer"] == "Sở Công Thương"
    assert values["issued_on"] == "2026-04"
    assert values["title"] == "Thực hiện Đề án phát triển công nghiệp tỉnh Tân Giang theo hướng xanh giai đoạn 2026-2030"


def _cells(*texts: str) -> list[Passage]:
    """The same document with each text a table cell."""
    whole = "\n".join(texts)
    origin = Origin(whole, LineIndex.of(whole))
    found = []
    at = 0
    for column, text in enumerate(texts):
        found.append(passage(origin, at, end=at + len(text), place=Place(0, 0, column)))
        at += len(text) + 1
    return found


def test_a_letterhead_in_two_cells_reads_as_on_paper() -> None:
    left = "UBND TỈNH TÂN GIANG\nSỞ NỘI VỤ\nSố: 12/SNV-CCHC\nV/v đôn đốc báo cáo\ncải cách hành chính"
    right = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nTân Giang, ngày 02 tháng 01 năm 2026"
    values = shown(read(_cells(left, right, "Kính gửi: Các sở, ban, ngành.", "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nTS. Lê Thị Bình An")))
    assert (values["kind"], values["number"], values["issuer"]) == ("công văn", "12/SNV-CCHC", "Sở Nội vụ")
    assert values["title"] == "đôn đốc báo cáo cải cách hành chính"
    assert (values["place"], values["issued_on"]) == ("Tân Giang", "2026-01-02")
    assert (values["position"], values["name"]) == ("Phó Giám đốc", "Lê Thị Bình An")


def test_a_party_document_has_a_dash_in_its_number_and_names_its_secretary() -> None:
    text = (
        "ĐẢNG CỘNG SẢN VIỆT NAM\n\nTỈNH ỦY TÂN GIANG\n*\n\nSố 155-KL/TU\n\nTân Giang, ngày 16 tháng 5 năm 2025\n\n"
        "KẾT LUẬN\nCỦA BAN THƯỜNG VỤ TỈNH ỦY\nvề một số nhiệm vụ trọng tâm\n\nTại phiên họp, Ban Thường vụ Tỉnh ủy kết luận như sau:\n\n"
        "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n\nNGUYỄN VĂN AN\n"
    )
    values = shown(read(passages(text)))
    assert (values["kind"], values["number"], values["symbol"]) == ("kết luận", "155-KL/TU", "KL/TU")
    assert (values["issuer"], values["title"]) == ("Tỉnh ủy Tân Giang", "về một số nhiệm vụ trọng tâm")
    assert (values["position"], values["name"]) == ("Phó Bí thư", "Nguyễn Văn An")


def test_a_dispatch_ends_its_title_before_the_addressees() -> None:
    text = (
        "THỦ TƯỚNG CHÍNH\nPHỦ\n-------\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nSố: 24/CĐ-TTg\n\nHà Nội, ngày 20 tháng 11 năm 2025\n\n"
        "CÔNG ĐIỆN\nVỀ VIỆC ỨNG PHÓ MƯA LŨ\nTHỦ TƯỚNG CHÍNH PHỦ điện:\n- Chủ tịch các tỉnh;\n\n1. Khẩn trương ứng phó mưa lũ.\n\n"
        "THỦ TƯỚNG\nTrần Văn Mẫu\n"
    )
    values = shown(read(passages(text)))
    assert (values["kind"], values["title"]) == ("công điện", "Về việc ứng phó mưa lũ")
    assert (values["issuer"], values["position"], values["name"]) == ("Thủ tướng Chính phủ", "Thủ tướng", "Trần Văn Mẫu")


def test_a_decision_that_wraps_a_plan_is_read_from_its_own_letterhead() -> None:
    decision = PLAN.replace("KẾ HOẠCH\n", "QUYẾT ĐỊNH\n", 1).replace("83/KH", "83/QĐ", 1)
    wrapped = f"{decision}\nKẾ HOẠCH\n\nTRIỂN KHAI NHIỆM VỤ\n\nSố: 9/KH-SNV\n"
    values = shown(read(passages(wrapped)))
    assert (values["kind"], values["number"]) == ("quyết định", "83/QĐ-UBND")
    end = signature_start(passages(wrapped))
    assert end is not None
    assert passages(wrapped)[end].text.startswith("Nơi nhận")


def test_an_article_gives_what_it_states_and_no_signer() -> None:
    text = (
        "Sở Nội vụ khắc phục tồn tại\n\nNgày 08/01/2024, Sở Nội vụ tỉnh Tân Giang ban hành Kế hoạch số 18/KH-SNV về khắc phục tồn tại "
        "năm 2023 với mục đích nâng cao trách nhiệm.\n\nTrần Văn Mẫu - Phòng Tổng hợp\n"
    )
    values = shown(read(passages(text)))
    assert (values["kind"], values["number"], values["issued_on"]) == ("kế hoạch", "18/KH-SNV", "2024-01-08")
    assert (values["issuer"], values["title"]) == ("Sở Nội vụ tỉnh Tân Giang", "khắc phục tồn tại năm 2023")
    assert (values["place"], values["name"]) == (None, None)


def test_an_article_that_only_cites_documents_states_nothing_of_itself() -> None:
    text = "Tin hoạt động\n\nChi cục thực hiện Kế hoạch ban hành kèm theo Quyết định số 17/QĐ-UBND ngày 04/4/2023 của UBND tỉnh."
    assert set(shown(read(passages(text))).values()) == {None}


@pytest.mark.parametrize(
    "block, position",
    [
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "Chủ tịch"),
        ("TL. CHỦ TỊCH\nKT. CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG", "Phó Chánh Văn phòng"),
        ("TUQ. GIÁM ĐỐC\nTRƯỞNG PHÒNG", "Trưởng phòng"),
        ("Q. GIÁM ĐỐC", "Quyền Giám đốc"),
        ("KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC", "Phó Giám đốc"),
        ("KT. BỘ TRƯỞNG,\nCHỦ NHIỆM\nPHÓ CHỦ NHIỆM", "Phó Chủ nhiệm"),
    ],
)
def test_the_position_is_that_of_the_person_who_signs(block: str, position: str) -> None:
    text = PLAN[: PLAN.index("TM. ỦY BAN")] + block + "\n\nKý bởi: Văn phòng\n\nThiếu tướng Trần Văn Mẫu\n"
    values = shown(read(passages(text)))
    assert (values["position"], values["name"]) == (position, "Trần Văn Mẫu")


def test_a_received_stamp_above_the_letterhead_is_no_issuer() -> None:
    stamped = "TRUNG TÂM CÔNG BÁO\n\nttcb@tangiang.gov.vn\n\n09.01.2025 10:21:11 +07:00\n\n" + PLAN
    assert shown(read(passages(stamped)))["issuer"] == "Ủy ban nhân dân tỉnh Tân Giang"


def test_a_day_that_is_not_in_the_calendar_is_left_off() -> None:
    assert shown(read(passages(PLAN.replace("ngày 4\n", "ngày 31\n").replace("tháng 3", "tháng 2"))))["issued_on"] == "2025-02"


_PARTS = (*PLAN.split("\n\n"), "Số:", "KẾ HOẠCH", "GIÁM ĐỐC", ", ngày", "..." * 50, "\u0301", "A" * 200)


@given(st.lists(st.sampled_from(_PARTS), max_size=12))
def test_any_order_of_the_parts_reads_with_places_that_hold(parts: list[str]) -> None:
    text = "\n\n".join(parts)
    for printed in all_printed(read(passages(text))):
        assert text[printed.evidence.start : printed.evidence.end] == printed.evidence.text


@pytest.mark.parametrize("text", ["Số" + " ." * 20_000, "KẾ HOẠCH\n\n" + "VĂN BẢN " * 20_000, "Sở " * 20_000, ", ngày " * 10_000])
def test_long_repetitions_are_read_in_linear_time(text: str) -> None:
    assert isinstance(read(passages(text)), Header)


@needs_corpus
@pytest.mark.corpus
def test_every_annotated_letterhead_in_plain_lines_is_read_whole() -> None:
    assert CORPUS is not None
    for gold_path in sorted(CORPUS.glob("*.gold.json")):
        source = gold_path.with_name(gold_path.name.replace(".gold.json", ".txt"))
        if source.exists():
            wanted = json.loads(gold_path.read_text("utf-8"))["document"]
            got = shown(read(passages(source.read_text("utf-8"))))
            assert {name: got[name] for name in ("kind", "number", "symbol", "place", "issued_on")} == {
                name: wanted[name] for name in ("kind", "number", "symbol", "place", "issued_on")
            }, source.name
