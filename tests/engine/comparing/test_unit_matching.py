"""Checks which unit of an office's own registry a printed name means on a day."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.comparing import KnownUnit, MatchResult, MatchStep, UnitIndex

MERGED = date(2025, 3, 1)
BEFORE, AFTER = date(2025, 2, 28), date(2026, 1, 15)
UNITS = (
    KnownUnit("finance", "Phòng Kế hoạch - Tài chính", scope="farming"),
    KnownUnit("finance of health", "Phòng Kế hoạch - Tài chính", scope="health"),
    KnownUnit("plants", "Chi cục Trồng trọt và Bảo vệ thực vật"),
    KnownUnit("office", "Văn phòng Sở", aliases=("VPS", "Văn phòng")),
    KnownUnit("farming", "Sở Nông nghiệp và Môi trường", valid_from=MERGED),
    KnownUnit("old farming", "Sở Nông nghiệp và Phát triển nông thôn", valid_to=BEFORE, successors=("farming",)),
    KnownUnit("labour", "Sở Lao động - Thương binh và Xã hội", valid_to=BEFORE, successors=("affairs", "health")),
    KnownUnit("affairs", "Sở Nội vụ"),
    KnownUnit("health", "Sở Y tế", aliases=("Ngành Y tế",)),
    KnownUnit("inspection", "Thanh tra tỉnh Tân Giang"),
    KnownUnit("own inspection", "Thanh tra Sở", valid_to=date(2025, 6, 30), successors=("inspection",)),
    KnownUnit("police", "Công an tỉnh"),
    KnownUnit("committee", "Ủy ban nhân dân tỉnh"),
    KnownUnit("extension", "Trung tâm Khuyến nông"),
    KnownUnit("testing", "Trung tâm Kiểm nghiệm"),
    KnownUnit("law", "Phòng Tổng hợp", valid_to=BEFORE),
    KnownUnit("law", "Phòng Tổng hợp - Pháp chế", valid_from=MERGED),
    KnownUnit("ponds", "Chi cục Nuôi trồng", valid_to=date(2020, 1, 1), successors=("fish",)),
    KnownUnit("fish", "Chi cục Thủy sản", valid_to=BEFORE, successors=("sea",)),
    KnownUnit("sea", "Chi cục Thủy sản và Biển đảo", valid_from=MERGED),
    KnownUnit("schools", "Sở Giáo dục và Đào tạo tỉnh Nghệ An"),
)
INDEX = UnitIndex.of(UNITS)
FOUND = (
    ("Sở Y tế", "health", MatchStep.EXACT),
    ("SỞ NỘI VỤ", "affairs", MatchStep.FOLDED),
    ("Sở  Nội vụ.", "affairs", MatchStep.FOLDED),
    (unicodedata.normalize("NFD", "Sở Y tế"), "health", MatchStep.FOLDED),
    ("Chi cục Trồng trọt & Bảo vệ thực vật", "plants", MatchStep.FOLDED),
    ("Uỷ ban Nhân dân tỉnh", "committee", MatchStep.FOLDED),
    ("UBND tỉnh", "committee", MatchStep.FOLDED),
    ("VPS", "office", MatchStep.ALIAS),
    ("ngành y tế", "health", MatchStep.ALIAS),
    ("Sở Y tế (chủ trì)", "health", MatchStep.TAIL),
    ("Giao Sở Y tế chủ trì, phối hợp", "health", MatchStep.TAIL),
    ("Đơn vị chủ trì: Sở Y tế", "health", MatchStep.TAIL),
    ("Sở Nội vụ tỉnh Tân Giang", "affairs", MatchStep.TAIL),
    ("UBND tỉnh Thanh Hoá", "committee", MatchStep.TAIL),
    ("Thanh tra tỉnh", "inspection", MatchStep.TAIL),
    ("Công an Hà Tĩnh", "police", MatchStep.TAIL),
    ("Trung tâm Khuyến nông thuộc Sở", "extension", MatchStep.TAIL),
    ("phòng Kế hoạch, Tài chính thuộc Sở Y tế", "finance of health", MatchStep.TAIL),
    ("Phòng KHTC thuộc Sở Y tế", "finance of health", MatchStep.ABBREVIATION),
    ("CC TT&BVTV", "plants", MatchStep.ABBREVIATION),
    ("Chi cục Trồng trọt và BVTV", "plants", MatchStep.ABBREVIATION),
    ("Chi cục TT và BVTV chủ trì", "plants", MatchStep.ABBREVIATION),
    ("SNN&MT", "farming", MatchStep.ABBREVIATION),
    ("CA tỉnh", "police", MatchStep.ABBREVIATION),
    ("Phòng TH-PC", "law", MatchStep.ABBREVIATION),
)
IN_SCOPE = ("Phòng Kế hoạch - Tài chính", "Phòng Kế hoạch – Tài chính", "P. KHTC", "Phòng KH-TC", "KHTC", "phòng Kế hoạch, Tài chính Sở")
DISSOLVED = (
    ("Sở Nông nghiệp và PTNT", ["farming"]),
    ("Sở NN&PTNT", ["farming"]),
    ("Sở Lao động, Thương binh & Xã hội", ["affairs", "health"]),
    ("Thanh tra Sở", ["inspection"]),
    ("Chi cục Nuôi trồng", ["sea"]),
    ("Phòng Tổng hợp", ["law"]),
)
SUGGESTED = (
    ("Trung tâm Khuyên nông", "extension"),
    ("Sở Giáo dục và Đạo tạo", "schools"),
    ("Sở Giáo dục và Đào tạo tỉnh Hà Tĩnh", "schools"),
    ("So Noi vu", "affairs"),
    ("Ủy ban nhân dân", "committee"),
)
UNKNOWN = ("", "   ", "ABC", "Sở Ngoại giao và Biên giới", "Các đơn vị liên quan", "(chủ trì)")
WORDS = st.lists(st.sampled_from("Phòng Sở Y tế và & - KHTC tỉnh Thanh Hóa thuộc chủ trì (".split()), max_size=7).map(" ".join)


@pytest.mark.parametrize(("printed", "key", "step"), FOUND)
def test_a_printed_name_finds_its_unit(printed: str, key: str, step: MatchStep) -> None:
    match = INDEX.match(printed, AFTER)
    assert (match.result, [unit.key for unit in match.units], match.step) == (MatchResult.FOUND, [key], step)


@pytest.mark.parametrize("printed", IN_SCOPE)
def test_a_name_that_two_bodies_have_is_that_of_the_document_s_own_body(printed: str) -> None:
    assert INDEX.match(printed, AFTER).result is MatchResult.AMBIGUOUS
    for scope in ("farming", "Sở Nông nghiệp & Môi trường"):
        assert [unit.key for unit in INDEX.match(printed, AFTER, scope=scope).units] == ["finance"]
    assert INDEX.match(printed, AFTER, scope="affairs").result in (MatchResult.SUGGESTED, MatchResult.NOT_FOUND)


def test_an_abbreviation_that_fits_two_units_is_ambiguous() -> None:
    match = INDEX.match("TTKN", AFTER)
    assert (match.result, {unit.key for unit in match.units}) == (MatchResult.AMBIGUOUS, {"extension", "testing"})


@pytest.mark.parametrize(("printed", "successors"), DISSOLVED)
def test_a_dissolved_unit_names_who_took_over(printed: str, successors: list[str]) -> None:
    match = INDEX.match(printed, AFTER)
    assert match.result is MatchResult.DISSOLVED
    assert [unit.key for unit in match.successors] == successors
    assert all(unit.stands_on(AFTER) for unit in match.successors)


@pytest.mark.parametrize(("printed", "_successors"), DISSOLVED[:3])
def test_a_unit_is_found_while_it_stood(printed: str, _successors: list[str]) -> None:
    assert INDEX.match(printed, BEFORE).result is MatchResult.FOUND


def test_a_unit_is_only_suggested_before_its_first_day() -> None:
    match = INDEX.match("Sở Nông nghiệp và Môi trường", BEFORE)
    assert match.result is MatchResult.SUGGESTED
    assert match.suggestions[0].unit.key == "farming"


@pytest.mark.parametrize(("printed", "key"), SUGGESTED)
def test_a_name_that_only_comes_near_is_suggested(printed: str, key: str) -> None:
    match = INDEX.match(printed, AFTER)
    assert (match.result, match.units) == (MatchResult.SUGGESTED, ())
    assert match.suggestions[0].unit.key == key


@pytest.mark.parametrize("printed", UNKNOWN)
def test_what_names_no_unit_is_not_found(printed: str) -> None:
    assert INDEX.match(printed, AFTER).result is MatchResult.NOT_FOUND


@given(st.sampled_from(UNITS), st.sampled_from((str.upper, str.lower, str.title, lambda name: name.replace(" - ", "–"))))
def test_a_name_in_any_dress_finds_what_the_name_finds(unit: KnownUnit, dress: Callable[[str], str]) -> None:
    plain, dressed = INDEX.match(unit.name, AFTER), INDEX.match(dress(unit.name), AFTER)
    assert (dressed.result, dressed.units) == (plain.result, plain.units)


@given(st.one_of(st.text(max_size=30), WORDS), st.dates())
def test_any_text_may_be_asked_for(printed: str, on: date) -> None:
    match = INDEX.match(printed, on)
    assert (match.result is MatchResult.FOUND) == (len(match.units) == 1 and match.result is not MatchResult.DISSOLVED)
    assert all(0 <= near.likeness <= 1 for near in match.suggestions)


def test_two_hundred_names_are_looked_up_among_a_thousand_at_once() -> None:
    matters = "Kế hoạch,Tài chính,Trồng trọt,Chăn nuôi,Thú y,Kiểm lâm,Thủy lợi,Đất đai,Khuyến nông,Pháp chế".split(",")
    pairs = [(one, two) for one in matters for two in matters]
    units = [KnownUnit(f"{head} {one} {two}", f"{head} {one} và {two}") for head in ("Phòng", "Chi cục", "Trung tâm") for one, two in pairs]
    units += [KnownUnit(str(number), f"Trạm Thú y số {number}") for number in range(1000 - len(units))]
    began = time.perf_counter()
    index = UnitIndex.of(units)
    results = [index.match(unit.name.replace("và", "&") + " (chủ trì)", AFTER).result for unit in units[::5]]
    assert time.perf_counter() - began < 3  # 0.15 s on a quiet machine
    assert set(results) == {MatchResult.FOUND}
