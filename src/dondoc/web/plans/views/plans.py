"""A published plan's page, and the part of its document that a person may read."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from dondoc.web.organisations.requests import Request
from dondoc.web.plans.actions.twins import look_for_twins
from dondoc.web.plans.list_doors import list_doors
from dondoc.web.plans.models import Plan
from dondoc.web.plans.permissions import may_see_whole
from dondoc.web.plans.plan_doors import plan_doors
from dondoc.web.plans.queries import plans as shown
from dondoc.web.plans.queries.columns import bar, heads
from dondoc.web.plans.queries.sight import visible_plans
from dondoc.web.plans.queries.source import source_of
from dondoc.web.plans.queries.task_query import TaskQuery


@require_safe
def plan(request: Request, pk: int) -> HttpResponse:
    """Show a published plan: its tasks, or another of the things it prints."""
    found, on = _visible(request, pk), timezone.localdate()
    query = TaskQuery.of(request.GET, within=pk)
    page = shown.plan_page(found, request.scope, query=query, on=on)
    tabs = _tabs(page)
    made = plan_doors(request.scope, found)
    tab = request.GET.get("muc", "")
    tab = tab if tab in tabs else "nhiem-vu"
    context = {
        "page_of": page,
        "plan": found,
        "list": page.listed,
        "heads": heads(query),
        "shows": query.shows,
        "bar": bar(query),
        "address": query.anywhere().but().address(),
        "doors": list_doors(request.scope),
        "plan_doors": [door for door in made if not door.writes],
        "writers": [door for door in made if door.writes],
        "tab": tab,
        "tabs": tabs,
        "today": on,
    }
    return render(request, "plans/register/plan.html", context | _parts(tab, found, request))


def _tabs(page: shown.PlanPage) -> tuple[str, ...]:
    """Return what of a plan a person may open: its document's other parts only with the whole of it."""
    return shown.TABS if page.whole else ("nhiem-vu", "chi-tieu", "nguyen-nhan")


def _parts(tab: str, plan: Plan, request: Request) -> dict[str, object]:
    match tab:
        case "chi-tieu":
            return {"targets": shown.targets_of(plan, request.scope)}
        case "vien-dan":
            return {"citations": shown.citations_of(plan, request.scope), "citing": shown.citing(plan, request.scope)}
        case "nhan-xet":
            return {"questions": shown.questions_of(plan)}
        case "nguyen-nhan":
            return {"causes": shown.causes_of(plan, request.scope)}
        case _:
            return {}


@require_safe
def source(request: Request, pk: int) -> HttpResponse:
    """Show the part of a plan's document around a task; to who has only tasks in it, the lines of those tasks alone."""
    found = _visible(request, pk)
    page = source_of(found, request.scope, task=_number(request.GET.get("nhiem-vu")), chunk=_number(request.GET.get("doan")))
    if not page.lines:
        raise Http404
    whole = may_see_whole(request.scope, found)
    context = {"plan": found, "source": page, "whole": whole, "task": _number(request.GET.get("nhiem-vu"))}
    return render(request, "plans/register/source.html", context)


@require_POST
def twins(request: Request, pk: int) -> HttpResponse:
    """Look for tasks of other plans that order what this plan's tasks order."""
    found = _visible(request, pk)
    n = look_for_twins(found, scope=request.scope)
    if n:
        messages.success(request, ngettext("Tìm thấy %(n)d cặp gần giống mới.", "Tìm thấy %(n)d cặp gần giống mới.", n) % {"n": n})
    else:
        messages.info(request, _("Không có việc nào mới giống việc của văn bản khác."))
    return redirect("plans:plan", pk=pk)


def _visible(request: Request, pk: int) -> Plan:
    plans = visible_plans(request.scope).select_related("unit", "director", "focal_unit", "document", "amends")
    return get_object_or_404(plans, pk=pk)


def _number(value: str | None) -> int | None:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 12 else None
