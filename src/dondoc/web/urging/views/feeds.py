"""Calendars to subscribe to: a person makes and revokes theirs; calendar programs read them by their address."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dondoc.web.accounts.middleware import public
from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.organisations.requests import Request
from dondoc.web.tracking.actions.refusals import Refused
from dondoc.web.urging.actions.feeding import hashed, make_feed, revoke_feed
from dondoc.web.urging.forms.own import FeedForm
from dondoc.web.urging.models import Feed
from dondoc.web.urging.queries.feeds import calendar_of


@require_http_methods(["GET", "POST"])
def feeds(request: Request) -> HttpResponse:
    """Show the person's feeds; a new one is shown with its address this once."""
    form = FeedForm(request.POST if request.method == "POST" else None, scope=request.scope)
    made = None
    if form.is_valid():
        chosen = form.cleaned_data["unit"]
        try:
            feed, token = make_feed(Unit.objects.get(pk=chosen) if chosen else None, scope=request.scope, now=timezone.now())
            made = {"feed": feed, "address": request.build_absolute_uri(reverse("urging:feed", args=[token]))}
        except Refused as refused:
            form.add_error(None, str(refused.words))
    own = Feed.objects.filter(user=request.user, revoked_at=None).select_related("unit")
    values = {"form": form, "tab": "feeds", "feeds": own, "made": made}
    return render(request, "urging/feeds.html", values, status=422 if form.errors else 200)


@require_POST
def revoke_one_feed(request: Request, pk: int) -> HttpResponse:
    """Make a feed's address worthless."""
    revoke_feed(get_object_or_404(Feed, pk=pk, user=request.user, revoked_at=None), scope=request.scope, now=timezone.now())
    messages.success(request, _("Đã thu hồi. Địa chỉ cũ không còn đọc được."))
    return redirect("urging:feeds")


@public
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Give a calendar program what the owner of the address may see today; an unknown or revoked address is no page."""
    row = get_object_or_404(Feed.objects.select_related("user", "unit"), token_hash=hashed(token), revoked_at=None, user__is_active=True)
    now, on = timezone.now(), timezone.localdate()
    with translation.override(row.user.language):
        data = calendar_of(row, scope=scope_of(row.user, on=on), now=now, on=on)
    return HttpResponse(data, content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": 'inline; filename="dondoc.ics"'})
