"""The list taken away as a workbook: all of it, harmless, and only for whom it was written."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django.fixtures import Settings

from dondoc.web.accounts.models import User
from dondoc.web.jobs.leases import claim
from dondoc.web.jobs.models import Job, State
from dondoc.web.jobs.performing import perform
from dondoc.web.organisations.models import Post
from dondoc.web.plans.actions.exports import KEPT, export_path, forget_exports
from dondoc.web.plans.views import exports
from tests.builders import make_task
from tests.web.plans.register.registers import Register, told_late

LogIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _files(settings: Settings, tmp_path: Path) -> None:
    """Files of one test are no other's."""
    folder = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path / "files")}}
    settings.STORAGES = {**settings.STORAGES, "default": folder}


def rows_of(content: bytes) -> list[tuple[object, ...]]:
    """The rows of a workbook, its head first."""
    return list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))


def work_off() -> None:
    """Do the job that waits, as a worker would."""
    job = claim("thử", now=timezone.now() + timedelta(minutes=1), lease=timedelta(hours=1))
    assert job is not None
    perform(job)


def test_a_short_list_comes_at_once_and_in_the_lists_order(register: Register, as_user: LogIn) -> None:
    answer = as_user(register.town.lan).post("/nhiem-vu/xlsx/", {"address": "xep=-ma&cot=so&trang=3"})
    assert answer["Content-Disposition"].startswith("attachment")
    rows = rows_of(answer.getvalue())
    assert [row[0] for row in rows[1:]] == ["NV26-0003", "NV26-0002", "NV26-0001"]
    _code, number, text, *_rest, last_day, told, _product = rows[3]
    late = told_late(register.minhs.last_day, timezone.localdate())
    assert (number, text, told) == ("2.2.3", register.minhs.text, late)
    assert last_day.date() == register.minhs.due_on - timedelta(days=1)


def test_the_workbook_holds_what_the_list_counts(register: Register, as_user: LogIn) -> None:
    for number in range(140):
        make_task(register.plan, f"Việc thứ {number}", lead=register.town.planning)
    for person in (register.town.lan, register.town.minh, register.town.hoa):
        client = as_user(person)
        for address in ("", "don-vi=phong ke hoach&vai-tro=lead", "han=qua-han"):
            total = client.get(f"/nhiem-vu/?{address}").context["list"].total.number
            assert len(rows_of(client.post("/nhiem-vu/xlsx/", {"address": address}).getvalue())) == total + 1


def test_text_that_looks_like_a_formula_stays_text(register: Register, as_user: LogIn) -> None:
    make_task(register.plan, '=HYPERLINK("http://x")', code="NV26-0666", number="-", deliverable="@SUM(A1)\x07")
    answer = as_user(register.town.lan).post("/nhiem-vu/xlsx/", {"address": "q=NV26-0666"})
    cells = list(load_workbook(io.BytesIO(answer.getvalue())).active.iter_rows(min_row=2))[0]
    said = [cell for cell in cells if str(cell.value)[:1] in "=-@"]
    assert len(said) == 3
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in said)


@pytest.fixture
def long_job(register: Register, as_user: LogIn, monkeypatch: pytest.MonkeyPatch) -> Job:
    """The job of a list that is too long to be answered at once, worked off."""
    monkeypatch.setattr(exports, "AT_ONCE", 1)
    answer = as_user(register.town.minh).post("/nhiem-vu/xlsx/", {"address": ""})
    job = Job.objects.get()
    assert answer["Location"] == f"/cong-viec-nen/{job.pk}/"
    work_off()
    job.refresh_from_db()
    return job


def test_a_long_list_is_written_in_the_background(long_job: Job, register: Register, as_user: LogIn) -> None:
    assert (long_job.state, long_job.result["rows"], long_job.done, long_job.total) == (State.DONE, 2, 2, 2)
    answer = as_user(register.town.minh).get(long_job.url)
    assert [row[0] for row in rows_of(answer.getvalue())[1:]] == ["NV26-0001", "NV26-0002"]
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_workbook_is_its_owners_alone(long_job: Job, register: Register, as_user: LogIn) -> None:
    town = register.town
    assert {as_user(person).get(long_job.url).status_code for person in (town.lan, town.tuan, town.hoa, town.quan)} == {404}


def test_who_has_lost_the_post_may_not_take_the_workbook(long_job: Job, register: Register, as_user: LogIn) -> None:
    Post.objects.filter(user=register.town.minh).update(valid_to=timezone.localdate())
    assert as_user(register.town.minh).get(long_job.url).status_code == 404


def test_an_unfinished_or_foreign_job_gives_no_file(long_job: Job, register: Register, as_user: LogIn) -> None:
    minh = as_user(register.town.minh)
    Job.objects.filter(pk=long_job.pk).update(state=State.RUNNING)
    assert minh.get(long_job.url).status_code == 404
    Job.objects.filter(pk=long_job.pk).update(state=State.DONE, task="dondoc.web.plans.actions.reading.read_document")
    assert minh.get(long_job.url).status_code == 404


def test_old_workbooks_are_forgotten(long_job: Job, register: Register, as_user: LogIn) -> None:
    Job.objects.filter(pk=long_job.pk).update(finished_at=timezone.now() - KEPT - timedelta(minutes=1))
    forget_exports(register.town.minh)
    assert not default_storage.exists(export_path(long_job.pk))
    assert as_user(register.town.minh).get(long_job.url).status_code == 404


def test_a_workbook_is_asked_for_by_posting(register: Register, as_user: LogIn) -> None:
    assert as_user(register.town.lan).get("/nhiem-vu/xlsx/").status_code == 405
