"""What is done to a part, from taking it to its end: who may, in which order, and what becomes of its lateness."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dondoc.engine.tracking import Act, Work
from dondoc.web.accounts.models import User
from dondoc.web.notices.models import Notice
from dondoc.web.organisations.permissions import Scope, scope_of
from dondoc.web.plans.models import Assignment, Task, TaskState
from dondoc.web.tracking.actions.acting import Said, act_on
from dondoc.web.tracking.actions.excusing import excuse
from dondoc.web.tracking.actions.extending import Answer, ask_extension, decide_extension
from dondoc.web.tracking.actions.handing_down import Share, hand_down
from dondoc.web.tracking.actions.proofs import File
from dondoc.web.tracking.actions.refusals import Changed, Incomplete, Refused
from dondoc.web.tracking.models import Extension, Proof, Update
from tests.builders import make_plan, make_task
from tests.people import Town

pytestmark = pytest.mark.django_db
DUE = date(2026, 11, 20)  # a Friday; Tuesday 24 November is a holiday
PDF = File("bao-cao.pdf", b"%PDF-1.7 ket qua")
RESULT = "Đã rà soát xong toàn bộ 47 hồ sơ, không có văn bản riêng."


def at(day: int, month: int = 11, hour: int = 9) -> datetime:
    """A morning of 2026."""
    return timezone.make_aware(datetime(2026, month, day, hour))


def scope(person: User, on: date = date(2026, 11, 1)) -> Scope:
    """What a person's posts give them."""
    return scope_of(person, on=on)


@pytest.fixture
def task(town: Town) -> Task:
    """A task that the planning division leads and the staff division helps with, given on 1 September."""
    return make_task(
        make_plan(town.department), "Rà soát hồ sơ quá hạn", lead=town.planning, cooperating=town.staff, code="NV26-0001",
        deadline_kind="date", due_on=DUE,
    )  # fmt: skip


@pytest.fixture
def part(task: Task, town: Town) -> Assignment:
    """The lead's part."""
    return Assignment.objects.get(task=task, unit=town.planning)


@pytest.fixture
def do(town: Town, part: Assignment) -> Callable[..., Assignment]:
    """Do an act on the lead's part as its officer or as the office, and give the part as it is then."""

    def act(what: Act, day: int, month: int = 11, **said: object) -> Assignment:
        person = town.minh if what in (Act.ACCEPT, Act.UPDATE, Act.SUBMIT, Act.WITHDRAW) else town.lan
        usual = {"text": RESULT} if what not in (Act.ACCEPT, Act.CONFIRM) else {}
        act_on(part, what, said=Said(**{**usual, **said}), scope=scope(person), now=at(day, month))  # type: ignore[arg-type]
        return Assignment.objects.get(pk=part.pk)

    return act


def test_a_part_goes_from_taken_to_confirmed_and_its_task_with_it(do: Callable[..., Assignment], task: Task) -> None:
    assert do(Act.ACCEPT, 2).work == Work.ACCEPTED
    assert do(Act.UPDATE, 5, percent=40).percent == 40
    task.refresh_from_db()
    assert (task.work, task.percent, task.state) == (Work.IN_PROGRESS, 40, TaskState.ACTIVE)
    assert do(Act.SUBMIT, 19, files=[PDF]).work == Work.SUBMITTED
    done = do(Act.CONFIRM, 27)
    task.refresh_from_db()
    assert (done.work, done.late_days, task.state, task.done_on, task.late_days) == (Work.DONE, 0, TaskState.DONE, date(2026, 11, 19), 0)
    assert [update.act for update in Update.objects.order_by("at")] == [Act.ACCEPT, Act.UPDATE, Act.SUBMIT, Act.CONFIRM]
    assert Proof.objects.get().name == "bao-cao.pdf"


@pytest.mark.parametrize(("day", "late"), [(20, 0), (21, 1), (23, 1), (24, 1), (25, 2), (27, 4)])
def test_lateness_is_counted_in_working_days_to_the_first_submission(do: Callable[..., Assignment], day: int, late: int) -> None:
    assert do(Act.SUBMIT, day).late_days == late
    do(Act.RETURN, 28)
    do(Act.SUBMIT, 29)
    assert do(Act.CONFIRM, 30).late_days == late


def test_work_that_comes_back_keeps_its_first_time(do: Callable[..., Assignment]) -> None:
    first = do(Act.SUBMIT, 19).submitted_at
    do(Act.RETURN, 25)
    again = do(Act.SUBMIT, 28)
    assert (again.submitted_at, again.late_days) == (first, 0)


def test_what_was_late_stays_late_when_its_day_is_moved(do: Callable[..., Assignment], part: Assignment, town: Town) -> None:
    asked = ask_extension(part, until=date(2026, 12, 15), reason="Chờ Bộ hướng dẫn", scope=scope(town.minh), now=at(19))
    decide_extension(asked, Answer(grant=False, words="Không đủ lý do"), scope=scope(town.lan), now=at(24))
    assert Assignment.objects.get(pk=part.pk).late_since == date(2026, 11, 21)
    assert do(Act.SUBMIT, 30).late_days == 5


