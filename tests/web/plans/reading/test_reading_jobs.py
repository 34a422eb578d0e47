"""Reading in the background: a draft and a notice at the end, or a sentence and a way on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from dondoc.engine.sources.errors import BrokenFile
from dondoc.web.jobs.models import Job, State
from dondoc.web.notices.models import Notice
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.actions import reading
from dondoc.web.plans.actions.engine_version import engine_version
from dondoc.web.plans.actions.receiving import Received, ask_to_read
from dondoc.web.plans.models import Document, DocumentState, Plan, Reading
from tests.people import Town

Bring = Callable[..., Received]
Work = Callable[[], int]


def test_a_read_document_has_one_reading_and_one_draft(bring: Bring, work_off: Work) -> None:
    document = bring().document
    assert work_off() == 1
    document.refresh_from_db()
    stored = Reading.objects.get(document=document)
    plan = Plan.objects.get(document=document)
    assert (document.state, stored.engine, plan.reading, plan.tasks.count()) == (DocumentState.READ, engine_version(), stored, 3)
    assert Job.objects.get().result == plan.pk


def test_whoever_brought_a_document_is_told_when_it_is_read(bring: Bring, work_off: Work, town: Town) -> None:
    document = bring().document
    work_off()
    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind, notice.url) == (town.lan, "reading.done", f"/van-ban/{document.pk}/")
    assert notice.values == {"document": "ke-hoach.txt", "count": 1}


def test_reading_twice_by_one_engine_changes_nothing(bring: Bring, work_off: Work) -> None:
    document = bring().document
    work_off()
    tasks = list(Plan.objects.get().tasks.values_list("pk", "uid", "version"))
    Job.objects.update(state=State.WAITING)
    assert work_off() == 1
    assert (Reading.objects.count(), Plan.objects.count(), Notice.objects.count()) == (1, 1, 1)
    assert list(Plan.objects.get().tasks.values_list("pk", "uid", "version")) == tasks
    assert Document.objects.get(pk=document.pk).state == DocumentState.READ


def test_a_file_that_breaks_while_it_is_read_says_why(bring: Bring, work_off: Work, monkeypatch: pytest.MonkeyPatch, town: Town) -> None:
    def broken(*_args: object, **_named: object) -> None:
        raise BrokenFile("Tệp hỏng. Hãy chép lại.", "Broken. Copy it again.")

    document = bring().document
    monkeypatch.setattr(reading, "read", broken)
    work_off()
    document.refresh_from_db()
    job = Job.objects.get()
    assert (document.state, document.failure_vi, document.failure_en) == (
        DocumentState.FAILED,
        "Tệp hỏng. Hãy chép lại.",
        "Broken. Copy it again.",
    )
    assert (job.state, job.failure_vi) == (State.FAILED, "Tệp hỏng. Hãy chép lại.")
    assert Notice.objects.get(recipient=town.lan).kind == "reading.failed"
    assert not Plan.objects.exists()


def test_a_failed_document_can_be_read_again(bring: Bring, work_off: Work, files: Path, office: Scope, now: datetime) -> None:
    document = bring().document
    path = files / document.path
    data = path.read_bytes()
    path.unlink()
    work_off()
    document.refresh_from_db()
    assert document.state == DocumentState.FAILED
    assert "kho lưu trữ" in document.failure_vi
    path.write_bytes(data)
    ask_to_read(document, scope=office, now=now)
    assert document.state == DocumentState.WAITING
    assert work_off() == 1
    assert Document.objects.get().state == DocumentState.READ
    assert Plan.objects.count() == 1


def test_a_crash_while_drafting_leaves_no_half_draft(bring: Bring, work_off: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_args: object, **_named: object) -> None:
        raise RuntimeError("power cut")

    bring()
    monkeypatch.setattr("dondoc.web.plans.actions.drafting.write_questions", crash)
    work_off()
    assert (Reading.objects.count(), Plan.objects.count()) == (0, 0)
    assert Job.objects.get().state == State.FAILED


def test_a_text_with_nul_is_stored_where_databases_refuse_it(bring: Bring, work_off: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    plain = reading.read

    def with_nul(data: bytes, name: str, **named: object) -> object:
        source = plain(data, name, **named)  # type: ignore[arg-type]
        return replace(source, text=source.text.replace("hồ sơ", "hồ\0sơ"))

    bring()
    monkeypatch.setattr(reading, "read", with_nul)
    work_off()
    assert "hồ\N{REPLACEMENT CHARACTER}sơ" in Reading.objects.get().source["text"]


def test_the_engine_is_named_by_release_and_rules() -> None:
    release, _, digest = engine_version().partition("+")
    assert release
    assert len(digest) == 12
    assert len(engine_version()) <= Reading._meta.get_field("engine").max_length
