"""Letters begun from a plan, and the page where it is chosen whom a reminder letter goes to."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.requests import Request
from dondoc.web.plans.models import Plan
from dondoc.web.plans.queries.sight import visible_plans
from dondoc.web.reports.actions.outgoing.letters import Urged, begin_from_plan, begin_reminder
from dondoc.web.reports.forms.letters import UrgingForm
from dondoc.web.reports.models import OutgoingKind
from dondoc.web.reports.queries.outgoing.letters import overdue_by_unit
from dondoc.web.reports.queries.outgoing.register import departments_written_for
from dondoc.web.tracking.actions.refusals import Refused

_FROM_PLANS = (OutgoingKind.ASSIGNMENT, OutgoingKind.NOTICE, OutgoingKind.PLAN)
_MOST_TASKS = 500


@require_POST
def begin_letter(request: Request, pk: int) -> HttpResponse:
    """Begin a document from a plan and lead to its draft."""
    plan = get_object_or_404(visible_plans(request.scope).select_related("unit"), pk=pk)
    kind = request.POST.get("kind", "")
    if kind not in _FROM_PLANS:
        raise Http404
    try:
        made = begin_from_plan(plan, OutgoingKind(kind), by=request.user, now=timezone.now())
    except PermissionDenied as error:
        raise Http404 from error
    except Refused as refused:
        messages.error(request, str(refused.words))
        return redirect("plans:plan", plan.pk)
    return redirect("reports:out", made.pk)


@require_http_methods(["GET", "POST"])
def urging_letter(request: Request) -> HttpResponse:
    """Show which units have what late, and begin the letter to those that are chosen."""
    given = request.POST if request.method == "POST" else request.GET
    plan, unit, on = _plan(request, given.get("ke-hoach", "")), _department(request, given.get("so", "")), timezone.localdate()
    unit = plan.unit if plan is not None and plan.unit in departments_written_for(request.scope) else unit
    tasks = tuple(_numbers(given.getlist("viec"))[:_MOST_TASKS])
    groups = overdue_by_unit(unit, on=on, plan=plan, tasks=tasks)
    form = UrgingForm(request.POST if request.method == "POST" else None, groups=groups)
    if form.is_valid():
        chosen = Urged(plan, form.chosen(), tasks, form.cleaned_data["answer_by"])
        try:
            return redirect("reports:out", begin_reminder(unit, chosen, by=request.user, now=timezone.now()).pk)
        except Refused as refused:
            form.add_error(None, str(refused.words))
    context = {"unit": unit, "plan": plan, "tasks": tasks, "groups": groups, "form": form, "today": on, "back": _back(request)}
    return render(request, "reports/outgoing/urging.html", context, status=422 if form.errors else 200)


def _plan(request: Request, key: str) -> Plan | None:
    """Return a plan that the person sees; raises Http404 where one is named that they do not."""
    numbers = _numbers([key])
    return get_object_or_404(visible_plans(request.scope).select_related("unit"), pk=numbers[0]) if numbers else None


def _department(request: Request, key: str) -> Unit:
    """Return the department that is named, else the first that the person writes for; raises Http404 where there is none."""
    units = list(departments_written_for(request.scope))
    numbers = _numbers([key])
    found = next((unit for unit in units if not numbers or unit.pk == numbers[0]), None)
    if found is None:
        raise Http404
    return found


def _numbers(typed: list[str]) -> list[int]:
    return [int(one) for one in typed if one.isascii() and one.isdigit() and len(one) < 12]


def _back(request: Request) -> str:
    """Return the list from which the person came, nothing where it is not one of ours."""
    back = request.META.get("HTTP_REFERER", "")
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) else ""
