"""The days of the sample office: moved by half years, counted in working days, written as the decree has them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from dondoc.engine.extraction import extract
from dondoc.engine.sources import read
from dondoc.engine.sources.errors import UnreadableSource
from dondoc.web.plans.demo.calendar import Calendar, working
from dondoc.web.plans.demo.papers import as_word, broken_scan, words_of
from dondoc.web.plans.demo.shifting import ISSUED, NAME, half_years, half_years_back, moved_day, moved_text, sample_plan


@pytest.mark.parametrize(
    "printed, halves, moved",
    [
        ("Trước ngày 31/3/2026", 1, "Trước ngày 30/9/2026"),
        ("ngày 23 tháng 01 năm 2026", 1, "ngày 23 tháng 7 năm 2026"),
        ("Trước ngày 28/8/2026", 1, "Trước ngày 28/02/2027"),
        ("Quý II/2026", 1, "Quý IV/2026"),
        ("quý III/2026", 3, "quý I/2028"),
        ("6 tháng cuối năm 2026", 1, "6 tháng đầu năm 2027"),
        ("từ tháng 3 đến tháng 9/2026", 1, "từ tháng 9/2026 đến tháng 3/2027"),
        ("từ tháng 3 đến tháng 9/2026", 2, "từ tháng 3 đến tháng 9/2027"),
        ("Tháng 8/2026", 1, "Tháng 2/2027"),
        ("Quý I/2026", -1, "Quý III/2025"),
        ("6 tháng đầu năm 2026", -1, "6 tháng cuối năm 2025"),
        ("Năm 2026 - 2027", 1, "Năm 2026 - 2027"),
        ("Năm 2026 - 2027", 2, "Năm 2027 - 2028"),
        ("Nghị định số 118/2025/NĐ-CP ngày 09/6/2025", 4, "Nghị định số 118/2025/NĐ-CP ngày 09/6/2025"),
        ("chiếm 6,8% của 1.246 hồ sơ", 1, "chiếm 6,8% của 1.246 hồ sơ"),
    ],
)
def test_a_printed_day_moves_by_half_years(printed: str, halves: int, moved: str) -> None:
    assert moved_text(printed, halves) == moved


def test_the_moved_sample_reads_as_well_as_the_one_that_ships() -> None:
    kept, moved = (extract(read(sample_plan(halves), NAME)) for halves in (0, 1))
    assert (len(moved.tasks), len(moved.findings), len(moved.targets)) == (len(kept.tasks), len(kept.findings), len(kept.targets))
    assert [task.leads and task.leads[0].name for task in moved.tasks] == [task.leads and task.leads[0].name for task in kept.tasks]
    assert [task.deadline and task.deadline.kind for task in moved.tasks] == [task.deadline and task.deadline.kind for task in kept.tasks]
    assert moved.document.issued_on is not None
    assert moved.document.issued_on.value == "2026-07-23"


@pytest.mark.parametrize(
    "today",
    [date(2019, 12, 31), date(2026, 2, 1), date(2026, 4, 1), date(2026, 11, 22), date(2027, 1, 1), date(2028, 2, 29), date(2031, 8, 31)],
)
def test_the_sample_is_never_older_than_eight_months(today: date) -> None:
    age = today - moved_day(ISSUED, half_years(today))
    assert timedelta(days=50) <= age <= timedelta(days=240)


@pytest.mark.parametrize("today, years", [(date(2025, 7, 1), 0), (date(2025, 6, 30), 1), (date(2025, 12, 31), 0), (date(2022, 2, 28), 4)])
def test_a_merger_that_has_not_come_is_told_by_whole_years_earlier(today: date, years: int) -> None:
    merged = date(2025, 7, 1)
    assert moved_day(merged, half_years_back(merged, today)) == date(2025 - years, 7, 1) <= today


def test_weekends_give_way_to_the_friday_before() -> None:
    assert working(date(2026, 11, 22)) == working(date(2026, 11, 21)) == date(2026, 11, 20)
    assert working(date(2026, 11, 23)) == date(2026, 11, 23)


@pytest.mark.parametrize("clock, morning", [("2026-11-23 07:59", date(2026, 11, 20)), ("2026-11-23 08:01", date(2026, 11, 23))])
def test_before_the_office_opens_its_last_morning_is_that_of_the_working_day_before(clock: str, morning: date) -> None:
    assert Calendar(timezone.make_aware(datetime.fromisoformat(clock))).morning == morning


def test_a_template_has_its_days_filled_in_as_the_decree_writes_them() -> None:
    calendar = Calendar(timezone.make_aware(datetime(2026, 2, 10, 9)))
    assert (
        calendar.filled("{date:-5} và {long:+34}, {issued}", issued=date(2026, 12, 1))
        == "05/02/2026 và ngày 16 tháng 3 năm 2026, 01/12/2026"
    )


@pytest.mark.parametrize("name, tasks", [("ke-hoach-105", 11), ("ke-hoach-sua-doi", 3), ("chi-thi-07", 15)])
def test_every_directive_of_the_office_is_read_whole_from_its_word_document(name: str, tasks: int) -> None:
    text = Calendar(timezone.make_aware(datetime(2026, 11, 23, 9))).filled(words_of(name), issued=date(2026, 7, 23))
    assert "{" not in text
    assert as_word(text) == as_word(text)
    assert len(extract(read(as_word(text), f"{name}.docx")).tasks) == tasks


def test_the_broken_scan_says_what_it_is_and_cannot_be_read() -> None:
    with pytest.raises(UnreadableSource):
        read(broken_scan(), "ban-chup.pdf")
