"""What is gathered of a period: every task as it stood at the end of the cut-off day, and nothing of what came later."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dondoc.engine.reporting.counts import counts
from dondoc.engine.reporting.snapshot import Snapshot, TaskRow
from dondoc.engine.tracking import TimeState, Work
from dondoc.engine.writing.register_json import plain
from dondoc.engine.writing.stored_values import load
from dondoc.web.organisations.models import Unit
from dondoc.web.plans.models import Finding, Plan, Target, Task
from dondoc.web.reports.models import Period
from dondoc.web.reports.queries.gathering import gather
from dondoc.web.tracking.models import Difficulty, Extension, ExtensionState, Figure
from tests.builders import make_plan, make_task
from tests.people import Town
from tests.reporting import at, carried, make_duty, make_period, report_of, said, sent_in

pytestmark = pytest.mark.django_db
CUT_OFF = date(2026, 11, 14)
AFTER = date(2026, 11, 18)


@pytest.fixture
def plan(town: Town) -> Plan:
    """A plan that was issued long before the period."""
    return make_plan(town.department, number="12/KH-SNNMT", issued_on=date(2026, 1, 5))


@pytest.fixture
def period(town: Town, plan: Plan) -> Period:
    """November, which the divisions report to the department."""
    return make_period(make_duty(town.department, reporters=[town.planning, town.staff], plan=plan))


def task(plan: Plan, text: str, unit: Unit, due_on: date | None = None, **values: object) -> Task:
    """A task that a unit leads, as its part was carried."""
    made = make_task(plan, text, lead=unit, deadline_kind="date" if due_on else "continuous", due_on=due_on)
    carried(made, unit, **values)  # type: ignore[arg-type]  # as the part stores them
    return made


def row(snapshot: Snapshot, of: Task) -> TaskRow:
    """A task's row of the snapshot."""
    return next(one for one in snapshot.tasks if one.key == f"nv:{of.pk}")


def test_each_task_is_counted_where_it_stood_at_the_end_of_the_cut_off_day(town: Town, plan: Plan, period: Period) -> None:
    october, past, ahead = date(2026, 10, 20), date(2026, 11, 10), date(2026, 12, 1)
    done = {"work": Work.DONE, "ended_at": at(october)}
    sent = {"work": Work.SUBMITTED}
    hand_made = [
        (task(plan, "đúng hạn", town.planning, past, submitted_at=at(october), late_days=0, **done), TimeState.DONE, 0),
        (task(plan, "chậm", town.planning, date(2026, 10, 15), submitted_at=at(october), late_days=3, **done), TimeState.DONE_LATE, 3),
        (task(plan, "quá hạn", town.staff, past), TimeState.LATE, 3),  # Wednesday to Friday; the cut-off is a Saturday
        (task(plan, "hết đúng ngày chốt", town.staff, CUT_OFF), TimeState.SOON, 0),
        (task(plan, "còn lâu", town.staff, ahead), TimeState.IN_TIME, 0),
        (task(plan, "thường xuyên", town.staff), TimeState.OPEN, 0),
        (task(plan, "tạm dừng", town.staff, past, work=Work.PAUSED), TimeState.HALTED, 0),
        (task(plan, "nộp đúng hạn", town.staff, past, submitted_at=at(past), late_days=0, **sent), TimeState.IN_TIME, 0),
        (task(plan, "nộp chậm", town.staff, past, submitted_at=at(CUT_OFF), late_days=3, **sent), TimeState.LATE, 3),
    ]
    snapshot = gather(period, plan, on=AFTER)
    found = [(row(snapshot, one).state, row(snapshot, one).late_days) for one, _state, _days in hand_made]
    assert found == [(state, days) for _one, state, days in hand_made]
    own = counts(snapshot.tasks)
    assert [len(keys) for keys in (own.total, own.in_time, own.done_late, own.overdue, own.running, own.undated, own.halted)] == [
        9,
        1,
        1,
        2,
        3,
        1,
        1,
    ]


