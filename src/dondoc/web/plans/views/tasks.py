"""The list of tasks, the views that people save of it, and one task with all that belongs to it."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dondoc.web.organisations.requests import Request
from dondoc.web.plans.actions.saved_views import NameTaken, change_view, drop_view, save_view
from dondoc.web.plans.actions.twins import decide_twins
from dondoc.web.plans.forms.saved_views import SavedViewForm
from dondoc.web.plans.list_doors import list_doors
from dondoc.web.plans.models import SavedView, Task, TaskTwin, TwinState
from dondoc.web.plans.panels import Look, task_panels
from dondoc.web.plans.queries.columns import bar, heads
from dondoc.web.plans.queries.saved_views import sharing_units, tabs
from dondoc.web.plans.queries.task import task_detail, tasks_called
from dondoc.web.plans.queries.task_query import TaskQuery
from dondoc.web.plans.queries.tasks import tally, task_page


@require_safe
def tasks(request: Request) -> HttpResponse:
    """Show the tasks that the address asks for, of those the person sees."""
    query, on = TaskQuery.of(request.GET), timezone.localdate()
    numbers = tally(request.scope, on=on)
    page = task_page(query, request.scope, on=on, every=numbers.every)
    shown = tabs(query, request.scope, tally=numbers)
    context = {
        "list": page,
        "heads": heads(query),
        "shows": query.shows,
        "bar": bar(query),
        "tabs": shown,
        "own_view": next((tab for tab in shown if tab.is_current and tab.view), None),
        "sharing": sharing_units(request.scope),
        "address": query.but().address(),
        "doors": list_doors(request.scope),
        "today": on,
    }
    return render(request, "plans/register/tasks.html", context)


@require_POST
def views(request: Request) -> HttpResponse:
    """Save the list at the posted address under a name."""
    address = TaskQuery.read(request.POST.get("address", "")).address()
    form = SavedViewForm(request.POST, scope=request.scope)
    if form.is_valid():
        try:
            view = save_view(address, form.values, scope=request.scope)
        except NameTaken as error:
            messages.error(request, _words(error))
        else:
            messages.success(request, _("Đã lưu khung nhìn “{name}”.").format(name=view.name))
    else:
        messages.error(request, _("Chưa lưu được: hãy đặt tên cho khung nhìn, nhiều nhất 80 chữ."))
    return redirect(f"{reverse('plans:tasks')}?{address}")


@require_POST
def view(request: Request, pk: int) -> HttpResponse:
    """Rename one's own saved view, change who shares it, or delete it."""
    kept = get_object_or_404(SavedView, pk=pk, user=request.user)
    if request.POST.get("do") == "drop":
        drop_view(kept, scope=request.scope)
        messages.success(request, _("Đã xóa khung nhìn “{name}”.").format(name=kept.name))
        return redirect("plans:tasks")
    form = SavedViewForm(request.POST, scope=request.scope)
    try:
        if form.is_valid():
            change_view(kept, form.values, scope=request.scope)
            messages.success(request, _("Đã sửa khung nhìn."))
        else:
            messages.error(request, _("Chưa sửa được: hãy đặt tên cho khung nhìn, nhiều nhất 80 chữ."))
    except NameTaken as error:
        messages.error(request, _words(error))
    return redirect(f"{reverse('plans:tasks')}?{kept.query}")


def _words(error: NameTaken) -> str:
    return error.en if get_language() == "en" else error.vi


@require_safe
def task(request: Request, name: str) -> HttpResponse:
    """Show one task, by its code or its key; a code that two departments gave leads to the list of both."""
    found, on = tasks_called(name, request.scope), timezone.localdate()
    if not found:
        raise Http404
    if len(found) > 1:
        return redirect(f"{reverse('plans:tasks')}?{TaskQuery(text=name, state='moi').address()}")
    return show_task(request, found[0], on=on)


def show_task(request: Request, task: Task, *, on: date, returned: object = None) -> HttpResponse:
    """Show a task that the person sees; with `returned`, what they sent to a panel and must mend."""
    detail = task_detail(task, request.scope, on=on)
    context = {
        "detail": detail,
        "task": task,
        "plan": task.plan,
        "today": on,
        "panels": task_panels(Look(request, detail, on, returned)),
        "log": "lich-su" in request.GET,
    }
    return render(request, "plans/register/task.html", context, status=200 if returned is None else 422)


@require_POST
def twin(request: Request, name: str, pk: int) -> HttpResponse:
    """Say of a pair that the two tasks are one, or two."""
    found = tasks_called(name, request.scope)
    pair = get_object_or_404(TaskTwin, Q(first__in=found) | Q(second__in=found), pk=pk)
    state = {"link": TwinState.LINKED, "part": TwinState.REJECTED}.get(request.POST.get("do", ""))
    if state is None:
        raise Http404
    decide_twins(pair, state, scope=request.scope, now=timezone.now())
    return redirect("plans:task", name=name)
