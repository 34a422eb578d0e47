"""The register in a terminal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dondoc.engine.extraction.plan import Cause
from dondoc.engine.writing.language import Language
from dondoc.engine.writing.register import Register
from dondoc.engine.writing.register_table import table
from dondoc.engine.writing.terminal import NARROWEST, WIDEST, Page, places
from tests.engine.writing.plans import evidence, register

LONG = "Rà soát toàn bộ hồ sơ " + "đất đai, " * 60 + "hết."


def shown(given: Register, width: int = 100, language: Language = Language.VI) -> str:
    """The table as plain text."""
    return "\n".join("".join(piece.text for piece in line) for line in table(given, Page.fitting(width, language)))


@pytest.mark.parametrize("width", [10, NARROWEST, 80, 100, 109, 110, 132, WIDEST, 400])
def test_no_line_of_the_table_is_wider_than_the_terminal(width: int) -> None:
    given = register(LONG, "Công khai kết quả.", lead="Trung tâm Phục vụ hành chính công và Chuyển đổi số tỉnh Tân Giang")
    for line in shown(given, width).splitlines():
        assert places(line) <= min(max(width, NARROWEST), WIDEST)


def test_a_task_shows_its_number_lead_and_deadline_under_its_finding() -> None:
    words = shown(register("Công khai kết quả."))
    assert words.index("▌ Tồn tại, hạn chế: Hồ sơ còn trễ hạn.") < words.index("a)  Công khai kết quả.")
    assert "Văn phòng Sở" in words
    assert "trước" in words
    assert "30/6/2026" in words


def test_a_long_task_is_clamped_with_an_ellipsis() -> None:
    assert "…" in shown(register(LONG))


def test_a_finding_without_task_says_so() -> None:
    assert "chưa có nhiệm vụ khắc phục" in shown(register())
    assert "no task remedies it" in shown(register(), language=Language.EN)


def test_a_task_that_nobody_leads_and_nothing_bounds_shows_two_dashes() -> None:
    given = register("Công khai kết quả.", end=None)
    bare = replace(given, plan=replace(given.plan, tasks=tuple(replace(task, leads=()) for task in given.plan.tasks)))
    row = next(line for line in shown(bare).splitlines() if "Công khai" in line)
    assert row.split()[-2:] == ["–", "–"]


def test_a_cause_in_the_finding_s_own_paragraph_is_not_shown_twice() -> None:
    given = register("Công khai kết quả.")
    finding = given.plan.findings[0]
    own = Cause(finding.text, finding.evidence)
    apart = Cause("hạn chung", evidence(given.source.text, "hạn chung"))
    words = shown(replace(given, plan=replace(given.plan, findings=(replace(finding, causes=(own, apart)),))))
    assert words.count("Nguyên nhân: ") == 1
    assert "Nguyên nhân: hạn chung" in words


def test_a_document_without_anything_gives_its_name_alone() -> None:
    given = register()
    empty = replace(given, plan=replace(given.plan, findings=(), document=replace(given.plan.document, kind=None)))
    assert shown(empty).strip() == "ke-hoach.txt"
