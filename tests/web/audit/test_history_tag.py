"""The history on a record's page: its own rows, newest first, in the reader's language; its parts only for who sees them all."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from django.utils.formats import date_format
from pytest_django import DjangoAssertNumQueries

from dondoc.web.accounts.models import User
from dondoc.web.audit.actions import Change, Changes, System, record
from dondoc.web.audit.queries.history import FIRST, PAGE, history_of
from dondoc.web.organisations.models import Unit
from tests.builders import make_plan, make_task
from tests.people import Town

pytestmark = pytest.mark.django_db


def _did(by: User | System, verb: str, subject: Unit, changes: Changes | None = None, reason: str = "") -> None:
    with transaction.atomic():
        record(by, verb, subject=subject, changes=changes, reason=reason)


def _drawn(unit: object, query: str = "", tag: str = "{% history record %}") -> str:
    request = RequestFactory().get(f"/don-vi/{query}")
    return Template("{% load audit %}" + tag).render(Context({"request": request, "record": unit}))


def test_the_newest_row_stands_first(town: Town) -> None:
    _did(town.lan, "lập đơn vị", town.planning)
    _did(town.quan, "đổi tên đơn vị", town.planning)
    drawn = _drawn(town.planning)
    assert 0 < drawn.index("đổi tên đơn vị") < drawn.index("lập đơn vị")
    assert "Đỗ Minh Quân" in drawn


def test_rows_of_another_record_are_not_shown(town: Town) -> None:
    _did(town.lan, "đổi tên đơn vị", town.staff)
    assert "đổi tên" not in _drawn(town.planning)
    assert "Chưa có thay đổi" in _drawn(town.planning)


def test_a_record_of_another_kind_with_the_same_number_is_not_shown(town: Town) -> None:
    plan = make_plan(town.department, pk=town.planning.pk)
    _did(town.lan, "đổi tên đơn vị", town.planning)
    assert "đổi tên" not in _drawn(plan)


def test_parts_are_shown_only_where_the_page_says_so(town: Town) -> None:
    plan = make_plan(town.department)
    task = make_task(plan, "Việc kín của phòng khác", lead=town.staff)
    with transaction.atomic():
        record(town.lan, "sửa thời hạn", subject=task)
    assert "sửa thời hạn" not in _drawn(plan)
    assert "sửa thời hạn" in _drawn(plan, tag="{% history record with_parts=True %}")
    assert "sửa thời hạn" in _drawn(task)


def test_values_are_written_as_an_office_reads_them(town: Town) -> None:
    _did(
        town.lan,
        "sửa",
        town.planning,
        {
            "thời hạn": Change(date(2026, 6, 30), None),
            "lúc": Change(datetime(2026, 6, 30, 17, 30, tzinfo=UTC), ""),
            "ngoài hệ thống": Change(old=False, new=True),
            "điểm": Change(1234.5, 80),
            "mã": Change("2026-13-45", "2026-06-30x"),
        },
        reason="theo Công văn 12",
    )
    (line,) = history_of(town.planning, with_parts=False).lines
    shown = {change.name: (change.old, change.new) for change in line.changes}
    assert shown == {
        "thời hạn": (date_format(date(2026, 6, 30), "SHORT_DATE_FORMAT"), "–"),
        "lúc": (f"00:30 {date_format(date(2026, 7, 1), 'SHORT_DATE_FORMAT')}", "–"),
        "ngoài hệ thống": ("không", "có"),
        "điểm": ("1234,5", "80"),
        "mã": ("2026-13-45", "2026-06-30x"),
    }
    assert ": theo Công văn 12" in _drawn(town.planning)


def test_a_long_text_shows_the_words_that_differ_and_not_the_rest(town: Town) -> None:
    around = "phối hợp với các đơn vị có liên quan thực hiện nghiêm túc các nội dung được giao tại kế hoạch này và báo cáo kết quả"
    old = f"Chủ trì rà soát hồ sơ quá hạn, {around} trước ngày 30/6/2026, {around}"
    _did(town.lan, "sửa", town.planning, {"nội dung": Change(old, old.replace("30/6/2026", "30/9/2026"))})
    drawn = _drawn(town.planning)
    assert "30/6/2026</del>" in drawn
    assert "30/9/2026</ins>" in drawn
    assert "Chủ trì rà soát" not in drawn
    assert "trước ngày" in drawn


def test_nothing_that_was_typed_becomes_markup(town: Town) -> None:
    evil = "<img src=x onerror=alert(1)>"
    _did(town.lan, "sửa", town.planning, {evil: Change(evil, evil * 5)}, reason=evil)
    assert "<img" not in _drawn(town.planning)


def test_twenty_rows_are_shown_until_somebody_asks_for_all(town: Town) -> None:
    for number in range(FIRST + PAGE + 1):
        _did(town.lan, f"việc số {number}.", town.planning)
    first = _drawn(town.planning, "?cot=1")
    assert first.count("<li>") == FIRST
    assert "?cot=1&amp;lich-su=het#dien-bien" in first
    whole = _drawn(town.planning, "?lich-su=het")
    assert whole.count("<li>") == PAGE
    last = history_of(town.planning, with_parts=False, limit=PAGE).older
    rest = _drawn(town.planning, f"?lich-su={last}")
    assert rest.count("<li>") == FIRST + 1
    assert "việc số 0." in rest
    assert "Cũ hơn" not in rest


@pytest.mark.parametrize("asked", ["-1", "abc", "9" * 40, "0", "٣"])
def test_a_strange_page_number_shows_the_newest_rows(town: Town, asked: str) -> None:
    _did(town.lan, "sửa", town.planning)
    assert "sửa" in _drawn(town.planning, f"?lich-su={asked}")


def test_verbs_and_names_of_fields_are_in_the_language_of_the_reader(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    _did(town.lan, "Phòng", town.planning, {"Văn phòng": Change("a", "b")})
    english = {"Phòng": "Division", "Văn phòng": "Office"}
    monkeypatch.setattr("dondoc.web.audit.queries.lines.gettext", lambda text: english.get(text, text))
    (line,) = history_of(town.planning, with_parts=False).lines
    assert (line.verb, line.changes[0].name) == ("Division", "Office")


def test_what_the_product_itself_calls_a_state_is_in_the_language_of_the_reader(town: Town) -> None:
    kind = Change("Sở, ban, ngành", "Phòng")
    role, state = Change(None, "Quản trị, Chuyên viên"), Change("Hành chính", "đã bỏ")
    _did(
        town.lan,
        "sửa",
        town.planning,
        {"vai trò": role, "2.1 Đang đọc · trạng thái (2)": state, "loại": kind, "tên đơn vị": Change("đã bỏ", "Văn phòng")},
    )
    with translation.override("en"):
        (line,) = history_of(town.planning, with_parts=False).lines
    assert {change.name: (change.old, change.new) for change in line.changes} == {
        "role": ("–", "Administrator, Officer"),
        "2.1 Đang đọc · state (2)": ("Hành chính", "dropped"),
        "kind": ("Provincial department or agency", "Division"),
        "unit name": ("đã bỏ", "Văn phòng"),
    }


def test_a_history_takes_one_statement_and_two_with_its_parts(town: Town, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _ in range(FIRST + 5):
        _did(town.lan, "sửa", town.planning)
    with django_assert_num_queries(1):
        history_of(town.planning, with_parts=False)
    with django_assert_num_queries(2):
        history_of(town.planning, with_parts=True)


def test_times_are_those_of_the_office(town: Town) -> None:
    _did(town.lan, "sửa", town.planning)
    with translation.override("vi"):
        assert "+07:00" in _drawn(town.planning)
