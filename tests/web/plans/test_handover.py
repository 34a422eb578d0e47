"""Handing over: what a unit that is no more had open waits for a word, goes to its successor, and stays under the old name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from dondoc.web.accounts.models import User
from dondoc.web.audit.models import Entry
from dondoc.web.notices.models import Notice
from dondoc.web.organisations.actions.deciding import Decree
from dondoc.web.organisations.actions.events import Heir, Succession, dissolve, merge, split
from dondoc.web.organisations.actions.founding import NewUnit
from dondoc.web.organisations.actions.history import Naming
from dondoc.web.organisations.models import Unit, UnitKind
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.plans.actions.handover import CannotHandOver, Transfer, hand_over
from dondoc.web.plans.models import Assignment, AssignmentRole, Handover, HandoverState, Match, Task, TaskState
from dondoc.web.plans.queries.handovers import ended_units, proposed_for, waiting_parts
from tests.builders import make_plan, make_task
from tests.people import Town

TODAY = date(2026, 11, 22)
MARCH = Decree(date(2026, 3, 1), "Quyết định số 12/QĐ-UBND")
AsUser = Callable[[User], Client]


@dataclass(frozen=True)
class Work:
    """What the division `planning` had: two open tasks, one that was dropped."""

    led: Task
    shared: Task
    dropped: Task


@pytest.fixture
def work(town: Town) -> Work:
    """Tasks of the division that will end."""
    plan = make_plan(town.department)
    return Work(
        led=make_task(plan, "Rà soát thủ tục hành chính", lead=town.planning),
        shared=make_task(plan, "Công khai kết quả", lead=town.office, cooperating=town.planning),
        dropped=make_task(plan, "Việc đã bỏ", lead=town.planning, state=TaskState.DROPPED),
    )


def join(town: Town) -> None:
    """Let the division go into the other."""
    merge(Succession((town.planning,), (Heir(town.staff),), people_to=0), decree=MARCH, by=town.quan, today=TODAY)


def part(task: Task, unit: Unit) -> Assignment:
    """The unit's part in a task."""
    return Assignment.objects.get(task=task, unit=unit)


def test_only_open_parts_of_units_that_ended_wait(town: Town, work: Work) -> None:
    scope = scope_of(town.lan, on=TODAY)
    assert not waiting_parts(scope).exists()
    join(town)
    assert {waiting.task for waiting in waiting_parts(scope)} == {work.led, work.shared}
    (ended,) = ended_units(scope)
    assert (ended.unit, ended.count) == (town.planning, 2)
    assert {one.proposed.unit_id for one in proposed_for(list(waiting_parts(scope)), ended) if one.proposed} == {town.staff.pk}


def test_a_confirmed_part_stays_and_the_successor_gets_its_own(town: Town, work: Work) -> None:
    join(town)
    old = part(work.led, town.planning)
    done = hand_over([Transfer(old.pk, town.staff)], scope=scope_of(town.lan, on=TODAY), now=timezone.now())
    assert done == 1
    old.refresh_from_db()
    assert (old.unit, old.printed) == (town.planning, "Phòng Kế hoạch - Tài chính")
    new = part(work.led, town.staff)
    assert (new.role, new.printed, new.match) == (AssignmentRole.LEAD, "Phòng Kế hoạch - Tài chính", Match.SETTLED)
    handover = Handover.objects.get()
    assert (handover.to_unit, handover.state, handover.decided_by) == (town.staff, HandoverState.CONFIRMED, town.lan)
    assert handover.event is not None
    assert handover.event.on == date(2026, 3, 1)


def test_a_handover_is_logged_and_told_to_the_people_who_get_the_work(town: Town, work: Work) -> None:
    join(town)
    transfers = [Transfer(part(work.led, town.planning).pk, town.staff), Transfer(part(work.shared, town.planning).pk, town.staff)]
    hand_over(transfers, scope=scope_of(town.lan, on=TODAY), now=timezone.now())
    entry = Entry.objects.filter(verb="bàn giao nhiệm vụ", subject_id=str(work.led.pk)).get()
    assert entry.changes == {"chủ trì": ["Phòng Kế hoạch - Tài chính", "Phòng Tổ chức - Cán bộ"]}
    told = Notice.objects.filter(kind="handover.received")
    assert {notice.recipient for notice in told} == {town.thu, town.minh, town.tuan}
    assert {notice.values["count"] for notice in told} == {2}


def test_the_successor_sees_the_task_only_once_it_is_handed_over(town: Town, work: Work, as_user: AsUser) -> None:
    join(town)
    path = f"/nhiem-vu/{work.led.pk}/"
    assert as_user(town.thu).get(path).status_code == 404
    hand_over([Transfer(part(work.led, town.planning).pk, town.staff)], scope=scope_of(town.lan, on=TODAY), now=timezone.now())
    assert as_user(town.thu).get(path).status_code == 200


def test_a_part_is_decided_once(town: Town, work: Work) -> None:
    join(town)
    old = part(work.led, town.planning)
    scope = scope_of(town.lan, on=TODAY)
    hand_over([Transfer(old.pk, None)], scope=scope, now=timezone.now())
    assert Handover.objects.get().state == HandoverState.KEPT
    assert hand_over([Transfer(old.pk, town.staff)], scope=scope, now=timezone.now()) == 0
    assert not Assignment.objects.filter(task=work.led, unit=town.staff).exists()


