"""A person's own notices: the list, opening one, and ticking off one or all."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from dondoc.web.notices.actions import mark_all_read, mark_read
from dondoc.web.notices.forms import SeenForm
from dondoc.web.notices.models import Notice
from dondoc.web.notices.queries import page_of
from dondoc.web.notices.requests import Request


@require_GET
def notices(request: Request) -> HttpResponse:
    """Show the person's notices, those not read first."""
    cursor = request.GET.get("truoc", "")
    return render(request, "notices/list.html", {"page": page_of(request.user, cursor=cursor), "cursor": cursor})


@require_POST
def open_notice(request: Request, pk: int) -> HttpResponse:
    """Mark a notice as read and go to what it tells of: a path of dondoc, as it was stored."""
    notice = get_object_or_404(Notice, pk=pk, recipient=request.user)
    mark_read(notice, by=request.user, now=timezone.now())
    return redirect(notice.url)


@require_POST
def tick(request: Request, pk: int) -> HttpResponse:
    """Mark a notice as read and stay on the list."""
    mark_read(get_object_or_404(Notice, pk=pk, recipient=request.user), by=request.user, now=timezone.now())
    return redirect("notices:list")


@require_POST
def tick_all(request: Request) -> HttpResponse:
    """Mark every notice up to the newest one shown as read, and say how many there were."""
    form = SeenForm(request.POST)
    if form.is_valid():
        count = mark_all_read(request.user, up_to=form.cleaned_data["up_to"], now=timezone.now())
        messages.success(request, ngettext("Đã đánh dấu đọc %(n)s thông báo.", "Đã đánh dấu đọc %(n)s thông báo.", count) % {"n": count})
    return redirect("notices:list")
