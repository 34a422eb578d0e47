"""An amending directive as a difference, each part of it ticked or not, and taken over in one decision."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dondoc.web.organisations.requests import Request
from dondoc.web.plans.actions.amending import Ticked, apply_amendment, set_amended
from dondoc.web.plans.actions.publishing import CannotPublish
from dondoc.web.plans.forms.publishing import AmendsForm, DetailsForm
from dondoc.web.plans.models import Plan, PlanState
from dondoc.web.plans.queries.amending import Difference, difference
from dondoc.web.plans.views.publishing import open_draft, seen_version


@require_http_methods(["GET", "HEAD", "POST"])
def amendment(request: Request, pk: int) -> HttpResponse:
    """Show what an amending draft makes of the plan that it amends; take over what is ticked."""
    plan = open_draft(request, pk)
    if plan.state in (PlanState.PUBLISHED, PlanState.CLOSED):
        return redirect("plans:plan", pk=plan.pk)
    if plan.amends is None:
        return redirect("plans:publish", pk=plan.pk)
    form = DetailsForm(request.POST if request.method == "POST" else None, plan=plan)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            apply_amendment(plan, _ticked(request), details=form.details, scope=request.scope, now=timezone.now())
        except CannotPublish as error:
            problem = error.words
        else:
            messages.success(request, _("Đã đưa các chỗ sửa đổi vào sổ."))
            return redirect("plans:plan", pk=plan.amends.pk)
    return _page(request, plan, form=form, problem=problem)


@require_POST
def amends(request: Request, pk: int) -> HttpResponse:
    """Say which plan a draft amends, or that it amends none."""
    plan = open_draft(request, pk)
    form = AmendsForm(request.POST, plan=plan)
    if form.is_valid():
        try:
            set_amended(plan, form.cleaned_data["amends"], scope=request.scope)
        except CannotPublish as error:
            messages.error(request, error.words)
    else:
        messages.error(request, _("Kế hoạch được chọn không còn trong sổ; chọn lại."))
    return redirect("plans:amendment", pk=plan.pk)


def _ticked(request: Request) -> Ticked:
    kinds = ("new", "changed", "dropped")
    keys = {kind: frozenset(int(key) for key in request.POST.getlist(kind) if key.isascii() and key.isdigit()) for kind in kinds}
    return Ticked(**keys, version=seen_version(request))


def _page(request: Request, plan: Plan, *, form: DetailsForm, problem: str) -> HttpResponse:
    if plan.amends is None:
        raise ValueError("only an amending draft has a difference")
    found = difference(plan, plan.amends)
    ticked = _ticked(request) if form.is_bound else _usual(found)
    context = {
        "plan": plan,
        "form": form,
        "amends": AmendsForm(plan=plan),
        "found": found,
        "ticked": ticked,
        "problem": problem,
    }
    return render(request, "plans/documents/amendment.html", context, status=422 if form.is_bound else 200)


def _usual(found: Difference) -> Ticked:
    """What is ticked before anyone chose: all that is new or changed; what is left out only where the whole plan is stated anew."""
    return Ticked(
        new=frozenset(added.task.pk for added in found.new),
        changed=frozenset(pair.new.pk for pair in found.changed),
        dropped=frozenset(task.pk for task in found.dropped) if found.restates else frozenset(),
    )
