"""Holds every kind of section to its own example, and headings to the section that they open."""

from __future__ import annotations

import re

import pytest

from dondoc.engine.vocabulary.folding import fold
from dondoc.engine.vocabulary.sections import Section, SectionEntry, section_at_start, section_entries, section_of, sticky_sections

PHRASES = [(entry.kind, phrase) for entry in section_entries() for phrase in entry.phrases]

OPENED = (
    ("MỤC ĐÍCH, YÊU CẦU", Section.PURPOSE),
    ("Quan điểm chỉ đạo", Section.PURPOSE),
    ("Phạm vi điều chỉnh, đối tượng áp dụng", Section.PURPOSE),
    ("MỤC TIÊU", Section.OBJECTIVE),
    ("Các chỉ tiêu chủ yếu", Section.OBJECTIVE),
    ("NHỮNG TỒN TẠI, HẠN CHẾ", Section.FINDING),
    ("Hạn chế, yếu kém", Section.FINDING),
    ("Khó khăn, vướng mắc", Section.FINDING),
    ("NGUYÊN NHÂN", Section.CAUSE),
    ("Nguyên nhân của tồn tại, hạn chế", Section.CAUSE),
    ("KINH PHÍ THỰC HIỆN", Section.FUNDING),
    ("TỔ CHỨC THỰC HIỆN", Section.ORGANISING),
    ("Phân công nhiệm vụ", Section.ORGANISING),
    ("Chế độ thông tin, báo cáo", Section.ORGANISING),
    ("NHIỆM VỤ TRỌNG TÂM", Section.TASK),
    ("CÁC NHIỆM VỤ, GIẢI PHÁP", Section.TASK),
    ("Giải pháp khắc phục", Section.TASK),
    ("KẾT QUẢ ĐẠT ĐƯỢC", Section.RESULT),
    ("Tình hình thực hiện", Section.RESULT),
    ("ĐÁNH GIÁ CHUNG", Section.RESULT),
    ("Phụ lục: ĐỀ CƯƠNG BÁO CÁO", Section.FORM),
    ("VỀ PHÁT TRIỂN CÁC NGÀNH KINH TẾ", None),
    ("Cải cách thể chế", None),
    ("Sở Nội vụ", None),
    ("", None),
)


@pytest.mark.parametrize("entry", section_entries(), ids=lambda entry: entry.kind)
def test_the_example_of_a_section_opens_that_section(entry: SectionEntry) -> None:
    heading = re.sub(r"^[IVX\d.]+[./]\s+", "", entry.example)
    assert section_of(fold(heading)) is entry.kind


def test_every_kind_of_section_has_its_words_once() -> None:
    assert sorted(entry.kind for entry in section_entries()) == sorted(Section)


@pytest.mark.parametrize(("kind", "phrase"), PHRASES, ids=[f"{kind}-{at}" for at, (kind, _) in enumerate(PHRASES)])
def test_a_cue_is_folded_and_never_empty(kind: Section, phrase: str) -> None:
    assert re.search(phrase, "") is None
    assert fold(phrase) == phrase, kind


@pytest.mark.parametrize(("heading", "kind"), OPENED)
def test_a_heading_opens_this_section(heading: str, kind: Section | None) -> None:
    assert section_of(fold(heading)) is kind


def test_a_cue_far_into_a_long_heading_names_a_matter_and_opens_nothing() -> None:
    assert section_of(fold("Tăng cường phổ biến pháp luật cho người dân vùng sâu và nâng cao các giải pháp")) is None


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Về nguyên nhân", Section.CAUSE),
        ("Một số giải pháp", Section.TASK),
        ("Công tác nội dung", Section.TASK),
        ("Rà soát nội dung", None),
    ],
)
def test_only_the_first_words_open_a_section_at_the_start(heading: str, kind: Section | None) -> None:
    assert section_at_start(fold(heading)) is kind


def test_purposes_and_forms_keep_their_sub_headings() -> None:
    assert sticky_sections() == {Section.PURPOSE, Section.FORM}
