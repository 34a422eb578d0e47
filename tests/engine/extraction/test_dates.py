"""The days, months and quarters that a text prints → days of the calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.extraction.dates import day_at, days, months, year_for
from dondoc.engine.vocabulary.folding import fold

WRITTEN = (
    ("24/3/2022", date(2022, 3, 24)),
    ("ngày 02 tháng 01 năm 2025", date(2025, 1, 2)),
    ("ngày 20-8-2021", date(2021, 8, 20)),
    ("05.10.2025", date(2025, 10, 5)),
    ("03 tháng 12/2025", date(2025, 12, 3)),
    ("12 / 9 / 2025", date(2025, 9, 12)),
)


@pytest.mark.parametrize(("printed", "day"), WRITTEN)
def test_a_day_is_read_in_each_way_that_offices_write_it(printed: str, day: date) -> None:
    (found,) = days(printed, 0, len(printed))
    assert found.on_calendar() == day
    assert printed[found.start : found.end] == printed


def test_a_day_that_does_not_exist_has_no_place_on_the_calendar() -> None:
    (found,) = days("31/11/2025", 0, 10)
    assert found.on_calendar() is None


@pytest.mark.parametrize("text", ["1.5/2/2022", "192/2019/nq-hđnd", "đạt 10/20 điểm", "tuần 2 tháng 6", "24/3/2022/qđ"])
def test_what_only_looks_like_a_day_is_none(text: str) -> None:
    assert list(days(text, 0, len(text))) == []


def test_a_day_without_year_is_read_with_its_month() -> None:
    found = day_at("15/10 hằng năm", 0, 14)
    assert found is not None
    assert (found.day, found.month, found.year, found.on_calendar()) == (15, 10, None, None)


FORMS = ("{0}/{1}/{2}", "ngày {0:02} tháng {1:02} năm {2}", "{0:02}-{1:02}-{2}")


@given(st.dates(date(1945, 1, 1), date(2099, 12, 31)), st.sampled_from(FORMS))
def test_every_day_of_the_calendar_is_read_back(day: date, form: str) -> None:
    printed = fold(form.format(day.day, day.month, day.year))
    assert [found.on_calendar() for found in days(printed, 0, len(printed))] == [day]


@given(st.integers(1, 12), st.integers(1, 12), st.integers(1950, 2090))
def test_months_begin_on_a_first_and_end_on_the_eve_of_a_first(first: int, last: int, year: int) -> None:
    period = months(first, last, year)
    assert (period is None) == (first > last)
    if period is not None:
        assert period.start.day == 1
        assert (period.end + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("first", "last", "issued", "year"),
    [
        (4, 6, date(2025, 2, 10), 2025),  # quý II in a plan of February
        (1, 3, date(2025, 6, 10), None),  # quý I in a plan of June: told, or next year's
        (1, 3, date(2025, 12, 20), 2026),  # quý I in a plan of December
        (10, 12, date(2025, 11, 20), None),  # quý IV in a plan of late November: this year's or next year's
        (12, 12, date(2025, 11, 20), 2025),
    ],
)
def test_a_year_is_taken_from_the_issue_date_only_where_one_alone_fits(first: int, last: int, issued: date, year: int | None) -> None:
    assert year_for(first, last, issued=issued) == year
