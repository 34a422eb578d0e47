"""A target's page: its figures as a chart and a table; reporting one, and setting a wrong one right."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.requests import Request
from dondoc.web.plans.models import Target
from dondoc.web.plans.queries.sight import visible_plans, visible_tasks
from dondoc.web.tracking.actions.figures import Reached, correct_figure, report_figure
from dondoc.web.tracking.forms.reporting import CorrectionForm, FigureForm
from dondoc.web.tracking.models import Figure
from dondoc.web.tracking.permissions import may_report_figures
from dondoc.web.tracking.queries.targets import target_page
from dondoc.web.tracking.views.reporting import tried


@require_http_methods(["GET", "POST"])
def target(request: Request, pk: int) -> HttpResponse:
    """Show a target's figures, and take a new one."""
    row = _seen(request, pk)
    page = target_page(row, request.scope, on=timezone.localdate())
    form = FigureForm(request.POST if request.method == "POST" else None, units=page.units) if page.units else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if tried(form, lambda: _report(request, row, form)):
            messages.success(request, _("Đã ghi số liệu."))
            return redirect("tracking:target", pk=row.pk)
    context = {"page": page, "target": row, "plan": row.plan, "task": row.task, "form": form, "today": timezone.localdate()}
    return render(request, "tracking/target.html", context, status=422 if form is not None and form.errors else 200)


@require_http_methods(["GET", "POST"])
def correct(request: Request, pk: int) -> HttpResponse:
    """Write the right figure beside a wrong one."""
    figure = get_object_or_404(Figure.objects.select_related("unit"), pk=pk)
    row = _seen(request, figure.target_id)
    if not may_report_figures(request.scope, row, figure.unit):
        raise PermissionDenied
    form = CorrectionForm(request.POST if request.method == "POST" else None)

    def write() -> None:
        right = Reached(form.cleaned_data["value"], figure.period_to, figure.unit, form.cleaned_data["note"])
        correct_figure(figure, right, scope=request.scope, now=timezone.now())

    if request.method == "POST" and tried(form, write):
        messages.success(request, _("Đã ghi số đúng; số cũ vẫn còn trong bảng."))
        return redirect("tracking:target", pk=row.pk)
    context = {"figure": figure, "target": row, "form": form, "today": timezone.localdate()}
    return render(request, "tracking/correct.html", context, status=422 if form.errors else 200)


def _report(request: Request, row: Target, form: FigureForm) -> None:
    given = form.cleaned_data
    unit = Unit.objects.get(pk=given["unit"]) if given["unit"] else None
    reached = Reached(given["value"], given["period_to"], unit, given["note"])
    report_figure(row, reached, scope=request.scope, now=timezone.now())


def _seen(request: Request, pk: int) -> Target:
    """Return a target whose task, or else whose plan, the person sees. Raises Http404."""
    row = get_object_or_404(Target.objects.select_related("plan__unit", "task"), pk=pk, dropped=False)
    if row.task_id is not None:
        sees = visible_tasks(request.scope, few=True).filter(pk=row.task_id).exists()
    else:
        sees = visible_plans(request.scope).filter(pk=row.plan_id).exists()
    if not sees:
        raise Http404
    return row
