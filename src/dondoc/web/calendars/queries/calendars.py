"""What is stored of calendars → the engine's calendar of a unit, held by every process until something changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar
from uuid import UUID

from dondoc.engine.tracking.workdays import DayKind, SetDay, WorkCalendar
from dondoc.engine.tracking.working_time import OfficeHours, read_sessions
from dondoc.web.calendars.models import CalendarDay, CalendarStamp, WorkingHours, YearNotice
from dondoc.web.organisations.models import Unit

Row = TypeVar("Row", CalendarDay, WorkingHours, YearNotice)

COUNTRY_LEVEL = 1
"""The level of the country's list; a unit at depth n of the tree has the level n + 2."""


@dataclass(frozen=True, slots=True)
class Calendars:
    """The calendars of all units at one moment: `of` costs no statement, and units without rows of their own share one."""

    days: dict[int | None, tuple[CalendarDay, ...]] = field(default_factory=dict)
    hours: dict[int | None, tuple[WorkingHours, ...]] = field(default_factory=dict)
    announced: dict[int | None, frozenset[int]] = field(default_factory=dict)
    _made: dict[tuple[tuple[int, int], ...], WorkCalendar] = field(default_factory=dict, repr=False, compare=False)

    def of(self, path: str) -> WorkCalendar:
        """Return the calendar of the unit of `path` (today's chain of ids); of the whole country for an empty one."""
        key = tuple(
            (unit_id, level)
            for level, unit_id in enumerate((int(part) for part in path.split(".") if part), COUNTRY_LEVEL + 1)
            if unit_id in self.days or unit_id in self.hours or unit_id in self.announced
        )
        if key not in self._made:
            self._made[key] = self._make(((None, COUNTRY_LEVEL), *key))
        return self._made[key]

    def _make(self, levels: Iterable[tuple[int | None, int]]) -> WorkCalendar:
        levels = tuple(levels)
        return WorkCalendar(
            tuple(_set_day(day, level) for unit_id, level in levels for day in self.days.get(unit_id, ())),
            tuple(_hours(row, level) for unit_id, level in levels for row in self.hours.get(unit_id, ())),
            frozenset(year for unit_id, _ in levels for year in self.announced.get(unit_id, ())),
        )


def calendars_now() -> Calendars:
    """Return all calendars as they stand: one small statement, and three more after a change."""
    return _loaded(CalendarStamp.objects.values_list("token", flat=True).filter(pk=1).first())


def calendar_for(unit: Unit | None) -> WorkCalendar:
    """Return the calendar of a unit: what is shipped, the country's list, and what the units above it and it itself set, nearest first.

    Without a unit, the country's. For many units ask `calendars_now` once and its `of(unit.path)` for each.
    """
    return calendars_now().of(unit.path if unit is not None else "")


@lru_cache(maxsize=2)
def _loaded(token: UUID | None) -> Calendars:
    """Read every standing row; `token` names the state read, so that a state is read once."""
    if token is None:
        return Calendars()
    return Calendars(
        _by_unit(CalendarDay.objects.filter(withdrawn_at=None).order_by("pk")),
        _by_unit(WorkingHours.objects.filter(withdrawn_at=None).order_by("pk")),
        {
            unit_id: frozenset(row.year for row in rows)
            for unit_id, rows in _by_unit(YearNotice.objects.filter(withdrawn_at=None).order_by("pk")).items()
        },
    )


def _by_unit(rows: Iterable[Row]) -> dict[int | None, tuple[Row, ...]]:
    found: dict[int | None, list[Row]] = {}
    for row in rows:
        found.setdefault(row.unit_id, []).append(row)
    return {unit_id: tuple(own) for unit_id, own in found.items()}


def _set_day(day: CalendarDay, level: int) -> SetDay:
    return SetDay(
        on=day.date,
        kind=DayKind(day.kind),
        name=day.name,
        basis=day.basis,
        provisional=day.provisional,
        level=level,
        sessions=read_sessions(day.sessions),
    )


def _hours(row: WorkingHours, level: int) -> OfficeHours:
    return OfficeHours(
        sessions=read_sessions(row.sessions),
        saturday=read_sessions(row.saturday),
        saturday_counts=row.saturday_counts,
        same_day_until=row.same_day_until,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        level=level,
    )


def level_of(unit_id: int | None, path: str) -> int:
    """Return the level of a row of `unit_id` in the calendar of the unit of `path`."""
    return COUNTRY_LEVEL if unit_id is None else COUNTRY_LEVEL + 1 + path.split(".").index(str(unit_id))
