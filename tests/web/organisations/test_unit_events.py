"""Events of units: dated names and parents, paths of whole subtrees, people and groups that move, and contradictions refused."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from dondoc.web.organisations.actions.deciding import CannotChange, Decree, Overwritten
from dondoc.web.organisations.actions.events import Heir, Succession, dissolve, merge, move, rename, split
from dondoc.web.organisations.actions.founding import NewUnit
from dondoc.web.organisations.actions.history import Naming
from dondoc.web.organisations.actions.rehearsing import rehearse
from dondoc.web.organisations.models import EventParty, GroupMember, Post, Role, Unit, UnitEvent, UnitGroup, UnitKind
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.organisations.queries.groups import members_of
from dondoc.web.organisations.queries.naming import name_on, search_units
from dondoc.web.organisations.queries.succession import predecessors_of, standing_successors, successors, today_units
from tests.builders import LONG_AGO, make_unit
from tests.people import Town

TODAY = date(2026, 11, 22)
MARCH = Decree(date(2026, 3, 1), "Quyết định số 12/QĐ-UBND")


def spans(rows: object) -> list[tuple[date | None, date | None]]:
    """The dated rows in order of time."""
    return sorted(((row.valid_from, row.valid_to) for row in rows), key=lambda span: span[0] or date.min)  # type: ignore[attr-defined]


def test_a_renamed_unit_keeps_its_old_name_for_its_days(town: Town) -> None:
    rename(town.planning, Naming("Phòng Kế hoạch và Đầu tư", "Phòng KHĐT"), decree=MARCH, by=town.quan, today=TODAY)
    unit = Unit.objects.get(pk=town.planning.pk)
    assert unit.name == "Phòng Kế hoạch và Đầu tư"
    assert name_on(unit, date(2026, 2, 28)) == "Phòng Kế hoạch - Tài chính"
    assert name_on(unit, date(2026, 3, 1)) == "Phòng Kế hoạch và Đầu tư"
    assert spans(unit.names.all()) == [(LONG_AGO, date(2026, 3, 1)), (date(2026, 3, 1), None)]
    assert [found.unit_id for found in search_units("ke hoach - tai chinh", on=TODAY)] == [unit.pk]


def test_a_change_of_long_ago_is_set_into_its_place(town: Town) -> None:
    unit = town.planning
    rename(unit, Naming("Phòng Tổng hợp"), decree=MARCH, by=town.quan, today=TODAY)
    rename(unit, Naming("Phòng Kế hoạch"), decree=Decree(date(2020, 5, 1), "QĐ cũ"), by=town.quan, today=TODAY)
    unit = Unit.objects.get(pk=unit.pk)
    assert unit.name == "Phòng Tổng hợp"
    assert [name_on(unit, date(year, 6, 1)) for year in (2019, 2021, 2026)] == [
        "Phòng Kế hoạch - Tài chính",
        "Phòng Kế hoạch",
        "Phòng Tổng hợp",
    ]


def test_an_event_of_tomorrow_is_refused_with_what_to_do(town: Town) -> None:
    with pytest.raises(CannotChange) as refused:
        rename(town.planning, Naming("Phòng Mới"), decree=Decree(date(2026, 11, 23)), by=town.quan, today=TODAY)
    assert "đúng ngày có hiệu lực" in refused.value.words


def test_two_renamings_of_one_day_are_refused(town: Town) -> None:
    rename(town.planning, Naming("Phòng A"), decree=MARCH, by=town.quan, today=TODAY)
    with pytest.raises(CannotChange):
        rename(town.planning, Naming("Phòng B"), decree=MARCH, by=town.quan, today=TODAY)


def test_a_unit_changed_by_someone_else_is_not_overwritten(town: Town) -> None:
    stale = Unit.objects.get(pk=town.planning.pk)
    rename(town.planning, Naming("Phòng A"), decree=MARCH, by=town.quan, today=TODAY)
    with pytest.raises(Overwritten) as refused:
        rename(stale, Naming("Phòng B"), decree=Decree(date(2026, 4, 1)), by=town.quan, today=TODAY)
    assert "người khác" in refused.value.words


def test_an_officer_and_an_outsider_change_nothing(town: Town) -> None:
    for person in (town.minh, town.lan, town.hoa):
        with pytest.raises(PermissionDenied):
            rename(town.planning, Naming("Phòng A"), decree=MARCH, by=person, today=TODAY)
    assert not UnitEvent.objects.exists()


def test_a_moved_unit_takes_its_whole_subtree_along(town: Town) -> None:
    team = make_unit("Tổ Kế toán", town.planning)
    inner = make_unit("Nhóm Thu", team)
    move(town.planning, town.staff, decree=MARCH, by=town.quan, today=TODAY)
    inner.refresh_from_db()
    assert inner.path == f"{town.department.path}{town.staff.pk}.{town.planning.pk}.{team.pk}.{inner.pk}."


def test_a_unit_is_not_moved_below_itself(town: Town) -> None:
    team = make_unit("Tổ Kế toán", town.planning)
    with pytest.raises(CannotChange) as refused:
        move(town.planning, team, decree=MARCH, by=town.quan, today=TODAY)
    assert "đang ở dưới" in refused.value.words


def test_a_circle_in_the_past_is_refused_too(town: Town) -> None:
    planning, staff = town.planning, town.staff
    move(staff, planning, decree=Decree(date(2018, 1, 1)), by=town.quan, today=TODAY)
    move(staff, town.department, decree=Decree(date(2019, 1, 1)), by=town.quan, today=TODAY)
    planning.refresh_from_db()
    with pytest.raises(CannotChange):
        move(planning, staff, decree=Decree(date(2018, 6, 1)), by=town.quan, today=TODAY)
    planning.refresh_from_db()
    move(planning, staff, decree=Decree(date(2019, 6, 1)), by=town.quan, today=TODAY)
    assert Unit.objects.get(pk=planning.pk).parent == staff


def test_an_administrator_moves_nothing_into_another_department(town: Town) -> None:
    with pytest.raises(PermissionDenied):
        move(town.planning, town.elsewhere, decree=MARCH, by=town.quan, today=TODAY)


def test_two_units_become_one_with_their_people_and_what_lies_below(town: Town) -> None:
    team = make_unit("Tổ Kế toán", town.planning)
    new = Heir(NewUnit(Naming("Phòng Tổ chức - Kế hoạch"), UnitKind.DIVISION, town.department))
    succession = Succession((town.planning, town.staff), (new,), children_to=0, people_to=0)
    merge(succession, decree=MARCH, by=town.quan, today=TODAY)
    made = Unit.objects.get(name="Phòng Tổ chức - Kế hoạch")
    team.refresh_from_db()
    assert (team.parent, team.path) == (made, f"{made.path}{team.pk}.")
    assert Unit.objects.get(pk=town.planning.pk).valid_to == date(2026, 3, 1)
    scope = scope_of(town.minh, on=TODAY)
    assert scope.holds(Role.OFFICER, path=made.path)
    assert not scope.holds(Role.OFFICER, path=town.planning.path)
    assert scope.holds(Role.VIEWER, path=town.planning.path)
    assert scope_of(town.minh, on=date(2026, 2, 28)).holds(Role.OFFICER, path=town.planning.path)


def test_a_parent_and_its_child_may_go_into_one_together(town: Town) -> None:
    team = make_unit("Tổ Kế toán", town.planning)
    merge(Succession((town.planning, team), (Heir(town.staff),), children_to=0), decree=MARCH, by=town.quan, today=TODAY)
    assert Unit.objects.standing(TODAY).filter(path__startswith=town.department.path).count() == 3


def test_successors_are_followed_through_several_mergers_to_who_stands(town: Town) -> None:
    third = make_unit("Phòng Pháp chế", town.department)
    merge(Succession((town.planning,), (Heir(town.staff),)), decree=Decree(date(2020, 1, 1)), by=town.quan, today=TODAY)
    town.staff.refresh_from_db()
    merge(Succession((town.staff,), (Heir(third),)), decree=MARCH, by=town.quan, today=TODAY)
    assert [heir.unit_id for heir in standing_successors(town.planning.pk, successors())] == [third.pk]
    assert today_units()[town.planning.pk] == (third.pk,)
    assert predecessors_of(third) == [town.staff, town.planning]


def test_a_unit_that_ended_takes_nothing_over(town: Town) -> None:
    merge(Succession((town.planning,), (Heir(town.staff),)), decree=Decree(date(2020, 1, 1)), by=town.quan, today=TODAY)
    town.planning.refresh_from_db()
    town.staff.refresh_from_db()
    with pytest.raises(CannotChange) as refused:
        merge(Succession((town.staff,), (Heir(town.planning),)), decree=MARCH, by=town.quan, today=TODAY)
    assert "không còn hoạt động" in refused.value.words


def test_a_unit_does_not_end_before_what_is_known_of_it_later(town: Town) -> None:
    rename(town.planning, Naming("Phòng A"), decree=MARCH, by=town.quan, today=TODAY)
    with pytest.raises(CannotChange) as refused:
        dissolve(Succession((town.planning,)), decree=Decree(date(2026, 1, 1)), by=town.quan, today=TODAY)
    assert "01/03/2026" in refused.value.words


def test_a_unit_is_split_among_new_ones_by_function(town: Town) -> None:
    heirs = (
        Heir(NewUnit(Naming("Phòng Kế hoạch"), UnitKind.DIVISION, town.department), "kế hoạch, đầu tư"),
        Heir(NewUnit(Naming("Phòng Tài chính"), UnitKind.DIVISION, town.department), "tài chính, kế toán"),
    )
    split(Succession((town.planning,), heirs, people_to=1), decree=MARCH, by=town.quan, today=TODAY)
    shares = [(heir.name, heir.share) for heir in standing_successors(town.planning.pk, successors())]
    assert shares == [("Phòng Kế hoạch", "kế hoạch, đầu tư"), ("Phòng Tài chính", "tài chính, kế toán")]
    assert scope_of(town.minh, on=TODAY).holds(Role.OFFICER, path=Unit.objects.get(name="Phòng Tài chính").path)


def test_a_unit_out_of_which_another_is_cut_goes_on(town: Town) -> None:
    heir = Heir(NewUnit(Naming("Phòng Tài chính"), UnitKind.DIVISION, town.department))
    split(Succession((town.planning,), (heir,), ending=False), decree=MARCH, by=town.quan, today=TODAY)
    town.planning.refresh_from_db()
    assert town.planning.valid_to is None
    assert town.planning.pk not in today_units()


def test_a_unit_with_others_below_it_is_not_dissolved_over_their_heads(town: Town) -> None:
    make_unit("Tổ Kế toán", town.planning)
    with pytest.raises(CannotChange) as refused:
        dissolve(Succession((town.planning,)), decree=MARCH, by=town.quan, today=TODAY)
    assert "Tổ Kế toán" in refused.value.words
    assert not EventParty.objects.exists()


def test_an_heir_from_below_takes_the_place_of_what_ends(town: Town) -> None:
    team = make_unit("Tổ Kế toán", town.planning)
    merge(Succession((town.planning,), (Heir(team),), children_to=0), decree=MARCH, by=town.quan, today=TODAY)
    team.refresh_from_db()
    assert (team.parent, team.path) == (town.department, f"{town.department.path}{team.pk}.")


def test_who_takes_over_joins_the_groups_of_who_ended(town: Town) -> None:
    group = UnitGroup.objects.create(name="Các phòng", folded="cac phong", scope=town.department)
    GroupMember.objects.create(group=group, unit=town.planning)
    merge(Succession((town.planning,), (Heir(town.staff),)), decree=MARCH, by=town.quan, today=TODAY)
    assert members_of(group, date(2026, 2, 28)) == [Unit.objects.get(pk=town.planning.pk)]
    assert members_of(group, TODAY) == [town.staff]


def test_people_left_behind_lose_their_posts_with_the_unit(town: Town) -> None:
    dissolve(Succession((town.planning,)), decree=MARCH, by=town.quan, today=TODAY)
    assert Post.objects.get(user=town.minh).valid_to == date(2026, 3, 1)
    assert not scope_of(town.minh, on=TODAY).standings


def test_one_unit_named_twice_in_a_merger_is_refused(town: Town) -> None:
    with pytest.raises(CannotChange):
        merge(Succession((town.planning, town.staff), (Heir(town.staff),)), decree=MARCH, by=town.quan, today=TODAY)


def test_a_rehearsal_shows_all_that_changes_and_changes_nothing(town: Town) -> None:
    make_unit("Tổ Kế toán", town.planning)
    succession = Succession((town.planning,), (Heir(town.staff),), children_to=0, people_to=0)
    shown = rehearse(lambda: merge(succession, decree=MARCH, by=town.quan, today=TODAY))
    assert {(change.what, change.unit) for change in shown.changes} == {("end", "Phòng Kế hoạch - Tài chính"), ("parent", "Tổ Kế toán")}
    assert shown.people == 2
    assert not UnitEvent.objects.exists()
    assert Unit.objects.get(pk=town.planning.pk).valid_to is None


def test_a_tree_that_would_grow_too_deep_is_refused(town: Town) -> None:
    at = town.planning
    for level in range(8):
        at = make_unit(f"Cấp {level}", at)
    with pytest.raises(CannotChange) as refused:
        move(town.staff, at, decree=MARCH, by=town.quan, today=TODAY)
    assert "10 cấp" in refused.value.words