def test_an_extension_asked_in_time_and_granted_moves_the_day_and_is_counted(
    do: Callable[..., Assignment], part: Assignment, town: Town
) -> None:
    asked = ask_extension(part, until=date(2026, 12, 15), reason="Chờ Bộ hướng dẫn", scope=scope(town.minh), now=at(20))
    assert Assignment.objects.get(pk=part.pk).due_on == DUE
    decide_extension(asked, Answer(grant=True, until=date(2026, 12, 10)), scope=scope(town.director), now=at(23))
    moved = do(Act.SUBMIT, 9, 12)
    assert (moved.due_on, moved.first_due_on, moved.extensions, moved.late_days) == (date(2026, 12, 10), DUE, 1, 0)
    moved.task.refresh_from_db()
    assert moved.task.last_day == date(2026, 12, 10)


def test_more_time_is_not_asked_for_once_the_day_has_passed(part: Assignment, town: Town) -> None:
    with pytest.raises(Refused, match="quá hạn"):
        ask_extension(part, until=date(2026, 12, 15), reason="Chậm", scope=scope(town.minh), now=at(21))
    assert not Extension.objects.exists()


def test_a_submission_says_what_came_of_it(do: Callable[..., Assignment]) -> None:
    with pytest.raises(Incomplete):
        do(Act.SUBMIT, 10, text="Xong")
    assert do(Act.SUBMIT, 10, text="", result_number="45/BC-KHTC").work == Work.SUBMITTED


def test_a_file_is_what_its_name_says(do: Callable[..., Assignment], part: Assignment) -> None:
    with pytest.raises(Refused, match="không phải PDF"):
        do(Act.SUBMIT, 10, files=[File("ket-qua.pdf", b"<html><script>alert(1)</script>")])
    assert not Update.objects.exists()
    assert Assignment.objects.get(pk=part.pk).work == Work.ASSIGNED


def test_nobody_writes_over_what_another_has_just_written(do: Callable[..., Assignment], part: Assignment) -> None:
    do(Act.UPDATE, 5, version=part.version)
    with pytest.raises(Changed):
        do(Act.UPDATE, 5, version=part.version)


@pytest.mark.parametrize("act", list(Act))
@pytest.mark.parametrize("who", ["hoa", "quan", "thu"])
def test_an_outsider_does_nothing_to_a_part(town: Town, part: Assignment, who: str, act: Act) -> None:
    with pytest.raises(PermissionDenied):
        act_on(part, act, said=Said(text=RESULT), scope=scope(getattr(town, who)), now=at(10))
    assert not Update.objects.exists()


def test_who_executes_does_not_confirm_and_who_gave_does_not_submit(town: Town, part: Assignment) -> None:
    for person, act in ((town.minh, Act.CONFIRM), (town.minh, Act.CANCEL), (town.lan, Act.SUBMIT), (town.lan, Act.UPDATE)):
        with pytest.raises(PermissionDenied):
            act_on(part, act, said=Said(text=RESULT), scope=scope(person), now=at(10))


def test_a_share_is_confirmed_by_who_gave_it_and_its_progress_goes_up(do: Callable[..., Assignment], part: Assignment, town: Town) -> None:
    [share] = hand_down(part, [Share(town.planning, town.minh, "Lập danh mục", date(2026, 11, 13))], scope=scope(town.tuan), now=at(3))
    act_on(share, Act.UPDATE, said=Said(percent=60), scope=scope(town.minh), now=at(5))
    assert Assignment.objects.get(pk=part.pk).percent == 60
    act_on(share, Act.SUBMIT, said=Said(text=RESULT), scope=scope(town.minh), now=at(12))
    with pytest.raises(PermissionDenied):
        act_on(share, Act.CONFIRM, said=Said(), scope=scope(town.minh), now=at(13))
    act_on(share, Act.CONFIRM, said=Said(), scope=scope(town.tuan), now=at(13))
    whole = Assignment.objects.get(pk=part.pk)
    assert (whole.percent, whole.work) == (100, Work.ACCEPTED)
    assert Notice.objects.filter(recipient=town.minh, kind="part.shared").count() == 1


def test_a_lateness_for_objective_reasons_stays_a_lateness(do: Callable[..., Assignment], part: Assignment, town: Town) -> None:
    do(Act.SUBMIT, 27)
    with pytest.raises(PermissionDenied):
        excuse(part, reason="Bão số 9", scope=scope(town.lan), now=at(28))
    excused = excuse(part, reason="Bão số 9", scope=scope(town.director), now=at(28))
    assert (excused.late_days, excused.excuse) == (4, "Bão số 9")
