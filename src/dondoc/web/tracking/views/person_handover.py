"""Who has open work by name, and the page on which all of a person's is handed to others."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from dondoc.web.accounts.models import User
from dondoc.web.organisations.requests import Request
from dondoc.web.tracking.actions.person_handover import Moves, hand_over_person
from dondoc.web.tracking.actions.refusals import Refused
from dondoc.web.tracking.forms.person_handover import Given, read_given
from dondoc.web.tracking.permissions import HANDING_OVER
from dondoc.web.tracking.queries.person_work import holders, parts_by_name, parts_of_person, rows_of_person, takers

PAGE = 100


@require_safe
def people(request: Request) -> HttpResponse:
    """List who has open work by name in the units of this person."""
    if not request.scope.holds(*HANDING_OVER):
        raise Http404
    today = timezone.localdate()
    page = Paginator(holders(request.scope, on=today), PAGE).get_page(request.GET.get("trang"))
    return render(request, "tracking/people_with_work.html", {"page": page, "today": today})


@require_http_methods(["GET", "POST"])
def person(request: Request, pk: int) -> HttpResponse:
    """Show a person's open parts; give the ticked ones to those named."""
    whose = get_object_or_404(User, pk=pk, pk__in=parts_by_name(request.scope).values("person"))
    on = timezone.localdate()
    page = Paginator(parts_of_person(whose, request.scope), PAGE).get_page(request.GET.get("trang"))
    parts = list(page.object_list)
    known = takers([part.unit for part in parts if part.unit is not None], but=whose, on=on)
    given = read_given(request.POST, parts, known) if request.method == "POST" else Given(ticked={part.pk for part in parts})
    if request.method == "POST" and not given.errors and _hand_over(request, whose, given):
        return redirect("bulk:people")
    rows = [(row, row.part.pk in given.ticked, *_typed(request, row.part.pk, given)) for row in rows_of_person(parts, on=on)]
    values = {
        "whose": whose, "rows": rows, "page": page, "known": known, "today": on, "for_all": request.POST.get("tat-ca", ""),
        "reason": request.POST.get("ly-do", ""), "error_for_all": given.errors.get(0, ""), "errors": len(given.errors),
    }  # fmt: skip
    return render(request, "tracking/person_handover.html", values, status=422 if request.method == "POST" else 200)


def _hand_over(request: Request, whose: User, given: Given) -> bool:
    """Hand the parts over; where they are not, say why."""
    moves = Moves(whose, given.to, given.versions, request.POST.get("ly-do", "")[:1000])
    try:
        count = hand_over_person(moves, scope=request.scope, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused.words))
        return False
    except PermissionDenied:
        raise Http404 from None
    words = ngettext("Đã bàn giao %(n)s việc của %(person)s.", "Đã bàn giao %(n)s việc của %(person)s.", count)
    messages.success(request, words % {"n": count, "person": whose.full_name})
    return True


def _typed(request: Request, key: int, given: Given) -> tuple[str, str]:
    """Return what was typed beside a part, and what is wrong with it."""
    return request.POST.get(f"nguoi-{key}", ""), given.errors.get(key, "")
