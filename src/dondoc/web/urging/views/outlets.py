"""Where else a department's reminders go: gateways and webhooks."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.requests import Request
from dondoc.web.tracking.actions.refusals import Refused
from dondoc.web.urging.actions.outlets import Wanted, add_outlet, end_outlet
from dondoc.web.urging.channels.webhook import SIGNATURE, TIMESTAMP, secret_of
from dondoc.web.urging.forms.own import OutletForm
from dondoc.web.urging.models import ChannelKind, Outlet
from dondoc.web.urging.permissions import may_keep_outlets
from dondoc.web.urging.queries.rules import departments_watched


def _departments(request: Request) -> list[Unit]:
    """Return the departments whose outlets the person keeps; who keeps none finds no page."""
    kept = [unit for unit in departments_watched(request.scope) if may_keep_outlets(request.scope, unit)]
    if not kept:
        raise Http404
    return kept


def _own(request: Request, pk: int) -> Outlet:
    return get_object_or_404(Outlet.objects.select_related("unit", "made_by"), pk=pk, unit__in=_departments(request))


@require_safe
def outlets(request: Request) -> HttpResponse:
    """List the outlets of the departments that the person administers."""
    rows = Outlet.objects.filter(unit__in=_departments(request)).select_related("unit").order_by("ended_at", "unit__name", "name")
    return render(request, "urging/outlets.html", {"rows": rows, "tab": "outlets", "keeps_outlets": True})


@require_http_methods(["GET", "POST"])
def new_outlet(request: Request) -> HttpResponse:
    """Add an outlet."""
    kept = {unit.pk: unit for unit in _departments(request)}
    names = {pk: unit.name for pk, unit in kept.items()}
    form = OutletForm(request.POST if request.method == "POST" else None, departments=names, gateways=list(settings.GATEWAYS))
    if form.is_valid():
        wanted = Wanted(form.cleaned_data["name"], form.cleaned_data["channel"], form.where())
        try:
            made = add_outlet(kept[int(form.cleaned_data["unit"])], wanted, scope=request.scope, now=timezone.now())
            messages.success(request, _("Đã thêm kênh. Nhắc việc mới sẽ đi theo kênh này."))
            return redirect("urging:outlet", made.pk)
        except Refused as refused:
            form.add_error("gateway" if wanted.channel == ChannelKind.GATEWAY else "address", str(refused.words))
    return render(
        request, "urging/new_outlet.html", {"form": form, "tab": "outlets", "keeps_outlets": True}, status=422 if form.errors else 200
    )


@require_safe
def outlet(request: Request, pk: int) -> HttpResponse:
    """Show an outlet, and to who keeps it the key by which the other side checks that a post is ours."""
    row = _own(request, pk)
    secret = secret_of(row) if row.channel == ChannelKind.WEBHOOK else ""
    return render(
        request,
        "urging/outlet.html",
        {"row": row, "secret": secret, "signature": SIGNATURE, "timestamp": TIMESTAMP, "tab": "outlets", "keeps_outlets": True},
    )


@require_POST
def end_one_outlet(request: Request, pk: int) -> HttpResponse:
    """Send nothing more to an outlet."""
    row = _own(request, pk)
    try:
        end_outlet(row, scope=request.scope, now=timezone.now())
    except PermissionDenied as error:
        raise Http404 from error
    messages.success(request, _("Đã dừng kênh."))
    return redirect("urging:outlets")
