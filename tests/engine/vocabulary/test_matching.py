"""Checks which units a sentence names, and where each name stops."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.vocabulary.folding import fold
from dondoc.engine.vocabulary.matching import find_units
from dondoc.engine.vocabulary.registry import registry
from dondoc.engine.vocabulary.unit import Group, UnitKind

SENTENCES = (
    (
        "Sở Văn hóa, Thể thao và Du lịch, Sở Y tế và UBND các huyện, thị xã, thành phố ven biển phối hợp",
        ["Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế", "UBND các huyện, thị xã, thành phố ven biển"],
    ),
    ("Kho bạc Nhà nước Thanh Hoá thực hiện; Công an phối hợp", ["Kho bạc Nhà nước Thanh Hoá", "Công an"]),
    (
        "Phòng Quản lý Đô thị và Hạ tầng kỹ thuật; phòng Kế hoạch – Tài chính tham mưu",
        ["Phòng Quản lý Đô thị và Hạ tầng kỹ thuật", "phòng Kế hoạch – Tài chính"],
    ),
    ("Ban quản lý cảng cá Tân Giang tiếp tục nạo vét", ["Ban quản lý cảng cá Tân Giang"]),
    ("Phòng Quản lý Công nghiệp và Sở Y tế chủ trì", ["Phòng Quản lý Công nghiệp", "Sở Y tế"]),
    (
        "Công ty TNHH MTV Đầu tư, Xây dựng và Kinh doanh dịch vụ Tân Giang báo cáo",
        ["Công ty TNHH MTV Đầu tư, Xây dựng và Kinh doanh dịch vụ Tân Giang"],
    ),
    ("Trung tâm Phục vụ hành chính công các xã, phường tiếp tục thực hiện", ["Trung tâm Phục vụ hành chính công các xã, phường"]),
    (
        "Chi cục Hải quan khu vực IX, Kho bạc Nhà nước Khu vực XIV kiểm soát",
        ["Chi cục Hải quan khu vực IX", "Kho bạc Nhà nước Khu vực XIV"],
    ),
    ("Giám đốc các sở, Thủ trưởng các ban, ngành chịu trách nhiệm", ["Giám đốc các sở", "Thủ trưởng các ban, ngành"]),
    ("Chủ tịch UBND tỉnh Võ Văn Minh kết luận", ["Chủ tịch UBND tỉnh"]),
    ("UBND tỉnh Tân Giang yêu cầu Trưởng phòng Kế hoạch - Tài chính", ["UBND tỉnh Tân Giang", "Trưởng phòng Kế hoạch - Tài chính"]),
    ("SNV, STC theo Kế hoạch số 12/KH-SNV và 05/KH-STC", ["SNV", "STC"]),
    ("SỞ TÀI CHÍNH VÀ CÁC ĐƠN VỊ LIÊN QUAN", ["SỞ TÀI CHÍNH", "CÁC ĐƠN VỊ LIÊN QUAN"]),
    ("Sở Tài chính15 và Sở Nội vụ/Sở Y tế", ["Sở Tài chính", "Sở Nội vụ", "Sở Y tế"]),
    ("Uỷ ban nhân dân tỉnh, Thanh tra tỉnh Thanh Hoá kiểm tra", ["Uỷ ban nhân dân tỉnh", "Thanh tra tỉnh Thanh Hoá"]),
    ("các phòng, đơn vị trực thuộc Sở nghiêm túc triển khai", ["các phòng, đơn vị trực thuộc Sở"]),
    ("các cơ quan, tổ chức, cá nhân có liên quan trên địa bàn tỉnh", ["các cơ quan, tổ chức, cá nhân có liên quan trên địa bàn tỉnh"]),
    ("các sở, ngành và các đơn vị liên quan", ["các sở, ngành", "các đơn vị liên quan"]),
    ("Các phòng, đơn vị, Phòng Kế hoạch - Tổng hợp", ["Các phòng, đơn vị", "Phòng Kế hoạch - Tổng hợp"]),
    ("UBND các huyện, thị xã, thành phố: Tổ chức ký cam kết", ["UBND các huyện, thị xã, thành phố"]),
    ("Sở Y tế Sở Tài chính Công an tỉnh", ["Sở Y tế", "Sở Tài chính", "Công an tỉnh"]),
    (
        "Bộ trưởng Bộ Y tế, Bộ trưởng, Thủ trưởng cơ quan ngang bộ, cơ quan thuộc Chính phủ",
        ["Bộ trưởng Bộ Y tế", "Bộ trưởng, Thủ trưởng cơ quan ngang bộ, cơ quan thuộc Chính phủ"],
    ),
    ("Bộ Kế hoạch và Đầu tư, Bộ Tài chính và Bộ chủ quản", ["Bộ Kế hoạch và Đầu tư", "Bộ Tài chính", "Bộ chủ quản"]),
)
NOTHING = (
    "Phòng chống dịch bệnh; Báo cáo kết quả; Ban hành kế hoạch; Hội nghị tổng kết; Bộ tiêu chí; Trường hợp chậm",
    "phát triển các ngành kinh tế, các ngành nghề, các cấp học, các hội nghị và các trường hợp vi phạm",
    "trụ sở làm việc của cán bộ; cơ sở y tế tư nhân; cơ sở dữ liệu",
    "PHÒNG CHỐNG THAM NHŨNG, LÃNG PHÍ, TIÊU CỰC",
    "thị trường Đài Loan; thôn Trường Giang; phòng Covid-19; Bộ Luật hình sự; nhiệm vụ cấp tỉnh; cơ cấu tổ chức của Sở",
    "Thống kê số liệu; Thanh tra việc chấp hành; Đội ngũ cán bộ; Tổ chức thực hiện",
    "Nghị quyết số 08-NQ/TU; Quyết định số 12/QĐ-SNV; văn bản SNN&MT-VP",
)
LISTS = (
    ("Giao các Sở: Tài chính, Nội vụ và Y tế chủ trì", ["Sở Tài chính", "Sở Nội vụ", "Sở Y tế"]),
    ("Các Sở Tài chính, Nội vụ, Văn hóa, Thể thao và Du lịch phối hợp", ["Sở Tài chính", "Sở Nội vụ", "Sở Văn hóa, Thể thao và Du lịch"]),
    ("Sở Tài chính, Nội vụ và UBND các xã", ["Sở Tài chính", "Sở Nội vụ", "UBND các xã"]),
    ("các Bộ: Công an, Quốc phòng; các địa phương", ["Bộ Công an", "Bộ Quốc phòng", "các địa phương"]),
    ("UBND các xã: Sơn Mai, Tân Lập và Hòa Bình khẩn trương", ["UBND xã Sơn Mai", "UBND xã Tân Lập", "UBND xã Hòa Bình"]),
    ("UBND các huyện Sơn Hà, Trà Bồng và thị xã Sa Huỳnh", ["UBND huyện Sơn Hà", "UBND huyện Trà Bồng", "UBND thị xã Sa Huỳnh"]),
    ("các phòng: Kế hoạch - Tài chính, Giám định kỹ thuật", ["Phòng Kế hoạch - Tài chính", "Phòng Giám định kỹ thuật"]),
)
NAMES = sorted({name for unit in registry().units.values() for name in (unit.name, *unit.aliases)})


@pytest.mark.parametrize(("sentence", "names"), SENTENCES)
def test_a_sentence_names_these_units(sentence: str, names: list[str]) -> None:
    hits = find_units(sentence)
    assert [hit.name for hit in hits] == names
    assert all(sentence[hit.start : hit.end] == hit.name for hit in hits)


@pytest.mark.parametrize("sentence", NOTHING)
def test_words_that_only_look_like_units_name_none(sentence: str) -> None:
    assert find_units(sentence) == []


@pytest.mark.parametrize(("sentence", "names"), LISTS)
def test_a_list_that_says_its_kind_once_names_each_unit_in_full(sentence: str, names: list[str]) -> None:
    hits = find_units(sentence)
    assert [hit.name for hit in hits] == names
    assert all(sentence[hit.start : hit.end] in hit.name for hit in hits)


@pytest.mark.parametrize(
    ("sentence", "group"),
    [
        ("các sở, ban, ngành cấp tỉnh", Group.CLOSED),
        ("UBND các xã, phường, đặc khu", Group.CLOSED),
        ("các phòng, đơn vị thuộc Sở", Group.CLOSED),
        ("các đơn vị có liên quan", Group.OPEN),
        ("các doanh nghiệp trên địa bàn tỉnh", Group.OPEN),
        ("các ngành, địa phương, đơn vị", Group.OPEN),
        ("UBND xã Sơn Mai", None),
        ("Công an tỉnh", None),
    ],
)
def test_a_group_is_closed_where_its_members_can_be_listed(sentence: str, group: Group | None) -> None:
    assert [hit.group for hit in find_units(sentence)] == [group]


def test_a_head_stands_for_the_unit_that_he_heads() -> None:
    (hit,) = find_units("Giám đốc Sở Tài chính")
    assert (hit.kind, hit.unit_id) == (UnitKind.HEAD, "so-tai-chinh")


def test_a_city_that_is_no_province_has_no_provincial_committee() -> None:
    (hit,) = find_units("UBND thành phố Sơn Mai")
    assert hit.unit_id is None
    (hit,) = find_units("UBND thành phố Đà Nẵng")
    assert hit.unit_id == "uy-ban-nhan-dan-tinh"


def test_a_unit_that_was_merged_is_marked_dissolved() -> None:
    assert [hit.dissolved for hit in find_units("Sở Kế hoạch và Đầu tư, Sở Tài chính")] == [True, False]


@given(
    st.lists(
        st.sampled_from([*NAMES, "chủ trì", "phối hợp với", ", ", " và ", "; ", ": ", "các ", "(", ")", "Sở", " ", "\n", "tỉnh"]),
        max_size=12,
    )
)
def test_hits_of_any_text_are_in_order_and_slice_back(pieces: list[str]) -> None:
    text = " ".join(pieces)
    at = 0
    for hit in find_units(text):
        assert at <= hit.start < hit.end <= len(text)
        assert text[hit.start : hit.end] in hit.name
        at = hit.end


@given(st.text())
def test_any_text_at_all_can_be_read(text: str) -> None:
    for hit in find_units(text, fold(text)):
        assert text[hit.start : hit.end]


@pytest.mark.parametrize(
    "piece",
    ["Sở ", "Sở, ", "các sở, ", "các Sở, Sở, ", "Giám đốc ", "Ban Chỉ đạo ", "UBND các xã: A, ", "Phòng A, ", "Tổ giúp việc Ban Chỉ đạo "],
)
def test_reading_a_long_text_finds_its_end(piece: str) -> None:
    find_units(piece * 4000)
