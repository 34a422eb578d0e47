"""Runs inside an installation of a test's own: one unit's report, written and sent in by many at one time or killed in its middle."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.utils import timezone

from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Role
from dondoc.web.organisations.permissions import Scope, scope_of
from dondoc.web.reports.actions.answering import Typed, save_answers
from dondoc.web.reports.actions.locking import lock_period
from dondoc.web.reports.actions.submitting import submit
from dondoc.web.reports.marks import never_stored
from dondoc.web.reports.models import Answer, AnswerState, ReportEvent, UnitReport
from dondoc.web.tracking.actions.refusals import Refused
from tests.builders import make_post, make_user
from tests.people import make_town
from tests.reporting import make_duty, make_period, report_of


def prepared(people: int = 0) -> int:
    """Make the town, more heads of one of its units, and that unit's report of a period; return its key."""
    town = make_town()
    for number in range(people):
        make_post(make_user(f"truong-{number}", f"Trưởng phòng {number}"), town.planning, Role.HEAD)
    duty = make_duty(town.department, reporters=[town.planning])
    duty.outline.exclude(key="ket-qua").delete()
    return report_of(make_period(duty, due_on=date(2026, 11, 20)), town.planning).pk


def scope(username: str) -> Scope:
    """What a person may do."""
    return scope_of(User.objects.get(username=username), on=timezone.localdate())


def write(pk: int, username: str) -> None:
    """Write the first words, as someone who opened the page when there were none."""
    typed = {"ket-qua": Typed(f"Bản của {username}", never_stored(""))}
    save_answers(UnitReport.objects.get(pk=pk), typed, scope=scope(username), now=timezone.now())


def try_to_write(pk: int, username: str) -> None:
    """Write, or be told that another was first."""
    _tried(lambda: write(pk, username))


def try_to_send(pk: int, username: str) -> None:
    """Send the report in, or be told that it was sent."""
    _tried(lambda: send(pk, username))


def try_to_lock(pk: int) -> None:
    """Lock the period."""
    _tried(lambda: lock_period(UnitReport.objects.get(pk=pk).period, scope=scope("lan"), version=None))


def send(pk: int, username: str) -> None:
    """Send the report in."""
    submit(UnitReport.objects.get(pk=pk), scope=scope(username), version=None, now=timezone.now())


def told(pk: int) -> str:
    """How the report stands: its state, its version, its steps and whose words it holds."""
    report = UnitReport.objects.select_related("period").get(pk=pk)
    sent = ReportEvent.objects.filter(report=report, act="submitted").count()
    words = Answer.objects.filter(report=report).count()
    assert (report.state in (AnswerState.SUBMITTED, AnswerState.ACCEPTED)) == bool(sent)
    assert (report.first_submitted_at is not None) == bool(sent)
    return f"{report.state} {report.version} sent {sent} words {words}"


def _tried(act: Callable[[], None]) -> None:
    try:
        act()
    except Refused:
        return
