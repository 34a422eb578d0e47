"""Defining the figures tables of a duty."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dondoc.engine.reporting.figures_consolidating import filled
from dondoc.engine.reporting.figures_form import CellKind, FiguresForm, Joining
from dondoc.engine.writing.stored_values import load
from dondoc.web.organisations.requests import Request
from dondoc.web.reports.actions.figures_tables import add_table, change_table, drop_table
from dondoc.web.reports.forms.figures_tables import MOST_COLUMNS, BaseColumns, Columns, TableForm, free_keys, initial_of, terms_of
from dondoc.web.reports.models import FiguresTable, ReportDuty
from dondoc.web.reports.views.seen import duty_collected
from dondoc.web.tracking.actions.refusals import Refused

BLANK_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Defined:
    """The duty whose table is defined, and the table where it is there already."""

    duty: ReportDuty
    table: FiguresTable | None


@require_http_methods(["GET", "POST"])
def new_table(request: Request, pk: int) -> HttpResponse:
    """Define a new table of a duty."""
    return _defining(request, duty_collected(request, pk), None)


@require_http_methods(["GET", "POST"])
def edit_table(request: Request, pk: int) -> HttpResponse:
    """Change a table's definition."""
    table = get_object_or_404(FiguresTable, pk=pk)
    return _defining(request, duty_collected(request, table.duty_id), table)


@require_POST
def remove_table(request: Request, pk: int) -> HttpResponse:
    """Drop a table that nobody filled in."""
    table = get_object_or_404(FiguresTable, pk=pk)
    duty = duty_collected(request, table.duty_id)
    try:
        drop_table(table, scope=request.scope)
        messages.success(request, _("Đã bỏ biểu."))
    except Refused as refused:
        messages.error(request, str(refused.words))
        return redirect("reports:edit_table", pk)
    return redirect("reports:duty", duty.pk)


def _defining(request: Request, duty: ReportDuty, table: FiguresTable | None) -> HttpResponse:
    old = load(FiguresForm, table.definition) if table is not None else None
    if request.method == "GET":
        own, columns = initial_of(table.title, old) if table is not None and old is not None else ({"kind": "fixed", "total": True}, [])
        blank = [{"key": key} for key in islice(free_keys(str(column["key"]) for column in columns), BLANK_COLUMNS)]
        form, several = TableForm(initial=own), Columns(initial=[*columns, *blank])
        return _shown(request, Defined(duty, table), form=form, columns=several)
    form, several = TableForm(request.POST), Columns(request.POST)
    if request.POST.get("do") == "add":
        return _shown(request, Defined(duty, table), form=form, columns=_with_more(request))
    terms = terms_of(form, several, old)
    if terms is None:
        return _shown(request, Defined(duty, table), form=form, columns=several, status=422)
    try:
        if table is None:
            add_table(duty, terms, scope=request.scope)
        else:
            change_table(table, terms, scope=request.scope)
    except Refused as refused:
        form.add_error(None, str(refused.words))
        return _shown(request, Defined(duty, table), form=form, columns=several, status=422)
    messages.success(request, _("Đã lưu mẫu biểu."))
    return redirect("reports:duty", duty.pk)


def _with_more(request: Request) -> BaseColumns:
    """Return the columns as typed, with blank ones after them."""
    data = request.POST.copy()
    given = data.get("form-TOTAL_FORMS", "0")
    count = min(int(given) if given.isdecimal() else 0, MOST_COLUMNS)
    keys = free_keys(data.get(f"form-{number}-key", "") for number in range(count))
    more = min(BLANK_COLUMNS, MOST_COLUMNS - count)
    data["form-TOTAL_FORMS"] = str(count + more)
    for number, key in zip(range(count, count + more), keys, strict=False):
        data[f"form-{number}-key"], data[f"form-{number}-kind"], data[f"form-{number}-joining"] = (
            key,
            CellKind.WHOLE.value,
            Joining.SUM.value,
        )
    return Columns(data)


def _shown(request: Request, defined: Defined, *, form: TableForm, columns: BaseColumns, status: int = 200) -> HttpResponse:
    duty, table = defined.duty, defined.table
    old = load(FiguresForm, table.definition) if table is not None else None
    values = {
        "duty": duty, "table": table, "form": form, "columns": columns,
        "definition": old, "rows": filled(old, {}, unit=_("Tên đơn vị")) if old is not None else (),
        "is_used": table is not None and table.answers.exists(),
    }  # fmt: skip
    return render(request, "reports/define_table.html", values, status=status)
