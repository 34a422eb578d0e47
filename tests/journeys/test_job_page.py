"""A person waits for long work: the page tells how far it is by itself, and goes on when it is done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from dondoc.web.accounts.models import User
from dondoc.web.jobs.actions import Wanted, enqueue
from dondoc.web.jobs.leases import claim
from dondoc.web.jobs.models import Job
from tests.jobs import run_waiting_jobs
from tests.journeys.watching import assert_accessible, assert_fits
from tests.people import Town
from tests.web.jobs import chores


def test_a_waiting_person_sees_the_progress_and_is_taken_to_the_result(town: Town, page_as: Callable[[User], Page]) -> None:
    wanted = Wanted(town.minh, "Đọc văn bản KH-18.docx", url="/thong-bao/")
    job = enqueue(chores.double, {"number": 21}, wanted=wanted, now=timezone.now())
    page = page_as(town.minh)
    page.goto("/cong-viec-nen/")
    assert_accessible(page)
    page.get_by_role("link", name="Đọc văn bản KH-18.docx").click()
    expect(page.get_by_text("chờ", exact=True)).to_be_visible()
    assert claim("thợ", now=timezone.now(), lease=timedelta(minutes=1)) is not None
    Job.objects.update(done=7, total=12)
    expect(page.get_by_text("7/12")).to_be_visible()
    assert_accessible(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert_fits(page)
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert [ran.pk for ran in run_waiting_jobs()] == [job.pk]
    page.wait_for_url("**/thong-bao/")


def test_a_person_whose_work_failed_reads_why_and_lets_it_be_done_again(town: Town, page_as: Callable[[User], Page]) -> None:
    job = enqueue(chores.refuse, {}, wanted=Wanted(town.minh, "Đọc tệp hỏng"), now=timezone.now())
    page = page_as(town.minh)
    page.goto(f"/cong-viec-nen/{job.pk}/")
    run_waiting_jobs()
    expect(page.get_by_text(chores.UnreadableLetter.vi)).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Làm lại").click()
    expect(page.get_by_text("chờ", exact=True)).to_be_visible()
    page.get_by_role("button", name="Hủy việc này").click()
    expect(page.get_by_text("đã hủy", exact=True)).to_be_visible()
