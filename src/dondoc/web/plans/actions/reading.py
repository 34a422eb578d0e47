"""Reads a document in the background: bytes to source, plan and draft, with progress, and a sentence where it fails."""

from __future__ import annotations

from dataclasses import replace

from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop
from django_tasks import TaskContext, task

from dondoc.engine.extraction import extract
from dondoc.engine.sources import read
from dondoc.engine.sources.errors import UnreadableSource
from dondoc.engine.sources.source import Source
from dondoc.engine.writing.plan_values import dump_plan
from dondoc.engine.writing.source_values import dump_source
from dondoc.web.audit.actions import record
from dondoc.web.jobs.progress import Progress, progress
from dondoc.web.notices.actions import tell
from dondoc.web.plans.actions.drafting import READER, Read, draft_plan
from dondoc.web.plans.actions.engine_version import engine_version
from dondoc.web.plans.actions.rereading import reread
from dondoc.web.plans.models import Document, DocumentState, Plan, PlanState, Reading
from dondoc.web.plans.queries.certainty import certainty


class LostFile(Exception):
    """The bytes of a document are not in storage."""

    vi = "Không tìm thấy tệp gốc trong kho lưu trữ. Hãy báo người quản trị phục hồi kho tệp từ bản sao lưu, hoặc nạp lại tệp."
    en = "The original file is not in storage. Ask the administrator to restore the files from a backup, or give the file again."


@task(takes_context=True)
def read_document(context: TaskContext, document: int) -> int | None:
    """Read a document and make or renew its draft; return the plan's id, or nothing where the document is in the register already.

    Safe to run again: a reading by the same engine is stored once, and its draft made once.
    """
    held = progress(context)
    row = Document.objects.select_related("unit", "uploaded_by").get(pk=document)
    Document.objects.filter(pk=row.pk).exclude(state=DocumentState.READ).update(state=DocumentState.READING)
    try:
        found = _found(row, held)
    except (UnreadableSource, LostFile) as error:
        _fail(row, error)
        raise
    held.report(1, 1)  # raises where another worker has the job by now: nothing may be written then
    return _finish(row, found)


def _found(document: Document, held: Progress) -> Read | None:
    """Read the bytes, or nothing where this engine has read them before."""
    if Reading.objects.filter(document=document, engine=engine_version()).exists():
        return None
    try:
        with default_storage.open(document.path) as file:
            data = file.read()
    except FileNotFoundError as error:
        raise LostFile from error
    source = _storable(read(data, document.name, progress=held.report))
    return Read.of(source, extract(source))


def _storable(source: Source) -> Source:
    """A database holds no NUL; its stand-in has the same length, so that every place stays where it is."""
    return replace(source, text=source.text.replace("\0", "\N{REPLACEMENT CHARACTER}"))


def _finish(document: Document, found: Read | None) -> int | None:
    with transaction.atomic():
        reading = _stored(document, found)
        plan = Plan.objects.filter(document=document).exclude(state=PlanState.DISCARDED).order_by("-pk").first()
        if plan is None:
            plan = draft_plan(reading, by=document.uploaded_by, on=timezone.localdate(), values=found)
        elif plan.state == PlanState.DRAFT:
            reread(plan, reading, values=found)
        was_read = document.state == DocumentState.READ
        document.state, document.failure_vi, document.failure_en = DocumentState.READ, "", ""
        document.pages = reading.source.get("pages")
        document.save(update_fields=["state", "failure_vi", "failure_en", "pages"])
        if not was_read:
            values: dict[str, str | int] = {"document": document.name, "count": certainty(plan).to_look_at}
            tell([document.uploaded_by], "reading.done", values=values, url=_address(document), key=f"reading.done:{reading.pk}")
    return plan.pk if plan.state == PlanState.DRAFT else None


def _stored(document: Document, found: Read | None) -> Reading:
    if found is None:
        return Reading.objects.get(document=document, engine=engine_version())
    values = {"source": dump_source(found.source), "plan": dump_plan(found.plan)}
    reading, _ = Reading.objects.get_or_create(document=document, engine=engine_version(), defaults=values)
    return reading


def _fail(document: Document, error: UnreadableSource | LostFile) -> None:
    with transaction.atomic():
        failed = Document.objects.filter(pk=document.pk).exclude(state=DocumentState.READ)
        if not failed.update(state=DocumentState.FAILED, failure_vi=error.vi, failure_en=error.en):
            return
        record(READER, gettext_noop("không đọc được văn bản"), subject=document, reason=error.vi)
        tell(
            [document.uploaded_by], "reading.failed", values={"document": document.name}, url=_address(document),
            key=f"reading.failed:{document.pk}:{timezone.now():%Y%m%d%H%M}",
        )  # fmt: skip


def _address(document: Document) -> str:
    return reverse("plans:document", args=[document.pk])
