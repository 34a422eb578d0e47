"""Publishing a draft in one decision, and the plans that are written here."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dondoc.web.organisations.requests import Request
from dondoc.web.plans.actions.publishing import CannotPublish, publish
from dondoc.web.plans.actions.writing_plans import copy_plan, discard, new_plan
from dondoc.web.plans.forms.publishing import AmendsForm, DetailsForm, NewPlanForm
from dondoc.web.plans.models import Plan, PlanState
from dondoc.web.plans.permissions import may_confirm
from dondoc.web.plans.queries.certainty import certainty
from dondoc.web.plans.queries.documents import departments_to_read_in
from dondoc.web.plans.queries.publishing import checks
from dondoc.web.plans.queries.sight import drafts, visible_plans

_GET_POST = require_http_methods(["GET", "HEAD", "POST"])


@_GET_POST
def publishing(request: Request, pk: int) -> HttpResponse:
    """Show a draft's head and what was checked of it; publish it as it stands."""
    plan = open_draft(request, pk)
    if plan.state in (PlanState.PUBLISHED, PlanState.CLOSED):
        return redirect("plans:plan", pk=plan.pk)
    if plan.amends_id is not None:
        return redirect("plans:amendment", pk=plan.pk)
    form = DetailsForm(request.POST if request.method == "POST" else None, plan=plan)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            published = publish(plan, form.details, scope=request.scope, now=timezone.now(), version=seen_version(request))
        except CannotPublish as error:
            problem = "" if error.checks else error.words
        else:
            messages.success(request, _("Đã đưa vào sổ và giao nhiệm vụ cho các đơn vị."))
            return redirect("plans:plan", pk=published.pk)
    return _page(request, plan, form=form, problem=problem)


@_GET_POST
def writing(request: Request) -> HttpResponse:
    """Begin a plan without a document."""
    if not departments_to_read_in(request.scope).exists():
        raise Http404
    form = NewPlanForm(request.POST if request.method == "POST" else None, scope=request.scope)
    if request.method == "POST" and form.is_valid():
        plan = new_plan(form.chosen_unit, form.values, scope=request.scope, now=timezone.now())
        return redirect("plans:confirm", plan.pk)
    earlier = visible_plans(request.scope).filter(unit__in=form.units).order_by("-published_at", "-pk")[:20]
    status = 422 if request.method == "POST" else 200
    return render(request, "plans/documents/new.html", {"form": form, "earlier": earlier}, status=status)


@require_POST
def copying(request: Request, pk: int) -> HttpResponse:
    """Begin a plan from one of the register."""
    plan = get_object_or_404(visible_plans(request.scope).select_related("unit"), pk=pk)
    try:
        copy = copy_plan(plan, scope=request.scope, now=timezone.now())
    except PermissionDenied as error:
        raise Http404 from error
    messages.success(request, _("Đã chép kế hoạch, thời hạn dời một năm. Kiểm tra từng nhiệm vụ rồi đưa vào sổ."))
    return redirect("plans:confirm", copy.pk)


@require_POST
def discarding(request: Request, pk: int) -> HttpResponse:
    """Throw a draft away."""
    plan = open_draft(request, pk)
    try:
        discard(plan, scope=request.scope)
    except CannotPublish as error:
        messages.error(request, error.words)
        return redirect("plans:plan", pk=plan.pk)
    messages.success(request, _("Đã bỏ bản chờ xác nhận. Tệp gốc vẫn còn, đọc lại được."))
    return redirect("plans:document", pk=plan.document_id) if plan.document_id else redirect("plans:documents")


def open_draft(request: Request, pk: int) -> Plan:
    """Return a draft that the person may confirm, or one that they published in the meantime; raises Http404 for any other."""
    seen = drafts(request.scope) | Plan.objects.filter(state__in=[PlanState.PUBLISHED, PlanState.CLOSED])
    related = ("unit", "document", "reading", "amends", "director", "focal_unit")
    plan = get_object_or_404(seen.select_related(*related).defer("reading__source", "reading__plan"), pk=pk)
    if not may_confirm(request.scope, plan):
        raise Http404
    return plan


def seen_version(request: Request) -> int | None:
    """Return the version of the draft that the person had before their eyes."""
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else None


def _page(request: Request, plan: Plan, *, form: DetailsForm, problem: str) -> HttpResponse:
    details = form.details if form.is_bound and form.is_valid() else DetailsForm.details_of(plan)
    context = {
        "plan": plan,
        "form": form,
        "amends": AmendsForm(plan=plan),
        "checks": checks(plan, details.head, on=timezone.localdate()),
        "certainty": certainty(plan),
        "problem": problem,
    }
    return render(request, "plans/documents/publish.html", context, status=422 if request.method == "POST" else 200)
