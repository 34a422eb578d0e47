"""What changed between two snapshots: counts, tasks, units' reports and targets, and nothing that stayed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.reporting.counts import counts
from dondoc.engine.reporting.snapshot import AnswerRow, PeriodHead, Snapshot, TargetRow, TaskRow
from dondoc.engine.reporting.snapshot_changes import snapshot_changes
from dondoc.engine.tracking import TimeState

PERIOD = PeriodHead("Tháng 11 năm 2026", date(2026, 10, 15), date(2026, 11, 14), date(2026, 11, 14), date(2026, 11, 20))
EMPTY = Snapshot("Sở Nông nghiệp và Môi trường", "Báo cáo tháng", "", PERIOD, None, (), (), ())
STATES = st.lists(st.sampled_from(list(TimeState)), max_size=12)


def task(number: int, state: TimeState = TimeState.IN_TIME, percent: int = 0) -> TaskRow:
    """A task in a state."""
    return TaskRow(f"nv:{number}", f"NV-{number}", "", "Rà soát", (), (), state, percent, None, "", ())


def with_tasks(*tasks: TaskRow) -> Snapshot:
    """A snapshot of these tasks."""
    return replace(EMPTY, tasks=tasks)


def test_a_task_that_was_done_meanwhile_moves_from_one_count_to_the_other() -> None:
    found = snapshot_changes(with_tasks(task(1), task(2)), with_tasks(task(1, TimeState.DONE, 100), task(2)))
    assert {change.name: change.more for change in found.counts if change.more} == {"in_time": 1, "running": -1}
    assert [(one.old.state, one.new.state) for one in found.tasks if one.old and one.new] == [(TimeState.IN_TIME, TimeState.DONE)]


def test_tasks_that_came_and_went_are_told_with_what_is_left_of_them() -> None:
    found = snapshot_changes(with_tasks(task(1)), with_tasks(task(2)))
    assert [(one.old and one.old.key, one.new and one.new.key) for one in found.tasks] == [(None, "nv:2"), ("nv:1", None)]


def test_only_units_whose_report_changed_are_told_matched_by_their_name() -> None:
    old = replace(EMPTY, answers=(AnswerRow("bc:1", "Phòng A", None), AnswerRow("bc:2", "Phòng B", date(2026, 11, 16))))
    new = replace(EMPTY, answers=(AnswerRow("bc:7", "Phòng A", date(2026, 11, 17), 1), AnswerRow("bc:8", "Phòng B", date(2026, 11, 18))))
    assert [one.new.unit for one in snapshot_changes(old, new).answers if one.new] == ["Phòng A"]


def test_a_target_is_told_where_its_figure_is_another() -> None:
    same, other = TargetRow("ct:1", "hồ sơ đúng hạn", ">=", 98, "%", reached=97.5), TargetRow("ct:2", "hồ sơ trực tuyến", ">=", 85, "%")
    found = snapshot_changes(replace(EMPTY, targets=(same, other)), replace(EMPTY, targets=(same, replace(other, reached=80.0))))
    assert [(one.old.reached, one.new.reached) for one in found.targets] == [(None, 80.0)]


@given(STATES, STATES)
def test_every_task_of_both_stands_in_the_counts_and_a_snapshot_differs_from_itself_in_nothing(
    before: list[TimeState], after: list[TimeState]
) -> None:
    old, new = (with_tasks(*(task(number, state) for number, state in enumerate(states))) for states in (before, after))
    found = snapshot_changes(old, new)
    by_name = {change.name: change for change in found.counts}
    assert len(by_name["total"].new) == len(after)
    assert sum(len(change.new) for change in found.counts) == 2 * len(after)
    assert by_name["overdue"].more == len(counts(new.tasks).overdue) - len(counts(old.tasks).overdue)
    assert snapshot_changes(new, new).is_empty
