"""The tree page: as it stood on a day, lazily, searched by any name, light and in a constant number of statements."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dondoc.engine.vocabulary.folding import fold, unaccented
from dondoc.web.accounts.models import User
from dondoc.web.organisations.actions.deciding import Decree
from dondoc.web.organisations.actions.editing import add_alias
from dondoc.web.organisations.actions.events import Heir, Succession, merge, move, rename
from dondoc.web.organisations.actions.history import Naming
from dondoc.web.organisations.models import Unit, UnitKind, UnitName, UnitParent
from dondoc.web.organisations.queries.naming import search_units, units_called
from dondoc.web.organisations.queries.tree import MOST_SHOWN, Asked, branch, forest
from tests.builders import LONG_AGO, make_unit, make_user
from tests.people import Town

TODAY = date(2026, 11, 22)
MARCH = Decree(date(2026, 3, 1), "Quyết định số 12/QĐ-UBND")
AsUser = Callable[[User], Client]


def plant(root: Unit, count: int, fan: int = 30) -> None:
    """Many units below a root, `fan` in each branch."""
    made: list[Unit] = []
    for number in range(count):
        parent = root if number < fan else made[(number - fan) // fan]
        name = f"Đơn vị số {number:04d}"
        made.append(
            Unit(name=name, parent=parent, kind=UnitKind.OTHER, folded=unaccented(fold(name)), valid_from=LONG_AGO, position=number)
        )
        made[-1].save()
        made[-1].path = f"{parent.path}{made[-1].pk}."
    Unit.objects.bulk_update(made, ["path"], batch_size=200)
    UnitName.objects.bulk_create([UnitName(unit=unit, name=unit.name, valid_from=LONG_AGO) for unit in made])
    UnitParent.objects.bulk_create([UnitParent(unit=unit, parent=unit.parent, valid_from=LONG_AGO) for unit in made])


def test_the_tree_counts_what_stands_below(town: Town) -> None:
    make_unit("Tổ Kế toán", town.planning)
    shown = forest(Asked(TODAY, frozenset({town.department.pk})))
    root = next(node for node in shown.inside if node.unit_id == town.department.pk)
    assert root.below == 4
    assert [(child.name, child.below) for child in root.children or ()] == [
        ("Phòng Kế hoạch - Tài chính", 1),
        ("Phòng Tổ chức - Cán bộ", 0),
        ("Văn phòng Sở", 0),
    ]


def test_the_tree_of_a_day_shows_names_and_places_as_they_were(town: Town) -> None:
    rename(town.planning, Naming("Phòng Kế hoạch"), decree=MARCH, by=town.quan, today=TODAY)
    town.planning.refresh_from_db()
    move(town.planning, town.staff, decree=Decree(date(2026, 5, 1)), by=town.quan, today=TODAY)
    before = branch(town.department.pk, Asked(date(2026, 2, 1)))
    between = branch(town.department.pk, Asked(date(2026, 4, 1)))
    after = branch(town.department.pk, Asked(TODAY))
    assert before is not None
    assert between is not None
    assert after is not None
    assert "Phòng Kế hoạch - Tài chính" in [node.name for node in before.children or ()]
    assert "Phòng Kế hoạch" in [node.name for node in between.children or ()]
    assert "Phòng Kế hoạch" not in [node.name for node in after.children or ()]


def test_a_unit_that_ended_stands_last_with_who_took_over(town: Town) -> None:
    merge(Succession((town.planning,), (Heir(town.staff),)), decree=MARCH, by=town.quan, today=TODAY)
    shown = branch(town.department.pk, Asked(TODAY))
    assert shown is not None
    last = (shown.children or ())[-1]
    assert (last.name, last.ended) == ("Phòng Kế hoạch - Tài chính", date(2026, 3, 1))
    assert [heir.name for heir in last.heirs] == ["Phòng Tổ chức - Cán bộ"]
    earlier = branch(town.department.pk, Asked(date(2026, 2, 28)))
    assert earlier is not None
    assert all(node.ended is None for node in earlier.children or ())


def test_units_are_found_with_and_without_marks_by_any_of_their_names(town: Town) -> None:
    rename(town.planning, Naming("Phòng Kế hoạch"), decree=MARCH, by=town.quan, today=TODAY)
    town.planning.refresh_from_db()
    add_alias(town.planning, "P. KHTC", scope=town.department, by=town.quan, today=TODAY)
    for words in ("Kế hoạch", "ke hoach", "TÀI CHÍNH", "khtc"):
        assert [found.unit_id for found in search_units(words, on=TODAY)] == [town.planning.pk], words
    assert search_units("tài chính", on=TODAY)[0].other_name == "Phòng Kế hoạch - Tài chính"
    assert search_units("  ", on=TODAY) == ()


def test_a_typed_name_of_several_units_is_told_apart_by_the_unit_above(town: Town) -> None:
    other = make_unit("Văn phòng Sở", town.elsewhere, kind=UnitKind.OFFICE)
    assert set(units_called("Văn phòng Sở", on=TODAY)) == {town.office, other}
    assert units_called("Văn phòng Sở (Sở Công Thương)", on=TODAY) == [other]


def test_everybody_logged_in_sees_the_tree_and_its_search(town: Town, as_user: AsUser) -> None:
    answer = as_user(town.hoa).get("/to-chuc/", {"q": "ke hoach"})
    assert answer.status_code == 200
    assert "Phòng Kế hoạch - Tài chính" in answer.content.decode()


def test_a_visitor_sees_no_unit(town: Town, client: Client) -> None:
    for path in ("/to-chuc/", "/to-chuc/tim/?q=phong", f"/to-chuc/{town.office.pk}/", "/to-chuc/xuat/", "/to-chuc/nguoi/"):
        assert client.get(path).status_code == 302


def test_a_branch_is_given_alone_to_the_script(town: Town, as_user: AsUser) -> None:
    answer = as_user(town.minh).get("/to-chuc/", {"nhanh": town.department.pk}).content.decode()
    assert "Văn phòng Sở" in answer
    assert "<html" not in answer
    assert as_user(town.minh).get("/to-chuc/", {"nhanh": 999999}).status_code == 404


def test_a_branch_opens_without_a_script_too(town: Town, as_user: AsUser) -> None:
    team = make_unit("Tổ Kế toán", town.planning)
    closed = as_user(town.hoa).get("/to-chuc/").content.decode()
    assert team.name not in closed
    opened = as_user(town.hoa).get("/to-chuc/", {"mo": town.planning.pk}).content.decode()
    assert team.name in opened


def test_names_in_the_tree_are_escaped(town: Town, as_user: AsUser) -> None:
    make_unit("<script>alert(1)</script>", town.department)
    page = as_user(town.minh).get("/to-chuc/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize("path", ["/to-chuc/", "/to-chuc/?q=don+vi", "/to-chuc/?ngay=2020-01-01"])
def test_the_tree_takes_the_same_few_statements_at_any_size(town: Town, as_user: AsUser, path: str) -> None:
    session = as_user(town.minh)
    session.get(path)
    counts = []
    for size in (20, 880):
        plant(town.department, size)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = session.get(path)
        counts.append(len(queries))
        assert len(answer.content) < 200_000
    assert counts[0] == counts[1]
    assert counts[0] < 15


def test_nine_hundred_units_in_one_branch_stay_a_light_page(town: Town, as_user: AsUser) -> None:
    plant(town.department, 900, fan=900)
    page = as_user(town.minh).get("/to-chuc/")
    assert len(page.content) < 200_000
    assert f"tu={MOST_SHOWN}" in page.content.decode()
    more = as_user(town.minh).get("/to-chuc/", {"nhanh": town.department.pk, "tu": MOST_SHOWN}).content.decode()
    assert "Đơn vị số 0200" in more


@pytest.mark.django_db
def test_the_first_visitor_is_led_to_founding_and_others_to_whom_to_ask(as_user: AsUser) -> None:
    keeper = make_user("keeper", "Đỗ Minh Quân", is_administrator=True)
    clerk = make_user("clerk", "Nguyễn Thị Lan")
    assert "/to-chuc/lap/" in as_user(keeper).get("/to-chuc/").content.decode()
    page = as_user(clerk).get("/to-chuc/").content.decode()
    assert "/to-chuc/lap/" not in page
    assert "Đỗ Minh Quân" in page
