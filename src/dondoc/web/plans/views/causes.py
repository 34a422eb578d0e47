"""The statistics of causes, one cause with its findings, and the office's tidying of causes that say the same."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dondoc.web.organisations.requests import Request
from dondoc.web.plans.actions.causes import merge_causes, rename_cause
from dondoc.web.plans.forms.causes import MergeForm, RenameForm
from dondoc.web.plans.models import Cause
from dondoc.web.plans.permissions import may_tidy
from dondoc.web.plans.queries import causes as counted


@require_safe
def causes(request: Request) -> HttpResponse:
    """List the causes with the findings, plans and tasks behind them."""
    text, on = request.GET.get("q", "").strip()[:200], timezone.localdate()
    page = Paginator(counted.counted_causes(request.scope, text), counted.PAGE).get_page(request.GET.get("trang"))
    rows = counted.cause_rows(list(page.object_list), request.scope, on=on)
    return render(request, "plans/register/causes.html", {"page_of": page, "rows": rows, "text": text})


@require_safe
def cause(request: Request, pk: int) -> HttpResponse:
    """Show one cause, its findings, and to the office what it may be merged with."""
    found = _visible(request, pk)
    text = request.GET.get("gop", "").strip()[:200]
    tidies = may_tidy(request.scope, found.unit)
    context = {
        "cause": found,
        "row": counted.cause_rows(list(counted.counted_causes(request.scope).filter(pk=pk)), request.scope, on=timezone.localdate())[0],
        "findings": Paginator(counted.findings_of(found, request.scope), counted.PAGE).get_page(request.GET.get("trang")),
        "tidies": tidies,
        "text": text,
        "others": counted.mergeable_with(found, text) if tidies else [],
        "form": RenameForm(initial={"text": found.text}),
    }
    return render(request, "plans/register/cause.html", context)


@require_POST
def rename(request: Request, pk: int) -> HttpResponse:
    """Give a cause other words."""
    found, form = _visible(request, pk), RenameForm(request.POST)
    if form.is_valid():
        rename_cause(found, form.cleaned_data["text"], scope=request.scope)
        messages.success(request, _("Đã sửa lời nguyên nhân; chữ in trong từng văn bản giữ nguyên."))
    else:
        messages.error(request, _("Chưa sửa được: nguyên nhân không được để trống."))
    return redirect("plans:cause", pk=pk)


@require_POST
def merge(request: Request, pk: int) -> HttpResponse:
    """Merge a cause into another of the same department."""
    found = _visible(request, pk)
    if not may_tidy(request.scope, found.unit):
        raise PermissionDenied
    form = MergeForm(request.POST, cause=found)
    if not form.is_valid():
        messages.error(request, _("Chưa gộp được: hãy chọn một nguyên nhân trong danh sách."))
        return redirect("plans:cause", pk=pk)
    into = form.cleaned_data["into"]
    merge_causes(found, into, scope=request.scope)
    messages.success(request, _("Đã gộp: các tồn tại nay dùng chung một nguyên nhân."))
    return redirect("plans:cause", pk=into.pk)


def _visible(request: Request, pk: int) -> Cause:
    return get_object_or_404(counted.visible_causes(request.scope).select_related("unit"), pk=pk)
