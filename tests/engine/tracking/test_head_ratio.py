"""The share of a unit's parts not done or late in a year, and what is left out of it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from dondoc.engine.tracking import Work
from dondoc.engine.tracking.head_ratio import RatedPart, Ratio, Weight, weight_of
from dondoc.engine.tracking.past_state import PartDays

ON, DUE, GIVEN = date(2026, 11, 22), date(2026, 10, 15), date(2026, 1, 5)
COMING = date(2026, 12, 20)


def part(
    work: Work, due: date | None = DUE, late: int | None = None, submitted: date | None = None, first: date | None = DUE, **more: object
) -> RatedPart:
    """A part given in January."""
    return RatedPart(PartDays(work, due, late, GIVEN, submitted), first, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("what", "weight"),
    [
        (part(Work.DONE, late=0, submitted=DUE), Weight.FOR),
        (part(Work.DONE, late=1, submitted=ON), Weight.AGAINST),
        (part(Work.IN_PROGRESS), Weight.AGAINST),
        (part(Work.IN_PROGRESS, due=ON), Weight.FOR),
        (part(Work.ASSIGNED, due=COMING, first=COMING), Weight.FOR),
        (part(Work.SUBMITTED, late=0, submitted=DUE), Weight.FOR),
        (part(Work.SUBMITTED, late=2, submitted=ON), Weight.AGAINST),
        (part(Work.RETURNED, late=0, submitted=DUE), Weight.FOR),
        (part(Work.PAUSED), Weight.LEFT_OUT),
        (part(Work.PAUSED, late_since=DUE), Weight.LEFT_OUT),
        (part(Work.CANCELLED), Weight.LEFT_OUT),
        (part(Work.TRANSFERRED, late_since=DUE), Weight.AGAINST),
        (part(Work.DONE, due=COMING, late=0, submitted=ON, extensions=1), Weight.LEFT_OUT),
        (part(Work.DONE, due=COMING, late=1, submitted=ON, extensions=1), Weight.AGAINST),
        (part(Work.IN_PROGRESS, due=COMING, extensions=1), Weight.FOR),
        (part(Work.IN_PROGRESS, due=COMING, late_since=DUE), Weight.AGAINST),
        (part(Work.IN_PROGRESS, first=None), None),
        (part(Work.IN_PROGRESS, first=date(2025, 12, 31)), None),
    ],
)
def test_a_part_weighs_by_what_became_of_it(what: RatedPart, weight: Weight | None) -> None:
    assert weight_of(what, year=2026, on=ON) == weight


@pytest.mark.parametrize(("against", "counted", "flagged"), [(3, 10, True), (29, 100, False), (30, 100, True), (0, 4, False), (1, 3, True)])
def test_a_proposal_is_made_from_thirty_per_cent_on(against: int, counted: int, flagged: bool) -> None:
    assert Ratio(against, counted).is_flagged is flagged


def test_where_nothing_weighs_there_is_no_share() -> None:
    empty = Ratio(0, 0, 1)
    assert (empty.share, empty.is_flagged, empty.left_out) == (None, False, 1)


def test_a_share_is_cut_and_not_rounded_to_the_threshold() -> None:
    assert Ratio(2999, 10000).percent == Fraction(299, 10)
    assert (Ratio(1, 3, 1).share, Ratio(1, 3, 1).favourable) == (Fraction(1, 3), 2)
