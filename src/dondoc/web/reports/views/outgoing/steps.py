"""The steps of an outgoing document from draft to number."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dondoc.web.organisations.requests import Request
from dondoc.web.reports.actions import outgoing as acts
from dondoc.web.reports.views.outgoing.finding import acted, version_of, written_by
from dondoc.web.tracking.actions.refusals import Refused


@require_POST
def propose_out(request: Request, pk: int) -> HttpResponse:
    """Propose a draft for signing."""
    outgoing, version = written_by(request, pk), version_of(request)
    return acted(
        request, pk, act=lambda: acts.propose(outgoing, by=request.user, now=timezone.now(), version=version),
        done=_("Đã trình ký. Tệp đang được tạo."),
    )  # fmt: skip


@require_POST
def send_out_back(request: Request, pk: int) -> HttpResponse:
    """Send a proposed document back with a reason."""
    outgoing, version, reason = written_by(request, pk), version_of(request), request.POST.get("reason", "")[:1000]
    return acted(
        request, pk,
        act=lambda: acts.send_back(outgoing, reason=reason, by=request.user, now=timezone.now(), version=version),
        done=_("Đã trả lại người soạn."),
    )  # fmt: skip


@require_POST
def number_out(request: Request, pk: int) -> HttpResponse:
    """Give a proposed document its number."""
    outgoing, version = written_by(request, pk), version_of(request)
    return acted(
        request, pk, act=lambda: acts.give_number(outgoing, by=request.user, now=timezone.now(), version=version),
        done=_("Đã cấp số. Tệp có số và ngày đang được tạo."),
    )  # fmt: skip


@require_POST
def discard_out(request: Request, pk: int) -> HttpResponse:
    """Throw a draft away."""
    outgoing = written_by(request, pk)
    try:
        acts.discard(outgoing, by=request.user, now=timezone.now(), version=version_of(request))
    except Refused as refused:
        messages.error(request, str(refused.words))
        return redirect("reports:out", pk)
    messages.success(request, _("Đã bỏ dự thảo."))
    return redirect("reports:outgoing")
