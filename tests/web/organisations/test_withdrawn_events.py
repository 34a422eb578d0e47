"""An event recorded by mistake is withdrawn: rows return to what they were, and what rests on the event forbids it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from dondoc.web.accounts.models import User
from dondoc.web.audit.models import Entry
from dondoc.web.organisations.actions.deciding import CannotChange, Decree
from dondoc.web.organisations.actions.events import Heir, Succession, dissolve, merge, move, rename, split
from dondoc.web.organisations.actions.founding import NewUnit
from dondoc.web.organisations.actions.history import Naming
from dondoc.web.organisations.actions.posts import NewPost, give_post
from dondoc.web.organisations.actions.withdrawing import withdraw_event
from dondoc.web.organisations.models import (
    EventParty,
    GroupKind,
    GroupMember,
    Post,
    Role,
    Unit,
    UnitEvent,
    UnitGroup,
    UnitKind,
    UnitName,
    UnitParent,
)
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.plans.actions.handover import Transfer, hand_over
from tests.builders import make_plan, make_task, make_unit
from tests.people import Town

TODAY = date(2026, 11, 22)
MARCH = Decree(date(2026, 3, 1), "Quyết định số 12/QĐ-UBND")
Act = Callable[[Town], UnitEvent]


def fresh(unit: Unit) -> Unit:
    """The unit as it stands now."""
    return Unit.objects.get(pk=unit.pk)


def do_rename(town: Town) -> UnitEvent:
    return rename(town.planning, Naming("Phòng Kế hoạch"), decree=MARCH, by=town.quan, today=TODAY)


def do_rename_long_ago(town: Town) -> UnitEvent:
    return rename(town.planning, Naming("Phòng Cũ"), decree=Decree(date(2019, 5, 1)), by=town.quan, today=TODAY)


def do_move(town: Town) -> UnitEvent:
    return move(town.planning, town.staff, decree=MARCH, by=town.quan, today=TODAY)


def do_merge(town: Town) -> UnitEvent:
    succession = Succession((town.planning,), (Heir(town.staff),), children_to=0, people_to=0)
    return merge(succession, decree=MARCH, by=town.quan, today=TODAY)


def do_merge_into_new(town: Town) -> UnitEvent:
    new = NewUnit(Naming("Phòng Tổng hợp", "P.TH"), UnitKind.DIVISION, town.department, aliases=("TH",))
    succession = Succession((town.planning, town.staff), (Heir(new),), children_to=0, people_to=0)
    return merge(succession, decree=MARCH, by=town.quan, today=TODAY)


def do_split(town: Town) -> UnitEvent:
    heirs = tuple(Heir(NewUnit(Naming(f"Phòng {name}"), UnitKind.DIVISION, town.department), f"phần {name}") for name in "AB")
    return split(Succession((town.planning,), heirs, children_to=0, people_to=1), decree=MARCH, by=town.quan, today=TODAY)


def do_dissolve(town: Town) -> UnitEvent:
    return dissolve(Succession((town.staff,)), decree=MARCH, by=town.quan, today=TODAY)


EVENTS = (do_rename, do_rename_long_ago, do_move, do_merge, do_merge_into_new, do_split, do_dissolve)


def registry() -> dict[str, list[dict[str, Any]]]:
    """All that an event may touch, without the counts of changes."""
    tables: dict[str, list[dict[str, Any]]] = {}
    for model in (Unit, UnitName, UnitParent, UnitEvent, EventParty, GroupMember, Post):
        tables[model.__name__] = [
            {name: value for name, value in row.items() if name != "version"} for row in model.objects.order_by("pk").values()
        ]
    return tables


@pytest.fixture
def lived_in(town: Town) -> Town:
    """A unit below the one that changes, and a group that it belongs to."""
    make_unit("Tổ Thống kê", town.planning)
    group = UnitGroup.objects.create(name="Các phòng", kind=GroupKind.CLOSED, scope=town.department)
    GroupMember.objects.create(group=group, unit=town.planning, valid_from=date(2020, 1, 1))
    return town


@pytest.mark.parametrize("act", EVENTS)
def test_every_row_returns_to_what_it_was(lived_in: Town, act: Act) -> None:
    before = registry()
    event = act(lived_in)
    assert registry() != before
    withdraw_event(event, reason="ghi nhầm đơn vị", by=lived_in.quan, today=TODAY)
    assert registry() == before


@pytest.mark.parametrize("act", EVENTS)
def test_the_log_keeps_what_was_recorded_and_why_it_was_withdrawn(lived_in: Town, act: Act) -> None:
    event = act(lived_in)
    kind, parties = event.get_kind_display(), event.parties.count()
    withdraw_event(event, reason="ghi nhầm đơn vị", by=lived_in.quan, today=TODAY)
    told = Entry.objects.filter(verb="rút việc đã ghi nhầm của đơn vị")
    assert told.count() == parties
    assert {entry.reason for entry in told} == {"ghi nhầm đơn vị"}
    assert all(entry.changes["việc"] == [kind, None] for entry in told)


def test_a_withdrawn_event_can_be_recorded_again(town: Town) -> None:
    withdraw_event(do_merge(town), reason="ghi nhầm ngày", by=town.quan, today=TODAY)
    town.planning.refresh_from_db()
    town.staff.refresh_from_db()
    again = do_merge(town)
    assert fresh(town.planning).valid_to == again.on


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_reason_is_asked_for(town: Town, reason: str) -> None:
    event = do_rename(town)
    with pytest.raises(CannotChange, match="lý do"):
        withdraw_event(event, reason=reason, by=town.quan, today=TODAY)
    assert UnitEvent.objects.filter(pk=event.pk).exists()


@pytest.mark.parametrize("who", ["lan", "minh", "tuan", "director", "hoa"])
def test_only_who_manages_the_units_withdraws(town: Town, who: str) -> None:
    event = do_merge(town)
    with pytest.raises(PermissionDenied):
        withdraw_event(event, reason="vì thế", by=getattr(town, who), today=TODAY)
    assert UnitEvent.objects.filter(pk=event.pk).exists()


def test_a_later_event_of_the_same_unit_is_to_be_withdrawn_first(town: Town) -> None:
    first = do_rename(town)
    second = rename(town.planning, Naming("Phòng Mới"), decree=Decree(date(2026, 6, 1)), by=town.quan, today=TODAY)
    with pytest.raises(CannotChange, match="01/06/2026"):
        withdraw_event(first, reason="vì thế", by=town.quan, today=TODAY)
    for event in (second, first):
        withdraw_event(event, reason="vì thế", by=town.quan, today=TODAY)
    assert fresh(town.planning).name == "Phòng Kế hoạch - Tài chính"


def test_what_was_handed_over_because_of_it_forbids_it(town: Town) -> None:
    plan = make_plan(town.department, "Kế hoạch")
    task = make_task(plan, "Việc dở", lead=town.planning)
    event = do_merge(town)
    part = task.assignments.get(unit=town.planning)
    hand_over([Transfer(part.pk, town.staff)], scope=scope_of(town.lan, on=TODAY), now=timezone.now())
    with pytest.raises(CannotChange, match="bàn giao"):
        withdraw_event(event, reason="vì thế", by=town.quan, today=TODAY)
    assert fresh(town.planning).valid_to == MARCH.on


def test_a_founded_unit_that_people_have_come_to_stays(town: Town) -> None:
    event = do_merge_into_new(town)
    new = Unit.objects.get(name="Phòng Tổng hợp")
    give_post(town.lan, NewPost(new, Role.OFFICER, TODAY), by=town.quan, today=TODAY)
    with pytest.raises(CannotChange, match="gắn với nó"):
        withdraw_event(event, reason="vì thế", by=town.quan, today=TODAY)
    assert Unit.objects.filter(pk=new.pk).exists()


def test_rows_that_were_changed_since_are_not_overwritten(town: Town) -> None:
    event = do_merge(town)
    Post.objects.filter(user=town.minh, unit=town.staff).update(valid_to=date(2026, 10, 1))
    with pytest.raises(CannotChange, match="sửa tiếp"):
        withdraw_event(event, reason="vì thế", by=town.quan, today=TODAY)


def test_the_same_event_is_not_withdrawn_twice(town: Town) -> None:
    event = do_rename(town)
    stale = UnitEvent.objects.get(pk=event.pk)
    withdraw_event(event, reason="vì thế", by=town.quan, today=TODAY)
    with pytest.raises(CannotChange, match="đã được rút"):
        withdraw_event(stale, reason="vì thế", by=town.quan, today=TODAY)


def test_the_page_shows_what_comes_back_and_asks_why(town: Town, as_user: Callable[[User], Client]) -> None:
    event = do_merge(town)
    browser = as_user(town.quan)
    address = f"/to-chuc/viec/{event.pk}/rut/"
    assert address in browser.get(f"/to-chuc/{town.planning.pk}/").content.decode()
    page = browser.get(address).content.decode()
    assert "hoạt động trở lại" in page
    assert fresh(town.planning).valid_to == MARCH.on
    assert browser.post(address, {"reason": ""}).status_code == 422
    assert browser.post(address, {"reason": "ghi nhầm"}).status_code == 302
    assert fresh(town.planning).valid_to is None
    assert browser.get(address).status_code == 404


@pytest.mark.parametrize("who", ["lan", "minh", "hoa"])
def test_for_anybody_else_the_page_is_not_there(town: Town, as_user: Callable[[User], Client], who: str) -> None:
    address = f"/to-chuc/viec/{do_rename(town).pk}/rut/"
    assert as_user(getattr(town, who)).get(address).status_code == 404
    assert as_user(getattr(town, who)).post(address, {"reason": "vì thế"}).status_code == 404
    assert address not in as_user(getattr(town, who)).get(f"/to-chuc/{town.planning.pk}/").content.decode()
