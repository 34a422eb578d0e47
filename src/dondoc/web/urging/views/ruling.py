"""The rules by which departments press."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dondoc.engine.tracking import UrgingRules
from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.requests import Request
from dondoc.web.tracking.actions.refusals import Refused
from dondoc.web.urging.actions.ruling import set_rules
from dondoc.web.urging.forms.ruling import RulesForm
from dondoc.web.urging.permissions import keeps_outlets, may_set_rules, may_watch
from dondoc.web.urging.queries.rules import departments_watched, history_of, rules_on


@require_safe
def departments(request: Request) -> HttpResponse:
    """List the departments that the person watches with the rules in force; where it is one, lead to it."""
    if not may_watch(request.scope):
        raise Http404
    on = timezone.localdate()
    units, books = departments_watched(request.scope), rules_on(on)
    if len(units) == 1:
        return redirect("urging:department_rules", units[0].pk)
    rows = [(unit, books.of(unit.pk), unit.pk in books.own) for unit in units]
    return render(request, "urging/rules.html", {"rows": rows, "tab": "rules", "keeps_outlets": keeps_outlets(request.scope)})


@require_http_methods(["GET", "POST"])
def rules(request: Request, pk: int) -> HttpResponse:
    """Show a department's rules and those before, and change them."""
    unit = get_object_or_404(Unit.objects.filter(pk__in=[one.pk for one in departments_watched(request.scope)]), pk=pk)
    on = timezone.localdate()
    now_valid, may_set = rules_on(on).of(unit.pk), may_set_rules(request.scope, unit)
    if request.method == "POST" and not may_set:
        raise Http404
    first = {name: getattr(now_valid, name) for name in UrgingRules.__slots__} | {"valid_from": on}
    form = RulesForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_valid():
        try:
            set_rules(unit, form.terms(), scope=request.scope, now=timezone.now())
            messages.success(request, _("Đã lưu quy tắc đôn đốc."))
            return redirect("urging:department_rules", unit.pk)
        except Refused as refused:
            form.add_error("valid_from", str(refused.words))
    values = {
        "form": form,
        "unit": unit,
        "may_set": may_set,
        "rules": now_valid,
        "history": history_of(unit),
        "today": on,
        "tab": "rules",
        "keeps_outlets": keeps_outlets(request.scope),
    }
    return render(request, "urging/department_rules.html", values, status=422 if form.errors else 200)
