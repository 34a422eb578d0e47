"""Lists read in after a preview, and taken away."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from dondoc.web.organisations.actions.deciding import CannotChange
from dondoc.web.organisations.actions.importing import (
    COLUMNS,
    Upload,
    compared_people,
    compared_units,
    keep_list,
    store_people,
    store_units,
)
from dondoc.web.organisations.actions.importing_later import AT_ONCE, store_units_later
from dondoc.web.organisations.forms.importing import ListForm
from dondoc.web.organisations.lists.sheet import MOST_BYTES, MOST_ROWS, WrongList, write_list
from dondoc.web.organisations.models import ImportDraft, ImportKind, Role
from dondoc.web.organisations.queries.unit_export import unit_lines
from dondoc.web.organisations.requests import Request

SHOWN = 100
"""Errors, or rows, on one page of a preview."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
def upload(request: Request) -> HttpResponse:
    """Take a list and keep it for the preview."""
    _demand_manager(request)
    kind = ImportKind.PEOPLE if request.GET.get("loai") == "nguoi" else ImportKind.UNITS
    form = ListForm(request.POST or None, request.FILES or None, initial={"kind": kind})
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > MOST_BYTES:
                raise WrongList(_("Tệp lớn hơn %(size)s MB. Hãy bỏ hình và các trang khác.") % {"size": MOST_BYTES >> 20})
            draft = keep_list(Upload(file.read(), file.name), form.cleaned_data["kind"], by=request.user)
        except WrongList as refused:
            form.add_error("file", refused.words)
        else:
            return redirect("organisations:import_preview", draft.pk)
    values = {"form": form, "kind": kind, "columns": COLUMNS[kind], "most_rows": MOST_ROWS}
    return render(request, "organisations/import.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def preview(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show what a list would do, row by row; store it once it is confirmed."""
    _demand_manager(request)
    draft = get_object_or_404(ImportDraft.objects.select_related("job"), pk=pk, owner=request.user)
    is_people = draft.kind == ImportKind.PEOPLE
    if request.method == "POST":
        try:
            return _store_people(request, draft) if is_people else _store_units(request, draft)
        except CannotChange as refused:
            messages.error(request, refused.words)
            return redirect("organisations:import_preview", pk)
    if draft.job is not None and not draft.job.finished:
        return redirect("jobs:detail", draft.job.pk)
    today = timezone.localdate()
    compared = (compared_people if is_people else compared_units)(draft, by=request.user, today=today)
    rows = Paginator(compared.errors or compared.added, SHOWN).get_page(request.GET.get("trang"))
    values = {"draft": draft, "compared": compared, "page": rows, "is_people": is_people, "total": len(draft.rows)}
    return render(request, "organisations/import_preview.html", values)


@require_safe
def empty_list(request: Request) -> HttpResponse:
    """Give an empty list with the right headings."""
    _demand_manager(request)
    is_people = request.GET.get("loai") == "nguoi"
    kind = ImportKind.PEOPLE if is_people else ImportKind.UNITS
    return _workbook(write_list("Danh sách", COLUMNS[kind], ()), "mau-nguoi.xlsx" if is_people else "mau-don-vi.xlsx")


@require_safe
def export(request: Request) -> HttpResponse:
    """Give the registry as a list."""
    return _workbook(write_list("Đơn vị", COLUMNS[ImportKind.UNITS], unit_lines()), "don-vi.xlsx")


def _store_units(request: Request, draft: ImportDraft) -> HttpResponse:
    if len(draft.rows) > AT_ONCE:
        return redirect("jobs:detail", store_units_later(draft, by=request.user, now=timezone.now()).pk)
    done = store_units(draft, by=request.user, today=timezone.localdate())
    words = ngettext("Đã thêm %(n)s đơn vị.", "Đã thêm %(n)s đơn vị.", len(done.added)) % {"n": len(done.added)}
    if done.changed:
        words += " " + ngettext("Đã sửa %(n)s đơn vị.", "Đã sửa %(n)s đơn vị.", len(done.changed)) % {"n": len(done.changed)}
    messages.success(request, words)
    return redirect("organisations:tree")


def _store_people(request: Request, draft: ImportDraft) -> HttpResponse:
    """Take everybody in and show their links, which are kept nowhere."""
    arrived = store_people(draft, by=request.user, now=timezone.now(), today=timezone.localdate())
    slips = [(one.person, request.build_absolute_uri(one.link)) for one in arrived]
    return render(request, "organisations/set_up_links.html", {"slips": slips})


def _demand_manager(request: Request) -> None:
    """For who manages nothing, the pages that read lists in do not exist."""
    if not request.user.is_administrator and not request.scope.holds(Role.ADMINISTRATOR):
        raise Http404


def _workbook(data: bytes, name: str) -> HttpResponse:
    return HttpResponse(data, content_type=_XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
