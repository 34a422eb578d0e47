"""One outgoing document: its page, its wording as long as it is a draft, and who signs it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from dondoc.web.organisations.requests import Request
from dondoc.web.reports.actions.outgoing import choose_signer, rewrite
from dondoc.web.reports.forms.outgoing import SignerForm, WordingForm
from dondoc.web.reports.forms.signed import SignedForm
from dondoc.web.reports.queries.outgoing.page import OutgoingPage, outgoing_page
from dondoc.web.reports.queries.outgoing.signers import signings
from dondoc.web.reports.views.outgoing.finding import found, version_of, written_by
from dondoc.web.tracking.actions.refusals import Refused


@require_safe
def out(request: Request, pk: int) -> HttpResponse:
    """Show a document: the sheet that will be signed, the next step, its files, and what was done to it."""
    page = outgoing_page(found(request, pk), request.scope)
    return shown(request, page)


def shown(request: Request, page: OutgoingPage, *, form: SignedForm | None = None) -> HttpResponse:
    """Draw a document's page; a form that could not be taken is shown with what is wrong."""
    form = form or SignedForm()
    context = {"page_of": page, "outgoing": page.outgoing, "document": page.document, "form": form, "today": timezone.localdate()}
    return render(request, "reports/outgoing/document.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit_out(request: Request, pk: int) -> HttpResponse:
    """Show the words of a draft to be typed, and store them."""
    page = outgoing_page(written_by(request, pk), request.scope)
    form = WordingForm(request.POST if request.method == "POST" else None, page=page)
    if form.is_valid():
        try:
            rewrite(page.outgoing, form.wording(), by=request.user, now=timezone.now(), version=version_of(request))
            return redirect("reports:out", pk)
        except Refused as refused:
            form.add_error(None, str(refused.words))
    context = {"form": form, "page_of": page, "outgoing": page.outgoing}
    return render(request, "reports/outgoing/edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def out_signer(request: Request, pk: int) -> HttpResponse:
    """Show who may sign, and store the choice."""
    page, on = outgoing_page(written_by(request, pk), request.scope), timezone.localdate()
    choices = signings(page.outgoing.unit, on=on)
    form = SignerForm(request.POST if request.method == "POST" else None, page=page, choices=choices)
    if form.is_valid():
        try:
            choose_signer(page.outgoing, form.signing(), by=request.user, now=timezone.now(), version=version_of(request))
            return redirect("reports:out", pk)
        except Refused as refused:
            form.add_error(None, str(refused.words))
    context = {"form": form, "page_of": page, "outgoing": page.outgoing, "choices": choices}
    return render(request, "reports/outgoing/signer.html", context, status=422 if form.errors else 200)
