"""The working calendar: what each day is, counting over working days, due moments with their working."""

from __future__ import annotations

import time as stopwatch
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.tracking.due_dates import Mode, due, working_of
from dondoc.engine.tracking.legal_holidays import BeyondCalendar, legal_holidays, spread
from dondoc.engine.tracking.workdays import DayKind, SetDay, WorkCalendar, shipped_notices
from dondoc.engine.tracking.working_time import OfficeHours, WrongSessions, read_sessions, shown_sessions, usual_hours
from dondoc.engine.vocabulary.loading import table

CALENDAR = WorkCalendar()
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))

OFF_WEEKDAYS = {
    2024: ["01/01", "08/02", "09/02", "12/02", "13/02", "14/02", "18/04", "29/04", "30/04", "01/05", "02/09", "03/09"],
    2025: ["01/01", "27/01", "28/01", "29/01", "30/01", "31/01", "07/04", "30/04", "01/05", "02/05", "01/09", "02/09"],
    2026: ["01/01", "02/01", "16/02", "17/02", "18/02", "19/02", "20/02", "27/04", "30/04", "01/05", "31/08", "01/09", "02/09", "24/11"],
    2027: ["01/01", "04/02", "05/02", "08/02", "09/02", "10/02", "16/04", "30/04", "03/05", "02/09", "03/09", "24/11"],
}
MADE_UP = {2024: ["04/05"], 2025: ["26/04"], 2026: ["10/01", "22/08"], 2027: []}


@pytest.mark.parametrize("year", OFF_WEEKDAYS)
def test_the_weekdays_off_and_the_days_made_up_are_those_of_the_notices(year: int) -> None:
    days = CALENDAR.days_of(year)
    assert [f"{day.on:%d/%m}" for day in days if not day.counts and day.on.weekday() < 5] == OFF_WEEKDAYS[year]
    assert [f"{day.on:%d/%m}" for day in days if day.counts and day.on.weekday() >= 5] == MADE_UP[year]


def test_every_day_off_or_made_up_has_a_name_and_a_basis() -> None:
    special = [day for year in OFF_WEEKDAYS for day in CALENDAR.days_of(year) if day.kind not in (DayKind.WORKING, DayKind.WEEKEND)]
    assert [day for day in special if not day.name or not day.basis] == []
    assert all(fields.get("source") for group in table("rest_days").values() for fields in group.values() if isinstance(fields, dict))


def test_the_day_of_culture_has_its_own_basis_and_began_in_2026() -> None:
    assert CALENDAR.day_of(date(2026, 11, 24)).basis == "Nghị quyết số 28/2026/QH16"
    assert CALENDAR.is_working(date(2025, 11, 24))


def test_a_holiday_on_a_rest_day_is_given_back_on_the_next_working_day() -> None:
    given_back = CALENDAR.day_of(date(2027, 5, 3))
    assert (given_back.kind, given_back.name) == (DayKind.HOLIDAY, "Ngày Quốc tế Lao động (nghỉ bù)")
    assert given_back.basis == "khoản 3 Điều 111 Bộ luật Lao động 2019"


def test_a_year_without_its_notice_is_provisional_where_the_notice_decides() -> None:
    assert [CALENDAR.is_announced(year) for year in (2024, 2025, 2026, 2027)] == [True, True, True, False]
    waiting = [f"{day.on:%d/%m}" for day in CALENDAR.days_of(2027) if day.provisional]
    assert waiting == ["04/02", "09/02", "10/02", "03/09"]
    assert [day for day in CALENDAR.days_of(2026) if day.provisional] == []


def test_once_the_notice_is_in_only_what_it_says_is_off_about_tet() -> None:
    notice = tuple(SetDay(on, DayKind.HOLIDAY, "Tết Nguyên đán", level=1) for on in spread(date(2027, 2, 3), date(2027, 2, 9)))
    calendar = WorkCalendar(notice, announced=frozenset({2027}))
    assert not calendar.is_working(date(2027, 2, 3))
    assert calendar.is_working(date(2027, 2, 10))
    assert calendar.is_working(date(2027, 9, 3)), "the second day of the National Day is the notice's to name"
    assert not calendar.is_working(date(2027, 9, 2))


@pytest.mark.parametrize("year", range(2007, 2100))
def test_every_year_has_its_eleven_holidays_or_twelve_off(year: int) -> None:
    plain = {holiday.on for holiday in legal_holidays(year)}
    assert {date(year, 1, 1), date(year, 4, 30), date(year, 5, 1), date(year, 9, 2)} <= plain
    assert (date(year, 11, 24) in plain) == (year >= 2026)
    assert len([holiday for holiday in legal_holidays(year) if holiday.on.month <= 2 and "Tết Nguyên" in holiday.name]) >= 3


