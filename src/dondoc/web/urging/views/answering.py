"""The page of a mail's link: it shows one task and takes one answer, without a log-in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dondoc.web.accounts.middleware import public
from dondoc.web.tracking.actions.refusals import Refused
from dondoc.web.urging.actions.answering import Unusable, answer, opened
from dondoc.web.urging.forms.answering import FORMS, AnswerForm
from dondoc.web.urging.models import AnswerLink
from dondoc.web.urging.queries.digests import link_facts


@public
@never_cache
@require_http_methods(["GET", "POST"])
def answer_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the link asks, and do it when it is sent; looking changes nothing, so that a mail's own scanner uses nothing up."""
    now = timezone.now()
    try:
        link = opened(token, now=now)
        is_sent = request.method == "POST"  # an empty form is an answer too
        form = FORMS[link.purpose](request.POST if is_sent else None, request.FILES if is_sent else None)
        if form.is_valid() and _answered(token, form):
            return _page(request, link, form=None)
        return _page(request, link, form=form)
    except Unusable as error:
        return render(request, "urging/unusable.html", {"why": error.why}, status=410 if error.why != "foreign" else 404)


def _answered(token: str, form: AnswerForm) -> bool:
    """Do what was sent; a refusal stands in the form, with what was typed."""
    try:
        answer(token, form.said(), now=timezone.now())
    except Refused as refused:
        form.add_error(None, str(refused.words))
        return False
    return True


def _page(request: HttpRequest, link: AnswerLink, *, form: AnswerForm | None) -> HttpResponse:
    values = {"link": link, "facts": link_facts(link.part, on=timezone.localdate()), "form": form}
    return render(request, "urging/answer.html", values, status=422 if form is not None and form.errors else 200)
