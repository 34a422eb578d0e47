"""The review in a terminal."""

from __future__ import annotations

import json

import pytest

from dondoc.engine.review import Clarity, Remark, RemarkCode, Review, Severity
from dondoc.engine.review import review as examine
from dondoc.engine.writing.language import Language
from dondoc.engine.writing.register import Register
from dondoc.engine.writing.review_json import review_to_json
from dondoc.engine.writing.review_table import review_table
from dondoc.engine.writing.terminal import Page, places
from tests.engine.writing.plans import evidence, register

NOTHING = Clarity(None, (), ())


def shown(given: Register, found: Review, width: int = 100, language: Language = Language.VI) -> list[str]:
    """The review as plain lines."""
    return ["".join(piece.text for piece in line) for line in review_table(given, found, Page.fitting(width, language))]


def remark(given: Register, words: str, severity: Severity, said: str = "Nhiệm vụ không có thời hạn.") -> Remark:
    """A remark on the place where `words` stand."""
    return Remark(RemarkCode.TASK_NO_DEADLINE, severity, evidence(given.source.text, words), said, "The task has no deadline.")


def test_the_weightiest_remarks_come_first() -> None:
    given = register("Công khai kết quả.", "Rà soát hồ sơ.")
    remarks = (remark(given, "Công khai kết quả.", Severity.INFO), remark(given, "Rà soát hồ sơ.", Severity.ERROR, "Thiếu số."))
    words = "\n".join(shown(given, Review(remarks, NOTHING)))
    assert words.index("Lỗi (1)") < words.index("Thiếu số.") < words.index("Lưu ý (1)") < words.index("dòng 5: Công khai")


def test_remarks_of_the_same_words_are_said_once_with_their_places() -> None:
    tasks = [f"Việc số {number}." for number in range(1, 9)]
    given = register(*tasks)
    found = Review(tuple(remark(given, task, Severity.WARNING) for task in tasks), NOTHING)
    words = "\n".join(shown(given, found))
    assert words.count("Nhiệm vụ không có thời hạn. (8)") == 1
    assert "dòng 8: Việc số 4." in words
    assert "và dòng 9, dòng 10, dòng 11, dòng 12" in words


def test_a_review_without_remarks_says_so_in_both_languages() -> None:
    given = register("Công khai kết quả.")
    assert "Rà soát: không có nhận xét nào" in shown(given, Review((), NOTHING))
    assert "Review: no remarks" in shown(given, Review((), NOTHING), language=Language.EN)


@pytest.mark.parametrize("width", [60, 80, 132])
@pytest.mark.parametrize("language", list(Language))
def test_no_line_of_the_review_is_wider_than_the_terminal(width: int, language: Language) -> None:
    given = register("Tăng cường " + "kiểm tra, " * 30 + "giám sát.", "Công khai kết quả.", end=None)
    lines = shown(given, examine(given.plan, given.source), width, language)
    assert max(map(places, lines)) <= width
    assert any("%" in line for line in lines)


def test_the_json_of_a_review_holds_every_remark_and_judgement() -> None:
    given = register("Công khai kết quả.", end=None)
    found = examine(given.plan, given.source)
    data = json.loads(review_to_json(given, found))
    assert len(data["remarks"]) == len(found.remarks)
    assert len(data["clarity"]["tasks"][0]["judgements"]) == 6
    assert "\n" not in review_to_json(given, found, one_line=True)
