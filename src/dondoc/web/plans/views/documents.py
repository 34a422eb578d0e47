"""The list of documents by stage, reading in, one document with the progress of its reading, and its bytes and pages."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from dondoc.engine.sources.errors import UnreadableSource
from dondoc.engine.sources.page_images import NoSuchPage
from dondoc.web.organisations.requests import Request
from dondoc.web.plans.actions.engine_version import engine_version
from dondoc.web.plans.actions.picturing import page_picture
from dondoc.web.plans.actions.receiving import Received, Upload, ask_to_read, clean_name, receive, too_large
from dondoc.web.plans.forms.documents import UploadForm
from dondoc.web.plans.models import Document
from dondoc.web.plans.permissions import may_read_in
from dondoc.web.plans.queries.certainty import certainty
from dondoc.web.plans.queries.documents import (
    Stage,
    counts,
    departments_to_read_in,
    files_at,
    registered_plans,
    standing,
    visible_documents,
    waiting_plans,
)
from dondoc.web.plans.upload_limit import cut_off
from dondoc.web.plans.views.downloading import as_download, as_picture, opened

PER_PAGE = 25
SHOWN_FIRST = 10


@require_safe
def documents(request: Request) -> HttpResponse:
    """Show what waits and what is in the register; `trang-thai` asks for one stage, page by page."""
    scope, asked = request.scope, request.GET.get("trang-thai", "")
    lists = {Stage.READING: files_at(scope, Stage.READING), Stage.FAILED: files_at(scope, Stage.FAILED),
             Stage.DRAFT: waiting_plans(scope), Stage.PUBLISHED: registered_plans(scope)}  # fmt: skip
    context: dict[str, object] = {"counts": counts(scope), "stage": asked, "may_read_in": departments_to_read_in(scope).exists()}
    if asked in lists:
        context["page"] = Paginator(lists[Stage(asked)], PER_PAGE).get_page(request.GET.get("trang"))
        context[asked] = context["page"]
    else:
        context |= {"stage": ""} | {stage.value: rows[:SHOWN_FIRST] for stage, rows in lists.items()}
    return render(request, "plans/documents/list.html", context)


def upload(request: Request) -> HttpResponse:
    """Take in files or pasted words."""
    if not departments_to_read_in(request.scope).exists():
        raise Http404
    is_sent = request.method == "POST"
    form = UploadForm(request.POST if is_sent else None, request.FILES if is_sent else None, scope=request.scope, refused=cut_off(request))
    if is_sent and form.is_valid():
        answer = _take(request, form)
        if answer is not None:
            return answer
    return render(request, "plans/documents/upload.html", {"form": form}, status=200 if request.method == "GET" else 422)


@require_safe
def document(request: Request, pk: int) -> HttpResponse:
    """Show one file: how far its reading is, why it failed, or what came of it."""
    row = _document(request, pk)
    reading = row.readings.defer("source", "plan").first()
    stands = standing(row)
    context = {
        "document": row,
        "standing": stands,
        "words": _words(stands.failure_vi, stands.failure_en),
        "certainty": certainty(stands.plan) if stands.plan is not None and stands.stage is Stage.DRAFT else None,
        "reading": reading,
        "notes": _notes(row) if reading is not None else [],
        "newer": reading is not None and reading.engine != engine_version() and stands.stage is not Stage.PUBLISHED,
        "may_read_in": may_read_in(request.scope, row.unit),
    }
    return render(request, "plans/documents/document.html", context)


@require_GET
def progress(request: Request, pk: int) -> HttpResponse:
    """Give the line that tells how far a reading is; once it has ended, where to go on."""
    row = _document(request, pk)
    return render(request, "plans/documents/progress.html", {"document": row, "standing": standing(row)})


@require_POST
def read_again(request: Request, pk: int) -> HttpResponse:
    """Let a document be read: once more after a failure, or by a newer engine."""
    row = _document(request, pk)
    ask_to_read(row, scope=request.scope, now=timezone.now())
    return redirect("plans:document", pk=row.pk)


@require_GET
def download(request: Request, pk: int) -> FileResponse:
    """Give the bytes as they came in, to be saved and never shown."""
    row = _document(request, pk)
    return as_download(opened(row.path), row.name)


@require_GET
def page_image(request: Request, pk: int, page: int) -> HttpResponse:
    """Give the picture of one page of a PDF or a scan."""
    row = _document(request, pk)
    try:
        return as_picture(page_picture(row, page))
    except (NoSuchPage, UnreadableSource, FileNotFoundError) as error:
        raise Http404 from error


def _document(request: Request, pk: int) -> Document:
    return get_object_or_404(visible_documents(request.scope).select_related("unit", "job", "uploaded_by"), pk=pk)


def _take(request: Request, form: UploadForm) -> HttpResponse | None:
    """Receive what a valid form holds; nothing where none could be received, and the form says why."""
    unit, uploads = form.cleaned_data["unit"], _uploads(form)
    received: list[Received] = []
    refused: list[UnreadableSource] = [too_large(clean_name(name)) for name in form.refused]
    for given in uploads:
        try:
            upload = Upload(str(given.name), given.read()) if isinstance(given, UploadedFile) else given
            received.append(receive(unit, upload, scope=request.scope, now=timezone.now()))
        except UnreadableSource as error:
            refused.append(error)
    if not received:
        field = "words" if any(isinstance(given, Upload) for given in uploads) else "documents"
        form.add_error(field, [_words(one.vi, one.en) for one in refused])
        return None
    for one in refused:
        messages.error(request, _words(one.vi, one.en))
    _tell(request, received)
    return redirect("plans:document", pk=received[0].document.pk) if len(received) == 1 else redirect("plans:documents")


def _uploads(form: UploadForm) -> list[UploadedFile | Upload]:
    words = form.cleaned_data["words"]
    if form.given_files:
        return list(form.given_files)
    return [Upload.of_words(words, form.cleaned_data["title"])] if words.strip() else []


def _tell(request: Request, received: list[Received]) -> None:
    for one in received:
        if not one.is_new:
            values = {"name": one.document.name, "day": f"{timezone.localtime(one.document.uploaded_at):%d/%m/%Y}"}
            messages.info(request, _("Tệp này đã có trong sổ: “%(name)s”, nạp ngày %(day)s. Không nạp lần nữa.") % values)
    new = sum(one.is_new for one in received)
    if new > 1:
        messages.success(request, ngettext("Đã nạp %(n)d tệp.", "Đã nạp %(n)d tệp, đang đọc lần lượt.", new) % {"n": new})


def _notes(document: Document) -> list[str]:
    """Return what the reader lost, guessed or doubts, in the language of the page."""
    notes = document.readings.values_list("source__notes", flat=True).first() or []
    return [_words(note["vi"], note["en"]) for note in notes]


def _words(vi: str, en: str) -> str:
    return en if get_language() == "en" else vi
