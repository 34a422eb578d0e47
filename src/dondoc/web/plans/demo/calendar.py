"""Turns "so many days ago" into working days and moments, counted from the day on which the sample office is made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

_SATURDAY = 5
_MARCH = 3
_OPEN = "08:00"
# {date:-30}, {long:+7}
_PLACE = re.compile(r"\{(?P<how>date|long):(?P<days>[+-]\d+)\}")


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days and moments as seen at `now`."""

    now: datetime

    @property
    def today(self) -> date:
        """The day of `now`."""
        return timezone.localdate(self.now)

    def day(self, days: int) -> date:
        """Return the day so many days from today, or the last working day before it."""
        return working(self.today + timedelta(days=days))

    @property
    def morning(self) -> date:
        """The last working day on which the office has opened: today, or one before it."""
        today = self.day(0)
        return today if self.moment(today, _OPEN) < self.now else self.day(-1)

    def moment(self, day: date, clock: str) -> datetime:
        """Return a time ("08:05") on a day."""
        return timezone.make_aware(datetime.combine(day, time.fromisoformat(clock)))

    def filled(self, template: str, **days: date) -> str:
        """Return a text with its days filled in, as a directive writes them; `{name}` stands for one of `days`."""
        text = _PLACE.sub(lambda found: _written(self.day(int(found["days"])), found["how"]), template)
        for name, day in days.items():
            text = text.replace(f"{{{name}}}", _written(day, "date"))
        return text


def working(day: date) -> date:
    """Return a day, or the Friday before it where it is a Saturday or Sunday."""
    return day - timedelta(days=max(0, day.weekday() - _SATURDAY + 1))


def month_written(day: date) -> str:
    """Write a day's month as Decree 30/2020/NĐ-CP has it: January and February with a zero before."""
    return f"{day.month:02d}" if day.month < _MARCH else str(day.month)


def _written(day: date, how: str) -> str:
    month = month_written(day)
    return f"{day.day:02d}/{month}/{day.year}" if how == "date" else f"ngày {day.day:02d} tháng {month} năm {day.year}"
