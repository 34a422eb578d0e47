"""Any sequence of events, drawn at random and dated at random, leaves a registry that holds together."""

from __future__ import annotations

import contextlib
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from dondoc.web.audit.actions import System
from dondoc.web.organisations.actions.deciding import CannotChange, Decree
from dondoc.web.organisations.actions.events import Heir, Succession, dissolve, merge, move, rename, split
from dondoc.web.organisations.actions.founding import NewUnit, found_unit
from dondoc.web.organisations.actions.history import Naming
from dondoc.web.organisations.models import Unit, UnitKind, UnitName, UnitParent
from dondoc.web.organisations.queries.succession import standing_successors, successors
from tests.builders import LONG_AGO, make_unit

TODAY = date(2026, 11, 22)
CLOCK = System("thử")
_STEP = st.tuples(
    st.sampled_from(["rename", "move", "merge", "split", "dissolve", "found"]),
    st.integers(0, 30),
    st.integers(0, 30),
    st.integers(0, 1400),
)


def _act(step: tuple[str, int, int, int], number: int) -> None:
    kind, first, second, days = step
    units = list(Unit.objects.order_by("pk"))
    unit, other = units[first % len(units)], units[second % len(units)]
    decree = Decree(date(2023, 1, 1) + timedelta(days=days), f"QĐ {number}")
    new = NewUnit(Naming(f"Đơn vị {number}"), UnitKind.DIVISION, other)
    if kind == "rename":
        rename(unit, Naming(f"Tên {number}"), decree=decree, by=CLOCK, today=TODAY)
    elif kind == "move":
        move(unit, other if first % 5 else None, decree=decree, by=CLOCK, today=TODAY)
    elif kind == "merge":
        heir = Heir(other) if first % 2 else Heir(new)
        merge(Succession((unit,), (heir,), children_to=0, people_to=0), decree=decree, by=CLOCK, today=TODAY)
    elif kind == "split":
        heirs = (Heir(new), Heir(NewUnit(Naming(f"Nửa {number}"), UnitKind.DIVISION, unit.parent)))
        split(Succession((unit,), heirs, ending=first % 2 == 0, children_to=1), decree=decree, by=CLOCK, today=TODAY)
    elif kind == "dissolve":
        dissolve(Succession((unit,), (Heir(other),) if second % 2 else ()), decree=decree, by=CLOCK, today=TODAY)
    else:
        found_unit(NewUnit(Naming(f"Mới {number}"), UnitKind.DIVISION, unit, decree.on), by=CLOCK, today=TODAY)


def _check_dates(unit: Unit, rows: list[UnitName] | list[UnitParent]) -> None:
    """One row for each day of a unit, none before its first or after its last."""
    spans = sorted((row.valid_from or date.min, row.valid_to or date.max) for row in rows)
    assert spans[0][0] == (unit.valid_from or date.min)
    assert spans[-1][1] == (unit.valid_to or date.max)
    assert all(first[1] == second[0] for first, second in zip(spans, spans[1:], strict=False))


def _check_registry() -> None:
    units = {unit.pk: unit for unit in Unit.objects.all()}
    parents = list(UnitParent.objects.all())
    for unit in units.values():
        above = units[unit.parent_id].path if unit.parent_id else ""
        assert unit.path == f"{above}{unit.pk}."
        assert unit.path.count(f".{unit.pk}.") + unit.path.startswith(f"{unit.pk}.") == 1
        names = list(UnitName.objects.filter(unit=unit))
        _check_dates(unit, names)
        own = [row for row in parents if row.unit_id == unit.pk]
        _check_dates(unit, own)
        assert unit.name == max(names, key=lambda row: row.valid_from or date.min).name
        for row in own:
            if row.parent_id:
                parent = units[row.parent_id]
                assert parent.valid_to is None or (row.valid_to is not None and row.valid_to <= parent.valid_to)
    for day in {row.valid_from or LONG_AGO for row in parents}:
        edges = {
            row.unit_id: row.parent_id
            for row in parents
            if (row.valid_from or LONG_AGO) <= day and (row.valid_to is None or row.valid_to > day)
        }
        for start in edges:
            seen, at = set(), start
            while at is not None:
                assert at not in seen
                seen.add(at)
                at = edges.get(at)


def _check_successors() -> None:
    chain = successors()
    for unit in Unit.objects.exclude(valid_to=None):
        assert all(heir.valid_to is None for heir in standing_successors(unit.pk, chain))
        assert all(heir.unit_id != unit.pk for heir in chain.get(unit.pk, ()))


class EventSequences(TestCase):
    """Draws sequences of events; each example starts from a small tree."""

    @settings(max_examples=25)
    @given(st.lists(_STEP, max_size=14))
    def test_any_sequence_of_events_keeps_the_registry_whole(self, steps: list[tuple[str, int, int, int]]) -> None:
        root = make_unit("Sở Thử", kind=UnitKind.DEPARTMENT)
        for name in ("Phòng A", "Phòng B"):
            make_unit(f"Tổ của {name}", make_unit(name, root))
        for number, step in enumerate(steps):
            with contextlib.suppress(CannotChange):
                _act(step, number)
            _check_registry()
        _check_successors()
