"""Checks that what a unit's report is prefilled with is not told twice, and that what the unit adds is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dondoc.engine.reporting.outline import Theme
from dondoc.engine.reporting.snapshot import AnswerRow, Snapshot
from dondoc.engine.reporting.unit_drafts import Topic, UnitWork, draft
from dondoc.engine.reporting.unit_words import unit_texts
from tests.engine.writing.official.reported import FOREST, LAND, OFFICE, quarter

UNITS = (FOREST, LAND, OFFICE)


def work_of(unit: str) -> UnitWork:
    """What the register holds of one unit in the quarter, as its report is prefilled with it."""
    snapshot = quarter()
    tasks = tuple(
        replace(task, parts=own, state=own[0].state, updates=tuple(update for update in task.updates if update.unit == unit))
        for task in snapshot.tasks
        if (own := tuple(part for part in task.parts if part.unit == unit))
    )
    keys = {task.key for task in tasks}
    return UnitWork(
        tasks,
        tuple(target for target in snapshot.targets if target.task in keys),
        tuple(row for row in snapshot.difficulties if row.unit == unit),
        "Quý IV năm 2026",
    )


def answered(unit: str, text: str) -> Snapshot:
    """The quarter in which only this unit answers."""
    return replace(quarter(), answers=(AnswerRow("answer:1", unit, date(2026, 9, 14), texts=(("muc", text),)),))


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("topic", list(Topic))
def test_a_prefilled_text_that_nobody_touched_is_not_told_again(unit: str, topic: Topic) -> None:
    text = draft(topic, work_of(unit))
    assert [passage.text for passage in unit_texts(answered(unit, text), "muc")] == []


def test_there_is_something_prefilled_to_leave_out() -> None:
    assert sum(len(draft(topic, work_of(unit)).splitlines()) for unit in UNITS for topic in Topic) > 2 * len(Theme)


def test_what_a_unit_adds_to_a_prefilled_line_is_kept_with_the_line() -> None:
    first, *_rest = (line for line in draft(Topic.RESULTS, work_of(LAND)).splitlines() if line.startswith("-"))
    added = first.removesuffix(".") + "; đã tập huấn thêm cho 45 công chức cấp xã."
    made = [passage.text for passage in unit_texts(answered(LAND, f"{draft(Topic.RESULTS, work_of(LAND))}\n{added}"), "muc")]
    assert made == [f"{LAND}: {added.removeprefix('- ')}"]


def test_a_units_own_words_about_its_task_are_kept() -> None:
    own = "Rà soát toàn bộ hồ sơ đất đai là việc khó nhất của quý, đề nghị thêm hai tháng."
    assert [passage.text for passage in unit_texts(answered(LAND, own), "muc")] == [f"{LAND}: {own}"]
