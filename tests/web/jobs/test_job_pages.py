"""The pages of jobs: whose they are, what they show, and that asking changes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dondoc.web.accounts.models import User
from dondoc.web.jobs.actions import Wanted, enqueue
from dondoc.web.jobs.leases import claim
from dondoc.web.jobs.models import Job, State
from tests.builders import make_user
from tests.jobs import run_waiting_jobs
from tests.people import Town
from tests.web.jobs import chores

AsUser = Callable[[User], Client]


def test_a_job_is_named_in_the_language_of_who_reads(town: Town, as_user: AsUser) -> None:
    name = "100% xong.docx"
    wanted = Wanted(town.lan, "Đọc văn bản “%(name)s”", {"name": name})
    enqueue(chores.double, {"number": 1}, wanted=wanted, now=timezone.now())
    old = enqueue(chores.double, {"number": 1}, wanted=Wanted(town.lan, "Đọc văn bản “cũ 50%.docx”"), now=timezone.now())
    assert str(old) == "Đọc văn bản “cũ 50%.docx”"
    assert f"Đọc văn bản “{name}”" in as_user(town.lan).get("/cong-viec-nen/").content.decode()
    User.objects.filter(pk=town.lan.pk).update(language="en")
    page = as_user(town.lan).get("/cong-viec-nen/").content.decode()
    assert f"Read document “{name}”" in page
    assert "cũ 50%.docx" in page


def job_of(user: User, label: str = "Đọc văn bản KH-18.docx", **values: object) -> Job:
    """A job of this person that waits."""
    return enqueue(chores.double, {"number": 1}, wanted=Wanted(user, label, url="/van-ban/5/", **values), now=timezone.now())


def pages(job: Job) -> list[str]:
    """The addresses of everything about a job."""
    return [reverse(f"jobs:{name}", args=[job.pk]) for name in ("detail", "state", "cancel", "retry")]


def test_a_person_sees_their_own_jobs_and_no_others(town: Town, as_user: AsUser) -> None:
    job_of(town.minh, "Đọc tệp của Minh")
    job_of(town.lan, "Xuất sổ của Lan")
    shown = as_user(town.minh).get(reverse("jobs:list")).content.decode()
    assert "Đọc tệp của Minh" in shown
    assert "Xuất sổ của Lan" not in shown


def test_an_administrator_of_the_system_sees_everybodys_jobs_with_their_owners(town: Town, as_user: AsUser) -> None:
    job_of(town.minh, "Đọc tệp của Minh")
    enqueue(chores.double, {"number": 1}, wanted=Wanted(None, "Dọn việc cũ"), now=timezone.now())
    shown = as_user(make_user("ba", "Ngô Thị Ba", is_administrator=True)).get(reverse("jobs:list")).content.decode()
    assert "Đọc tệp của Minh" in shown
    assert town.minh.full_name in shown
    assert "Dọn việc cũ" in shown


def test_another_persons_job_looks_as_one_that_is_not_there(town: Town, as_user: AsUser) -> None:
    job, hoa, nothing = job_of(town.minh), as_user(town.hoa), str(uuid4())

    def shown(address: str) -> str:
        answer = hoa.get(address)
        assert answer.status_code == 404
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode()).replace(address, "")

    for page in pages(job)[:2]:
        assert shown(page) == shown(page.replace(str(job.pk), nothing))
    for page in pages(job)[2:]:
        assert hoa.post(page).status_code == 404
    job.refresh_from_db()
    assert job.state == State.WAITING


def test_asking_for_a_page_changes_nothing(town: Town, as_user: AsUser) -> None:
    job, minh = job_of(town.minh), as_user(town.minh)
    assert [minh.get(page).status_code for page in pages(job)] == [200, 200, 405, 405]
    assert [minh.post(page).status_code for page in pages(job)[:2]] == [405, 405]
    job.refresh_from_db()
    assert job.state == State.WAITING


def test_a_visitor_is_sent_to_the_log_in(town: Town, client: Client) -> None:
    for page in (reverse("jobs:list"), *pages(job_of(town.minh))):
        assert client.get(page)["Location"].startswith("/dang-nhap/")


def test_the_state_shows_how_far_the_job_is_and_says_when_nothing_more_comes(town: Town, as_user: AsUser) -> None:
    job, minh = job_of(town.minh), as_user(town.minh)
    state = reverse("jobs:state", args=[job.pk])
    claim("thợ", now=timezone.now(), lease=timedelta(minutes=1))
    Job.objects.update(done=7, total=12)
    running = minh.get(state).content.decode()
    assert "7/12" in running
    assert "data-done" not in running
    Job.objects.update(lease_until=timezone.now() - timedelta(minutes=1))
    run_waiting_jobs()
    assert 'data-done="/van-ban/5/"' in minh.get(state).content.decode()


def test_a_job_that_failed_shows_why_and_may_be_tried_again(town: Town, as_user: AsUser) -> None:
    job = enqueue(chores.refuse, {}, wanted=Wanted(town.minh, "Đọc tệp hỏng", url="/van-ban/5/"), now=timezone.now())
    run_waiting_jobs()
    minh = as_user(town.minh)
    for page in (reverse("jobs:list"), *pages(job)[:2]):
        assert chores.UnreadableLetter.vi in minh.get(page).content.decode()
    assert f'data-done="{pages(job)[0]}"' in minh.get(pages(job)[1]).content.decode()
    assert minh.post(pages(job)[3])["Location"] == pages(job)[0]
    job.refresh_from_db()
    assert job.state == State.WAITING


def test_a_job_is_cancelled_by_its_button_and_a_second_press_is_told_so(town: Town, as_user: AsUser) -> None:
    job, minh = job_of(town.minh), as_user(town.minh)
    minh.post(pages(job)[2])
    job.refresh_from_db()
    assert job.state == State.CANCELLED
    assert "đã kết thúc nên không hủy được" in minh.post(pages(job)[2], follow=True).content.decode()
    minh.post(pages(job)[3])
    assert "Chỉ làm lại được" in minh.post(pages(job)[3], follow=True).content.decode()


def test_a_page_of_jobs_asks_the_database_as_often_for_many_as_for_few(town: Town, as_user: AsUser) -> None:
    ba = as_user(make_user("ba", "Ngô Thị Ba", is_administrator=True))
    asked = []
    for count in (3, 60):
        for number in range(count):
            job_of((town.minh, town.lan, town.hoa)[number % 3])
        ba.get(reverse("jobs:list"))
        with CaptureQueriesContext(connection) as seen:
            assert ba.get(reverse("jobs:list")).status_code == 200
        asked.append(len(seen))
    assert asked[0] == asked[1] <= 15


def test_the_tables_are_as_the_models_say(db: None) -> None:
    call_command("makemigrations", "jobs", check=True, dry_run=True, verbosity=0)