def test_what_happened_after_the_cut_off_is_left_to_the_next_report(town: Town, plan: Plan, period: Period) -> None:
    past = date(2026, 11, 10)
    late = task(
        plan,
        "nộp sau ngày chốt",
        town.planning,
        past,
        work=Work.DONE,
        submitted_at=at(AFTER),
        ended_at=at(AFTER),
        late_days=6,
        moved_at=at(AFTER),
        percent=100,
    )
    given_later = task(plan, "giao sau ngày chốt", town.planning, date(2026, 12, 1), given=AFTER)
    part = late.assignments.get(unit=town.planning)
    said(part, date(2026, 11, 5), "Đã có dự thảo", percent=60)
    said(part, AFTER, "Đã trình", percent=100)
    found = row(snapshot := gather(period, plan, on=AFTER), late)
    assert (found.state, found.percent, found.done_on, found.late_days) == (TimeState.LATE, 60, None, 3)
    assert [(update.text, update.on) for update in found.updates] == [("Đã có dự thảo", date(2026, 11, 5))]
    assert f"nv:{given_later.pk}" not in {one.key for one in snapshot.tasks}


def test_a_day_that_was_moved_after_the_cut_off_had_not_been_moved_then(town: Town, plan: Plan, period: Period) -> None:
    moved = task(plan, "xin gia hạn", town.planning, date(2026, 11, 10), extensions=1)
    part = moved.assignments.get(unit=town.planning)
    Extension.objects.create(
        part=part,
        asked_by=town.minh,
        asked_at=at(date(2026, 11, 9)),
        reason="Chờ hướng dẫn",
        old_due_on=date(2026, 11, 10),
        wanted_on=date(2026, 12, 20),
        state=ExtensionState.GRANTED,
        granted_on=date(2026, 12, 20),
        decided_at=at(AFTER),
        decided_by=town.lan,
    )
    carried(moved, town.planning, due_on=date(2026, 12, 20))
    lead = row(gather(period, plan, on=AFTER), moved).parts[0]
    assert (lead.state, lead.due_on, lead.extensions, lead.excuse) == (TimeState.LATE, date(2026, 11, 10), 0, "Chờ hướng dẫn")
    Extension.objects.update(decided_at=at(date(2026, 11, 12)))
    lead = row(gather(period, plan, on=AFTER), moved).parts[0]
    assert (lead.state, lead.due_on, lead.extensions) == (TimeState.IN_TIME, date(2026, 12, 20), 1)


def test_before_the_cut_off_it_is_told_how_things_stand_today(town: Town, plan: Plan, period: Period) -> None:
    soon = task(plan, "đến hạn trước ngày chốt", town.planning, date(2026, 11, 10))
    following = task(plan, "đến hạn kỳ sau", town.planning, date(2026, 12, 1))
    early = gather(period, plan, on=date(2026, 11, 6))
    assert (early.period.cut_off, row(early, soon).state, row(early, soon).due_next) == (date(2026, 11, 6), TimeState.SOON, False)
    assert row(early, following).due_next
    assert row(gather(period, plan, on=AFTER), soon).state is TimeState.LATE


def test_what_recurs_is_told_by_its_last_period_and_by_what_is_left_of_earlier_ones(town: Town, plan: Plan, period: Period) -> None:
    whole = make_task(plan, "Báo cáo hằng tháng", lead=town.planning, deadline_kind="recurring", recurrence="monthly")
    carried(whole, town.planning)
    months = {}
    done = {6: date(2026, 10, 20), 8: date(2026, 8, 20)}  # June's only within the period, which therefore tells of it
    for month in (6, 8, 9, 10, 12):
        first = date(2026, month, 1)
        one = make_task(
            plan,
            "Báo cáo hằng tháng",
            lead=town.planning,
            deadline_kind="date",
            due_on=date(2026, month, 25),
            occurrence_of=whole,
            period_from=first,
        )
        values = {"work": Work.DONE, "ended_at": at(done[month]), "submitted_at": at(done[month])} if month in done else {}
        carried(one, town.planning, given=first, **values)
        months[month] = one
    keys = {one.key for one in gather(period, plan, on=AFTER).tasks}
    assert keys == {f"nv:{months[month].pk}" for month in (6, 9, 10)}


