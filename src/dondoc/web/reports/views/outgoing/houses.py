"""How a department's documents look, and from which number its register goes on."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.requests import Request
from dondoc.web.reports.actions.outgoing import continue_from
from dondoc.web.reports.actions.outgoing.houses import set_house
from dondoc.web.reports.forms.houses import HouseForm, NumberForm
from dondoc.web.reports.queries.outgoing.houses import house_on, houses_of
from dondoc.web.reports.queries.outgoing.register import departments_written_for
from dondoc.web.reports.queries.outgoing.sample import last_number, sample_paper
from dondoc.web.reports.queries.outgoing.signers import first_signing
from dondoc.web.reports.views.outgoing.finding import department
from dondoc.web.tracking.actions.refusals import Refused


@require_safe
def houses(request: Request) -> HttpResponse:
    """List the departments for which the person writes; where it is one, lead to it."""
    units = list(departments_written_for(request.scope))
    if not units:
        raise Http404
    if len(units) == 1:
        return redirect("reports:house", units[0].pk)
    return render(request, "reports/outgoing/houses.html", {"units": units})


@require_http_methods(["GET", "POST"])
def house(request: Request, pk: int) -> HttpResponse:
    """Show how a department's documents look beside a sample of them, and change it; "xem" draws the sample without storing."""
    unit, on = department(request, pk), timezone.localdate()
    form = HouseForm(request.POST if request.method == "POST" else None, house=house_on(unit, on), on=on)
    if form.is_valid() and request.POST.get("do") != "xem":
        try:
            set_house(unit, form.terms(), by=request.user, now=timezone.now())
            messages.success(request, _("Đã lưu thể thức. Văn bản lập từ ngày áp dụng sẽ theo mẫu này."))
            return redirect("reports:house", unit.pk)
        except Refused as refused:
            form.add_error("valid_from", str(refused.words))
    return _page(request, unit, form=form, numbers=NumberForm(initial={"last": last_number(unit, on.year)}))


@require_POST
def continue_numbers(request: Request, pk: int) -> HttpResponse:
    """Let the register go on from a number that was given elsewhere."""
    unit, on = department(request, pk), timezone.localdate()
    form = NumberForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            series = continue_from(unit, given["last"], reason=given["reason"], by=request.user, now=timezone.now())
            messages.success(request, _("Số tiếp theo là %(n)02d.") % {"n": series.last + 1})
            return redirect("reports:house", unit.pk)
        except Refused as refused:
            form.add_error("last", str(refused.words))
    return _page(request, unit, form=HouseForm(None, house=house_on(unit, on), on=on), numbers=form)


def _page(request: Request, unit: Unit, *, form: HouseForm, numbers: NumberForm) -> HttpResponse:
    on = timezone.localdate()
    terms = form.terms() if form.is_bound and form.is_valid() else None
    context = {
        "unit": unit,
        "form": form,
        "numbers": numbers,
        "history": houses_of(unit),
        "sample": sample_paper(unit, on=on, terms=terms, signing=first_signing(unit, on=on)),
        "last": last_number(unit, on.year),
        "today": on,
    }
    return render(request, "reports/outgoing/house.html", context, status=422 if form.errors or numbers.errors else 200)