def test_tet_follows_the_calendar_of_vietnam_where_chinas_differs() -> None:
    named = {holiday.name: holiday.on for holiday in legal_holidays(2030)}
    assert named["Tết Nguyên đán"] == date(2030, 2, 2)  # 3/2/2030 in China
    assert {holiday.name: holiday.on for holiday in legal_holidays(2007)}["Tết Nguyên đán"] == date(2007, 2, 17)


@pytest.mark.parametrize(
    "level_kinds, kind, counts",
    [
        ([(1, DayKind.OFF), (1, DayKind.MAKE_UP)], DayKind.MAKE_UP, True),
        ([(1, DayKind.HOLIDAY), (1, DayKind.OFF)], DayKind.OFF, False),
        ([(1, DayKind.MAKE_UP), (2, DayKind.OFF)], DayKind.OFF, False),
        ([(2, DayKind.OFF), (3, DayKind.MAKE_UP)], DayKind.MAKE_UP, True),
        ([(2, DayKind.DESK)], DayKind.DESK, False),
        ([], DayKind.WEEKEND, False),
    ],
)
def test_what_is_nearest_wins_and_then_the_stronger_kind(level_kinds: list[tuple[int, DayKind]], kind: DayKind, counts: bool) -> None:
    saturday = date(2026, 11, 14)
    for order in (level_kinds, level_kinds[::-1]):
        day = WorkCalendar(tuple(SetDay(saturday, kind, "x", level=level) for level, kind in order)).day_of(saturday)
        assert (day.kind, day.counts) == (kind, counts)


def test_a_unit_can_take_back_a_shipped_day_off() -> None:
    taken_back = SetDay(date(2026, 1, 2), DayKind.MAKE_UP, "Không hoán đổi", level=2)
    day = WorkCalendar((taken_back,)).day_of(date(2026, 1, 2))
    assert (day.kind, day.counts, day.sessions) == (DayKind.WORKING, True, usual_hours().sessions)


VECTORS = [
    (datetime(2026, 11, 13, 16), 3, datetime(2026, 11, 18, 16), datetime(2026, 11, 18, 17)),
    (datetime(2026, 11, 23, 10), 2, datetime(2026, 11, 26, 10), datetime(2026, 11, 26, 17)),
    (datetime(2026, 8, 21, 16), 1, datetime(2026, 8, 22, 16), datetime(2026, 8, 22, 17)),
    (datetime(2026, 8, 28, 16), 1, datetime(2026, 9, 3, 16), datetime(2026, 9, 3, 17)),
]


@pytest.mark.parametrize("received, n, by_hours, by_days", VECTORS)
def test_a_term_is_due_by_the_hour_or_at_the_close_of_its_last_day(
    received: datetime, n: int, by_hours: datetime, by_days: datetime
) -> None:
    assert due(CALENDAR, received, n=n, mode=Mode.HOURS) == by_hours
    assert due(CALENDAR, received, n=n, mode=Mode.DAYS) == by_days


@pytest.mark.parametrize(
    "received, ends",
    [
        (datetime(2026, 11, 16, 6), datetime(2026, 11, 16, 17)),  # before opening
        (datetime(2026, 11, 16, 12, 15), datetime(2026, 11, 17, 11, 30)),  # at lunch: from 13:30
        (datetime(2026, 11, 16, 17), datetime(2026, 11, 17, 17)),  # at closing: from the next morning
        (datetime(2026, 11, 14, 9), datetime(2026, 11, 16, 17)),  # on a Saturday: from Monday
        (datetime(2026, 11, 16, 9, 20), datetime(2026, 11, 17, 9, 20)),
    ],
)
def test_hours_run_from_the_first_working_moment(received: datetime, ends: datetime) -> None:
    assert due(CALENDAR, received, n=1, mode=Mode.HOURS) == ends


@pytest.mark.parametrize(
    "received, ends",
    [
        (datetime(2026, 11, 16, 15), datetime(2026, 11, 16, 17)),
        (datetime(2026, 11, 16, 15, 1), datetime(2026, 11, 17, 17)),
        (datetime(2026, 11, 23, 16), datetime(2026, 11, 25, 17)),  # the 24th is off
        (datetime(2026, 11, 15, 16), datetime(2026, 11, 16, 17)),  # on a Sunday the hour does not matter
    ],
)
@pytest.mark.parametrize("mode", [Mode.HOURS, Mode.DAYS, Mode.CALENDAR])
def test_what_is_settled_at_once_moves_on_where_it_came_after_three(received: datetime, ends: datetime, mode: Mode) -> None:
    assert due(CALENDAR, received, n=0, mode=mode) == ends
    assert working_of(CALENDAR, received, n=0, mode=mode).came_late == (received.weekday() < 5 and received.date() != ends.date())