def test_a_successor_that_has_the_role_already_gets_no_second_part(town: Town, work: Work) -> None:
    Assignment.objects.create(task=work.led, role=AssignmentRole.LEAD, unit=town.staff, printed="Phòng TCCB")
    join(town)
    hand_over([Transfer(part(work.led, town.planning).pk, town.staff)], scope=scope_of(town.lan, on=TODAY), now=timezone.now())
    assert Assignment.objects.get(task=work.led, role=AssignmentRole.LEAD, unit=town.staff).printed == "Phòng TCCB"


def test_only_who_consolidates_the_plan_hands_over(town: Town, work: Work) -> None:
    join(town)
    transfer = Transfer(part(work.led, town.planning).pk, town.staff)
    for person in (town.hoa, town.thu, town.quan):
        with pytest.raises(PermissionDenied):
            hand_over([transfer], scope=scope_of(person, on=TODAY), now=timezone.now())
    assert not Handover.objects.exists()


def test_a_unit_that_ended_receives_nothing(town: Town, work: Work) -> None:
    join(town)
    with pytest.raises(CannotHandOver):
        hand_over([Transfer(part(work.led, town.planning).pk, town.planning)], scope=scope_of(town.lan, on=TODAY), now=timezone.now())
    assert not Handover.objects.exists()


def test_after_a_split_a_person_chooses(town: Town, work: Work) -> None:
    heirs = tuple(Heir(NewUnit(Naming(name), UnitKind.DIVISION, town.department)) for name in ("Phòng Kế hoạch", "Phòng Tài chính"))
    split(Succession((town.planning,), heirs), decree=MARCH, by=town.quan, today=TODAY)
    scope = scope_of(town.lan, on=TODAY)
    (ended,) = ended_units(scope)
    assert len(ended.heirs) == 2
    assert all(one.proposed is None for one in proposed_for(list(waiting_parts(scope)), ended))


def test_the_list_hands_over_ticked_rows_to_the_units_typed(town: Town, work: Work, as_user: AsUser) -> None:
    join(town)
    session = as_user(town.lan)
    page = session.get("/ban-giao/").content.decode()
    assert "Rà soát thủ tục hành chính" in page
    assert "Việc đã bỏ" not in page
    led, shared = part(work.led, town.planning), part(work.shared, town.planning)
    typed = {"act": "give", "part": [str(led.pk)], f"to-{led.pk}": "Văn phòng Sở", f"to-{shared.pk}": "Phòng Tổ chức - Cán bộ"}
    assert session.post("/ban-giao/", typed).status_code == 302
    assert part(work.led, town.office).role == AssignmentRole.LEAD
    assert [waiting.pk for waiting in waiting_parts(scope_of(town.lan, on=TODAY))] == [shared.pk]


def test_a_unit_that_nobody_knows_is_a_message_at_its_row(town: Town, work: Work, as_user: AsUser) -> None:
    join(town)
    led = part(work.led, town.planning)
    answer = as_user(town.lan).post("/ban-giao/", {"act": "give", "part": [str(led.pk)], f"to-{led.pk}": "Phòng Lạ"})
    assert answer.status_code == 422
    assert "Phòng Lạ" in answer.content.decode()
    assert not Handover.objects.exists()


def test_all_of_a_unit_goes_to_its_one_successor_at_once(town: Town, work: Work, as_user: AsUser) -> None:
    join(town)
    session = as_user(town.lan)
    assert session.post("/ban-giao/", {"act": "all"}).status_code == 302
    assert Handover.objects.filter(to_unit=town.staff).count() == 2
    assert "Không có việc nào chờ bàn giao" in session.get("/ban-giao/").content.decode()


def test_nothing_ticked_is_said_so(town: Town, work: Work, as_user: AsUser) -> None:
    join(town)
    page = as_user(town.lan).post("/ban-giao/", {"act": "give"}, follow=True).content.decode()
    assert "Chưa chọn nhiệm vụ nào" in page


def test_the_list_exists_only_for_who_consolidates(town: Town, work: Work, as_user: AsUser) -> None:
    join(town)
    for person in (town.minh, town.hoa, town.quan):
        answer = as_user(person).get("/ban-giao/")
        assert "Rà soát thủ tục hành chính" not in answer.content.decode()
    assert as_user(town.minh).get("/ban-giao/").status_code == 404
    foreign = as_user(town.hoa).post("/ban-giao/", {"act": "give", "part": [str(part(work.led, town.planning).pk)]})
    assert foreign.status_code in (200, 404)
    assert not Handover.objects.exists()


def test_an_event_with_open_work_tells_the_office(town: Town, work: Work, as_user: AsUser) -> None:
    session = as_user(town.quan)
    path = f"/to-chuc/{town.planning.pk}/viec/giai-the/"
    typed = {"version": "0", "heir_1": town.staff.name, "share_1": "", "on": "2026-03-01", "basis": "QĐ 12", "note": "", "people_to": "1"}
    seen = session.post(path, typed).context["seen"]
    assert session.post(path, {**typed, "act": "record", "seen": seen}).status_code == 302
    notice = Notice.objects.get(kind="handover.waiting")
    assert (notice.recipient, notice.values["count"], notice.url) == (town.lan, 2, "/ban-giao/")


def test_what_was_left_open_shows_on_the_page_of_who_took_over(town: Town, work: Work, as_user: AsUser) -> None:
    dissolve(Succession((town.planning,), (Heir(town.staff),)), decree=MARCH, by=town.quan, today=TODAY)
    page = as_user(town.lan).get(f"/to-chuc/{town.staff.pk}/").content.decode()
    assert "Việc của đơn vị tiền thân" in page
    ended = as_user(town.lan).get(f"/to-chuc/{town.planning.pk}/").content.decode()
    assert "Chờ bàn giao: 2" in ended
