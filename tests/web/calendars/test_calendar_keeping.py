"""Calendars as they are kept: whose days hold for whom, who may change them, and what the yearly notice does."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import PermissionDenied
from openpyxl import Workbook
from pytest_django import DjangoAssertNumQueries

from dondoc.engine.tracking.workdays import DayKind
from dondoc.engine.tracking.working_time import shown_sessions
from dondoc.web.accounts.models import User
from dondoc.web.audit.models import Entry
from dondoc.web.calendars.actions.days import DayTerms, add_day, change_day, withdraw_day
from dondoc.web.calendars.actions.hours import HoursTerms, set_hours, withdraw_hours
from dondoc.web.calendars.actions.yearly import Notice, take_in_notice, withdraw_notice
from dondoc.web.calendars.models import CalendarDay, SetKind, WorkingHours, YearNotice
from dondoc.web.calendars.notice_lines import lines_of_workbook, read_notice
from dondoc.web.calendars.queries.calendars import calendar_for, calendars_now
from dondoc.web.calendars.queries.preview import preview
from dondoc.web.organisations.actions.deciding import CannotChange, Overwritten
from tests.builders import make_user
from tests.people import Town

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
MONDAY, SATURDAY = date(2026, 12, 7), date(2026, 12, 12)
STORM = DayTerms(MONDAY, SetKind.OFF, "Nghỉ tránh bão", "Công điện số 01")


@pytest.fixture
def keeper(db: None) -> User:
    """Who keeps dondoc itself."""
    return make_user("ngoc", "Hà Bảo Ngọc", is_administrator=True)


def test_a_day_holds_for_the_unit_and_all_below_it_and_nobody_else(town: Town) -> None:
    add_day(town.department, STORM, by=town.quan, now=NOW)
    off = [unit for unit in (town.department, town.planning, town.elsewhere, None) if not calendar_for(unit).is_working(MONDAY)]
    assert off == [town.department, town.planning]
    assert Entry.objects.get().verb == "đặt ngày trong lịch làm việc"


def test_the_nearest_unit_has_the_last_word(town: Town, keeper: User) -> None:
    add_day(None, STORM, by=keeper, now=NOW)
    add_day(town.department, DayTerms(MONDAY, SetKind.MAKE_UP, "Vẫn làm việc"), by=town.quan, now=NOW)
    add_day(town.planning, DayTerms(MONDAY, SetKind.OFF, "Nghỉ riêng phòng"), by=town.quan, now=NOW)
    works = {unit.pk if unit else None: calendar_for(unit).is_working(MONDAY) for unit in (None, town.elsewhere, town.staff, town.planning)}
    assert works == {None: False, town.elsewhere.pk: False, town.staff.pk: True, town.planning.pk: False}


def test_only_who_administers_a_unit_keeps_its_calendar(town: Town, keeper: User) -> None:
    for person in (town.lan, town.minh, town.director, town.hoa):
        with pytest.raises(PermissionDenied):
            add_day(town.planning, STORM, by=person, now=NOW)
    for unit in (None, town.elsewhere):
        with pytest.raises(PermissionDenied):
            add_day(unit, STORM, by=town.quan, now=NOW)
        add_day(unit, STORM, by=keeper, now=NOW)
    assert CalendarDay.objects.count() == 2


@pytest.mark.parametrize(
    "terms, words",
    [
        (DayTerms(MONDAY, SetKind.DESK, "Trực", sessions="07:00-11:30"), "cuối tuần"),
        (DayTerms(SATURDAY, SetKind.DESK, "Trực"), "giờ trực"),
        (DayTerms(SATURDAY, SetKind.DESK, "Trực", sessions="buổi sáng"), "buổi sáng"),
        (DayTerms(date(1990, 1, 1), SetKind.OFF, "Xưa"), "2000"),
        (STORM, "Nghỉ tránh bão"),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_changes_nothing(town: Town, terms: DayTerms, words: str) -> None:
    add_day(town.department, STORM, by=town.quan, now=NOW)
    with pytest.raises(CannotChange) as refused:
        add_day(town.department, terms, by=town.quan, now=NOW)
    assert words in refused.value.words
    assert CalendarDay.objects.count() == 1


def test_a_desk_is_open_on_a_saturday_without_moving_a_due_date(town: Town) -> None:
    add_day(town.office, DayTerms(SATURDAY, SetKind.DESK, "Trực một cửa", sessions="7h30-11h30"), by=town.quan, now=NOW)
    day = calendar_for(town.office).day_of(SATURDAY)
    assert (day.kind, day.counts, shown_sessions(day.sessions)) == (DayKind.DESK, False, "07:30-11:30")


def test_a_day_is_changed_only_as_it_was_seen(town: Town) -> None:
    day = add_day(town.department, STORM, by=town.quan, now=NOW)
    change_day(day, DayTerms(date(2026, 12, 8), SetKind.OFF, "Nghỉ tránh bão"), seen=0, by=town.quan, now=NOW)
    assert calendar_for(town.department).is_working(MONDAY)
    assert not calendar_for(town.department).is_working(date(2026, 12, 8))
    with pytest.raises(Overwritten):
        change_day(day, STORM, seen=0, by=town.quan, now=NOW)
    with pytest.raises(PermissionDenied):
        change_day(day, STORM, seen=1, by=town.hoa, now=NOW)


def test_a_withdrawn_day_stays_to_be_read_and_can_be_set_again(town: Town) -> None:
    day = add_day(town.department, STORM, by=town.quan, now=NOW)
    with pytest.raises(CannotChange):
        withdraw_day(day, reason=" ", by=town.quan, now=NOW)
    with pytest.raises(PermissionDenied):
        withdraw_day(day, reason="nhầm", by=town.hoa, now=NOW)
    withdraw_day(day, reason="Bão tan", by=town.quan, now=NOW)
    with pytest.raises(CannotChange):
        withdraw_day(day, reason="Bão tan", by=town.quan, now=NOW)
    assert calendar_for(town.department).is_working(MONDAY)
    assert Entry.objects.latest("sequence").reason == "Bão tan"
    add_day(town.department, STORM, by=town.quan, now=NOW)
    assert CalendarDay.objects.filter(date=MONDAY).count() == 2


def test_hours_hold_from_their_day_until_they_are_withdrawn(town: Town) -> None:
    terms = HoursTerms(date(2026, 12, 1), "7:30-12:00, 13:00-16:30", time(15, 30), saturday="07:30-11:30")
    hours = set_hours(town.department, terms, by=town.quan, now=NOW)
    calendar = calendar_for(town.planning)
    assert shown_sessions(calendar.day_of(MONDAY).sessions) == "07:30-12:00, 13:00-16:30"
    assert shown_sessions(calendar.day_of(date(2026, 11, 30)).sessions) == "07:00-11:30, 13:30-17:00"
    assert calendar.day_of(SATURDAY).kind == DayKind.DESK
    assert calendar.hours_on(MONDAY).same_day_until == time(15, 30)
    for refused in (terms, HoursTerms(MONDAY, "", time(15)), HoursTerms(MONDAY, "8-12", time(15), valid_to=MONDAY)):
        with pytest.raises(CannotChange):
            set_hours(town.department, refused, by=town.quan, now=NOW)
    with pytest.raises(PermissionDenied):
        withdraw_hours(hours, reason="nhầm", by=town.hoa, now=NOW)
    withdraw_hours(hours, reason="nhầm", by=town.quan, now=NOW)
    assert shown_sessions(calendar_for(town.planning).day_of(MONDAY).sessions) == "07:00-11:30, 13:30-17:00"
    assert WorkingHours.objects.get().withdrawn_at == NOW


NOTICE = """từ ngày 03/02 đến hết ngày 09/02/2027: nghỉ Tết Nguyên đán
Thứ Năm, 02/9/2027 - 03/9/2027 nghỉ lễ Quốc khánh
31/8/2027 nghỉ hoán đổi; 21/8 làm bù cho ngày 31/8"""


def _notice(text: str = NOTICE) -> Notice:
    days = [DayTerms(day.date, day.kind, day.name) for day in read_notice(text, 2027).days]
    return Notice(2027, "Thông báo số 1/TB-BNV", days)


def test_a_notice_is_read_as_people_paste_it() -> None:
    read = read_notice(NOTICE, 2027)
    assert read.errors == ()
    assert [f"{day.date:%d/%m} {day.kind}" for day in read.days] == [
        *(f"{number:02}/02 holiday" for number in range(3, 10)),
        "21/08 make-up",
        "31/08 off",
        "02/09 holiday",
        "03/09 holiday",
    ]
    assert read.days[-3].name == "Nghỉ hoán đổi"


@pytest.mark.parametrize(
    "line, words",
    [
        ("nghỉ Tết", "Không thấy ngày"),
        ("31/02/2027 nghỉ", "Không có ngày 31/02/2027"),
        ("02/9/2026 nghỉ", "không thuộc năm 2027"),
        ("02/9/2027", "nghỉ hay"),
        ("18/8/2027 làm bù", "ngày thường"),
        ("09/02 - 03/02/2027 nghỉ Tết", "trước đến sau"),
        ("01/02 - 28/02/2027 nghỉ Tết", "không quá"),
        ("02/9 nghỉ; 2-9-2027 nghỉ", "dòng 1"),
    ],
)
def test_a_line_that_cannot_be_read_says_what_is_wrong(line: str, words: str) -> None:
    errors = read_notice(line, 2027).errors
    assert len(errors) == 1
    assert words in errors[0].wrong


def test_a_workbook_becomes_the_lines_of_a_notice() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Từ ngày", "Đến hết ngày", "Nội dung", "Dịp"],
        [date(2027, 2, 3), "09/02/2027", "nghỉ", "Tết"],
        ["21/8/2027", None, "làm bù", None],
    ):
        sheet.append(row)
    held = io.BytesIO()
    book.save(held)
    read = read_notice(lines_of_workbook(held.getvalue(), "lich.xlsx"), 2027)
    assert read.errors == ()
    assert [(day.date.day, day.kind) for day in read.days] == [*((number, "holiday") for number in range(3, 10)), (21, "make-up")]


def test_a_notice_makes_its_year_final_for_those_it_is_for(town: Town) -> None:
    guess = add_day(town.department, DayTerms(date(2027, 2, 11), SetKind.OFF, "Dự kiến", provisional=True), by=town.quan, now=NOW)
    seen = preview(read_notice(NOTICE, 2027), town.department, 2027)
    assert (seen.doubts, seen.dropped) == ((), (guess,))
    assert [day.on for day in seen.given_up] == [date(2027, 2, 10)]
    take_in_notice(town.department, _notice(), by=town.quan, now=NOW)
    mine, other = calendar_for(town.planning), calendar_for(town.elsewhere)
    assert (mine.is_announced(2027), other.is_announced(2027)) == (True, False)
    assert [mine.is_working(date(2027, *day)) for day in ((2, 3), (2, 10), (2, 11), (8, 21), (8, 31))] == [False, True, True, True, False]
    with pytest.raises(CannotChange):
        take_in_notice(town.department, _notice(), by=town.quan, now=NOW)
    withdraw_notice(YearNotice.objects.get(), reason="Có thông báo thay thế", by=town.quan, now=NOW)
    assert not calendar_for(town.planning).is_announced(2027)
    take_in_notice(town.department, _notice(), by=town.quan, now=NOW)
    assert CalendarDay.objects.filter(withdrawn_at=None).count() == 11


def test_a_notice_of_another_year_or_by_another_person_changes_nothing(town: Town) -> None:
    wrong = Notice(2028, "Thông báo", _notice().days)
    with pytest.raises(CannotChange):
        take_in_notice(town.department, wrong, by=town.quan, now=NOW)
    with pytest.raises(PermissionDenied):
        take_in_notice(town.department, _notice(), by=town.lan, now=NOW)
    assert (CalendarDay.objects.count(), YearNotice.objects.count()) == (0, 0)


def test_a_notice_that_lacks_the_usual_days_is_doubted(town: Town) -> None:
    doubts = preview(read_notice("31/8/2027 nghỉ", 2027), town.department, 2027).doubts
    assert [words[:8] for words in doubts] == ["Chưa có ", "Có 1 ngà"]


def test_a_calendar_costs_one_small_statement_until_it_changes(town: Town, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    add_day(town.department, STORM, by=town.quan, now=NOW)
    calendar_for(town.planning)
    for number in (1, 5):
        with django_assert_num_queries(number):
            assert not any(calendar_for(town.planning).is_working(MONDAY) for _ in range(number))
    with django_assert_num_queries(1):
        calendars = calendars_now()
        assert calendars.of(town.planning.path) is calendars.of(town.staff.path)
