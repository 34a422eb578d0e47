"""The page on which a period's consolidated report is read, edited and frozen."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from dondoc.web.organisations.requests import Request
from dondoc.web.reports.actions.freezing import freeze_period
from dondoc.web.reports.actions.passages import (
    EditedByAnother,
    Seen,
    Wording,
    leave_out_passage,
    read_passages,
    restore_passage,
    rewrite_passage,
    set_title,
)
from dondoc.web.reports.forms.consolidating import PassageForm, SectionForm, TitleForm
from dondoc.web.reports.models import Consolidation, Period
from dondoc.web.reports.permissions import may_consolidate
from dondoc.web.reports.queries.consolidation import blocks_of, consolidation_of, consolidation_page, periods_seen
from dondoc.web.reports.queries.drafting import Report, Told, report_of
from dondoc.web.tracking.actions.refusals import Refused


@require_safe
def consolidation(request: Request, pk: int) -> HttpResponse:
    """Show the report beside its sheet, one section open for reading and editing."""
    on = timezone.localdate()
    asked = request.GET
    page = consolidation_page(period_for(request, pk), request.scope, section=asked.get("muc", ""), part=asked.get("trang"), on=on)
    title = TitleForm(initial={"title": page.title, "version": page.consolidation.version}) if page.consolidation else None
    return render(request, "reports/consolidation.html", {"page": page, "tabs": page.tabs, "title_form": title, "today": on})


@require_POST
def freeze(request: Request, pk: int) -> HttpResponse:
    """Freeze the data as they stand now."""
    period = period_for(request, pk, to_write=True)
    try:
        frozen = freeze_period(period, by=request.user, now=timezone.now())
        if frozen.is_new:
            messages.success(request, _("Đã chốt số liệu lần %(n)s.") % {"n": frozen.snapshot.serial})
        else:
            messages.info(request, _("Số liệu không đổi so với lần chốt %(n)s nên không chốt thêm.") % {"n": frozen.snapshot.serial})
    except Refused as refused:
        messages.error(request, str(refused.words))
    return redirect("reports:consolidation", pk)


@require_POST
def passage(request: Request, pk: int) -> HttpResponse:
    """Do an act on one passage, then go on to where it stands, or to the next that waits."""
    held, report = report_for(request, pk)
    form = PassageForm(request.POST)
    told = report.told_of(form.cleaned_data["doan"]) if form.is_valid() else None
    if told is None:
        messages.error(request, _("Đoạn này không còn trong lần chốt số liệu hiện tại."))
        return redirect("reports:consolidation", pk)
    try:
        _act(request, held, told=told, form=form)
    except EditedByAnother as edited:
        theirs = report_of(held)
        values = {"told": theirs.told_of(told.drafted.key) if theirs else told, "mine": form.cleaned_data["chu"], "words": edited.words}
        return render(request, "reports/passage_conflict.html", {**values, "period": held.period, "snapshot": held.current_id}, status=409)
    except Refused as refused:
        messages.error(request, str(refused.words))
    return redirect(_place(held, report, told=told, goes_on=form.cleaned_data["lam"] == "read"))


@require_POST
def section(request: Request, pk: int) -> HttpResponse:
    """Note that every drafted passage of a section was read."""
    held, report = report_for(request, pk)
    form = SectionForm(request.POST)
    block = next((one for one in blocks_of(report) if form.is_valid() and one.key == form.cleaned_data["muc"]), None)
    if block is None:
        messages.error(request, _("Mục này không còn trong lần chốt số liệu hiện tại."))
        return redirect("reports:consolidation", pk)
    try:
        passages = [one.drafted for one in block.told if one.is_unsettled]
        read = read_passages(held, passages, seen=Seen(form.cleaned_data["lan"]), by=request.user, now=timezone.now())
        messages.success(request, ngettext("Đã đọc %(n)s đoạn.", "Đã đọc %(n)s đoạn.", read) % {"n": read})
    except Refused as refused:
        messages.error(request, str(refused.words))
    return redirect("reports:consolidation", pk)


@require_POST
def title(request: Request, pk: int) -> HttpResponse:
    """Word what the report is about."""
    held, _report = report_for(request, pk)
    form = TitleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Trích yếu không được để trống và không quá 500 chữ cái."))
        return redirect("reports:consolidation", pk)
    try:
        set_title(held, form.cleaned_data["title"], version=form.cleaned_data["version"], by=request.user, now=timezone.now())
        messages.success(request, _("Đã lưu trích yếu."))
    except Refused as refused:
        messages.error(request, str(refused.words))
    return redirect("reports:consolidation", pk)


def period_for(request: Request, pk: int, *, to_write: bool = False) -> Period:
    """Return a period whose report the person may look at, or may write; whoever may not look finds nothing there."""
    period = get_object_or_404(periods_seen(request.scope), pk=pk)
    if to_write and not may_consolidate(request.scope, period):
        raise PermissionDenied
    return period


def report_for(request: Request, pk: int, *, to_write: bool = True) -> tuple[Consolidation, Report]:
    """Return a period's report that has been frozen, for a person who may write it."""
    held = consolidation_of(period_for(request, pk, to_write=to_write))
    report = report_of(held) if held is not None else None
    if held is None or report is None:
        raise Http404
    return held, report


def _act(request: Request, held: Consolidation, *, told: Told, form: PassageForm) -> None:
    by, now, seen, passage = request.user, timezone.now(), form.seen(), told.drafted
    match form.cleaned_data["lam"]:
        case "read":
            read_passages(held, [passage], seen=seen, by=by, now=now)
        case "leave":
            leave_out_passage(held, passage, seen=seen, by=by, now=now)
        case "restore":
            restore_passage(held, passage, seen=seen, by=by, now=now)
        case "keep":
            rewrite_passage(held, passage, wording=Wording(told.text, seen), by=by, now=now)
        case _:
            rewrite_passage(held, passage, wording=Wording(form.cleaned_data["chu"], seen), by=by, now=now)


def _place(held: Consolidation, report: Report, *, told: Told, goes_on: bool) -> str:
    """Return where to go after an act: the passage's own place, or the next of its section that waits to be read."""
    block = next(block for block in blocks_of(report) if any(one.place == told.place for one in block.told))
    waiting = [one.place for one in block.told if one.is_unsettled and one.place > told.place]
    place = waiting[0] if goes_on and waiting else told.place
    part = {"trang": number} if (number := block.page_of(place)) > 1 else {}
    return f"{reverse('reports:consolidation', args=[held.period_id])}?{urlencode({'muc': block.key, **part})}#doan-{place}"
