"""The register of outgoing documents, and its workbook."""

from __future__ import annotations

from tempfile import TemporaryFile

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dondoc.web.organisations.permissions import READING
from dondoc.web.organisations.requests import Request
from dondoc.web.plans.exporting import Table, write_table
from dondoc.web.reports.models import OutgoingKind, OutgoingState
from dondoc.web.reports.queries.outgoing import register as shown
from dondoc.web.reports.queries.outgoing.page import STATE_GLYPHS

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDTHS = (8, 8, 18, 14, 22, 60, 36, 24, 18, 30, 66)


@require_safe
def register(request: Request) -> HttpResponse:
    """List outgoing documents, narrowed as the address says."""
    if not request.scope.holds(*READING):
        raise Http404
    query = shown.OutgoingQuery.of(request.GET)
    found = shown.register(request.scope, query, number=request.GET.get("trang", ""))
    departments = list(shown.departments_written_for(request.scope))
    context = {
        "register": found,
        "query": query,
        "states": [(key, words, found.by_state.get(key, 0)) for key, words in OutgoingState.choices],
        "kinds": [(key, words) for key, words in OutgoingKind.choices if key in found.kinds],
        "glyphs": STATE_GLYPHS,
        "departments": departments,
        "today": timezone.localdate(),
    }
    return render(request, "reports/outgoing/register.html", context)


@require_POST
def export(request: Request) -> HttpResponseBase:
    """Answer with the workbook of the register as it is narrowed."""
    if not request.scope.holds(*READING):
        raise Http404
    query = shown.OutgoingQuery.of(QueryDict(request.POST.get("address", "")))
    found = shown.narrowed(shown.visible_outgoing(request.scope), query)
    titles = (
        _("Năm"), _("Số"), _("Ký hiệu"), _("Ngày ban hành"), _("Loại văn bản"), _("Trích yếu"), _("Cơ quan ban hành"), _("Người ký"),
        _("Tình trạng"), _("Bản ký"), _("Mã băm bản ký"),
    )  # fmt: skip
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it
    write_table(file, Table(_("Văn bản đi"), titles, _WIDTHS), rows=shown.lines(found), total=found.count(), report=_nothing)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"van-ban-di-{timezone.localdate():%Y-%m-%d}.xlsx", content_type=_XLSX)


def _nothing(_done: int, _total: int) -> None:
    """Tell nobody: the answer is there before anyone could look."""
