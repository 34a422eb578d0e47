"""Asking for jobs, running them, and what their owner may do with them."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone, translation
from django_tasks import TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

from dondoc.web.accounts.models import User
from dondoc.web.jobs.actions import NotEnded, NotWaiting, Wanted, cancel, enqueue, retry
from dondoc.web.jobs.failures import given_up
from dondoc.web.jobs.leases import claim, claim_one, finish, renew
from dondoc.web.jobs.models import Job, State
from dondoc.web.jobs.performing import perform
from dondoc.web.jobs.progress import Lost, Progress, progress
from tests.builders import make_user
from tests.jobs import run_waiting_jobs
from tests.web.jobs import chores

LEASE = timedelta(seconds=60)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan() -> User:
    """The owner of the jobs."""
    return make_user("lan", "Nguyễn Thị Lan")


def wanted(owner: User | None, key: str | None = None) -> Wanted:
    """A job of this owner."""
    return Wanted(owner, "Nhân đôi một số", url="/", key=key)


def fresh(job: Job) -> Job:
    """The job as the database has it."""
    job.refresh_from_db()
    return job


def test_a_job_runs_and_keeps_its_result(lan: User) -> None:
    job = enqueue(chores.double, {"number": 21}, wanted=wanted(lan), now=timezone.now())
    assert job.state == State.WAITING
    assert [ran.pk for ran in run_waiting_jobs()] == [job.pk]
    assert (fresh(job).state, job.result, job.tries) == (State.DONE, 42, 1)
    assert job.finished_at is not None
    assert job.lease_until is None


def test_arguments_that_do_not_fit_the_task_are_refused_at_once(lan: User) -> None:
    with pytest.raises(TypeError):
        enqueue(chores.double, {"nubmer": 21}, wanted=wanted(lan), now=timezone.now())
    with pytest.raises(TypeError):
        enqueue(chores.double, {"number": object()}, wanted=wanted(lan), now=timezone.now())
    assert not Job.objects.exists()


def test_a_job_of_a_transaction_that_is_rolled_back_was_never_asked_for(lan: User) -> None:
    with transaction.atomic():
        enqueue(chores.double, {"number": 1}, wanted=wanted(lan), now=timezone.now())
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_an_equal_key_gives_the_job_that_is_there(lan: User) -> None:
    first = enqueue(chores.double, {"number": 1}, wanted=wanted(lan, "tờ trình 5"), now=timezone.now())
    assert enqueue(chores.double, {"number": 1}, wanted=wanted(lan, "tờ trình 5"), now=timezone.now()).pk == first.pk
    run_waiting_jobs()
    again = enqueue(chores.double, {"number": 1}, wanted=wanted(lan, "tờ trình 5"), now=timezone.now())
    assert (again.pk, again.state) == (first.pk, State.DONE)
    assert not run_waiting_jobs()


def test_a_key_whose_job_failed_may_be_asked_for_again(lan: User) -> None:
    first = enqueue(chores.refuse, {}, wanted=wanted(lan, "tờ trình 6"), now=timezone.now())
    run_waiting_jobs()
    assert fresh(first).state == State.FAILED
    again = enqueue(chores.double, {"number": 3}, wanted=wanted(lan, "tờ trình 6"), now=timezone.now())
    assert (again.pk, again.state, again.failure_vi) == (first.pk, State.WAITING, "")
    run_waiting_jobs()
    assert fresh(first).result == 6


def test_a_failure_says_what_its_exception_says_in_both_languages(lan: User) -> None:
    job = enqueue(chores.refuse, {}, wanted=wanted(lan), now=timezone.now())
    run_waiting_jobs()
    assert fresh(job).state == State.FAILED
    assert job.failure == chores.UnreadableLetter.vi
    with translation.override("en"):
        assert job.failure == chores.UnreadableLetter.en


def test_an_unforeseen_failure_becomes_a_sentence_with_a_reference_that_the_log_explains(
    lan: User, caplog: pytest.LogCaptureFixture
) -> None:
    job = enqueue(chores.stumble, {}, wanted=wanted(lan), now=timezone.now())
    with caplog.at_level(logging.ERROR):
        run_waiting_jobs()
    assert fresh(job).tries == 1
    reference = job.failure_vi.partition("mã lỗi ")[2][:8]
    assert reference in caplog.text
    assert reference in job.failure_en
    assert "một phép chia" in caplog.text
    assert "một phép chia" not in job.failure_vi


def test_a_task_that_is_not_there_any_more_fails_with_a_sentence(lan: User) -> None:
    job = enqueue(chores.double, {"number": 1}, wanted=wanted(lan), now=timezone.now())
    Job.objects.update(task="dondoc.web.jobs.models.Job")
    run_waiting_jobs()
    assert (fresh(job).state, "mã lỗi" in job.failure_vi) == (State.FAILED, True)


def test_a_database_out_of_reach_is_tried_again_later_and_not_for_ever(lan: User) -> None:
    job = enqueue(chores.lose_touch, {}, wanted=wanted(lan), now=timezone.now())
    run_waiting_jobs()
    waits = []
    while fresh(job).state == State.WAITING:
        waits.append(round((job.run_after - timezone.now()).total_seconds()))
        taken = claim("thợ", now=job.run_after, lease=LEASE)
        assert taken is not None
        perform(taken)
    assert waits == [5, 20]
    assert (job.state, job.tries) == (State.FAILED, 3)


def test_a_job_waits_until_its_time(lan: User) -> None:
    now = timezone.now()
    enqueue(chores.double.using(run_after=now + timedelta(hours=1)), {"number": 1}, wanted=wanted(lan), now=now)
    assert claim("thợ", now=now, lease=LEASE) is None
    assert claim("thợ", now=now + timedelta(hours=2), lease=LEASE) is not None


def test_the_oldest_job_is_taken_first(lan: User) -> None:
    now = timezone.now()
    jobs = [enqueue(chores.double, {"number": n}, wanted=wanted(lan), now=now - timedelta(minutes=n)) for n in (1, 3, 2)]
    assert [ran.pk for ran in run_waiting_jobs()] == [jobs[1].pk, jobs[2].pk, jobs[0].pk]


def test_a_job_that_is_held_is_nobody_elses(lan: User) -> None:
    now = timezone.now()
    job = enqueue(chores.double, {"number": 1}, wanted=wanted(lan), now=now)
    assert claim("thợ một", now=now, lease=LEASE) is not None
    assert claim("thợ hai", now=now + LEASE, lease=LEASE) is None
    assert claim_one(job, "thợ hai", now=now + LEASE, lease=LEASE) is None


def test_a_lease_that_is_renewed_does_not_run_out(lan: User) -> None:
    now = timezone.now()
    enqueue(chores.double, {"number": 1}, wanted=wanted(lan), now=now)
    claim("thợ một", now=now, lease=LEASE)
    renew("thợ một", now=now + LEASE, lease=LEASE)
    assert claim("thợ hai", now=now + LEASE * 1.5, lease=LEASE) is None
    assert claim("thợ hai", now=now + LEASE * 2.5, lease=LEASE) is not None


def test_whoever_lost_the_lease_writes_nothing_any_more(lan: User) -> None:
    now = timezone.now()
    job = enqueue(chores.double, {"number": 1}, wanted=wanted(lan), now=now)
    first = claim("thợ một", now=now, lease=LEASE)
    second = claim("thợ hai", now=now + LEASE * 2, lease=LEASE)
    assert first is not None
    assert second is not None
    with pytest.raises(Lost):
        Progress(first.pk, first.worker, first.tries).report(1, 2)
    assert not finish(first, State.DONE, now=now)
    assert (fresh(job).state, job.worker, job.done) == (State.RUNNING, "thợ hai", 0)


def test_a_job_whose_workers_died_too_often_fails_with_a_sentence(lan: User) -> None:
    now = timezone.now()
    job = enqueue(chores.double, {"number": 1}, wanted=wanted(lan), now=now)
    for number in range(3):
        assert claim(f"thợ {number}", now=now + LEASE * 2 * number, lease=LEASE) is not None
    assert claim("thợ 4", now=now + LEASE * 6, lease=LEASE) is None
    assert (fresh(job).state, job.failure_vi, job.failure_en) == (State.FAILED, given_up(3).vi, given_up(3).en)


def test_a_job_that_waits_is_cancelled_at_once(lan: User) -> None:
    job = enqueue(chores.double, {"number": 1}, wanted=wanted(lan), now=timezone.now())
    assert cancel(job, by=lan, now=timezone.now()).state == State.CANCELLED
    assert not run_waiting_jobs()
    with pytest.raises(NotWaiting):
        cancel(job, by=lan, now=timezone.now())


def test_a_job_that_runs_is_cancelled_at_its_next_report(lan: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dondoc.web.jobs.progress._PAUSE", 0)
    job = enqueue(chores.ask_to_stop, {}, wanted=wanted(lan), now=timezone.now())
    run_waiting_jobs()
    assert (fresh(job).state, job.done, job.total) == (State.CANCELLED, 1, 2)


def test_cancelling_holds_where_the_worker_dies_or_ends(lan: User) -> None:
    now = timezone.now()
    job = enqueue(chores.double, {"number": 1}, wanted=wanted(lan), now=now)
    claim("thợ một", now=now, lease=LEASE)
    cancel(job, by=lan, now=now)
    assert claim("thợ hai", now=now + LEASE * 2, lease=LEASE) is None
    assert fresh(job).state == State.CANCELLED


def test_a_worker_that_ends_puts_its_job_back_without_counting_the_try(lan: User, tmp_path: object) -> None:
    now = timezone.now()
    job = enqueue(chores.mark, {"folder": str(tmp_path), "name": "a"}, wanted=wanted(lan), now=now)
    taken = claim("thợ một", now=now, lease=LEASE)
    assert taken is not None
    assert perform(taken, stopping=lambda: True) is not None
    assert (fresh(job).state, job.tries, job.worker) == (State.WAITING, 0, "")
    assert [ran.state for ran in run_waiting_jobs()] == [State.DONE]


def test_a_job_that_failed_is_tried_again_when_its_owner_asks(lan: User) -> None:
    job = enqueue(chores.refuse, {}, wanted=wanted(lan), now=timezone.now())
    with pytest.raises(NotEnded):
        retry(job, by=lan, now=timezone.now())
    run_waiting_jobs()
    assert retry(fresh(job), by=lan, now=timezone.now()).state == State.WAITING
    assert (job.failure_vi, job.tries, job.finished_at) == ("", 0, None)
    assert len(run_waiting_jobs()) == 1


def test_only_the_owner_and_an_administrator_steer_a_job(lan: User) -> None:
    hoa, quan = make_user("hoa", "Bùi Thị Hoa"), make_user("quan", "Đỗ Minh Quân", is_administrator=True)
    job = enqueue(chores.double, {"number": 1}, wanted=wanted(lan), now=timezone.now())
    for steer in (cancel, retry):
        with pytest.raises(PermissionDenied):
            steer(job, by=hoa, now=timezone.now())
    assert cancel(job, by=quan, now=timezone.now()).state == State.CANCELLED
    assert retry(job, by=quan, now=timezone.now()).state == State.WAITING


def test_djangos_own_tasks_api_reaches_the_same_jobs() -> None:
    asked = chores.double.enqueue(4)
    assert chores.double.get_result(asked.id).status == TaskResultStatus.READY
    run_waiting_jobs()
    asked.refresh()
    assert (asked.status, asked.return_value, asked.attempts) == (TaskResultStatus.SUCCESSFUL, 8, 1)
    with pytest.raises(TaskResultDoesNotExist):
        chores.double.get_result("nothing")


def test_a_task_called_without_a_worker_has_no_progress() -> None:
    with pytest.raises(TypeError):
        progress(object())  # type: ignore[arg-type]


def test_reports_that_follow_fast_are_not_all_written(lan: User, django_assert_max_num_queries: object) -> None:
    now = timezone.now()
    enqueue(chores.double, {"number": 1}, wanted=wanted(lan), now=now)
    job = claim("thợ", now=now, lease=LEASE)
    assert job is not None
    told = Progress(job.pk, job.worker, job.tries)
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        for page in range(1000):
            told.report(page, 1000)
    assert fresh(job).done == 0
    told.report(1000, 1000)
    assert fresh(job).done == 1000
