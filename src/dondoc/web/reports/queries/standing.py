"""What the state of a unit's report lets happen, and whether the unit has a head to approve it."""

from __future__ import annotations

from datetime import date

from dondoc.web.organisations.models import Post, Role, Unit, covering
from dondoc.web.reports.models import AnswerState

SENT = (AnswerState.SUBMITTED, AnswerState.ACCEPTED)
"""States in which a report lies with the collector, and its words and figures count: the unit stands by them."""
WRITABLE = (AnswerState.AWAITED, AnswerState.DRAFTING, AnswerState.RETURNED, AnswerState.TO_APPROVE)
"""States in which the unit still has something to do and may write; while the head looks at it, only who sends it in."""
PREPARED = (AnswerState.AWAITED, AnswerState.DRAFTING, AnswerState.RETURNED)
"""States in which the report is with who prepares it."""


def has_head(unit: Unit, *, on: date) -> bool:
    """Whether a unit has a head on a day who can log in."""
    return Post.objects.filter(covering(on), unit=unit, role=Role.HEAD, user__is_active=True).exists()
