"""Writes an outgoing document to files in the background: DOCX, PDF and a report's annexes as XLSX; each stored whole or not at all."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_noop
from django_tasks import TaskContext, task

from dondoc.engine.reporting.snapshot import Snapshot
from dondoc.engine.writing.language import Language
from dondoc.engine.writing.official.docx import official_docx
from dondoc.engine.writing.official.pdf import official_pdf
from dondoc.engine.writing.report_sheets import report_xlsx
from dondoc.engine.writing.stored_values import load
from dondoc.web.accounts.models import User
from dondoc.web.jobs.actions import Wanted, enqueue
from dondoc.web.jobs.progress import progress
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.plans.actions.keeping import keep
from dondoc.web.reports.actions.outgoing.steps import document_of
from dondoc.web.reports.models import Outgoing, WrittenFile
from dondoc.web.reports.permissions import may_read_out
from dondoc.web.reports.queries.outgoing.files import formats_of, path_of
from dondoc.web.reports.queries.outgoing.houses import sizes_of

_LABELS = {
    "docx": gettext_noop("Tạo tệp DOCX của %(name)s"),
    "pdf": gettext_noop("Tạo tệp PDF của %(name)s"),
    "xlsx": gettext_noop("Tạo tệp XLSX của %(name)s"),
}


def ask_for_files(outgoing: Outgoing, *, by: User, now: datetime) -> None:
    """Let the document be written in every format it has, as its words stand; what is written or being written is not asked for again.

    Raises PermissionDenied.
    """
    if not may_read_out(scope_of(by, on=timezone.localdate(now)), outgoing.unit):
        raise PermissionDenied
    with transaction.atomic():
        for name in formats_of(outgoing):
            rows = WrittenFile.objects.select_for_update()
            row, _made = rows.get_or_create(outgoing=outgoing, format=name, of_version=outgoing.text_version)
            if row.sha256:
                continue
            wanted = Wanted(
                owner=by,
                label=_LABELS[name],
                values={"name": f"{outgoing.printed_number} {outgoing.title}"[:150]},
                url=reverse("reports:out", args=[outgoing.pk]),
                key=f"out:{outgoing.pk}:{outgoing.text_version}:{name}",
            )
            row.job = enqueue(write_file, {"file": row.pk}, wanted=wanted, now=now)
            row.save(update_fields=["job"])


@task(takes_context=True)
def write_file(context: TaskContext, file: int) -> dict[str, object]:
    """Write one file of a document and store it under its hash; safe to run twice, and nothing where the words have changed since.

    The row names the file only once all of its bytes lie in storage.
    """
    row = WrittenFile.objects.select_related("outgoing__snapshot").get(pk=file)
    if row.sha256 or row.of_version != row.outgoing.text_version:
        return {"written": bool(row.sha256)}
    progress(context).report(0, 2)
    data, note = _written(row.outgoing, row.format)
    progress(context).report(1, 2)
    sha256 = hashlib.sha256(data).hexdigest()
    keep(data, path_of(sha256))
    # The same words may have been written by another worker meanwhile: the first file stands.
    WrittenFile.objects.filter(pk=row.pk, sha256="").update(sha256=sha256, size=len(data), written_at=timezone.now())
    progress(context).report(2, 2)
    return {"written": True, "note": note}


def _written(outgoing: Outgoing, name: str) -> tuple[bytes, str]:
    """Return the bytes of a file, and what is to be known of it in the language now active."""
    document, sizes = document_of(outgoing), sizes_of(outgoing.sizes)
    if name == "pdf":
        made = official_pdf(document, sizes)
        return made.data, made.note.of(Language.EN if get_language() == "en" else Language.VI) if made.note is not None else ""
    if name == "xlsx" and outgoing.snapshot is not None:
        return report_xlsx(load(Snapshot, outgoing.snapshot.data)), ""
    return official_docx(document, sizes), ""
