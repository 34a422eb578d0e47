"""Checks how a list of units, as a label or a table cell prints it, is parted."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.vocabulary.registry import registry
from dondoc.engine.vocabulary.resolving import Outcome, resolve
from dondoc.engine.vocabulary.splitting import split_units
from tests.corpus import CORPUS, needs_corpus

LISTS = (
    ("Các phòng, ban, đơn vị trực thuộc; Văn phòng Sở", ["Các phòng, ban, đơn vị trực thuộc", "Văn phòng Sở"]),
    ("Sở Tài chính, Sở Nội vụ và các đơn vị liên quan.", ["Sở Tài chính", "Sở Nội vụ", "các đơn vị liên quan"]),
    ("- Chủ trì: Sở Y tế; - Phối hợp: Công an tỉnh, các xã", ["Sở Y tế", "Công an tỉnh", "các xã"]),
    ("Đơn vị chủ trì: Văn phòng Sở. Đơn vị phối hợp: Phòng KHTC", ["Văn phòng Sở", "Phòng KHTC"]),
    ("Các sở: Nội vụ, Tài chính và Y tế; UBND các xã, phường", ["Sở Nội vụ", "Sở Tài chính", "Sở Y tế", "UBND các xã, phường"]),
    ("UBND các xã: Sơn Mai, Tân Lập; Sở Y tế", ["UBND xã Sơn Mai", "UBND xã Tân Lập", "Sở Y tế"]),
    ("Sở Tài chính (chủ trì), Sở Nội vụ (phối hợp)", ["Sở Tài chính", "Sở Nội vụ"]),
    ("Sở Y tế (Chi cục An toàn thực phẩm), Sở Công Thương", ["Sở Y tế", "Sở Công Thương"]),
    ("1. Sở Tài chính 2. Sở Nội vụ", ["Sở Tài chính", "Sở Nội vụ"]),
    ("Sở Tài chính Sở Nội vụ", ["Sở Tài chính", "Sở Nội vụ"]),
    ("Sở Tài chính phối hợp với Sở Nội vụ và UBND các xã", ["Sở Tài chính", "Sở Nội vụ", "UBND các xã"]),
    ("Văn phòng, KHTC, TCCB", ["Văn phòng", "KHTC", "TCCB"]),
    ("Nhóm chuyên gia; Ông Nguyễn Văn A", ["Nhóm chuyên gia", "Ông Nguyễn Văn A"]),
    ("Tất cả các đơn vị", ["Tất cả các đơn vị"]),
    ("Giám đốc Sở, các Phó Giám đốc Sở", ["Giám đốc Sở", "các Phó Giám đốc Sở"]),
    ("Các cơ quan được giao nhiệm vụ theo Kế hoạch này", ["Các cơ quan được giao nhiệm vụ theo Kế hoạch này"]),
    (
        "các phòng, đơn vị bị nêu tên sau khi kiểm tra, thanh tra, kiểm toán nhà nước về tài chính",
        ["các phòng, đơn vị bị nêu tên sau khi kiểm tra, thanh tra, kiểm toán nhà nước về tài chính"],
    ),
    ("", []),
    (" ; - (", []),
)
NAMES = [unit.name for unit in registry().units.values() if unit.group is None]


@pytest.mark.parametrize(("text", "names"), LISTS)
def test_a_list_is_parted_into_these_units(text: str, names: list[str]) -> None:
    assert [hit.name for hit in split_units(text)] == names


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=5), st.sampled_from(["; ", ", ", ";\n", " và ", "; và "]))
def test_names_joined_into_a_list_come_back(names: list[str], joint: str) -> None:
    text = joint.join(names)
    assert [" ".join(hit.name.split()) for hit in split_units(text)] == names


@given(st.text(alphabet="Sở các, và;:()-.•\n UBNDxãTài chính"))
def test_no_letter_of_a_list_is_dropped_unless_it_joins(text: str) -> None:
    hits = split_units(text)
    assert all(before.end <= after.start for before, after in zip(hits, hits[1:], strict=False))
    assert all(text[hit.start : hit.end].strip() for hit in hits)


def test_a_misspelt_name_only_suggests_the_unit() -> None:
    match = resolve("Sở Nông nghệp và Môi trường")
    assert match.outcome is Outcome.NOT_FOUND
    assert [unit.id for unit in match.suggestions] == ["so-nong-nghiep-va-moi-truong"]


def test_a_name_is_found_without_what_is_added_to_it() -> None:
    match = resolve("Sở Tài chính tỉnh Thanh Hoá chủ trì")
    assert [unit.id for unit in match.units] == ["so-tai-chinh"]


def test_a_commune_is_named_with_its_province() -> None:
    (commune,) = resolve("UBND phường Hạc Thành").communes
    assert commune.province_id == "thanh-hoa"


@needs_corpus
@pytest.mark.corpus
def test_the_units_of_the_annotated_corpus_come_back_from_lists() -> None:
    assert CORPUS is not None
    lists = set()
    for file in CORPUS.glob("*.gold.json"):
        for task in json.loads(file.read_text("utf-8"))["tasks"]:
            lists.update({tuple(task["lead"]), tuple(task["cooperating"])})
    joined = [(units, joint) for units in lists if units for joint in (", ", "; ", " và ")]
    right = sum([hit.name for hit in split_units(joint.join(units))] == list(units) for units, joint in joined)
    assert right / len(joined) > 0.97
