"""One unit: its page, founding it, its particulars, other spellings, and misprints set right."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dondoc.web.organisations.actions.deciding import CannotChange
from dondoc.web.organisations.actions.editing import add_alias, change_unit, correct_name, remove_alias
from dondoc.web.organisations.actions.founding import found_department, found_unit
from dondoc.web.organisations.forms.units import AliasForm, CorrectionForm, DepartmentForm, NewUnitForm, ParticularsForm
from dondoc.web.organisations.models import Alias, Role, Unit, UnitName
from dondoc.web.organisations.panels import event_panels, unit_panels
from dondoc.web.organisations.permissions import may_manage_units, may_see_people
from dondoc.web.organisations.queries.naming import department_of, name_on
from dondoc.web.organisations.queries.ready import ready_departments, ready_groups, ready_partners
from dondoc.web.organisations.queries.unit_page import people_of, record_of, unit_in_place
from dondoc.web.organisations.requests import Request
from dondoc.web.organisations.views.tree import day_asked, unit_asked


@require_safe
def unit(request: Request, pk: int) -> HttpResponse:
    """Show a unit: everybody its names and place, colleagues also its people."""
    today = timezone.localdate()
    found = unit_in_place(pk)
    if found is None:
        raise Http404
    shown, place = found
    record = record_of(shown, on=today)
    sees_people = may_see_people(request.scope, shown, department=place.department)
    day = day_asked(request)
    values = {
        "unit": shown,
        "on": day,
        "name_then": name_on(shown, day) if day is not None else "",
        "place": place,
        "record": record,
        "people": people_of(shown, on=today) if sees_people else [],
        "sees_people": sees_people,
        "may_manage": may_manage_units(request.scope, shown),
        "panels": unit_panels(request, shown),
        "event_panels": [panel for line in record.events if line.is_end for panel in event_panels(request, line.event)],
        "alias_form": AliasForm(),
        "today": today,
    }
    return render(request, "organisations/unit.html", values)


@require_http_methods(["GET", "POST"])
def new_department(request: Request) -> HttpResponse:
    """Found a department from a ready list."""
    if not may_manage_units(request.scope):
        raise Http404
    lists = {ready.key: ready for ready in ready_departments()}
    ready = lists.get(request.GET.get("mau", ""), ready_departments()[0])
    first = {"name": ready.name if ready.key != "khac" else "", "short_name": ready.short_name, "units": [one.name for one in ready.units]}
    form = DepartmentForm(request.POST or None, ready=ready, initial=first)
    if form.is_valid():
        try:
            founded = found_department(form.value(), by=request.user, today=timezone.localdate())
        except CannotChange as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, _("Đã lập %(unit)s. Việc tiếp theo: thêm người và giao vai trò.") % {"unit": founded.name})
            return redirect("organisations:unit", founded.pk)
    values = {"form": form, "lists": ready_departments(), "chosen": ready, "groups": ready_groups(), "partners": len(ready_partners())}
    return render(request, "organisations/new_department.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def new_unit(request: Request) -> HttpResponse:
    """Found a unit under another."""
    parent = unit_asked(request, "truc-thuoc")
    if not may_manage_units(request.scope, parent) and not request.scope.holds(Role.ADMINISTRATOR):
        raise Http404
    form = NewUnitForm(request.POST or None, department=department_of(parent) if parent is not None else None, initial={"parent": parent})
    if form.is_valid():
        try:
            founded = found_unit(form.value(), by=request.user, today=timezone.localdate())
        except CannotChange as refused:
            form.add_error(None, refused.words)
        except PermissionDenied:
            form.add_error("parent", _("Anh, chị không quản trị đơn vị này. Hãy chọn đơn vị khác."))
        else:
            messages.success(request, _("Đã thêm %(unit)s.") % {"unit": founded.name})
            return redirect("organisations:unit", founded.pk)
    return render(request, "organisations/new_unit.html", {"form": form, "parent": parent}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request: Request, pk: int) -> HttpResponse:
    """Change a unit's particulars."""
    unit = _managed(request, pk)
    first = {
        "version": unit.version,
        "kind": unit.kind,
        "official_code": unit.official_code,
        "position": unit.position,
        "external": unit.external,
    }
    form = ParticularsForm(request.POST or None, initial=first)
    if form.is_valid():
        unit.version = form.cleaned_data["version"]
        try:
            change_unit(unit, form.value(), by=request.user, today=timezone.localdate())
        except CannotChange as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("organisations:unit", pk)
    return render(request, "organisations/edit_unit.html", {"form": form, "unit": unit}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def correct(request: Request, pk: int, row: int) -> HttpResponse:
    """Set a misprint in one of a unit's names right."""
    unit = _managed(request, pk)
    name = get_object_or_404(UnitName.objects.select_related("unit"), pk=row, unit=unit)
    first = {"version": unit.version, "name": name.name, "short_name": name.short_name}
    form = CorrectionForm(request.POST or None, initial=first)
    if form.is_valid():
        name.unit.version = form.cleaned_data["version"]
        try:
            correct_name(name, form.value(), reason=form.cleaned_data["reason"], by=request.user, today=timezone.localdate())
        except CannotChange as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, _("Đã sửa tên."))
            return redirect("organisations:unit", pk)
    return render(request, "organisations/correct_name.html", {"form": form, "unit": unit, "row": name}, status=422 if form.errors else 200)


@require_POST
def new_alias(request: Request, pk: int) -> HttpResponse:
    """Add another way to write a unit's name."""
    unit = _managed(request, pk)
    form = AliasForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Hãy ghi cách viết khác, tối đa 250 chữ."))
        return redirect("organisations:unit", pk)
    department = department_of(unit)
    scope = None if form.cleaned_data["everywhere"] or department.pk == unit.pk else department
    try:
        add_alias(unit, form.cleaned_data["text"], scope=scope, by=request.user, today=timezone.localdate())
    except CannotChange as refused:
        messages.error(request, refused.words)
    return redirect("organisations:unit", pk)


@require_POST
def drop_alias(request: Request, pk: int) -> HttpResponse:
    """Take a way to write a unit's name away."""
    alias = get_object_or_404(Alias.objects.select_related("unit").exclude(unit=None), pk=pk)
    unit = _managed(request, alias.unit_id or 0)
    try:
        remove_alias(alias, by=request.user, today=timezone.localdate())
    except CannotChange as refused:
        messages.error(request, refused.words)
    return redirect("organisations:unit", unit.pk)


def _managed(request: Request, pk: int) -> Unit:
    """Return a unit that the person may change; for anybody else its forms do not exist."""
    unit = get_object_or_404(Unit.objects.select_related("parent"), pk=pk)
    if not may_manage_units(request.scope, unit):
        raise Http404
    return unit
