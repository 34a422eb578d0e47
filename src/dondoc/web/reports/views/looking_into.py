"""What stands behind a consolidated report: the rows of a figure, the tables that go with it, its snapshots and what changed."""

from __future__ import annotations

from io import BytesIO

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from dondoc.engine.vocabulary.folding import fold, unaccented
from dondoc.engine.writing.report_sheets import report_xlsx
from dondoc.web.organisations.permissions import READING
from dondoc.web.organisations.requests import Request
from dondoc.web.plans.views.downloading import as_download
from dondoc.web.reports.models import Consolidation, Snapshot
from dondoc.web.reports.queries.attached import attached_tables
from dondoc.web.reports.queries.consolidation import draft_docx, tabs_of
from dondoc.web.reports.queries.drafting import Report
from dondoc.web.reports.queries.snapshots import comparison, earlier_snapshot, snapshot_lines, snapshots_of
from dondoc.web.reports.queries.sources import rows_behind
from dondoc.web.reports.views.consolidating import report_for

ROWS = 50


@require_safe
def figure_rows(request: Request, pk: int) -> HttpResponse:
    """Show the very rows that one figure of a passage was counted from."""
    held, report = report_for(request, pk, to_write=False)
    if "doan" not in request.GET:
        return redirect("reports:consolidation", pk)
    told, number = report.told_of(request.GET["doan"]), request.GET.get("so", "")
    figures = told.figures if told is not None else ()
    if told is None or not number.isascii() or not number.isdigit() or not 1 <= int(number[:6]) <= len(figures):
        raise Http404
    figure = figures[int(number[:6]) - 1]
    rows = rows_behind(figure.sources, report.data, period=held.period, scope=request.scope)
    page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    values = {
        "told": told,
        "figure": figure,
        "number": int(number[:6]),
        "rows": page,
        "report": report,
        "tabs": tabs_of(held.period),
        "today": timezone.localdate(),
    }
    return render(request, "reports/figure_rows.html", values)


@require_safe
def attached(request: Request, pk: int) -> HttpResponse:
    """Show the tables that go with the report, one at a time, as they will be printed."""
    held, report = report_for(request, pk, to_write=False)
    tables = attached_tables(report.snapshot)
    chosen = next((table for table in tables if table.key == request.GET.get("bieu")), tables[0] if tables else None)
    page = Paginator(chosen.rows, ROWS).get_page(request.GET.get("trang")) if chosen is not None else None
    values = {
        "tables": tables,
        "chosen": chosen,
        "rows": page,
        "report": report,
        "tabs": tabs_of(held.period),
        "today": timezone.localdate(),
    }
    return render(request, "reports/attached.html", values)


@require_safe
def snapshots(request: Request, pk: int) -> HttpResponse:
    """Show the snapshots of the report, and what the last one changed."""
    held, report = report_for(request, pk, to_write=False)
    lines = snapshot_lines(held)
    earlier = earlier_snapshot(held.period)
    values = {"lines": lines, "earlier": earlier, **_frame(held, report)}
    return render(request, "reports/snapshots.html", values)


@require_safe
def compared(request: Request, pk: int) -> HttpResponse:
    """Show what changed between two snapshots of the report, or since the last period's."""
    held, report = report_for(request, pk, to_write=False)
    if "tu" not in request.GET:
        return redirect("reports:snapshots", pk)
    new = _snapshot(held, request.GET.get("den", "")) or report.snapshot
    old = earlier_snapshot(held.period) if request.GET["tu"] == "ky-truoc" else _snapshot(held, request.GET["tu"])
    if old is None:
        raise Http404
    found = comparison(old, new)
    page = Paginator(found.changes.tasks, ROWS).get_page(request.GET.get("trang"))
    sees = request.scope.holds(*READING, path=held.period.duty.unit.path)
    values = {"found": found, "tasks": page, "sees_tasks": sees, **_frame(held, report)}
    return render(request, "reports/compared.html", values)


@require_safe
def draft_file(request: Request, pk: int, ending: str) -> HttpResponseBase:
    """Give the report as it reads now as a Word file, or its tables as a workbook, before anything is proposed."""
    held, report = report_for(request, pk, to_write=False)
    on = timezone.localdate()
    if ending == "docx":
        data = draft_docx(held, report, on=on)
    elif ending == "xlsx":
        data = report_xlsx(report.data)
    else:
        raise Http404
    stem = slugify(unaccented(fold(f"du thao {held.period.duty.name} {held.period.label}")))[:80]
    return as_download(BytesIO(data), f"{stem}-lan-{report.snapshot.serial}.{ending}")


def _frame(held: Consolidation, report: Report) -> dict[str, object]:
    """Return what every page of a report's period shows."""
    return {"report": report, "tabs": tabs_of(held.period), "today": timezone.localdate()}


def _snapshot(held: Consolidation, serial: str) -> Snapshot | None:
    if not serial.isascii() or not serial.isdigit():
        return None
    return snapshots_of(held).filter(serial=int(serial[:6])).first()
