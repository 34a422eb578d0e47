"""Founding: a department from its ready list in one step, a unit under another, and who may."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from dondoc.web.audit.models import Entry
from dondoc.web.organisations.actions.deciding import CannotChange
from dondoc.web.organisations.actions.founding import NewDepartment, NewUnit, found_department, found_unit
from dondoc.web.organisations.actions.history import Naming
from dondoc.web.organisations.models import GroupKind, Post, Role, Unit, UnitEvent, UnitGroup, UnitKind
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.organisations.queries.groups import members_of
from dondoc.web.organisations.queries.naming import units_called
from dondoc.web.organisations.queries.ready import ready_departments, ready_groups, ready_partners, ready_unit
from tests.builders import make_user
from tests.people import Town

TODAY = date(2026, 11, 22)


def department(key: str = "nong-nghiep-moi-truong", **values: object) -> NewDepartment:
    """The department of a ready list, with its groups and partners."""
    ready = next(one for one in ready_departments() if one.key == key)
    partners = tuple(one for one in ready_partners() if one.name != ready.name)
    return NewDepartment(
        Naming(ready.name, ready.short_name), ready.aliases, units=ready.units, groups=ready_groups(), partners=partners, **values
    )


@pytest.mark.django_db
def test_a_department_stands_with_all_its_list_in_one_step() -> None:
    keeper = make_user("keeper", "Đỗ Minh Quân", is_administrator=True)
    founded = found_department(department(), by=keeper, today=TODAY)
    below = Unit.objects.filter(parent=founded)
    assert below.count() == 21
    assert all(unit.path == f"{founded.pk}.{unit.pk}." for unit in below)
    assert {group.name for group in UnitGroup.objects.filter(scope=founded)} >= {
        "Các phòng, đơn vị thuộc Sở",
        "Các chi cục",
        "Các đơn vị liên quan",
    }
    assert [unit.name for unit in units_called("Phòng KHTC", on=TODAY)] == ["Phòng Kế hoạch - Tài chính"]


@pytest.mark.django_db
def test_who_founds_a_department_administers_it_and_may_consolidate_for_it() -> None:
    keeper = make_user("keeper", "Đỗ Minh Quân", is_administrator=True)
    founded = found_department(department(), by=keeper, today=TODAY)
    scope = scope_of(keeper, on=TODAY)
    assert scope.holds(Role.ADMINISTRATOR, path=founded.path)
    assert scope.holds(Role.OFFICE, path=founded.path)
    other = found_department(department("tu-phap", founder_is_office=False), by=keeper, today=TODAY)
    assert not scope_of(keeper, on=TODAY).holds(Role.OFFICE, path=other.path)


@pytest.mark.django_db
def test_groups_of_a_founded_department_know_their_members() -> None:
    keeper = make_user("keeper", "Đỗ Minh Quân", is_administrator=True)
    founded = found_department(department(), by=keeper, today=TODAY)
    groups = {group.name: group for group in UnitGroup.objects.filter(scope=founded)}
    assert len(members_of(groups["Các phòng, đơn vị thuộc Sở"], TODAY)) == 21
    assert {unit.kind for unit in members_of(groups["Các chi cục"], TODAY)} == {UnitKind.BRANCH}
    assert groups["Các đơn vị liên quan"].kind == GroupKind.OPEN
    assert members_of(groups["Các đơn vị liên quan"], TODAY) == []


@pytest.mark.django_db
def test_partners_of_two_departments_are_stored_once() -> None:
    keeper = make_user("keeper", "Đỗ Minh Quân", is_administrator=True)
    found_department(department(), by=keeper, today=TODAY)
    found_department(department("tu-phap"), by=keeper, today=TODAY)
    assert Unit.objects.filter(name="Công an tỉnh", external=True).count() == 1


@pytest.mark.django_db
def test_a_partner_that_founds_its_own_department_stays_the_same_unit() -> None:
    keeper = make_user("keeper", "Đỗ Minh Quân", is_administrator=True)
    found_department(department(), by=keeper, today=TODAY)
    partner = Unit.objects.get(name="Sở Tư pháp")
    assert partner.external
    founded = found_department(department("tu-phap"), by=keeper, today=TODAY)
    assert founded.pk == partner.pk
    assert not founded.external
    assert Unit.objects.filter(parent=founded, name="Phòng Hành chính tư pháp").exists()


@pytest.mark.parametrize("ready", ready_departments(), ids=lambda ready: ready.key)
def test_every_ready_list_has_an_office_and_no_unit_twice(ready: object) -> None:
    names = [unit.name for unit in ready.units]  # type: ignore[attr-defined]
    assert names[0] == "Văn phòng Sở"
    assert len(names) == len(set(names))


def test_abbreviations_of_a_ready_unit_come_from_the_registry_of_names() -> None:
    unit = ready_unit("Chi cục Trồng trọt và Bảo vệ thực vật")
    assert unit.kind == UnitKind.BRANCH
    assert "Chi cục TT&BVTV" in unit.aliases


def test_an_administrator_of_one_department_founds_no_other(town: Town) -> None:
    with pytest.raises(PermissionDenied):
        found_department(department(), by=town.quan, today=TODAY)


def test_an_outsider_founds_nothing(town: Town) -> None:
    with pytest.raises(PermissionDenied):
        found_unit(NewUnit(Naming("Phòng Thanh tra"), UnitKind.DIVISION, town.department), by=town.hoa, today=TODAY)
    assert not Unit.objects.filter(name="Phòng Thanh tra").exists()


def test_a_unit_is_founded_under_another_with_event_and_log(town: Town) -> None:
    new = NewUnit(Naming("  Phòng  Pháp chế "), UnitKind.DIVISION, town.department, date(2026, 3, 1), ("Phòng PC",), basis="QĐ 12/QĐ-SNNMT")
    unit = found_unit(new, by=town.quan, today=TODAY)
    assert unit.name == "Phòng Pháp chế"
    assert unit.path == f"{town.department.path}{unit.pk}."
    assert UnitEvent.objects.get(parties__unit=unit).on == date(2026, 3, 1)
    assert Entry.objects.filter(subject_type="organisations.unit", subject_id=str(unit.pk)).exists()
    assert unit.aliases.get().scope == town.department


def test_a_name_already_borne_beside_it_is_refused(town: Town) -> None:
    with pytest.raises(CannotChange) as refused:
        found_unit(NewUnit(Naming(town.office.name), UnitKind.OFFICE, town.department), by=town.quan, today=TODAY)
    assert "Ở đây đã có" in refused.value.words


def test_a_unit_cannot_be_founded_tomorrow(town: Town) -> None:
    with pytest.raises(CannotChange) as refused:
        found_unit(NewUnit(Naming("Phòng Mới"), UnitKind.DIVISION, town.department, date(2026, 11, 23)), by=town.quan, today=TODAY)
    assert "chưa đến" in refused.value.words


def test_a_unit_is_not_older_than_the_one_above_it(town: Town) -> None:
    with pytest.raises(CannotChange):
        found_unit(NewUnit(Naming("Phòng Cổ"), UnitKind.DIVISION, town.department, date(2000, 1, 1)), by=town.quan, today=TODAY)


def test_a_founded_unit_joins_the_groups_it_is_ticked_for(town: Town) -> None:
    group = UnitGroup.objects.create(name="Các phòng", folded="cac phong", scope=town.department)
    unit = found_unit(NewUnit(Naming("Phòng Mới"), UnitKind.DIVISION, town.department, groups=(group,)), by=town.quan, today=TODAY)
    assert members_of(group, TODAY) == [unit]


@pytest.mark.django_db
def test_founding_leaves_nothing_behind_when_a_unit_is_refused() -> None:
    keeper = make_user("keeper", "Đỗ Minh Quân", is_administrator=True)
    office = ready_unit("Văn phòng Sở")
    with pytest.raises(CannotChange):
        found_department(NewDepartment(Naming("Sở Thử"), units=(office, office)), by=keeper, today=TODAY)
    assert not Unit.objects.exists()
    assert not Post.objects.exists()
