"""The workbook in which work is edited: taken away from a list, brought back, looked at cell by cell, and applied."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from dondoc.web.organisations.requests import Request
from dondoc.web.plans.queries.filtering import narrowed
from dondoc.web.plans.queries.task_query import TaskQuery
from dondoc.web.tracking.actions.refusals import Refused
from dondoc.web.tracking.actions.round_trip import AT_ONCE, apply_sheet, apply_sheet_later, keep_sheet
from dondoc.web.tracking.forms.round_trip import SheetForm
from dondoc.web.tracking.models import ReturnedSheet
from dondoc.web.tracking.permissions import EXECUTING, GIVING
from dondoc.web.tracking.queries.round_trip import MOST_ROWS, difference, editable_parts
from dondoc.web.tracking.sheet_reading import WrongSheet
from dondoc.web.tracking.sheet_writing import write_sheet

PAGE = 100
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def take_away(request: Request) -> HttpResponse:
    """Answer with the workbook of the list at the address: the rows that the person may change something of."""
    _demand_work(request)
    query, now = TaskQuery.of(request.GET), timezone.now()
    found = editable_parts(query, request.scope, on=timezone.localdate(now))
    if found.more or not found.rows:
        if found.more:
            messages.error(request, _("Danh sách dài quá %(n)d hàng. Hãy lọc bớt rồi tải về từng phần.") % {"n": MOST_ROWS})
        else:
            messages.info(request, _("Trong danh sách này không có việc nào anh, chị sửa được."))
        return redirect(f"{reverse('plans:tasks')}?{query.address()}")
    data = write_sheet(found.rows, user=request.user, now=now)
    name = f"sua-viec-{timezone.localtime(now):%Y-%m-%d}.xlsx"
    return HttpResponse(data, content_type=_XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_http_methods(["GET", "POST"])
def bring_back(request: Request) -> HttpResponse:
    """Take an edited workbook and keep what it asks for the person to look at."""
    _demand_work(request)
    form = SheetForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = keep_sheet(file.read(), file.name, by=request.user, now=timezone.now())
        except WrongSheet as wrong:
            form.add_error("file", wrong.words)
        else:
            return redirect("bulk:returned", kept.pk)
    query = TaskQuery.of(request.GET).but()
    values = {
        "form": form, "waiting": ReturnedSheet.objects.filter(owner=request.user, applied_at=None)[:5],
        "address": query.address(), "filters": narrowed(query, request.scope, on=timezone.localdate()).filters,
    }  # fmt: skip
    return render(request, "tracking/bring_back.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def returned(request: Request, pk: uuid.UUID) -> HttpResponse:
    """Show what a workbook would change, cell by cell; apply it once it has been seen."""
    sheet = get_object_or_404(ReturnedSheet.objects.select_related("job"), pk=pk, owner=request.user)
    if request.method == "POST":
        return _apply(request, sheet)
    if sheet.job is not None and not sheet.job.finished:
        return redirect("jobs:detail", sheet.job.pk)
    rows = [] if sheet.applied_at else difference(sheet.rows, request.scope, on=timezone.localdate())
    wrong = [row for row in rows if row.is_wrong]
    page = Paginator(wrong or rows, PAGE).get_page(request.GET.get("trang"))
    values = {
        "sheet": sheet, "page": page, "wrong": len(wrong), "changed": len(rows), "cells": sum(len(row.cells) for row in rows),
        "submitted": sum(row.asks.submits for row in rows), "moved": sum(row.asks.due_on is not None for row in rows),
    }  # fmt: skip
    return render(request, "tracking/returned.html", values)


def _apply(request: Request, sheet: ReturnedSheet) -> HttpResponse:
    """Apply a workbook, a long one in the background."""
    now = timezone.now()
    if len(sheet.rows) > AT_ONCE and sheet.applied_at is None:
        return redirect("jobs:detail", apply_sheet_later(sheet, by=request.user, now=now).pk)
    try:
        count = apply_sheet(sheet, scope=request.scope, now=now)
    except Refused as refused:
        messages.error(request, str(refused.words))
    else:
        messages.success(request, ngettext("Đã ghi %(n)s việc từ tệp.", "Đã ghi %(n)s việc từ tệp.", count) % {"n": count})
    return redirect("bulk:returned", sheet.pk)


def _demand_work(request: Request) -> None:
    """For who neither carries work out nor gives any, there is nothing to edit."""
    if not request.scope.holds(*EXECUTING, *GIVING):
        raise Http404
