"""Bringing a file in: kept unchanged, known again, refused with words, and whole or not there at all."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from pytest_django.fixtures import Settings

from dondoc.engine.sources.errors import BrokenFile, TooLarge, UnknownFormat
from dondoc.web.audit.models import Entry
from dondoc.web.jobs.models import Job, State
from dondoc.web.organisations.permissions import Scope, scope_of
from dondoc.web.plans.actions import receiving
from dondoc.web.plans.actions.receiving import Received, Upload, clean_name, receive
from dondoc.web.plans.models import Document
from tests.installations import Installation
from tests.people import Town
from tests.web.plans.reading.conftest import DIRECTIVE, TODAY

Bring = Callable[..., Received]


def test_the_bytes_are_kept_unchanged_under_their_hash(bring: Bring, files: Path, town: Town) -> None:
    data = DIRECTIVE.encode("utf-16")
    document = bring(data, "Kế hoạch số 12.txt").document
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert (files / document.path).read_bytes() == data
    assert (document.name, document.size, document.uploaded_by, document.unit) == (
        "Kế hoạch số 12.txt",
        len(data),
        town.lan,
        town.department,
    )
    assert Entry.objects.get(subject_type="plans.document").verb == "nạp văn bản"


def test_one_job_reads_a_new_document(bring: Bring) -> None:
    document = bring().document
    job = Job.objects.get()
    assert job == document.job
    assert (job.arguments, job.state, job.url) == ({"document": document.pk}, State.WAITING, f"/van-ban/{document.pk}/")


def test_the_same_file_again_is_the_document_that_is_there(bring: Bring) -> None:
    first = bring()
    again = bring(name="bản sao.txt")
    assert (first.is_new, again.is_new) == (True, False)
    assert again.document == first.document
    assert (Document.objects.count(), Job.objects.count()) == (1, 1)


def test_two_departments_keep_their_own_document_of_one_file(bring: Bring, town: Town, now: datetime, files: Path) -> None:
    bring()
    theirs = receive(town.elsewhere, Upload("x.txt", DIRECTIVE.encode()), scope=scope_of(town.hoa, on=TODAY), now=now)
    assert theirs.is_new
    assert Document.objects.count() == 2
    assert len([path for path in files.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize("who", ["minh", "tuan", "quan", "director", "hoa"])
def test_only_the_office_of_a_department_reads_in(town: Town, who: str, now: datetime, files: Path) -> None:
    with pytest.raises(PermissionDenied):
        receive(town.department, Upload("x.txt", DIRECTIVE.encode()), scope=scope_of(getattr(town, who), on=TODAY), now=now)
    assert not Document.objects.exists()
    assert not files.exists()


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        (b"", "rong.txt", BrokenFile),
        (b"Rar!\x1a\x07\x01\x00" + bytes(range(256)), "ke-hoach.docx", UnknownFormat),
        (b"MZ\x90\0" + bytes(range(256)), "ke-hoach.pdf", UnknownFormat),
    ],
)
def test_what_is_not_read_is_refused_before_it_is_stored(bring: Bring, data: bytes, name: str, error: type[Exception], files: Path) -> None:
    with pytest.raises(error):
        bring(data, name)
    assert not Document.objects.exists()
    assert not files.exists()


def test_a_file_above_the_limit_is_refused(bring: Bring, settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 1 << 20
    with pytest.raises(TooLarge, match="1 MB"):
        bring(b"a" * ((1 << 20) + 1))
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\lan\\Kế hoạch.docx", "Kế hoạch.docx"),
        ("a\r\nSet-Cookie: x.pdf", "a_Set-Cookie: x.pdf"),
        ("ke\u202efdp.exe", "ke_fdp.exe"),
        ("...", "van-ban"),
        ("x" * 400 + ".docx", "x" * 250 + ".docx"),
    ],
)
def test_a_name_keeps_no_folder_and_no_hidden_sign(given: str, kept: str) -> None:
    assert clean_name(given) == kept


def test_pasted_words_are_a_text_named_by_their_first_line() -> None:
    upload = Upload.of_words("\n  KẾ HOẠCH khắc phục.  \nNội dung")
    assert (upload.name, upload.pasted, upload.data.decode()) == ("KẾ HOẠCH khắc phục.txt", True, "\n  KẾ HOẠCH khắc phục.  \nNội dung")


@pytest.mark.parametrize("step", ["keep", "record", "ask_to_read"])
def test_a_failure_at_any_step_leaves_nothing_to_be_seen(bring: Bring, step: str, monkeypatch: pytest.MonkeyPatch, files: Path) -> None:
    def fail(*_args: object, **_named: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(receiving, step, fail)
    with pytest.raises(OSError, match="no space"), transaction.atomic():
        bring()
    monkeypatch.undo()
    assert (Document.objects.count(), Job.objects.count(), Entry.objects.count()) == (0, 0, 0)
    assert bring().is_new
    assert [path.suffix for path in files.rglob("*") if path.is_file()] == [""]


def test_a_disk_that_fails_while_writing_leaves_no_half_file(bring: Bring, monkeypatch: pytest.MonkeyPatch, files: Path) -> None:
    def fail(_handle: int) -> None:
        raise OSError("input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="input/output"):
        bring()
    assert not [path for path in files.rglob("*") if path.is_file()]
    assert not Document.objects.exists()


KILLED = """
import os
from tests.people import make_town
from tests.web.plans.reading.crashing import bring, killed_at, killed_at_commit
from dondoc.web.jobs.models import Job
from dondoc.web.plans.actions import receiving
from dondoc.web.plans.models import Document
make_town()
text = argv[0]
places = [(os, "fsync"), (os, "replace"), (Document, "save"), (receiving, "record"), (receiving, "enqueue")]
acts = [lambda place=place: killed_at(*place, lambda: bring(text)) for place in places]
for act in [*acts, lambda: killed_at_commit(lambda: bring(text))]:
    assert act()
    assert (Document.objects.count(), Job.objects.count()) == (0, 0)
assert bring(text).is_new
assert (Document.objects.count(), Job.objects.count()) == (1, 1)
print(Document.objects.get().path)
"""


def test_an_upload_killed_at_any_step_leaves_nothing_and_can_be_made_again(installation: Installation) -> None:
    path = installation.do(KILLED, DIRECTIVE)
    assert (installation.data / "files" / path).read_bytes() == DIRECTIVE.encode()


AT_ONCE = """
from tests.people import make_town
from tests.web.plans.reading.crashing import at_once, bring
from dondoc.web.jobs.models import Job
from dondoc.web.plans.models import Document
make_town()
print(at_once(*[lambda: bring(argv[0])] * 4), Document.objects.count(), Job.objects.count())
"""


def test_people_who_bring_one_file_at_once_make_one_document(installation: Installation) -> None:
    assert installation.do(AT_ONCE, DIRECTIVE) == "[0, 0, 0, 0] 1 1"


def test_a_scope_without_a_post_reads_nothing_in(town: Town, now: datetime) -> None:
    with pytest.raises(PermissionDenied):
        receive(town.department, Upload("x.txt", b"Ke hoach"), scope=Scope(town.lan, ()), now=now)
