"""Filling a figures table in: on the page, or by a workbook that is taken away and brought back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dondoc.engine.reporting.figures_form import FiguresForm
from dondoc.engine.reporting.figures_reading import Values, read_typed
from dondoc.engine.writing.stored_values import load
from dondoc.web.organisations.requests import Request
from dondoc.web.reports.actions.filling import Filling, save_table
from dondoc.web.reports.figures_sheet import Sheet, WrongWorkbook, read_table, write_table
from dondoc.web.reports.figures_words import CELL_FAULTS
from dondoc.web.reports.forms.filling import WorkbookForm, typed_cells
from dondoc.web.reports.marks import NEVER, mark_of_cells
from dondoc.web.reports.models import FiguresTable, TableAnswer, UnitReport
from dondoc.web.reports.queries.figures_page import Typed, filling_page
from dondoc.web.reports.queries.standing import has_head
from dondoc.web.reports.queries.unit_report import Rights, rights_of
from dondoc.web.reports.views.answering import not_now
from dondoc.web.reports.views.seen import report_seen
from dondoc.web.tracking.actions.refusals import Refused

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ADDED = 200


@dataclass(frozen=True, slots=True)
class SheetFault:
    """A cell of a workbook that is not taken: where it stands, what it says and why."""

    place: str
    title: str
    said: str
    wrong: str | Promise


@require_http_methods(["GET", "POST"])
def table(request: Request, pk: int, key: str) -> HttpResponse:
    """Show a table to be filled in, or store what was typed; one wrong cell and nothing is stored."""
    report, found = _found(request, pk, key)
    if not _rights(request, report).write:
        return not_now(request, report)
    if request.method == "GET":
        return _shown(request, report, found=found)
    form = load(FiguresForm, found.definition)
    cells = typed_cells(form, request.POST)
    if request.POST.get("do") == "add":
        spare = request.POST.get("spare", "0")
        more = min(int(spare) + 5, MOST_ADDED) if spare.isdecimal() else 5
        return _shown(request, report, found=found, typed=Typed(cells, values=read_typed(form, cells).values, spare=more))
    return _stored(request, report, found=found, sheet=Sheet(cells, {}, request.POST.get("seen", NEVER)))


@require_safe
def template(request: Request, pk: int, key: str) -> HttpResponse:
    """Give the workbook to fill in, with what is stored already; who only reads the report takes its figures away by it."""
    report, found = _found(request, pk, key)
    if not _rights(request, report).reads:
        return not_now(request, report)
    stored = _cells(report, found)
    data = write_table(report, found, values=stored or {}, seen=mark_of_cells(stored))
    name = f"bieu-{found.key}-{report.pk}.xlsx"
    return HttpResponse(data, content_type=_XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_POST
def upload(request: Request, pk: int, key: str) -> HttpResponse:
    """Take a workbook back; one wrong cell and nothing is stored."""
    report, found = _found(request, pk, key)
    if not _rights(request, report).write:
        return not_now(request, report)
    form = WorkbookForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            sheet = read_table(file.read(), str(file.name), report=report, table=found)
        except WrongWorkbook as wrong:
            form.add_error("file", wrong.words)
        else:
            return _stored(request, report, found=found, sheet=sheet)
    return _shown(request, report, found=found, status=422, workbook=form)


def _stored(request: Request, report: UnitReport, *, found: FiguresTable, sheet: Sheet) -> HttpResponse:
    form = load(FiguresForm, found.definition)
    reading = read_typed(form, sheet.typed)
    if reading.faults:
        faults = [
            SheetFault(
                sheet.places.get((fault.row, fault.column), ""),
                next((column.title for column in form.columns if column.key == fault.column), form.rows_title),
                fault.said,
                CELL_FAULTS[fault.kind],
            )
            for fault in reading.faults
        ]
        typed = Typed(sheet.typed, reading.faults, reading.values)
        return _shown(request, report, found=found, typed=typed, status=422, faults=faults if sheet.places else ())
    try:
        changed = save_table(report, Filling(found, reading.values, sheet.seen), scope=request.scope, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused.words))
        return _shown(request, report, found=found, typed=Typed(sheet.typed, values=reading.values), status=409)
    messages.success(request, ngettext("Đã lưu biểu: %(n)s ô thay đổi.", "Đã lưu biểu: %(n)s ô thay đổi.", changed) % {"n": changed})
    return redirect("reports:table", report.pk, found.key)


def _shown(
    request: Request, report: UnitReport, *, found: FiguresTable, typed: Typed | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    page = filling_page(report, found, typed=typed)
    spare = typed.spare if typed is not None else 0
    values = {"page": page, "report": report, "table": found, "spare": spare, "today": timezone.localdate(), "workbook": WorkbookForm()}
    return render(request, "reports/table.html", values | more, status=status)


def _found(request: Request, pk: int, key: str) -> tuple[UnitReport, FiguresTable]:
    """Return a report that the person reads, and one of its tables. Raises Http404."""
    report = report_seen(request, pk)
    return report, get_object_or_404(FiguresTable, duty=report.period.duty_id, key=key)


def _rights(request: Request, report: UnitReport) -> Rights:
    return rights_of(report, request.scope, headed=has_head(report.unit, on=timezone.localdate()))


def _cells(report: UnitReport, found: FiguresTable) -> Values | None:
    answer = TableAnswer.objects.filter(report=report, table=found).first()
    return answer.cells if answer is not None else None
