"""The page of the whole log: for who may read it, searched by words, person, days and kind, page by page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.test import Client
from django.utils.formats import date_format
from pytest_django import DjangoAssertNumQueries

from dondoc.web.accounts.models import User
from dondoc.web.audit import moment
from dondoc.web.audit.actions import Change, System, record
from dondoc.web.audit.queries.log import PAGE
from dondoc.web.organisations.models import Role
from tests.builders import make_plan, make_post, make_task, make_user
from tests.people import Town

pytestmark = pytest.mark.django_db
LogIn = Callable[[User], Client]


@pytest.fixture
def keeper(db: None, as_user: LogIn) -> Client:
    """Somebody who keeps dondoc itself."""
    return as_user(make_user("ngoc", "Hà Bảo Ngọc", is_administrator=True))


@pytest.fixture
def on_day(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the clock by which rows are written."""

    def set_clock(at: datetime) -> None:
        monkeypatch.setattr(moment, "timezone", SimpleNamespace(now=lambda: at))

    return set_clock


def _did(by: User | System, verb: str, subject: object, reason: str = "") -> None:
    with transaction.atomic():
        record(by, verb, subject=subject, reason=reason)


def _text(client: Client, query: str = "") -> str:
    answer = client.get(f"/nhat-ky/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_nobody_but_an_administrator_of_all_finds_the_page(town: Town, as_user: LogIn) -> None:
    _did(town.lan, "lập bí mật", town.planning)
    for person in (town.lan, town.minh, town.tuan, town.director, town.hoa, town.quan):
        answer = as_user(person).get("/nhat-ky/")
        assert answer.status_code == 404
        assert "lập bí mật" not in answer.content.decode()


def test_an_administrator_of_the_only_department_reads_the_log(town: Town, as_user: LogIn) -> None:
    town.elsewhere.external = True
    town.elsewhere.save(update_fields=["external"])
    _did(town.lan, "sửa", town.planning)
    assert "Phòng Kế hoạch - Tài chính" in _text(as_user(town.quan))


def test_an_administrator_of_a_division_does_not_read_the_log(town: Town, as_user: LogIn) -> None:
    make_post(town.minh, town.planning, Role.ADMINISTRATOR)
    assert as_user(town.minh).get("/nhat-ky/").status_code == 404


def test_the_navigation_leads_to_the_log_only_who_may_read_it(town: Town, as_user: LogIn, keeper: Client) -> None:
    assert 'href="/nhat-ky/"' in keeper.get("/thong-bao/").content.decode()
    assert 'href="/nhat-ky/"' not in as_user(town.quan).get("/thong-bao/").content.decode()
    assert 'href="/nhat-ky/"' not in as_user(town.lan).get("/thong-bao/").content.decode()


def test_rows_show_what_changed_from_what_to_what(town: Town, keeper: Client) -> None:
    with transaction.atomic():
        record(town.lan, "đổi tên đơn vị", subject=town.planning, changes={"tên đơn vị": Change("Phòng Kế hoạch", "Phòng KH-TC")})
    text = _text(keeper)
    assert "<del>Phòng Kế hoạch</del>" in text
    assert "<ins>Phòng KH-TC</ins>" in text


@pytest.mark.parametrize("words", ["hồ sơ quá hạn", "ho so qua han", "QUÁ HẠN hồ sơ", "H\u00f4\u0300 so"])
def test_words_are_found_with_and_without_their_marks(town: Town, keeper: Client, words: str) -> None:
    plan = make_plan(town.department)
    _did(town.lan, "sửa", make_task(plan, "Rà soát hồ sơ quá hạn"))
    _did(town.lan, "sửa", make_task(plan, "Trồng rừng ven biển"))
    answer = keeper.get("/nhat-ky/", {"tim": words})
    assert "Rà soát" in answer.content.decode()
    assert "Trồng rừng" not in answer.content.decode()


def test_signs_of_a_pattern_are_searched_as_they_are(town: Town, keeper: Client) -> None:
    _did(town.lan, "sửa", town.planning, reason="đạt 100% kế hoạch")
    _did(town.lan, "sửa", town.staff, reason="đạt 1000 kế hoạch")
    answer = keeper.get("/nhat-ky/", {"tim": "100%"})
    assert "Phòng Kế hoạch - Tài chính" in answer.content.decode()
    assert "Phòng Tổ chức" not in answer.content.decode()


@pytest.mark.parametrize("person", ["Trần Văn Minh", "minh", "tran van minh", "Văn Minh"])
def test_rows_of_one_person_are_found_by_name_or_log_in(town: Town, keeper: Client, person: str) -> None:
    _did(town.minh, "việc của Minh.", town.planning)
    _did(town.lan, "việc của Lan.", town.planning)
    answer = keeper.get("/nhat-ky/", {"nguoi": person}).content.decode()
    assert "việc của Minh." in answer
    assert "việc của Lan." not in answer


def test_the_system_is_found_by_its_name_too(town: Town, keeper: Client) -> None:
    _did(System("đồng hồ"), "nhắc hạn.", town.planning)
    _did(town.lan, "việc của Lan.", town.planning)
    answer = keeper.get("/nhat-ky/", {"nguoi": "đồng hồ"}).content.decode()
    assert "nhắc hạn." in answer
    assert "việc của Lan." not in answer


def test_days_are_days_of_the_office_and_the_last_one_is_whole(town: Town, keeper: Client, on_day: Callable[[datetime], None]) -> None:
    for verb, at in (
        ("trước.", datetime(2026, 6, 29, 16, 59, tzinfo=UTC)),
        ("đầu ngày.", datetime(2026, 6, 29, 17, 0, tzinfo=UTC)),
        ("cuối ngày.", datetime(2026, 6, 30, 16, 59, tzinfo=UTC)),
        ("hôm sau.", datetime(2026, 6, 30, 17, 0, tzinfo=UTC)),
    ):
        on_day(at)
        _did(town.lan, verb, town.planning)
    text = _text(keeper, "?tu=2026-06-30&den=2026-06-30")
    assert [verb in text for verb in ("trước.", "đầu ngày.", "cuối ngày.", "hôm sau.")] == [False, True, True, False]


def test_one_kind_of_record_can_be_chosen(town: Town, keeper: Client) -> None:
    _did(town.lan, "sửa đơn vị.", town.planning)
    _did(town.lan, "sửa kế hoạch.", make_plan(town.department))
    text = _text(keeper, "?loai=plans.plan")
    assert "sửa kế hoạch." in text
    assert "sửa đơn vị." not in text
    assert '<option value="plans.plan" selected>kế hoạch</option>' in text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?tu=2026-06-30&den=2026-06-01", "Ngày cuối đứng trước ngày đầu"),
        ("?den=9999-12-31", "bốn chữ số"),
        ("?tu=0001-01-01", "bốn chữ số"),
        ("?tu=hôm qua", "ngày"),
        ("?loai=accounts.secret", "hợp lệ"),
    ],
)
def test_what_cannot_be_understood_is_said_at_its_field(town: Town, keeper: Client, query: str, said: str) -> None:
    _did(town.lan, "việc của Lan.", town.planning)
    text = _text(keeper, query)
    assert said in text
    assert "việc của Lan." not in text