@pytest.mark.parametrize("n, ends", [(3, date(2026, 8, 27)), (7, date(2026, 9, 3)), (2, date(2026, 8, 26)), (5, date(2026, 9, 3))])
def test_a_term_in_calendar_days_moves_on_from_a_rest_day(n: int, ends: date) -> None:
    received = datetime(2026, 8, 24, 9) + timedelta(days=0 if n in (3, 2) else 3)
    working = working_of(CALENDAR, received, n=n, mode=Mode.CALENDAR)
    assert working.due == datetime.combine(ends, time(17))
    assert working.rolled_from == (None if received.date() + timedelta(days=n) == ends else received.date() + timedelta(days=n))


def test_a_due_moment_shows_its_working() -> None:
    working = working_of(CALENDAR, datetime(2026, 8, 28, 16), n=1, mode=Mode.HOURS)
    assert working.counted == (date(2026, 8, 28), date(2026, 9, 3))
    assert [(day.on.day, day.kind, day.name) for day in working.skipped] == [
        (29, DayKind.WEEKEND, ""),
        (30, DayKind.WEEKEND, ""),
        (31, DayKind.OFF, "Nghỉ hoán đổi"),
        (1, DayKind.HOLIDAY, "Quốc khánh"),
        (2, DayKind.HOLIDAY, "Quốc khánh"),
    ]
    assert (working.provisional, working.unannounced) == (False, ())
    by_days = working_of(CALENDAR, datetime(2026, 8, 28, 16), n=1, mode=Mode.DAYS)
    assert by_days.counted == (date(2026, 9, 3),)
    assert by_days.runs_from == datetime(2026, 9, 3, 7)


def test_a_term_that_reaches_into_an_unannounced_year_says_so() -> None:
    working = working_of(CALENDAR, datetime(2026, 12, 28, 9), n=10, mode=Mode.DAYS)
    assert (working.due, working.unannounced, working.provisional) == (datetime(2027, 1, 12, 17), (2027,), True)
    assert working_of(CALENDAR, datetime(2026, 12, 21, 9), n=5, mode=Mode.DAYS).provisional is False


def test_a_negative_term_and_a_far_year_are_refused() -> None:
    with pytest.raises(ValueError, match="-1"):
        due(CALENDAR, datetime(2026, 1, 5), n=-1, mode=Mode.DAYS)
    with pytest.raises(BeyondCalendar) as refused:
        CALENDAR.add_working_days(date(2099, 12, 30), 10)
    assert "2100" in refused.value.vi


HALF_DAY = read_sessions("07:00-11:30")


def test_a_saturday_desk_is_open_and_moves_no_due_date() -> None:
    desk = WorkCalendar(hours=(OfficeHours(usual_hours().sessions, saturday=HALF_DAY, level=2),))
    saturday = desk.day_of(date(2026, 11, 14))
    assert (saturday.kind, saturday.counts, saturday.sessions) == (DayKind.DESK, False, HALF_DAY)
    assert due(desk, datetime(2026, 11, 13, 16), n=3, mode=Mode.HOURS) == datetime(2026, 11, 18, 16)


def test_a_saturday_that_counts_lends_its_half_day() -> None:
    works = WorkCalendar(hours=(OfficeHours(usual_hours().sessions, saturday=HALF_DAY, saturday_counts=True, level=2),))
    assert works.is_working(date(2026, 11, 14))
    assert due(works, datetime(2026, 11, 13, 16), n=1, mode=Mode.HOURS) == datetime(2026, 11, 16, 9, 30)
    assert due(works, datetime(2026, 11, 13, 16), n=1, mode=Mode.DAYS) == datetime(2026, 11, 14, 11, 30)


def test_hours_are_dated_and_the_nearest_hold() -> None:
    province = OfficeHours(read_sessions("07:30-12:00, 13:00-16:30"), valid_from=date(2026, 7, 1), level=1)
    unit = OfficeHours(read_sessions("08:00-12:00, 13:00-17:00"), valid_from=date(2026, 9, 1), valid_to=date(2026, 10, 1), level=3)
    calendar = WorkCalendar(hours=(unit, province))
    on = [date(2026, 6, 30), date(2026, 7, 1), date(2026, 9, 3), date(2026, 10, 1)]
    openings = [calendar.day_of(day).sessions[0][0] for day in on]
    assert openings == [time(7), time(7, 30), time(8), time(7, 30)]


