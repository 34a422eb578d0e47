"""The rules by which departments press, on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dondoc.engine.tracking import UrgingRules, farthest
from dondoc.web.urging.models import USUAL, Rules


@dataclass(frozen=True, slots=True)
class AllRules:
    """The rules of every department that has its own."""

    own: Mapping[int, UrgingRules]

    def of(self, department: int) -> UrgingRules:
        """Return a department's rules, the usual ones where it has none."""
        return self.own.get(department, USUAL)

    def window(self, on: date) -> tuple[date, date]:
        """Return the first and the last day on which a part may be due that owes something on a day."""
        reaches = [farthest(rules) for rules in (USUAL, *self.own.values())]
        return on - max(after for _, after in reaches), on + max(before for before, _ in reaches)


def rules_on(on: date) -> AllRules:
    """Return the rules in force on a day."""
    rows = Rules.objects.filter(valid_from__lte=on).order_by("valid_from")
    return AllRules({row.unit_id: row.value() for row in rows})
