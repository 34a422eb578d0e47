"""Checks which units are told to be gone, and on which day."""

from __future__ import annotations

from datetime import date

import pytest

from tests.engine.review.directives import directive, reviewed

PLANNING = "II. NHIỆM VỤ\n\n1. Sở Kế hoạch và Đầu tư chủ trì rà soát dự án.\n\n2. Sở Kế hoạch và Đầu tư công khai dự án."


def gone(text: str, on: date | None = None) -> list[str]:
    """The sentences on dissolved units."""
    return [remark.vi for remark in reviewed(text, on=on).remarks if remark.code == "unit.dissolved"]


@pytest.mark.parametrize("issued, count", [(date(2024, 1, 8), 0), (date(2025, 2, 28), 0), (date(2025, 3, 1), 1), (date(2025, 11, 10), 1)])
def test_a_unit_is_judged_by_the_day_of_issue(issued: date, count: int) -> None:
    assert len(gone(directive(PLANNING, issued=issued))) == count


def test_another_day_of_judgement_may_be_given() -> None:
    (sentence,) = gone(directive(PLANNING, issued=date(2024, 1, 8)), on=date(2025, 11, 10))
    assert "01/03/2025" in sentence
    assert "nay là Sở Tài chính" in sentence


def test_all_mentions_of_one_unit_make_one_remark() -> None:
    (remark,) = [found for found in reviewed(directive(PLANNING, issued=date(2025, 11, 10))).remarks if found.code == "unit.dissolved"]
    assert [place.text for place in remark.related] == ["Sở Kế hoạch và Đầu tư"]


def test_without_a_whole_date_no_unit_is_judged() -> None:
    text = directive(PLANNING, issued=date(2025, 11, 10)).replace("ngày 10 tháng 11 năm 2025", "ngày    tháng    năm 2025")
    assert gone(text) == []


def test_the_name_of_a_cited_paper_is_history() -> None:
    body = "II. NHIỆM VỤ\n\n1. Sở Tài chính chủ trì thực hiện Công văn số 15/SKHĐT-TH ngày 10/01/2024 của Sở Kế hoạch và Đầu tư."
    assert gone(directive(body, issued=date(2025, 11, 10))) == []
