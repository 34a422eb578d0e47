"""Figures by day → the points of a chart that a template draws as SVG, every place worked out here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import floor, log10

from dondoc.engine.tracking.forecast import Line, Measured

WIDTH, HEIGHT = 640, 220
LEFT, RIGHT, TOP, BOTTOM = 48, 16, 14, 26
MOST_SERIES = 6
_STEPS = 4


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one unit, the oldest first."""

    name: str
    values: tuple[Measured, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """One figure in its place."""

    x: str
    y: str
    on: date
    value: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """One unit's line: the points of a polyline, and its dots."""

    name: str
    points: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of an axis."""

    at: str
    value: float | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """All that a template draws: lines, the level wanted, the line on, and the axes' marks; `box` is the view box."""

    drawn: tuple[Drawn, ...]
    wanted: str
    ahead: tuple[str, str, str, str] | None
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    box: str = f"0 0 {WIDTH} {HEIGHT}"
    left: int = LEFT
    right: int = WIDTH - RIGHT
    foot: int = HEIGHT - BOTTOM
    words: int = HEIGHT - 8


def chart_of(series: Sequence[Series], *, wanted: float, line: Line | None, until: date) -> Chart:
    """Return the chart of some units' figures with the level wanted; `line` leads on to the day `until`."""
    shown = series[:MOST_SERIES]
    figures = [figure for one in shown for figure in one.values]
    first, newest = min(figure.on for figure in figures), max(figure.on for figure in figures)
    last = until if line is not None else max(newest, first)
    days = max((last - first).days, 1)
    values = [wanted, *(figure.value for figure in figures), *([line.at(newest), line.at(until)] if line is not None else [])]
    low, step = _scale(min(values), max(values))

    def across(day: date) -> str:
        return f"{LEFT + (WIDTH - LEFT - RIGHT) * (day - first).days / days:.1f}"

    def up(value: float) -> str:
        share = (value - low) / (step * _STEPS)
        return f"{HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share:.1f}"

    drawn = tuple(
        Drawn(
            one.name,
            " ".join(f"{across(figure.on)},{up(figure.value)}" for figure in one.values),
            tuple(Dot(across(figure.on), up(figure.value), figure.on, figure.value) for figure in one.values),
        )
        for one in shown
    )
    ahead = (across(newest), up(line.at(newest)), across(until), up(line.at(until))) if line is not None else None
    days_marked = sorted({first, newest, last})
    return Chart(
        drawn,
        up(wanted),
        ahead,
        tuple(Tick(across(day), on=day) for day in _apart(days_marked, days)),
        tuple(Tick(up(low + number * step), value=round(low + number * step, 6)) for number in range(_STEPS + 1)),
    )


def _scale(least: float, most: float) -> tuple[float, float]:
    """Return a round value to begin at and a round step, so that the steps hold everything."""
    span = (most - least) or abs(most) or 1.0
    size = 10 ** floor(log10(span / _STEPS))
    for factor in (1, 2, 2.5, 5, 10, 20, 25, 50):
        step = factor * size
        low = floor(least / step) * step
        if low + step * _STEPS >= most:
            return low, step
    return least, span / _STEPS


def _apart(days: Sequence[date], span: int) -> list[date]:
    """Leave out a day whose words would touch those of the day before it, but never the first or the last."""
    if len(days) == 3 and min((days[1] - days[0]).days, (days[2] - days[1]).days) < span * 0.16:
        return [days[0], days[2]]
    return list(days)
