"""Groups: their members on a day, made and changed by who manages the department, seen by all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from dondoc.web.accounts.models import User
from dondoc.web.organisations.actions.deciding import CannotChange
from dondoc.web.organisations.actions.groups import GroupTerms, add_members, change_group, end_membership, make_group
from dondoc.web.organisations.models import GroupKind, GroupMember, UnitGroup
from dondoc.web.organisations.queries.groups import group_lines, members_of
from tests.builders import make_unit
from tests.people import Town

TODAY = date(2026, 11, 22)
AsUser = Callable[[User], Client]


def test_a_listed_group_knows_its_members_of_any_day(town: Town) -> None:
    group = make_group(
        town.department, GroupTerms("Các phòng", GroupKind.CLOSED, aliases=("các phòng chuyên môn",)), by=town.quan, today=TODAY
    )
    add_members(group, [town.planning], first_day=None, by=town.quan, today=TODAY)
    add_members(group, [town.staff], first_day=date(2026, 3, 1), by=town.quan, today=TODAY)
    end_membership(GroupMember.objects.get(unit=town.planning), on=date(2026, 6, 1), by=town.quan, today=TODAY)
    assert members_of(group, date(2026, 1, 1)) == [town.planning]
    assert members_of(group, date(2026, 4, 1)) == [town.planning, town.staff]
    assert members_of(group, TODAY) == [town.staff]


def test_a_group_of_all_below_follows_the_tree(town: Town) -> None:
    terms = GroupTerms("Các phòng, đơn vị thuộc Sở", GroupKind.CLOSED, children_of=town.department)
    group = make_group(town.department, terms, by=town.quan, today=TODAY)
    make_unit("Tổ Kế toán", town.planning)
    later = make_unit("Phòng Mới", town.department)
    assert set(members_of(group, TODAY)) == {town.office, town.planning, town.staff, later}
    assert [line.members for line in group_lines([town.department], on=TODAY)] == [4]


def test_an_open_group_has_no_list_to_join(town: Town) -> None:
    group = make_group(town.department, GroupTerms("Các đơn vị liên quan", GroupKind.OPEN), by=town.quan, today=TODAY)
    with pytest.raises(CannotChange):
        add_members(group, [town.planning], first_day=None, by=town.quan, today=TODAY)
    assert members_of(group, TODAY) == []


def test_a_group_is_made_and_changed_only_by_who_manages_the_department(town: Town) -> None:
    terms = GroupTerms("Các phòng", GroupKind.CLOSED)
    for person in (town.lan, town.hoa):
        with pytest.raises(PermissionDenied):
            make_group(town.department, terms, by=person, today=TODAY)
    group = make_group(town.department, terms, by=town.quan, today=TODAY)
    with pytest.raises(PermissionDenied):
        change_group(group, GroupTerms("Nhóm lạ", GroupKind.CLOSED), by=town.hoa, today=TODAY)
    with pytest.raises(CannotChange):
        make_group(town.department, terms, by=town.quan, today=TODAY)


def test_groups_are_kept_from_their_pages(town: Town, as_user: AsUser) -> None:
    session = as_user(town.quan)
    typed = {
        "scope": town.department.name,
        "name": "Các phòng",
        "kind": "closed",
        "children_of": "",
        "aliases": "các phòng chuyên môn\ncác phòng",
    }
    assert session.post("/to-chuc/nhom/moi/", typed).status_code == 302
    group = UnitGroup.objects.get()
    path = f"/to-chuc/nhom/{group.pk}/"
    assert session.post(f"{path}them/", {"units": "Phòng Kế hoạch - Tài chính\nVăn phòng Sở", "first_day": ""}).status_code == 302
    assert set(members_of(group, TODAY)) == {town.planning, town.office}
    wrong = session.post(f"{path}them/", {"units": "Phòng Không Có"})
    assert wrong.status_code == 422
    assert "Không có đơn vị nào" in wrong.content.decode()
    member = GroupMember.objects.get(unit=town.office)
    assert session.post(f"/to-chuc/nhom/thanh-vien/{member.pk}/ra/", {"on": timezone.localdate().isoformat()}).status_code == 302
    assert members_of(group, timezone.localdate()) == [town.planning]
    assert session.post(f"{path}sua/", {"name": "Các phòng của Sở", "kind": "closed", "aliases": "các phòng"}).status_code == 302
    group.refresh_from_db()
    assert (group.name, [alias.text for alias in group.aliases.all()]) == ("Các phòng của Sở", ["các phòng"])


def test_outsiders_read_groups_and_change_none(town: Town, as_user: AsUser) -> None:
    group = make_group(town.department, GroupTerms("Các phòng", GroupKind.CLOSED), by=town.quan, today=TODAY)
    add_members(group, [town.planning], first_day=None, by=town.quan, today=TODAY)
    session = as_user(town.hoa)
    assert "Các phòng" in session.get("/to-chuc/nhom/").content.decode()
    assert session.get(f"/to-chuc/nhom/{group.pk}/").status_code == 200
    for path in (f"/to-chuc/nhom/{group.pk}/sua/", f"/to-chuc/nhom/{group.pk}/them/", "/to-chuc/nhom/moi/"):
        assert session.post(path, {"name": "X"}).status_code == 404
    assert session.post(f"/to-chuc/nhom/thanh-vien/{GroupMember.objects.get().pk}/ra/").status_code == 404
