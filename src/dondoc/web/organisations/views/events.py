"""What happens to a unit: a form, what it will change shown before it is done, then the event itself."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from dondoc.web.organisations.actions.deciding import CannotChange
from dondoc.web.organisations.actions.events import dissolve, merge, move, rename, split
from dondoc.web.organisations.actions.rehearsing import rehearse
from dondoc.web.organisations.actions.withdrawing import withdraw_event
from dondoc.web.organisations.forms.events import DissolveForm, EventForm, MergeForm, MoveForm, RenameForm, SplitForm, WithdrawForm
from dondoc.web.organisations.models import Unit, UnitEvent
from dondoc.web.organisations.panels import next_step
from dondoc.web.organisations.permissions import may_manage_units
from dondoc.web.organisations.requests import Request

_PASSING = ("csrfmiddlewaretoken", "seen", "act")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of event: its words, its form, and what is done with the form's values."""

    title: Promise
    lead: Promise
    form: type[EventForm]
    act: Callable[[EventForm, Request], UnitEvent]


def _rename(form: EventForm, request: Request) -> UnitEvent:
    assert isinstance(form, RenameForm)  # noqa: S101 - the table below pairs them
    return rename(form.unit, form.naming(), decree=form.decree(), by=request.user, today=timezone.localdate())


def _move(form: EventForm, request: Request) -> UnitEvent:
    return move(form.unit, form.cleaned_data["parent"], decree=form.decree(), by=request.user, today=timezone.localdate())


def _merge(form: EventForm, request: Request) -> UnitEvent:
    assert isinstance(form, MergeForm)  # noqa: S101 - the table below pairs them
    return merge(form.succession(), decree=form.decree(), by=request.user, today=timezone.localdate())


def _split(form: EventForm, request: Request) -> UnitEvent:
    assert isinstance(form, SplitForm)  # noqa: S101 - the table below pairs them
    return split(form.succession(), decree=form.decree(), by=request.user, today=timezone.localdate())


def _dissolve(form: EventForm, request: Request) -> UnitEvent:
    assert isinstance(form, DissolveForm)  # noqa: S101 - the table below pairs them
    return dissolve(form.succession(), decree=form.decree(), by=request.user, today=timezone.localdate())


KINDS = {
    "doi-ten": Kind(_("Đổi tên"), _("Văn bản cũ vẫn hiện tên cũ; tìm bằng tên cũ vẫn ra đơn vị này."), RenameForm, _rename),
    "chuyen": Kind(_("Chuyển trực thuộc"), _("Đơn vị và mọi đơn vị ở dưới chuyển theo."), MoveForm, _move),
    "sap-nhap": Kind(
        _("Hợp nhất, sáp nhập"),
        _("Đơn vị nhập vào thôi hoạt động; đơn vị ở dưới chuyển về đơn vị nhận. Việc còn dở được lập danh sách bàn giao để xác nhận."),
        MergeForm,
        _merge,
    ),
    "chia-tach": Kind(
        _("Chia, tách"),
        _("Chia thì đơn vị cũ hết hoạt động, tách thì vẫn còn. Mỗi hàng dưới đây là một đơn vị nhận một phần chức năng."),
        SplitForm,
        _split,
    ),
    "giai-the": Kind(
        _("Giải thể"), _("Ghi đơn vị nhận chức năng, nếu có. Việc còn dở được lập danh sách bàn giao để xác nhận."), DissolveForm, _dissolve
    ),
}


@require_http_methods(["GET", "POST"])
def event(request: Request, pk: int, kind: str) -> HttpResponse:
    """Ask what happened to a unit, show what it would change, and record it once it is confirmed as shown."""
    unit = get_object_or_404(Unit.objects.select_related("parent"), pk=pk)
    if kind not in KINDS or not may_manage_units(request.scope, unit):
        raise Http404
    first = {"version": unit.version, "name": unit.name, "short_name": unit.short_name}
    form = KINDS[kind].form(request.POST or None, unit=unit, initial=first)
    values: dict[str, object] = {"form": form, "unit": unit, "kind": KINDS[kind], "slug": kind, "today": timezone.localdate()}
    if form.is_valid():
        unit.version = form.cleaned_data["version"]
        digest = _digest(request)
        try:
            if request.POST.get("act") == "record" and request.POST.get("seen") == digest:
                recorded = KINDS[kind].act(form, request)
                messages.success(request, _now("Đã ghi: %(event)s.") % {"event": str(KINDS[kind].title).lower()})
                return redirect(next_step(request, recorded) or reverse("organisations:unit", args=[pk]))
            values["rehearsal"] = rehearse(lambda: KINDS[kind].act(form, request))
            values["seen"] = digest
        except CannotChange as refused:
            form.add_error(None, refused.words)
        except PermissionDenied:
            form.add_error(None, _now("Anh, chị không quản trị một trong các đơn vị đã chọn. Việc này cần người quản trị của cả hai bên."))
    unit.refresh_from_db()  # what was rehearsed, or refused halfway, has left its traces on it
    return render(request, "organisations/event.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Show what withdrawing a wrong event would give back, ask for the reason, and withdraw it."""
    event = get_object_or_404(UnitEvent, pk=pk)
    parties = list(event.parties.select_related("unit__parent").order_by("is_new", "pk"))
    if not event.traces or not all(may_manage_units(request.scope, party.unit) for party in parties):
        raise Http404
    form, today = WithdrawForm(request.POST or None), timezone.localdate()
    values: dict[str, object] = {"form": form, "event": event, "parties": parties, "unit": parties[0].unit, "today": today}
    try:
        if form.is_valid():
            withdraw_event(event, reason=form.cleaned_data["reason"], by=request.user, today=today)
            messages.success(request, _now("Đã rút việc ghi nhầm; các đơn vị trở lại như trước."))
            return redirect("organisations:unit", parties[0].unit_id)
        values["rehearsal"] = rehearse(lambda: withdraw_event(event, reason="–", by=request.user, today=today))
    except CannotChange as refused:
        values["refused"] = refused.words
    return render(request, "organisations/withdraw_event.html", values, status=422 if request.method == "POST" else 200)


def _digest(request: Request) -> str:
    """Return a mark of what was typed: only what was shown beforehand is done."""
    typed = sorted((name, value) for name, entries in request.POST.lists() if name not in _PASSING for value in entries)
    return hashlib.sha256(repr(typed).encode()).hexdigest()