@pytest.mark.parametrize("said, shown", [("7:00-11:30,13h30 – 17h", "07:00-11:30, 13:30-17:00"), ("", ""), ("07g30-12g00", "07:30-12:00")])
def test_sessions_are_read_as_people_write_them(said: str, shown: str) -> None:
    assert shown_sessions(read_sessions(said)) == shown


@pytest.mark.parametrize(
    "said", ["sáng", "11:30-07:00", "07:00-11:30, 11:00-17:00", "07:00", "25:00-26:00", "07:00-11:30,", "13:30-17:00, 07:00-11:30"]
)
def test_words_that_are_no_sessions_are_refused(said: str) -> None:
    with pytest.raises(WrongSessions):
        read_sessions(said)


@given(DAYS, st.integers(-400, 400))
def test_adding_days_and_counting_back_agree(day: date, n: int) -> None:
    ends = CALENDAR.add_working_days(day, n)
    assert CALENDAR.working_days_between(day, ends) == n
    assert n == 0 or CALENDAR.is_working(ends)


@given(DAYS, st.integers(0, 200), st.integers(0, 200))
def test_terms_one_after_the_other_are_one_term(day: date, first: int, then: int) -> None:
    assert CALENDAR.add_working_days(CALENDAR.add_working_days(day, first), then) == CALENDAR.add_working_days(day, first + then)


@given(DAYS, DAYS, DAYS)
def test_counting_is_additive_and_never_falls(one: date, two: date, three: date) -> None:
    first, middle, last = sorted((one, two, three))
    whole = CALENDAR.working_days_between(first, last)
    assert whole == CALENDAR.working_days_between(first, middle) + CALENDAR.working_days_between(middle, last)
    assert 0 <= CALENDAR.working_days_between(first, middle) <= whole <= (last - first).days


@given(DAYS, DAYS)
def test_counting_is_the_same_as_asking_every_day(one: date, two: date) -> None:
    first, last = sorted((one, two))
    last = min(last, first + timedelta(days=500))
    days = spread(first + timedelta(days=1), last) if last > first else ()
    assert CALENDAR.working_days_between(first, last) == sum(CALENDAR.is_working(day) for day in days)


@given(st.datetimes(datetime(2024, 1, 1), datetime(2027, 6, 1)), st.integers(0, 90), st.integers(0, 90), st.sampled_from(Mode))
def test_a_longer_term_is_never_due_earlier_and_a_later_start_neither(received: datetime, n: int, more: int, mode: Mode) -> None:
    assert due(CALENDAR, received, n=n, mode=mode) <= due(CALENDAR, received, n=n + more, mode=mode) or n == 0
    assert due(CALENDAR, received, n=n, mode=mode) <= due(CALENDAR, received + timedelta(hours=more), n=n, mode=mode)


@given(st.datetimes(datetime(2024, 1, 1), datetime(2027, 6, 1)), st.integers(1, 60), st.sampled_from(Mode))
def test_the_working_leaves_no_day_unexplained(received: datetime, n: int, mode: Mode) -> None:
    working = working_of(CALENDAR, received, n=n, mode=mode)
    assert CALENDAR.is_working(working.due.date())
    if mode == Mode.DAYS:
        assert len(working.counted) == n
    if mode != Mode.CALENDAR:
        told = {*working.counted, *(day.on for day in working.skipped)}
        assert set(spread(received.date(), working.due.date())) - told <= {received.date()}


@given(DAYS)
def test_the_nearest_working_days_lie_on_either_side(day: date) -> None:
    before, after = CALENDAR.last_working_day_on_or_before(day), CALENDAR.first_working_day_on_or_after(day)
    assert before <= day <= after
    assert CALENDAR.is_working(before)
    assert CALENDAR.is_working(after)
    assert (before == after) == CALENDAR.is_working(day)


def test_ten_thousand_rows_are_counted_at_once() -> None:
    rows = [(date(2024, 1, 1) + timedelta(days=number % 1000), number % 90) for number in range(10_000)]
    CALENDAR.working_days_between(date(2024, 1, 1), date(2028, 1, 1))
    began = stopwatch.perf_counter()
    ends = [CALENDAR.add_working_days(day, n) for day, n in rows]
    counted = [CALENDAR.working_days_between(day, end) for (day, _), end in zip(rows, ends, strict=True)]
    assert counted == [n for _, n in rows]
    assert stopwatch.perf_counter() - began < 1, "60 ms on a quiet machine"


def test_the_shipped_notices_are_of_the_years_they_name() -> None:
    assert {day.on.year == year for year, days in shipped_notices().items() for day in days} == {True}
