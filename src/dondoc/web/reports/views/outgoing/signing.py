"""The signed PDF of a numbered document: brought back, decided on, taken."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dondoc.web.organisations.requests import Request
from dondoc.web.plans.upload_limit import cut_off
from dondoc.web.plans.views.downloading import as_download, opened
from dondoc.web.reports.actions.outgoing.signed import SignedFile, decide_to_take, decline, take_signed
from dondoc.web.reports.forms.signed import SignedForm
from dondoc.web.reports.models import Outgoing, OutgoingState
from dondoc.web.reports.queries.outgoing.files import file_name, path_of
from dondoc.web.reports.queries.outgoing.page import outgoing_page
from dondoc.web.reports.views.outgoing.document import shown
from dondoc.web.reports.views.outgoing.finding import acted, found, version_of, written_by
from dondoc.web.tracking.actions.refusals import Refused


@require_http_methods(["GET", "POST"])
def signed(request: Request, pk: int) -> HttpResponseBase:
    """Give the signed file, or take the one that is brought."""
    if request.method == "POST":
        return _brought(request, written_by(request, pk))
    outgoing = found(request, pk)
    if not outgoing.signed_sha256:
        raise Http404
    return as_download(opened(path_of(outgoing.signed_sha256)), file_name(outgoing, "pdf", signed=True))


def _brought(request: Request, outgoing: Outgoing) -> HttpResponse:
    form = SignedForm(request.POST, request.FILES, cut_off=cut_off(request))
    if form.is_valid():
        given = form.cleaned_data["signed"]
        try:
            taken = take_signed(outgoing, SignedFile(given.name, given.read()), by=request.user, now=timezone.now())
        except Refused as refused:
            form.add_error("signed", str(refused.words))
        else:
            if taken.state == OutgoingState.ISSUED:
                messages.success(request, _("Chữ ký hợp lệ. Văn bản đã ban hành, hồ sơ đã khóa."))
            else:
                messages.warning(request, _("Chữ ký khớp nội dung nhưng còn chỗ cần người quyết định."))
            return redirect("reports:out", outgoing.pk)
    return shown(request, outgoing_page(outgoing, request.scope), form=form)


@require_POST
def decide(request: Request, pk: int) -> HttpResponse:
    """Take or put aside a signed file that left a doubt."""
    outgoing, version, now = written_by(request, pk), version_of(request), timezone.now()
    if request.POST.get("do") == "bo":
        return acted(request, pk, act=lambda: decline(outgoing, by=request.user, now=now, version=version), done=_("Đã bỏ bản ký này."))
    because = request.POST.get("reason", "")[:1000]
    return acted(
        request, pk, act=lambda: decide_to_take(outgoing, because=because, by=request.user, now=now, version=version),
        done=_("Đã nhận bản ký. Văn bản đã ban hành, hồ sơ đã khóa."),
    )  # fmt: skip