@pytest.mark.parametrize("query", ["?truoc=-1", "?truoc=abc", "?truoc=99999999999999999999", "?tim=%00", "?tim=" + "a" * 5000])
def test_a_hostile_query_never_breaks_the_page(keeper: Client, query: str) -> None:
    assert keeper.get(f"/nhat-ky/{query}").status_code == 200


def test_pages_follow_one_another_without_loss_or_repetition(town: Town, keeper: Client) -> None:
    for number in range(PAGE + 10):
        _did(town.lan, f"việc số {number}.", town.planning)
    first = keeper.get("/nhat-ky/")
    _did(town.lan, "việc mới chen vào.", town.planning)
    second = keeper.get("/nhat-ky/", {"truoc": first.context["page"].older})
    verbs = [line.verb for answer in (first, second) for line in answer.context["page"].lines]
    assert verbs == [f"việc số {number}." for number in reversed(range(PAGE + 10))]
    assert second.context["page"].older == 0


def test_statements_do_not_grow_with_the_rows(town: Town, keeper: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    _did(town.lan, "sửa", town.planning)
    _text(keeper)  # the first request of a log-in also writes down where it came from
    with django_assert_max_num_queries(15) as small:
        _text(keeper)
    for _ in range(PAGE + 10):
        _did(town.minh, "sửa", town.staff)
    with django_assert_max_num_queries(15) as large:
        _text(keeper)
    assert len(large) == len(small)


def test_an_empty_search_says_so_and_offers_to_drop_it(town: Town, keeper: Client) -> None:
    _did(town.lan, "sửa", town.planning)
    assert "Bỏ lọc, xem tất cả" in _text(keeper, "?tim=khong-co-gi")


def test_the_page_shows_the_year_of_rows_of_another_year(town: Town, keeper: Client, on_day: Callable[[datetime], None]) -> None:
    on_day(datetime(2021, 3, 5, 5, tzinfo=UTC))
    _did(town.lan, "sửa", town.planning)
    assert date_format(date(2021, 3, 5), "SHORT_DATE_FORMAT") in _text(keeper)
