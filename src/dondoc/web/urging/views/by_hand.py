"""Pressing by hand, for one part or for all parts behind a list."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from dondoc.web.organisations.requests import Request
from dondoc.web.plans.queries.task_query import TaskQuery
from dondoc.web.tracking.actions.acting import part_url
from dondoc.web.tracking.actions.refusals import Refused
from dondoc.web.urging.actions.by_hand import Pressed, urge, urge_many
from dondoc.web.urging.forms.own import UrgeForm
from dondoc.web.urging.permissions import may_urge, may_watch
from dondoc.web.urging.queries.pressing import MOST_AT_ONCE, in_words, parts_behind, seen_part, urgings_of


@require_http_methods(["GET", "POST"])
def urge_one(request: Request, pk: int) -> HttpResponse:
    """Ask for the words, then press for a part."""
    part = get_object_or_404(seen_part(request.scope, pk))
    if not may_urge(request.scope, part):
        raise Http404
    form = UrgeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            urge(part, reason=form.cleaned_data["reason"], scope=request.scope, now=timezone.now())
            messages.success(request, _("Đã đôn đốc. Người nhận được báo trong dondoc và qua thư, nếu họ nhận thư."))
            return redirect(part_url(part))
        except Refused as refused:
            form.add_error(None, str(refused.words))
    values = {"form": form, "part": part, "back": part_url(part), "urgings": urgings_of(part), "today": timezone.localdate()}
    return render(request, "urging/urge.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def urge_list(request: Request) -> HttpResponse:
    """Ask for the words, then press for every part behind the list of tasks at the address."""
    if not may_watch(request.scope):
        raise Http404
    query, on = TaskQuery.of(request.GET), timezone.localdate()
    ticked = [int(key) for key in request.GET.getlist("viec")[:MOST_AT_ONCE] if key.isascii() and key.isdigit() and len(key) < 18]
    parts = parts_behind(query, request.scope, ticked=ticked, on=on)
    form = UrgeForm(request.POST if request.method == "POST" else None)
    back = f"{reverse('plans:tasks')}?{query.address()}"
    if form.is_valid():
        try:
            done = urge_many(parts, reason=form.cleaned_data["reason"], scope=request.scope, now=timezone.now())
            messages.success(request, _words(done))
            return redirect(back)
        except Refused as refused:
            form.add_error(None, str(refused.words))
    values = {
        "form": form,
        "parts": parts[:20],
        "count": len(parts),
        "more": max(len(parts) - 20, 0),
        "most": MOST_AT_ONCE,
        "back": back,
        "filters": () if ticked else in_words(query, request.scope, on=on),
        "today": on,
    }
    return render(request, "urging/urge_list.html", values, status=422 if form.errors else 200)


def _words(done: Pressed) -> str:
    words = ngettext("Đã đôn đốc %(n)s phần việc.", "Đã đôn đốc %(n)s phần việc.", done.done) % {"n": done.done}
    if done.before:
        words += " " + _("%(n)s phần việc hôm nay đã đôn đốc rồi nên không nhắc thêm.") % {"n": done.before}
    if done.nobody:
        words += " " + _("%(n)s phần việc thuộc đơn vị chưa có ai để nhắc.") % {"n": done.nobody}
    return words
