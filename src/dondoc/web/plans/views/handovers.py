"""The list of what units that are no more had open, and the word on each row of it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from dondoc.web.organisations.forms.fields import unit_meant
from dondoc.web.organisations.models import Role, Unit
from dondoc.web.organisations.requests import Request
from dondoc.web.plans.actions.handover import CannotHandOver, Transfer, hand_over
from dondoc.web.plans.queries.handovers import EndedUnit, ended_units, parts_of_unit, proposed_for, waiting_parts

PAGE = 50


@require_http_methods(["GET", "POST"])
def handovers(request: Request) -> HttpResponse:
    """Show what waits to be handed over, unit by unit; give the ticked rows to the units named beside them, or to nobody."""
    if not request.scope.holds(Role.OFFICE):
        raise Http404
    units = ended_units(request.scope)
    chosen = _chosen(request, units)
    errors: dict[int, str] = {}
    if request.method == "POST" and chosen is not None:
        try:
            count = hand_over(_transfers(request, chosen, errors), scope=request.scope, now=timezone.now()) if not errors else 0
        except CannotHandOver as refused:
            messages.error(request, refused.words)
        else:
            if not errors:
                words = ngettext("Đã ghi %(n)s nhiệm vụ.", "Đã ghi %(n)s nhiệm vụ.", count) % {"n": count}
                messages.success(request, words)
                return redirect(f"{reverse('plans:handovers')}?don-vi={chosen.unit.pk}")
    parts = parts_of_unit(waiting_parts(request.scope), chosen) if chosen is not None else ()
    page = Paginator(parts, PAGE).get_page(request.GET.get("trang"))
    rows = proposed_for(list(page.object_list), chosen) if chosen is not None else []
    shown = [
        (row, request.POST.get(f"to-{row.assignment.pk}", row.proposed.name if row.proposed else ""), errors.get(row.assignment.pk, ""))
        for row in rows
    ]
    values = {"units": units, "chosen": chosen, "page": page, "rows": shown, "today": timezone.localdate()}
    return render(request, "plans/handovers.html", values, status=422 if errors else 200)


def _chosen(request: Request, units: list[EndedUnit]) -> EndedUnit | None:
    asked = request.GET.get("don-vi", "")
    return next((one for one in units if str(one.unit.pk) == asked), units[0] if units else None)


def _transfers(request: Request, chosen: EndedUnit, errors: dict[int, str]) -> list[Transfer]:
    """Return what the form says: every row as proposed, or the ticked ones as typed; what cannot be understood goes into `errors`."""
    parts = parts_of_unit(waiting_parts(request.scope), chosen)
    if request.POST.get("act") == "all" and len(chosen.heirs) == 1:
        heir = Unit.objects.get(pk=chosen.heirs[0].unit_id)
        return [Transfer(pk, heir) for pk in parts.values_list("pk", flat=True)]
    ticked = {int(pk) for pk in request.POST.getlist("part") if pk.isascii() and pk.isdigit()}
    kept = set(parts.filter(pk__in=ticked).values_list("pk", flat=True))
    if not kept:
        raise CannotHandOver(_("Chưa chọn nhiệm vụ nào. Hãy đánh dấu các dòng cần ghi."))
    if request.POST.get("act") == "keep":
        return [Transfer(pk, None) for pk in sorted(kept)]
    found: dict[str, Unit] = {}
    transfers = []
    for pk in sorted(kept):
        text = " ".join(request.POST.get(f"to-{pk}", "").split())
        try:
            if text not in found:
                found[text] = unit_meant(text, on=timezone.localdate())
            transfers.append(Transfer(pk, found[text]))
        except ValidationError as wrong:
            errors[pk] = wrong.messages[0] if text else _("Hãy ghi đơn vị nhận.")
    return [] if errors else transfers
