"""Notices: told once, in the transaction of what they tell, to those they are for and to nobody else."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from dondoc.web.accounts.models import User
from dondoc.web.notices.actions import WrongNotice, mark_all_read, mark_read, tell
from dondoc.web.notices.kinds import KINDS
from dondoc.web.notices.models import Notice
from dondoc.web.notices.queries import PAGE, page_of, unread_count
from tests.builders import make_user
from tests.people import Town

pytestmark = pytest.mark.django_db
LogIn = Callable[[User], Client]


def _tell(*people: User, key: str = "kế hoạch 1", url: str = "/ke-hoach/1/", plan: str = "Kế hoạch 12/KH-SNN", count: int = 3) -> None:
    with transaction.atomic():
        tell(people, "plan.published", values={"plan": plan, "count": count}, url=url, key=key)


def test_a_notice_needs_the_transaction_of_its_event(transactional_db: None) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        tell([make_user("lan", "Nguyễn Thị Lan")], "plan.published", values={"plan": "KH", "count": 1}, url="/", key="a")


def test_an_event_told_twice_is_one_notice_for_each_person(town: Town) -> None:
    _tell(town.lan, town.minh)
    _tell(town.minh, town.minh, town.thu)
    assert sorted(Notice.objects.values_list("recipient__username", flat=True)) == ["lan", "minh", "thu"]


def test_a_notice_read_before_stays_read_when_told_again(town: Town) -> None:
    _tell(town.minh)
    mark_read(Notice.objects.get(), by=town.minh, now=timezone.now())
    _tell(town.minh)
    assert unread_count(town.minh) == 0


def test_who_may_not_log_in_is_told_nothing(town: Town) -> None:
    town.thu.is_active = False
    _tell(town.thu)
    assert not Notice.objects.exists()


def test_a_transaction_rolled_back_tells_nothing(town: Town) -> None:
    with transaction.atomic():
        _tell(town.minh)
        transaction.set_rollback(True)
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    "url", ["https://xau.example/", "//xau.example/", "/\\xau.example", "javascript:alert(1)", "ke-hoach/1/", "", "/\n/xau.example", "///x"]
)
def test_a_notice_never_leads_out_of_dondoc(town: Town, url: str) -> None:
    with pytest.raises(WrongNotice):
        _tell(town.minh, url=url)


def test_a_kind_that_is_not_known_is_refused(town: Town) -> None:
    with pytest.raises(WrongNotice, match=r"plan\.published"), transaction.atomic():
        tell([town.minh], "plan.publishd", values={}, url="/", key="a")


def test_values_that_do_not_fit_the_sentence_are_refused(town: Town) -> None:
    with pytest.raises(WrongNotice, match="count, plan"), transaction.atomic():
        tell([town.minh], "plan.published", values={"plan": "KH"}, url="/", key="a")


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_names_exactly_the_places_of_its_sentence(name: str) -> None:
    kind = KINDS[name]
    values: dict[str, object] = {place: 7 if place == "count" else f"<{place}>" for place in kind.values}
    said = kind.filled(values)
    assert all(str(value) in said for value in values.values())
    with pytest.raises(KeyError):
        kind.filled({"count": 7} if "count" in kind.values and len(kind.values) > 1 else {})


def test_a_reading_that_leaves_nothing_to_look_at_says_so() -> None:
    said = KINDS["reading.done"].filled({"document": "KH 12.pdf", "count": 0})
    assert "không có chỗ nào" in said
    assert "KH 12.pdf" in said


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_has_its_sign_in_the_sprite(name: str) -> None:
    from django.contrib.staticfiles import finders

    sprite = finders.find("ui/icons.svg")
    assert isinstance(sprite, str)
    with open(sprite, encoding="utf-8") as file:
        assert f'id="{KINDS[name].icon}"' in file.read()


def test_unread_notices_stand_first_then_the_read_ones(town: Town) -> None:
    for number in range(4):
        _tell(town.minh, key=str(number), plan=f"KH {number}")
    first, *_ = Notice.objects.order_by("-id")
    mark_read(first, by=town.minh, now=timezone.now())
    page = page_of(town.minh)
    assert [line.sentence[:4] for line in page.unread] == ["KH 2", "KH 1", "KH 0"]
    assert [line.sentence[:4] for line in page.read] == ["KH 3"]


@pytest.mark.parametrize(("unread", "read"), [(0, 120), (120, 0), (PAGE, PAGE), (PAGE - 1, 2), (PAGE + 1, 1), (30, 70)])
def test_pages_follow_one_another_without_loss_or_repetition(town: Town, unread: int, read: int) -> None:
    now = timezone.now()
    Notice.objects.bulk_create(
        Notice(
            recipient=town.minh,
            kind="plan.published",
            values={"plan": "KH", "count": 1},
            url="/",
            key=str(n),
            read_at=None if n < unread else now,
        )
        for n in range(unread + read)
    )
    cursor, seen, pages = "", [], 0
    while True:
        page = page_of(town.minh, cursor=cursor)
        seen += [(line.id, line.read_at is None) for line in page.unread + page.read]
        pages += 1
        assert len(page.unread) + len(page.read) <= PAGE
        if not page.older:
            break
        cursor = page.older
    assert len(seen) == len({number for number, _ in seen}) == unread + read
    assert [is_unread for _, is_unread in seen] == [True] * unread + [False] * read
    assert pages == -(-(unread + read) // PAGE)


@pytest.mark.parametrize("cursor", ["u-", "r-abc", "x-1", "u--1", "r-٣", "ur-1", "u-" + "9" * 40, "'; drop", "r"])
def test_a_strange_cursor_starts_at_the_front(town: Town, cursor: str) -> None:
    _tell(town.minh)
    assert len(page_of(town.minh, cursor=cursor).unread) == 1


def test_the_page_shows_own_notices_only(town: Town, as_user: LogIn) -> None:
    _tell(town.minh, plan="Kế hoạch của Minh")
    assert "Kế hoạch của Minh" in as_user(town.minh).get("/thong-bao/").content.decode()
    other = as_user(town.lan).get("/thong-bao/").content.decode()
    assert "Kế hoạch của Minh" not in other
    assert "Chưa có thông báo nào" in other


def test_what_a_notice_tells_never_becomes_markup(town: Town, as_user: LogIn) -> None:
    _tell(town.minh, plan="<script>alert(1)</script>")
    assert "<script>alert" not in as_user(town.minh).get("/thong-bao/").content.decode()


def test_opening_a_notice_reads_it_and_leads_to_its_record(town: Town, as_user: LogIn) -> None:
    _tell(town.minh)
    notice = Notice.objects.get()
    answer = as_user(town.minh).post(f"/thong-bao/{notice.pk}/mo/", {"next": "https://xau.example/"})
    assert (answer.status_code, answer["Location"]) == (302, "/ke-hoach/1/")
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_looking_alone_reads_nothing(town: Town, as_user: LogIn) -> None:
    _tell(town.minh)
    client = as_user(town.minh)
    client.get("/thong-bao/")
    for way in ("mo", "da-doc"):
        assert client.get(f"/thong-bao/{Notice.objects.get().pk}/{way}/").status_code == 405
    assert client.get("/thong-bao/da-doc-het/").status_code == 405
    assert unread_count(town.minh) == 1


def test_nobody_opens_or_ticks_off_what_another_was_told(town: Town, as_user: LogIn) -> None:
    _tell(town.minh)
    notice = Notice.objects.get()
    for way in ("mo", "da-doc"):
        assert as_user(town.lan).post(f"/thong-bao/{notice.pk}/{way}/").status_code == 404
    as_user(town.lan).post("/thong-bao/da-doc-het/", {"up_to": notice.pk})
    mark_read(notice, by=town.lan, now=timezone.now())
    assert unread_count(town.minh) == 1


def test_one_notice_can_be_ticked_off_on_the_list(town: Town, as_user: LogIn) -> None:
    _tell(town.minh, key="một")
    _tell(town.minh, key="hai")
    answer = as_user(town.minh).post(f"/thong-bao/{Notice.objects.order_by('id')[0].pk}/da-doc/", follow=True)
    assert answer.redirect_chain == [("/thong-bao/", 302)]
    assert unread_count(town.minh) == 1


def test_all_that_was_shown_can_be_ticked_off_and_what_came_since_stays(town: Town, as_user: LogIn) -> None:
    for number in range(3):
        _tell(town.minh, key=str(number))
    client = as_user(town.minh)
    shown = re.search(r'name="up_to" value="(\d+)"', client.get("/thong-bao/").content.decode())
    assert shown
    _tell(town.minh, key="vừa đến")
    answer = client.post("/thong-bao/da-doc-het/", {"up_to": shown[1]}, follow=True)
    assert "3 thông báo" in answer.content.decode()
    assert [line.id for line in page_of(town.minh).unread] == [Notice.objects.get(key="vừa đến").pk]


@pytest.mark.parametrize("up_to", ["", "abc", "-1", "9" * 30])
def test_a_strange_number_ticks_nothing_off(town: Town, as_user: LogIn, up_to: str) -> None:
    _tell(town.minh)
    assert as_user(town.minh).post("/thong-bao/da-doc-het/", {"up_to": up_to}).status_code == 302
    assert unread_count(town.minh) == 1


def test_the_bell_counts_what_is_unread_and_stops_at_99(town: Town, as_user: LogIn) -> None:
    client = as_user(town.minh)
    assert "chưa đọc" not in client.get("/thong-bao/").content.decode()
    for number in range(2):
        _tell(town.minh, key=str(number))
    assert "2 tin chưa đọc" in client.get("/thong-bao/").content.decode()
    Notice.objects.bulk_create(
        Notice(recipient=town.minh, kind="plan.published", values={"plan": "KH", "count": 1}, url="/", key=f"nhiều {n}") for n in range(150)
    )
    assert "99+ tin chưa đọc" in client.get("/thong-bao/").content.decode()


def test_a_kind_of_another_release_is_shown_and_not_a_failure(town: Town, as_user: LogIn) -> None:
    Notice.objects.create(recipient=town.minh, kind="score.published", values={"x": 1}, url="/", key="a")
    assert "Có việc mới" in as_user(town.minh).get("/thong-bao/").content.decode()


def test_counting_takes_one_statement_and_the_page_few(
    town: Town, as_user: LogIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = as_user(town.minh)
    client.get("/thong-bao/")
    _tell(town.minh)
    with django_assert_num_queries(1):
        unread_count(town.minh)
    with django_assert_num_queries(2):
        page_of(town.minh)
    Notice.objects.bulk_create(
        Notice(recipient=town.minh, kind="plan.published", values={"plan": "KH", "count": 1}, url="/", key=f"nhiều {n}") for n in range(200)
    )
    with django_assert_num_queries(1):
        page_of(town.minh)


def test_marking_all_says_how_many_there_were(town: Town) -> None:
    _tell(town.minh, key="một")
    _tell(town.minh, town.lan, key="hai")
    newest = Notice.objects.filter(recipient=town.minh).latest("id").pk
    assert mark_all_read(town.minh, up_to=newest, now=timezone.now()) == 2
    assert unread_count(town.lan) == 1
