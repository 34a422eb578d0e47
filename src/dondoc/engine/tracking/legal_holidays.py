"""A year → the holidays of the law in it, with their names, their legal basis, and whether the year's notice may still move them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from dondoc.engine.vocabulary.loading import table

FIRST_YEAR, LAST_YEAR = 2000, 2099
"""Years whose lunar days the calendar knows."""

_NEW_YEAR = "Tết Nguyên Đán"
_SWAP = "Ngày nghỉ (thay cho"
"""How the library names a swapped day; swaps come from the notices, each with the document that made it."""
_ALWAYS_TET = range(-1, 3)
"""Days about the first of the lunar year that are off in every notice; the notice says which others make up the five."""
_ABOUT_TET, _ABOUT_NATIONAL_DAY = 10, 6


@dataclass(frozen=True, slots=True)
class LegalHoliday:
    """A day off by law; one that is not `settled` holds only until the year's notice says which days are off."""

    on: date
    name: str
    basis: str
    settled: bool


class BeyondCalendar(ValueError):
    """A day of a year whose holidays nobody can compute; `vi` says which years are known."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.vi = f"Lịch làm việc chỉ có từ năm {FIRST_YEAR} đến năm {LAST_YEAR}, không có năm {year}."
        super().__init__(self.vi)

    def __reduce__(self) -> tuple[type[BeyondCalendar], tuple[int]]:
        return type(self), (self.year,)


@cache
def legal_holidays(year: int) -> tuple[LegalHoliday, ...]:
    """Return the holidays of a year in their order, days in lieu too (Labour Code 2019, articles 111 and 112); raises BeyondCalendar."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BeyondCalendar(year)
    # lazy: 200 ms, which no reading of a text needs
    from holidays import country_holidays

    named = {on: name for on, name in country_holidays("VN", years=year, language="vi").items() if not name.startswith(_SWAP)}
    plain = set(country_holidays("VN", years=year, language="vi", observed=False))
    tet = next(on for on, name in named.items() if _NEW_YEAR in name.split("; "))
    return tuple(
        LegalHoliday(on, named[on].replace(_NEW_YEAR, "Tết Nguyên đán"), _basis(on, in_lieu=on not in plain), _is_settled(on, tet))
        for on in sorted(named)
    )


def _is_settled(on: date, tet: date) -> bool:
    """Whether the day is off whatever the notice says: about Tết and the National Day only the days that every notice gives."""
    if abs((on - tet).days) <= _ABOUT_TET:
        return (on - tet).days in _ALWAYS_TET
    national_day = date(on.year, 9, 2)
    return on == national_day or abs((on - national_day).days) > _ABOUT_NATIONAL_DAY


def _basis(on: date, *, in_lieu: bool) -> str:
    law = table("rest_days")["law"]
    own = _fields(law, "culture-day")
    if in_lieu:
        return str(_fields(law, "in-lieu")["basis"])
    return str((own if (on.month, on.day) == (own["month"], own["day"]) else _fields(law, "holidays"))["basis"])


def _fields(entries: dict[str, object], name: str) -> dict[str, object]:
    found = entries[name]
    if not isinstance(found, dict):
        raise TypeError(f"{name}: fields were expected")
    return found


def spread(first: date, last: date) -> tuple[date, ...]:
    """Return the days from `first` to `last`, both with them."""
    return tuple(first + timedelta(days=number) for number in range((last - first).days + 1))
