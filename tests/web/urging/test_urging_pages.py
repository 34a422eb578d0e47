"""The pages of urging: pressing by hand, rules, messages, outlets, a person's own reminders and calendars."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries, Settings

from dondoc.engine.tracking import UrgingRules
from dondoc.web.accounts.models import User
from dondoc.web.audit.models import Entry
from dondoc.web.notices.models import Notice
from dondoc.web.organisations.models import Post
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.plans.models import Assignment, Task
from dondoc.web.tracking.actions.refusals import Refused
from dondoc.web.urging.actions.ruling import Terms, set_rules
from dondoc.web.urging.actions.ticking import tick
from dondoc.web.urging.models import Feed, Message, Outlet, Preference, Rules, Urging
from tests.builders import make_plan, make_task, make_user
from tests.people import Town
from tests.web.urging.clock import at

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], Client]
MESSAGES, RULES = reverse("urging:messages"), "urging:department_rules"


def late_tick() -> None:
    """A whole round at the end of this very day."""
    tick(timezone.localtime().replace(hour=21), whole=True)


@pytest.fixture
def due_tomorrow(part: Assignment) -> Assignment:
    """The part, given long ago and due in a day, as the pages' own clock sees it."""
    Assignment.objects.filter(pk=part.pk).update(
        due_on=timezone.localdate() + timedelta(days=1), given_at=timezone.now() - timedelta(days=60)
    )
    part.refresh_from_db()
    return part


