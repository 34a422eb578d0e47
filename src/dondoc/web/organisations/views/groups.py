"""Groups of units: the list, one group, and who belongs to it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dondoc.web.organisations.actions.deciding import CannotChange
from dondoc.web.organisations.actions.groups import add_members, change_group, end_membership, make_group
from dondoc.web.organisations.forms.groups import GroupForm, MembersForm, NewGroupForm
from dondoc.web.organisations.forms.people import EndForm
from dondoc.web.organisations.models import GroupMember, Role, Unit, UnitGroup
from dondoc.web.organisations.permissions import may_manage_units
from dondoc.web.organisations.queries.groups import dated_members, group_lines, members_of
from dondoc.web.organisations.requests import Request


@require_safe
def groups(request: Request) -> HttpResponse:
    """List the groups of every department."""
    today = timezone.localdate()
    scopes = list(Unit.objects.filter(groups_used__isnull=False).distinct())
    values = {"lines": group_lines(scopes, on=today), "may_add": _may_add(request), "several": len(scopes) > 1, "today": today}
    return render(request, "organisations/groups.html", values)


@require_safe
def group(request: Request, pk: int) -> HttpResponse:
    """Show a group with its members of today and of the past."""
    return _show(request, _found(pk))


@require_http_methods(["GET", "POST"])
def new_group(request: Request) -> HttpResponse:
    """Make a group."""
    if not _may_add(request):
        raise Http404
    own = [standing.unit_id for standing in request.scope.standings if standing.role == Role.ADMINISTRATOR]
    form = NewGroupForm(request.POST or None, initial={"scope": Unit.objects.select_related("parent").filter(pk__in=own).first()})
    if form.is_valid():
        try:
            made = make_group(form.cleaned_data["scope"], form.terms(), by=request.user, today=timezone.localdate())
        except CannotChange as refused:
            form.add_error(None, refused.words)
        except PermissionDenied:
            form.add_error("scope", _("Anh, chị không quản trị đơn vị này."))
        else:
            return redirect("organisations:group", made.pk)
    return render(request, "organisations/group_form.html", {"form": form, "group": None}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit_group(request: Request, pk: int) -> HttpResponse:
    """Change a group's name, kind and other spellings."""
    group = _managed(request, pk)
    aliases = "\n".join(group.aliases.values_list("text", flat=True))
    first = {"name": group.name, "kind": group.kind, "children_of": group.children_of, "aliases": aliases}
    form = GroupForm(request.POST or None, initial=first)
    if form.is_valid():
        try:
            change_group(group, form.terms(), by=request.user, today=timezone.localdate())
        except CannotChange as refused:
            form.add_error(None, refused.words)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("organisations:group", pk)
    return render(request, "organisations/group_form.html", {"form": form, "group": group}, status=422 if form.errors else 200)


@require_POST
def add_to_group(request: Request, pk: int) -> HttpResponse:
    """Let units join a group."""
    group = _managed(request, pk)
    form = MembersForm(request.POST)
    if form.is_valid():
        first_day = form.cleaned_data["first_day"]
        try:
            add_members(group, form.cleaned_data["units"], first_day=first_day, by=request.user, today=timezone.localdate())
        except CannotChange as refused:
            form.add_error(None, refused.words)
        else:
            return redirect("organisations:group", pk)
    return _show(request, group, form)


@require_POST
def leave_group(request: Request, pk: int) -> HttpResponse:
    """Let a unit leave a group."""
    member = get_object_or_404(GroupMember.objects.select_related("group__scope", "unit"), pk=pk)
    _managed(request, member.group_id)
    form = EndForm(request.POST)
    on = form.cleaned_data["on"] if form.is_valid() else timezone.localdate()
    try:
        end_membership(member, on=on, by=request.user, today=timezone.localdate())
    except CannotChange as refused:
        messages.error(request, refused.words)
    return redirect("organisations:group", member.group_id)


def _show(request: Request, group: UnitGroup, form: MembersForm | None = None) -> HttpResponse:
    today = timezone.localdate()
    values = {
        "group": group,
        "members": members_of(group, today),
        "dated": dated_members(group),
        "aliases": group.aliases.all(),
        "may_manage": may_manage_units(request.scope, group.scope),
        "form": form or MembersForm(),
        "today": today,
    }
    return render(request, "organisations/group.html", values, status=422 if form is not None and form.errors else 200)


def _may_add(request: Request) -> bool:
    return request.user.is_administrator or request.scope.holds(Role.ADMINISTRATOR)


def _found(pk: int) -> UnitGroup:
    return get_object_or_404(UnitGroup.objects.select_related("scope", "children_of__parent"), pk=pk)


def _managed(request: Request, pk: int) -> UnitGroup:
    group = _found(pk)
    if not may_manage_units(request.scope, group.scope):
        raise Http404
    return group
