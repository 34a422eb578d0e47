"""The hours that an office keeps → the sessions of a day, and where a stretch of working time ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from functools import cache

from dondoc.engine.vocabulary.loading import table, words

SATURDAY, SUNDAY = 5, 6
DAY_MINUTES = 8 * 60
"""Working minutes of one day of a term (Labour Code 2019, article 105)."""

Sessions = tuple[tuple[time, time], ...]
"""Stretches of one day in which an office works, in their order, none touching another."""


class WrongSessions(ValueError):
    """Words that are no sessions; `vi` says what was expected."""

    def __init__(self, said: str) -> None:
        self.said = said
        self.vi = f"“{said}” không phải giờ làm việc. Ghi như 07:00-11:30, 13:30-17:00; buổi sau bắt đầu khi buổi trước đã hết."
        super().__init__(self.vi)

    def __reduce__(self) -> tuple[type[WrongSessions], tuple[str]]:
        return type(self), (self.said,)


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """What an office keeps from a day to (not including) a day; empty ends are open.

    `sessions` hold from Monday to Friday and on made-up days, `saturday` on Saturdays: such a day is a working day only where
    `saturday_counts`, else a desk is open that moves no due date. Of several that hold on a day the highest `level` wins, then the latest.
    """

    sessions: Sessions
    saturday: Sessions = ()
    saturday_counts: bool = False
    same_day_until: time = time(15)
    valid_from: date | None = None
    valid_to: date | None = None
    level: int = 0

    def holds(self, on: date) -> bool:
        """Whether these are the hours of a day, another's not asked."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on < self.valid_to)


def read_sessions(text: str) -> Sessions:
    """Return the sessions that words say ("07:00-11:30, 13:30-17:00"); raises WrongSessions."""
    found: list[tuple[time, time]] = []
    for part in text.replace(";", ",").split(",") if text.strip() else ():
        opens, dash, closes = part.replace("–", "-").partition("-")
        try:
            session = (_clock(opens), _clock(closes))
        except ValueError:
            raise WrongSessions(text) from None
        if not dash or session[0] >= session[1] or (found and session[0] <= found[-1][1]):
            raise WrongSessions(text)
        found.append(session)
    return tuple(found)


def shown_sessions(sessions: Sessions) -> str:
    """Return sessions as `read_sessions` reads them."""
    return ", ".join(f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in sessions)


@cache
def usual_hours() -> OfficeHours:
    """Return the hours of an office that set none of its own."""
    entry = table("office_hours")["usual"]
    return OfficeHours(read_sessions(", ".join(words(entry, "sessions"))), same_day_until=time.fromisoformat(str(entry["same_day_until"])))


def _clock(text: str) -> time:
    """Return the time of "7:00", "07h30" or "7h"."""
    hour, _, minute = text.strip().lower().replace("h", ":").replace("g", ":").partition(":")
    return time(int(hour), int(minute or 0))