def test_the_office_presses_for_a_part_once_a_day_and_it_is_counted(part: Assignment, town: Town, as_user: AsUser) -> None:
    Assignment.objects.update(due_on=None)
    client, address = as_user(town.lan), reverse("urging:urge", args=[part.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": " "}).status_code == 422
    assert client.post(address, {"reason": "Đề nghị gửi trước thứ Sáu"}).status_code == 302
    part.refresh_from_db()
    assert part.reminders == 1
    again = client.post(address, {"reason": "Nhắc nữa"})
    assert (again.status_code, "Hôm nay đã đôn đốc" in again.content.decode(), "Nhắc nữa" in again.content.decode()) == (422, True, True)
    assert Entry.objects.filter(verb="đôn đốc").count() == 1
    tick(timezone.now())
    assert [(one.recipient, one.kind) for one in Notice.objects.filter(kind="urging.by_hand")] == [(town.minh, "urging.by_hand")]
    page = client.get(reverse("plans:task", args=["NV26-0001"])).content.decode()
    assert "đã đôn đốc 1 lần" in page


@pytest.mark.parametrize("who", ["minh", "tuan", "thu", "hoa", "quan"])
def test_who_did_not_give_a_part_presses_nobody(part: Assignment, town: Town, as_user: AsUser, who: str) -> None:
    client = as_user(getattr(town, who))
    for answer in (
        client.get(reverse("urging:urge", args=[part.pk])),
        client.post(reverse("urging:urge", args=[part.pk]), {"reason": "x"}),
    ):
        assert answer.status_code == 404
    client.post(f"{reverse('urging:urge_list')}?trang-thai=", {"reason": "x"})
    assert not Urging.objects.exists()


def test_a_whole_list_is_pressed_for_in_one_go(task: Task, town: Town, as_user: AsUser) -> None:
    Assignment.objects.update(due_on=None)
    plan = make_plan(town.department)
    for number in range(2, 7):
        make_task(plan, f"Việc số {number}", lead=town.planning, cooperating=town.staff, code=f"NV26-000{number}")
    make_task(make_plan(town.elsewhere), "Việc nơi khác", lead=town.elsewhere, code="KHAC-1")
    client, address = as_user(town.lan), reverse("urging:urge_list")
    assert "11 phần việc" in client.get(address).content.decode()
    assert client.post(address, {"reason": ""}).status_code == 422
    answer = client.post(address, {"reason": "Gửi báo cáo tuần"}, follow=True).content.decode()
    assert "Đã đôn đốc 11 phần việc." in answer
    assert set(Assignment.objects.filter(reminders=1).values_list("unit__name", flat=True)) == {town.planning.name, town.staff.name}
    again = client.post(address, {"reason": "Gửi báo cáo tuần"}, follow=True).content.decode()
    assert "11 phần việc hôm nay đã đôn đốc rồi" in again
    tick(timezone.now())
    assert Notice.objects.filter(recipient=town.minh).count() == 1
    assert not Message.objects.filter(recipient=town.hoa).exists()


def test_only_the_ticked_tasks_are_pressed_for(task: Task, town: Town, as_user: AsUser) -> None:
    make_task(make_plan(town.department), "Việc khác", lead=town.planning, code="NV26-0002")
    other = make_task(make_plan(town.elsewhere), "Việc nơi khác", lead=town.elsewhere, code="KHAC-1")
    address = f"{reverse('urging:urge_list')}?viec={task.pk}&viec={other.pk}&viec=x"
    as_user(town.lan).post(address, {"reason": "Gửi ngay"})
    assert list(Urging.objects.values_list("part__task__code", flat=True)) == ["NV26-0001"]


def test_rules_are_set_from_a_day_on_and_written_down(town: Town, as_user: AsUser) -> None:
    make_plan(town.department)
    address, client = reverse(RULES, args=[town.department.pk]), as_user(town.lan)
    values = {
        "before": "5; 2",
        "after_every": "2",
        "cap": "4",
        "head_days": "2",
        "head_times": "0",
        "director_days": "0",
        "director_times": "3",
    }
    today = f"{timezone.localdate():%d/%m/%Y}"
    for wrong in (
        {"before": "7, x"},
        {"before": "0"},
        {"cap": "-1"},
        {"cap": "999"},
        {"valid_from": "01/01/2020"},
        {"before": "1,2,3,4,5,6,7"},
    ):
        assert client.post(address, {**values, "valid_from": today, **wrong}).status_code == 422
    assert not Rules.objects.exists()
    assert client.post(address, {**values, "valid_from": today, "basis": "Công văn 12"}).status_code == 302
    assert Rules.objects.get().value() == UrgingRules((5, 2), 2, 4, 2, 0, 0, 3)
    client.post(address, {**values, "cap": "5", "valid_from": today})
    assert Rules.objects.get().cap == 5
    assert Entry.objects.filter(verb="đặt quy tắc đôn đốc").count() == 2


def test_who_neither_consolidates_nor_administers_sets_no_rules(town: Town, as_user: AsUser) -> None:
    make_plan(town.department)
    address = reverse(RULES, args=[town.department.pk])
    for person, status in ((town.minh, 404), (town.hoa, 404), (town.director, 404)):
        assert as_user(person).post(address, {}).status_code == status
        with pytest.raises(PermissionDenied):
            set_rules(
                town.department, Terms(UrgingRules(), timezone.localdate()), scope=scope_of(person, on=at(1).date()), now=timezone.now()
            )
    with pytest.raises(Refused):
        set_rules(
            town.department,
            Terms(UrgingRules(), at(1).date() - timedelta(days=900)),
            scope=scope_of(town.lan, on=at(1).date()),
            now=timezone.now(),
        )


def test_the_office_sees_every_message_and_its_state_and_an_outsider_none(due_tomorrow: Assignment, town: Town, as_user: AsUser) -> None:
    late_tick()
    page = as_user(town.lan).get(MESSAGES).content.decode()
    assert "NV26-0001" in page
    assert "Trần Văn Minh" in page
    assert "đã gửi" in page
    assert "NV26-0001" not in as_user(town.hoa).get(MESSAGES).content.decode()
    assert as_user(town.minh).get(MESSAGES).status_code == 404
    keeper = as_user(make_user("ngoc", "Hà Ngọc", is_administrator=True)).get(MESSAGES).content.decode()
    assert "Trần Văn Minh" in keeper
    assert "NV26-0001" not in keeper


def test_an_installation_without_mail_says_so(town: Town, as_user: AsUser, settings: Settings) -> None:
    assert "Chưa gửi thư" not in as_user(town.lan).get(MESSAGES).content.decode()
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert "Chưa gửi thư" in as_user(town.lan).get(MESSAGES).content.decode()


@pytest.mark.parametrize(
    "query", ["trang-thai=x", "cach=%00", "truoc=²", "truoc=999999999999999999999", "trang-thai=failed&cach=mail&truoc=1"]
)
def test_an_odd_question_is_answered_with_a_list(town: Town, as_user: AsUser, query: str) -> None:
    assert as_user(town.lan).get(f"{MESSAGES}?{query}").status_code == 200


def test_pages_cost_the_same_for_few_rows_and_many(
    due_tomorrow: Assignment, town: Town, as_user: AsUser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    plan = make_plan(town.department)
    for number in range(2, 60):
        one = make_task(plan, "Việc", lead=town.planning, code=f"NV26-{number:04}")
        Assignment.objects.filter(task=one, given_at__isnull=False).update(
            due_on=due_tomorrow.due_on, given_at=timezone.now() - timedelta(days=60)
        )
    late_tick()
    for person, address in (
        (town.lan, MESSAGES),
        (town.lan, reverse("urging:urge_list")),
        (town.minh, reverse("urging:reminding")),
        (town.lan, reverse(RULES, args=[town.department.pk])),
    ):
        client = as_user(person)
        client.get(address)
        with django_assert_max_num_queries(15):
            page = client.get(address)
        assert page.status_code == 200
        assert len(page.content) < 200_000


def test_a_person_says_how_they_want_to_be_reminded(town: Town, as_user: AsUser, due_tomorrow: Assignment) -> None:
    late_tick()
    client, address = as_user(town.minh), reverse("urging:reminding")
    assert "NV26-0001" in client.get(address).content.decode()
    assert client.post(address, {"hour": "3"}).status_code == 422
    assert client.post(address, {"hour": "9", "kinds": ["after", "head"]}).status_code == 302
    wishes = Preference.objects.get(user=town.minh)
    assert (wishes.mail, wishes.hour, wishes.muted) == (False, 9, ["before", "director", "review"])
    Post.objects.filter(user=town.minh).update(valid_to=timezone.localdate())
    assert "NV26-0001" not in as_user(town.minh).get(address).content.decode()


def test_a_webhook_is_added_shown_with_its_key_and_ended(town: Town, as_user: AsUser, settings: Settings) -> None:
    make_plan(town.department)
    settings.WEBHOOK_HOSTS = ("127.0.0.1",)
    client, new = as_user(town.quan), reverse("urging:new_outlet")
    values = {"unit": str(town.department.pk), "name": "Nhóm", "channel": "webhook", "address": "http://127.0.0.1:9/nhan"}
    assert client.post(new, {**values, "address": "https://10.0.0.1/"}).status_code == 422
    assert client.post(new, {**values, "unit": str(town.elsewhere.pk)}).status_code == 422
    assert client.post(new, values).status_code == 302
    outlet = Outlet.objects.get()
    page = client.get(reverse("urging:outlet", args=[outlet.pk])).content.decode()
    assert re.search(r"\b[0-9a-f]{64}\b", page)
    for person in (town.lan, town.hoa):
        assert as_user(person).get(reverse("urging:outlet", args=[outlet.pk])).status_code == 404
    client.post(reverse("urging:end_outlet", args=[outlet.pk]))
    assert Outlet.objects.get().ended_at is not None


def made_feed(client: Client, unit: str = "") -> str:
    """Make a feed and return its address."""
    page = client.post(reverse("urging:feeds"), {"unit": unit}).content.decode()
    found = re.search(r"http://testserver(/lich/\S+?\.ics)", page)
    assert found is not None
    return found[1]


def test_a_calendar_program_reads_a_persons_days_without_a_log_in(due_tomorrow: Assignment, town: Town, as_user: AsUser) -> None:
    address = made_feed(as_user(town.minh))
    answer = Client().get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (event["SUMMARY"], event["DTSTART"].dt) == ("NV26-0001: Rà soát hồ sơ quá hạn", due_tomorrow.due_on)
    assert address.split("/")[2].removesuffix(".ics") not in str(Feed.objects.values_list())
    assert Client().get(made_feed(as_user(town.thu))).content.count(b"BEGIN:VEVENT") == 0


def test_a_revoked_or_guessed_calendar_is_no_page(due_tomorrow: Assignment, town: Town, as_user: AsUser) -> None:
    client = as_user(town.minh)
    address = made_feed(client)
    assert as_user(town.hoa).post(reverse("urging:revoke_feed", args=[Feed.objects.get().pk])).status_code == 404
    assert Client().get(address).status_code == 200
    client.post(reverse("urging:revoke_feed", args=[Feed.objects.get().pk]))
    assert Client().get(address).status_code == 404
    assert Client().get("/lich/doan-mo.ics").status_code == 404


def test_a_units_calendar_follows_what_its_owner_may_see_that_day(due_tomorrow: Assignment, town: Town, as_user: AsUser) -> None:
    address = made_feed(as_user(town.lan), str(town.department.pk))
    assert b"NV26-0001" in Client().get(address).content
    assert as_user(town.lan).post(reverse("urging:feeds"), {"unit": str(town.elsewhere.pk)}).status_code == 422
    Post.objects.filter(user=town.lan).update(valid_to=timezone.localdate())
    assert b"NV26-0001" not in Client().get(address).content
    User.objects.filter(pk=town.lan.pk).update(is_active=False)
    assert Client().get(address).status_code == 404
