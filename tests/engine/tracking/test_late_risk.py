"""How likely a part is to be late: a sum that a person can do again, with its reasons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.tracking.late_risk import MOST, Past, Reason, Running, late_risk

ON = date(2026, 11, 22)
CALM = Running(ON + timedelta(days=10), percent=60, moved_on=ON - timedelta(days=2))


@pytest.mark.parametrize(("late", "judged", "share"), [(0, 0, 25), (0, 8, 8), (4, 8, 42), (8, 8, 75), (30, 100, 30)])
def test_a_share_is_drawn_towards_one_in_four_while_parts_are_few(late: int, judged: int, share: int) -> None:
    assert Past(late, judged).share == share


@pytest.mark.parametrize(
    ("part", "percent", "reasons"),
    [
        (CALM, 25, ()),
        (replace(CALM, taken=False, moved_on=None), 40, (Reason.NOT_TAKEN,)),
        (replace(CALM, moved_on=None), 40, (Reason.NEVER_UPDATED,)),
        (replace(CALM, moved_on=ON - timedelta(days=29)), 25, ()),
        (replace(CALM, moved_on=ON - timedelta(days=30)), 35, (Reason.STILL,)),
        (replace(CALM, due_on=ON + timedelta(days=7), percent=49), 40, (Reason.HARDLY_BEGUN,)),
        (replace(CALM, due_on=ON + timedelta(days=7), percent=50), 25, ()),
        (replace(CALM, returned=True, extension_open=True, difficulties=2), 55,
         (Reason.RETURNED, Reason.ASKED_MORE_TIME, Reason.BLOCKED)),
    ],
)  # fmt: skip
def test_each_reason_adds_what_is_said_of_it(part: Running, percent: int, reasons: tuple[Reason, ...]) -> None:
    risk = late_risk(part, Past(0, 0), on=ON)
    assert (risk.percent, risk.reasons) == (percent, reasons)


@given(late=st.integers(0, 50), more=st.integers(0, 50), percent=st.integers(0, 100), left=st.integers(0, 30))
def test_a_worse_past_is_never_a_smaller_risk(late: int, more: int, percent: int, left: int) -> None:
    part = Running(ON + timedelta(days=left), percent, moved_on=None)
    better, worse = (late_risk(part, Past(n, 100), on=ON) for n in (late, late + more))
    assert better.percent <= worse.percent <= MOST
