"""How many parts stand where, kept by the database itself beside the parts, so that a page need not go through them all."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from django.db import models

from dondoc.web.organisations.models import Unit

NO_DAY = date(2000, 1, 1)
"""Stands where a count has no day: a day is part of what must be unique."""


class Counted(StrEnum):
    """What is counted; all but the last five have no day.

    `DATED` are the parts with a last day whose result is still to come, `WEEK` and `DAY` the same by the Monday of the week of that day and
    by the day itself.
    `CAME` and `CAME_LATE` are first submissions by the first of their month. `OVERDUE` are the changes of how many parts were late at the
    end of a day: in the month in which one begins to be late it is one more, in that in which it ends to be so one less.
    """

    OPEN = "open"
    HANDED_IN = "in"
    HANDED_IN_LATE = "late"
    DONE = "done"
    DONE_LATE = "dlate"
    HALTED = "halt"
    DATED = "dated"
    WEEK = "week"
    DAY = "day"
    CAME = "came"
    CAME_LATE = "camelate"
    OVERDUE = "over"


WITHOUT_A_DAY = (Counted.OPEN, Counted.HANDED_IN, Counted.HANDED_IN_LATE, Counted.DONE, Counted.DONE_LATE, Counted.HALTED, Counted.DATED)
"""As one of these each part is counted once."""


class PartCount(models.Model):
    """So many parts more, or fewer: of one unit, in plans that one unit published, in one role, counted as one thing.

    How many there are is the sum of the rows. The triggers of `plans.part_counts` add a `fresh` row at every change and touch no other, so
    that nobody waits for anybody; `gather` adds the fresh rows to those that stand.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    publisher = models.ForeignKey(Unit, models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    role = models.CharField(max_length=12)
    counted = models.CharField(max_length=8)
    day = models.DateField()
    n = models.IntegerField()
    fresh = models.BooleanField()

    class Meta:
        indexes = [
            models.Index(fields=["unit", "counted", "day", "publisher", "role", "n"], name="part_count_of_unit"),
            models.Index(fields=["counted", "day", "unit", "publisher", "role", "n"], name="part_count_of_all"),
            models.Index(fields=["id"], condition=models.Q(fresh=True), name="part_count_fresh"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "publisher", "role", "counted", "day"], condition=models.Q(fresh=False), name="part_count_once"
            )
        ]
