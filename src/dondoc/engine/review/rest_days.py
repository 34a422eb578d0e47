"""A day → why offices rest on it, by the weekend, the fixed holidays and the days announced for its year."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from dondoc.engine.review.catalogue import Wording

_WEEKEND = {5: Wording("Thứ Bảy", "a Saturday"), 6: Wording("Chủ nhật", "a Sunday")}
_ANNOUNCED = Wording("ngày nghỉ theo thông báo của năm", "a day off announced for the year")


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday on the same day of every year `since`; see `rest_days.toml` for the law."""

    month: int
    day: int
    since: int
    name: Wording


@dataclass(frozen=True, slots=True)
class RestDays:
    """The fixed holidays, and the days announced off and the weekend days announced as worked, of all years known."""

    fixed: tuple[Holiday, ...]
    off: frozenset[date]
    worked: frozenset[date]


@cache
def rest_days() -> RestDays:
    """Return the table that ships with dondoc."""
    table = tomllib.loads(resources.files(__package__).joinpath("rest_days.toml").read_text("utf-8"))
    fixed = tuple(Holiday(row["month"], row["day"], row.get("since", 0), Wording(row["vi"], row["en"])) for row in table["fixed"])
    years = table["years"].values()
    off, worked = (frozenset(day for year in years for day in year[what]) for what in ("off", "worked"))
    return RestDays(fixed, off, worked)


def rest_day(day: date) -> Wording | None:
    """Return why `day` is one of rest, `None` where it is a working day as far as is known.

    An announced working Saturday is none; of the lunar holidays of a year not announced nothing is known (Labour Code 2019,
    Article 112).
    """
    known = rest_days()
    if day in known.worked:
        return None
    for holiday in known.fixed:
        if (day.month, day.day) == (holiday.month, holiday.day) and day.year >= holiday.since:
            return holiday.name
    if day in known.off:
        return _ANNOUNCED
    return _WEEKEND.get(day.weekday())