def test_findings_targets_difficulties_and_units_stand_with_their_rows(town: Town, plan: Plan, period: Period) -> None:
    finding = Finding.objects.create(plan=plan, position=1, number="1.", text="Hồ sơ quá hạn còn nhiều")
    one = task(plan, "Giảm hồ sơ quá hạn", town.planning, date(2026, 12, 1))
    one.findings.add(finding)
    target = Target.objects.create(plan=plan, task=one, subject="hồ sơ quá hạn", op="<=", value=2, unit="%")
    for on, value in ((date(2026, 10, 14), 7.5), (date(2026, 11, 10), 4.25), (AFTER, 1.0)):
        Figure.objects.create(target=target, unit=town.planning, period_to=on, value=value, by=town.minh, at=at(on))
    part = one.assignments.get(unit=town.planning)
    raised = {"part": part, "raised_by": town.minh, "to": town.director}
    Difficulty.objects.create(
        **raised, raised_at=at(date(2026, 11, 2)), text="Thiếu người", answer="Đã bố trí", answered_by=town.director, answered_at=at(AFTER)
    )
    Difficulty.objects.create(**raised, raised_at=at(AFTER), text="Nêu sau ngày chốt")
    make_period(period.duty, "Tháng 10 năm 2026", days=(date(2026, 9, 15), date(2026, 10, 14)))
    sent_in(report_of(period, town.planning), date(2026, 11, 16), late_days=2)
    snapshot = gather(period, plan, on=AFTER)
    assert [found.key for found in snapshot.findings] == list(row(snapshot, one).findings) == [f"tt:{finding.pk}"]
    reached = snapshot.targets[0]
    assert (reached.key, reached.reached, reached.before, reached.reached_by) == (f"ct:{target.pk}", 4.25, 7.5, town.planning.name)
    assert [(known.text, known.answer) for known in snapshot.difficulties] == [("Thiếu người", "")]
    assert [(answer.unit, answer.late_days) for answer in snapshot.answers if answer.submitted_on] == [(town.planning.name, 2)]
    assert len(snapshot.answers) == 2
    assert load(Snapshot, plain(snapshot)) == snapshot


def test_a_duty_without_a_plan_reports_on_all_published_plans_of_the_department(town: Town, plan: Plan) -> None:
    period = make_period(make_duty(town.department))
    other = make_plan(town.department, "Kế hoạch chuyển đổi số", number="13/KH-SNNMT")
    strange = make_plan(town.elsewhere, "Kế hoạch của nơi khác")
    for one in (plan, other, strange):
        task(one, "Việc", town.planning, date(2026, 12, 1), given=date(2026, 2, 1))
    snapshot = gather(period, None, on=AFTER)
    assert [found.heading for found in snapshot.tasks] == [(str(plan),), (str(other),)]
    assert snapshot.plan is None


def test_gathering_asks_as_often_for_many_tasks_as_for_few(town: Town, plan: Plan, period: Period) -> None:
    asked = []
    for size in (2, 30):
        for number in range(size):
            part = task(plan, f"Việc {number}", town.planning, date(2026, 12, 1)).assignments.get(unit=town.planning)
            said(part, date(2026, 11, 5), "Đã xong bước một")
        gather(period, plan, on=AFTER)  # the calendar is read once
        with CaptureQueriesContext(connection) as statements:
            assert len(gather(period, plan, on=AFTER).tasks) >= size
        asked.append(len(statements))
    assert asked[0] == asked[1] <= 22
