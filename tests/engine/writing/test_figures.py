"""Numbers, days and deadlines in words."""

from __future__ import annotations

from datetime import date

import pytest

from dondoc.engine.extraction.plan import Deadline, DeadlineKind, Evidence
from dondoc.engine.vocabulary.printing import day
from dondoc.engine.writing.deadline_words import deadline_words
from dondoc.engine.writing.figures import change, number, printed_day
from dondoc.engine.writing.language import Language

VI, EN = Language.VI, Language.EN


@pytest.mark.parametrize(
    "value, vi, en",
    [
        (6200.0, "6.200", "6,200"),
        (84.62, "84,62", "84.62"),
        (90.0, "90", "90"),
        (0.5, "0,5", "0.5"),
        (100.0, "100", "100"),
        (1246000.25, "1.246.000,25", "1,246,000.25"),
    ],
)
def test_a_number_is_printed_as_its_reader_expects(value: float, vi: str, en: str) -> None:
    assert (number(value, VI), number(value, EN)) == (vi, en)


def test_a_change_always_shows_its_sign() -> None:
    assert [change(value, VI) for value in (-2.15, 4.2, 0.0)] == ["−2,15", "+4,2", "0"]


def test_days_below_ten_and_the_first_two_months_have_a_leading_zero() -> None:
    assert [day(date(2026, 1, 5)), day(date(2026, 2, 28)), day(date(2026, 9, 5)), day(date(2026, 12, 31))] == [
        "05/01/2026",
        "28/02/2026",
        "05/9/2026",
        "31/12/2026",
    ]
    assert [printed_day(value) for value in ("2026-01-23", "2026-04", "2024", "")] == ["23/01/2026", "04/2026", "2024", ""]


def due(kind: str, start: str | None, end: str | None, printed: str = "", *, strict: bool = False) -> Deadline:
    """A deadline whose printed words are `printed`."""
    place = Evidence(1, 0, len(printed), printed, "test")
    first, last = (date.fromisoformat(value) if value else None for value in (start, end))
    return Deadline(DeadlineKind(kind), first, last, place, strict=strict)


@pytest.mark.parametrize(
    "deadline, words",
    [
        (None, "–"),
        (due("date", None, "2025-06-30", strict=True), "trước 30/6/2025"),
        (due("date", None, "2025-06-30"), "chậm nhất 30/6/2025"),
        (due("span", "2024-01-01", "2024-12-31"), "trong năm 2024"),
        (due("span", "2024-01-01", "2026-12-31"), "các năm 2024–2026"),
        (due("span", "2025-04-01", "2025-06-30"), "trong quý II/2025"),
        (due("span", "2024-02-01", "2024-02-29"), "trong tháng 2/2024"),
        (due("span", "2025-01-01", "2025-06-30"), "6 tháng đầu năm 2025"),
        (due("span", "2025-07-01", "2025-12-31"), "6 tháng cuối năm 2025"),
        (due("span", "2026-03-01", "2026-09-30"), "từ tháng 3 đến tháng 9/2026"),
        (due("span", "2025-03-05", "2025-06-30"), "05/3/2025 – 30/6/2025"),
        (due("span", None, "2025-06-30"), "đến 30/6/2025"),
        (due("span", "2025-11-01", "2026-02-28"), "01/11/2025 – 28/02/2026"),
        (due("open", "2022-01-01", None), "từ 2022 trở đi"),
        (due("open", "2022-03-01", None), "từ 01/3/2022 trở đi"),
        (due("continuous", None, None, "Thường xuyên, liên tục"), "thường xuyên"),
        (due("recurring", None, None, "trước ngày 25\ncủa tháng cuối quý"), "trước ngày 25 của tháng cuối quý"),
        (due("event", None, None, "sau khi được phê duyệt"), "sau khi được phê duyệt"),
        (due("event", None, None), "–"),
    ],
)
def test_a_deadline_is_said_in_a_few_words(deadline: Deadline | None, words: str) -> None:
    assert deadline_words(deadline, VI) == words
    assert deadline_words(deadline, EN)
