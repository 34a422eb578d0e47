"""All of a person's open work handed to others: who may, to whom, and what stays of the old shares."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dondoc.engine.tracking import Act, Work
from dondoc.web.accounts.models import User
from dondoc.web.audit.models import Entry
from dondoc.web.notices.models import Notice
from dondoc.web.organisations.models import Role
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.plans.models import Assignment
from dondoc.web.tracking.actions.acting import Said, act_on
from dondoc.web.tracking.actions.extending import Answer, ask_extension, decide_extension
from dondoc.web.tracking.actions.handing_down import Share, hand_down
from dondoc.web.tracking.actions.many import BatchRefused
from dondoc.web.tracking.actions.person_handover import Moves, hand_over_person
from dondoc.web.tracking.actions.refusals import Incomplete
from dondoc.web.tracking.models import Extension, Update
from dondoc.web.tracking.queries.judging import Recipient
from tests.builders import make_plan, make_post, make_task, make_unit, make_user
from tests.people import Town

pytestmark = pytest.mark.django_db
LogIn = Callable[[User], Client]
DUE = date(2026, 11, 20)
RESULT = "Đã rà soát xong toàn bộ 47 hồ sơ, không có văn bản riêng."


def at(day: int, month: int = 11) -> datetime:
    """A morning of 2026."""
    return timezone.make_aware(datetime(2026, month, day, 9))


@pytest.fixture
def nga(town: Town) -> User:
    """Another officer of the planning division."""
    nga = make_user("nga", "Lưu Thúy Nga")
    make_post(nga, town.planning, Role.OFFICER)
    return nga


@pytest.fixture
def shares(town: Town) -> list[Assignment]:
    """What Minh has by name of two tasks of his division."""
    plan = make_plan(town.department)
    made = []
    for n in (1, 2):
        task = make_task(plan, f"Rà soát đợt {n}", lead=town.planning, code=f"NV26-000{n}", deadline_kind="date", due_on=DUE)
        lead = Assignment.objects.get(task=task, unit=town.planning)
        made += hand_down(
            lead, [Share(town.planning, town.minh, "Lập danh mục")], scope=scope_of(town.tuan, on=date(2026, 11, 2)), now=at(2)
        )
    return made


def hand(town: Town, shares: list[Assignment], to: User, *, by: User, day: int = 10, reason: str = "Minh chuyển công tác") -> int:
    """Hand shares over on a day."""
    recipient = Recipient(to, town.planning)
    fresh = {part.pk: part.version for part in Assignment.objects.filter(pk__in=[share.pk for share in shares])}
    moves = Moves(town.minh, dict.fromkeys(fresh, recipient), fresh, reason)
    return hand_over_person(moves, scope=scope_of(by, on=date(2026, 11, day)), now=at(day))


def test_all_open_work_goes_to_another_with_its_days_and_its_history(town: Town, shares: list[Assignment], nga: User) -> None:
    act_on(shares[0], Act.UPDATE, said=Said(percent=60), scope=scope_of(town.minh, on=date(2026, 11, 5)), now=at(5))
    assert hand(town, shares, nga, by=town.tuan) == 2
    old, new = Assignment.objects.filter(person=town.minh), Assignment.objects.filter(person=nga)
    assert {part.work for part in old} == {Work.TRANSFERRED}
    assert [(part.due_on, part.order, part.of_id, part.percent) for part in new.order_by("pk")] == [
        (DUE, "Lập danh mục", shares[0].of_id, 60),
        (DUE, "Lập danh mục", shares[1].of_id, 0),
    ]
    assert Assignment.objects.get(pk=shares[0].of_id or 0).percent == 60
    assert Update.objects.filter(part=shares[0]).count() == 2
    assert Entry.objects.filter(verb="bàn giao việc đang làm", reason="Minh chuyển công tác").count() == 2
    assert Notice.objects.get(recipient=nga, kind="part.taken_over").values["count"] == 2
    assert Notice.objects.filter(recipient=town.minh, kind="part.handed_over").count() == 1


def test_work_that_was_late_is_late_in_the_new_name(town: Town, shares: list[Assignment], nga: User) -> None:
    hand(town, shares, nga, by=town.tuan, day=25)
    share = Assignment.objects.filter(person=nga).first()
    assert share is not None
    assert share.late_since == date(2026, 11, 21)
    act_on(share, Act.SUBMIT, said=Said(text=RESULT), scope=scope_of(nga, on=date(2026, 11, 27)), now=at(27))
    assert Assignment.objects.get(pk=share.pk).late_days == 4


def test_what_was_submitted_keeps_its_first_time(town: Town, shares: list[Assignment], nga: User) -> None:
    act_on(shares[0], Act.SUBMIT, said=Said(text=RESULT), scope=scope_of(town.minh, on=date(2026, 11, 19)), now=at(19))
    hand(town, shares[:1], nga, by=town.tuan, day=25)
    share = Assignment.objects.get(person=nga)
    assert (share.work, share.submitted_at, share.late_days) == (Work.SUBMITTED, at(19), 0)


def test_a_request_for_more_time_goes_along(town: Town, shares: list[Assignment], nga: User) -> None:
    asked = ask_extension(shares[0], until=date(2026, 12, 1), reason="Ốm", scope=scope_of(town.minh, on=date(2026, 11, 5)), now=at(5))
    hand(town, shares[:1], nga, by=town.tuan)
    share = Assignment.objects.get(person=nga)
    assert share.extension_open
    decide_extension(Extension.objects.get(pk=asked.pk), Answer(grant=False, words="Không"), scope=scope_of(town.tuan, on=DUE), now=at(12))
    assert not Assignment.objects.get(pk=share.pk).extension_open
    assert not Assignment.objects.get(pk=shares[0].pk).extension_open


def test_the_office_above_may_hand_over_and_others_may_not(town: Town, shares: list[Assignment], nga: User) -> None:
    for person in (town.hoa, town.quan, town.thu, town.director, town.minh):
        with pytest.raises(PermissionDenied):
            hand(town, shares, nga, by=person)
    assert not Assignment.objects.filter(person=nga).exists()
    assert hand(town, shares, nga, by=town.lan) == 2


def test_one_part_that_cannot_go_keeps_all_where_they_are(town: Town, shares: list[Assignment], nga: User) -> None:
    hand_down(
        Assignment.objects.get(pk=shares[1].of_id or 0),
        [Share(town.planning, nga)],
        scope=scope_of(town.tuan, on=date(2026, 11, 3)),
        now=at(3),
    )
    with pytest.raises(BatchRefused, match=r"NV26-0002.*đã được giao việc này"):
        hand(town, shares, nga, by=town.tuan)
    assert Assignment.objects.filter(person=town.minh, work=Work.TRANSFERRED).count() == 0


def test_work_goes_to_people_of_the_unit_and_below_only(town: Town, shares: list[Assignment]) -> None:
    for person, unit, words in ((town.thu, town.staff, "không ở đơn vị"), (town.thu, town.planning, "không làm việc tại")):
        moves = Moves(town.minh, {shares[0].pk: Recipient(person, unit)}, {shares[0].pk: 0}, "Chuyển")
        with pytest.raises(BatchRefused, match=words):
            hand_over_person(moves, scope=scope_of(town.tuan, on=date(2026, 11, 10)), now=at(10))
    with pytest.raises(Incomplete, match="lý do"):
        hand(town, shares, town.tuan, by=town.tuan, reason=" ")


def test_the_page_names_one_taker_for_all_or_one_beside_each(town: Town, shares: list[Assignment], nga: User, as_user: LogIn) -> None:
    client = as_user(town.tuan)
    assert [one.count for one in client.get("/ban-giao-viec/").context["page"]] == [2]
    address = f"/ban-giao-viec/{town.minh.pk}/"
    kept = {f"v-{share.pk}": share.version for share in shares}
    values = kept | {"phan": [share.pk for share in shares], "ly-do": "Chuyển", "tat-ca": "Ai đó không có"}
    wrong = client.post(address, values)
    assert wrong.status_code == 422
    assert 'value="Ai đó không có"' in wrong.content.decode()
    label = next(label for label in wrong.context["known"] if label.startswith("Lưu Thúy Nga"))
    beside = {f"nguoi-{shares[1].pk}": "Lê Anh Tuấn"}
    assert client.post(address, values | {"tat-ca": label} | beside).status_code == 302
    assert [part.person for part in Assignment.objects.exclude(work=Work.TRANSFERRED).filter(role="share").order_by("pk")] == [
        nga,
        town.tuan,
    ]


@pytest.mark.parametrize("who", ["hoa", "quan", "thu", "minh", "director"])
def test_for_who_may_hand_nothing_over_the_pages_are_not_there(town: Town, shares: list[Assignment], as_user: LogIn, who: str) -> None:
    client = as_user(getattr(town, who))
    assert client.get(f"/ban-giao-viec/{town.minh.pk}/").status_code == 404
    assert client.post(f"/ban-giao-viec/{town.minh.pk}/", {"phan": [shares[0].pk]}).status_code == 404
    if who != "hoa":
        assert client.get("/ban-giao-viec/").status_code == 404


def test_a_units_page_leads_to_the_work_of_its_people(town: Town, shares: list[Assignment], as_user: LogIn) -> None:
    address = reverse("organisations:unit", args=[town.planning.pk])
    assert "/ban-giao-viec/" in as_user(town.tuan).get(address).content.decode()
    assert "/ban-giao-viec/" not in as_user(town.hoa).get(address).content.decode()


def test_the_page_asks_the_database_as_often_for_much_work_as_for_little(town: Town, shares: list[Assignment], as_user: LogIn) -> None:
    client, counts, plan = as_user(town.tuan), [], make_plan(town.department)
    client.get("/")
    for n in (1, 9):
        for k in range(n):
            below = make_unit(f"Tổ {n} {k}", town.planning)
            make_post(town.minh, below, Role.OFFICER)
            task = make_task(plan, f"Việc {n} {k}", lead=town.planning)
            lead = Assignment.objects.get(task=task, unit=town.planning)
            hand_down(lead, [Share(below, town.minh)], scope=scope_of(town.tuan, on=date(2026, 11, 2)), now=at(2))
        with CaptureQueriesContext(connection) as held:
            client.get(f"/ban-giao-viec/{town.minh.pk}/")
        counts.append(len(held))
    assert counts[0] == counts[1] <= 15
