"""Anybody doing anything to a report in any order and on any day: what was late stays late by as many days, what came in time stays so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dondoc.web.organisations.permissions import Scope, scope_of
from dondoc.web.reports.actions.answering import Typed, save_answers
from dondoc.web.reports.actions.locking import lock_period, unlock_period
from dondoc.web.reports.actions.receiving import accept, accept_all, return_report
from dondoc.web.reports.actions.submitting import late_by, send_down, send_up, submit, withdraw
from dondoc.web.reports.marks import mark_of, never_stored
from dondoc.web.reports.models import AnswerState, PeriodState, ReportEvent, UnitReport
from dondoc.web.tracking.actions.refusals import Refused
from tests.people import Town
from tests.reporting import make_duty, make_period, report_of

pytestmark = pytest.mark.django_db
START, DUE = date(2026, 11, 16), date(2026, 11, 20)
PEOPLE = ("lan", "minh", "tuan", "tuan", "hoa")
ACTS = ("write", "write", "empty", "up", "down", "submit", "submit", "withdraw", "return", "accept", "accept all", "lock", "unlock", "move")
steps = st.lists(st.tuples(st.integers(0, 4), st.sampled_from(PEOPLE), st.sampled_from(ACTS)), min_size=4, max_size=25)


@given(steps)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_sequence_of_acts_changes_when_a_report_first_came_in(town: Town, taken: list[tuple[int, str, str]]) -> None:
    duty = make_duty(town.department, reporters=[town.planning])
    report = report_of(make_period(duty, due_on=DUE), town.planning)
    duty.outline.exclude(key="ket-qua").update(required=False)
    on, fixed = START, None
    for wait, who, what in taken:
        on += timedelta(days=wait)
        before = report_of(report.period, town.planning)
        _try(before, what, scope_of(getattr(town, who), on=on), on)
        after = report_of(report.period, town.planning)
        assert after.version >= before.version
        if fixed is None and after.first_submitted_at is not None:
            assert timezone.localdate(after.first_submitted_at) == on
            assert after.late_days == late_by(before, on=on) == (0 if on <= DUE else after.late_days)
            assert (after.late_days or 0) > 0 or on <= DUE
            fixed = (after.first_submitted_at, after.late_days)
        assert fixed is None or (after.first_submitted_at, after.late_days) == fixed
        _assert_whole(after)


def _try(report: UnitReport, what: str, scope: Scope, on: date) -> None:
    """Do it if it may be done; what is refused changes nothing."""
    now = timezone.make_aware(datetime(on.year, on.month, on.day, 10))
    stored = report.answers.filter(item__key="ket-qua").first()
    text = "" if what == "empty" else f"Đã làm đến ngày {on:%d/%m/%Y}."
    typed = {"ket-qua": Typed(text, mark_of(stored.text) if stored is not None else never_stored(""))}
    acts: dict[str, Callable[[], object]] = {
        "write": lambda: save_answers(report, typed, scope=scope, now=now),
        "empty": lambda: save_answers(report, typed, scope=scope, now=now),
        "up": lambda: send_up(report, scope=scope, version=report.version, now=now),
        "down": lambda: send_down(report, reason="Sửa", scope=scope, version=report.version, now=now),
        "submit": lambda: submit(report, scope=scope, version=report.version, now=now),
        "withdraw": lambda: withdraw(report, scope=scope, version=report.version, now=now),
        "return": lambda: return_report(report, reason="Thiếu", scope=scope, version=report.version, now=now),
        "accept": lambda: accept(report, scope=scope, version=report.version, now=now),
        "accept all": lambda: accept_all(report.period, scope=scope, now=now),
        "lock": lambda: lock_period(report.period, scope=scope, version=None),
        "unlock": lambda: unlock_period(report.period, reason="Sửa", scope=scope, version=None, now=now),
        "move": lambda: None,
    }
    try:
        acts[what]()
    except (PermissionDenied, Refused):
        return


def _assert_whole(report: UnitReport) -> None:
    """What the row says is what its steps tell."""
    acts = list(report.events.values_list("act", flat=True))
    assert report.returns == acts.count(ReportEvent.Act.RETURNED)
    assert (report.first_submitted_at is not None) == (ReportEvent.Act.SUBMITTED in acts)
    if report.state in (AnswerState.SUBMITTED, AnswerState.ACCEPTED):
        assert report.submitted_at is not None
        assert report.answers.get(item__key="ket-qua").text
    assert report.period.state in PeriodState
