"""What people say of a task and to whom, who watches it, and what it waits for."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dondoc.web.organisations.requests import Request
from dondoc.web.plans.models import Task
from dondoc.web.plans.queries.task import tasks_called
from dondoc.web.tracking.actions.blocking import add_block, remove_block
from dondoc.web.tracking.actions.refusals import Refused
from dondoc.web.tracking.actions.talking import comment, unwatch, watch
from dondoc.web.tracking.forms.reporting import BlockForm, CommentForm
from dondoc.web.tracking.models import Block
from dondoc.web.tracking.permissions import may_order
from dondoc.web.tracking.queries.talk import offered
from dondoc.web.tracking.views.finding import Returned, shown_again, task_seen
from dondoc.web.tracking.views.reporting import tried

_LONGEST_NAME = 60


@require_POST
def say(request: Request, pk: int) -> HttpResponse:
    """Write words about a task."""
    task = task_seen(request, pk)
    form = CommentForm(request.POST)
    if not tried(form, lambda: comment(task, form.cleaned_data["text"], scope=request.scope, now=timezone.now())):
        return shown_again(request, task.pk, Returned("comment", task.pk, form))
    messages.success(request, _("Đã gửi trao đổi."))
    return redirect(f"{_address(task)}#trao-doi")


@require_GET
def people(request: Request, pk: int) -> JsonResponse:
    """Give the people that words after an `@` may mean, of those who see the task."""
    task = task_seen(request, pk)
    found = offered(task, request.GET.get("q", "")[:_LONGEST_NAME].replace("\x00", ""), on=timezone.localdate())
    return JsonResponse({"people": [{"name": person.full_name} for person in found]})


@require_POST
def follow(request: Request, pk: int) -> HttpResponse:
    """Watch a task, or watch it no more."""
    task = task_seen(request, pk)
    if request.POST.get("do") == "stop":
        unwatch(task, scope=request.scope)
        messages.success(request, _("Đã thôi theo dõi."))
    else:
        watch(task, scope=request.scope)
        messages.success(request, _("Đã theo dõi: có bước mới anh, chị sẽ được báo."))
    return redirect(_address(task))


@require_POST
def wait(request: Request, pk: int) -> HttpResponse:
    """Let a task wait for another, called by its code."""
    task = task_seen(request, pk)
    if not may_order(request.scope, task):
        raise PermissionDenied
    form = BlockForm(request.POST)

    def add() -> None:
        add_block(task, _called(request, form.cleaned_data["code"], task), scope=request.scope)

    if not tried(form, add):
        return shown_again(request, task.pk, Returned("block", task.pk, form))
    messages.success(request, _("Đã ghi việc phải chờ."))
    return redirect(f"{_address(task)}#cho")


@require_POST
def wait_no_more(request: Request, pk: int) -> HttpResponse:
    """Let a task wait no longer for another."""
    block = get_object_or_404(Block.objects.select_related("task", "by"), pk=pk)
    task = task_seen(request, block.task_id)
    remove_block(Block(pk=block.pk, task=task, by=block.by), scope=request.scope)
    messages.success(request, _("Đã bỏ việc phải chờ."))
    return redirect(f"{_address(task)}#cho")


def _called(request: Request, code: str, task: Task) -> Task:
    """Return the task that a code means, of the same department where several do. Raises Refused."""
    found = tasks_called(code.strip(), request.scope)
    own = [one for one in found if one.plan.unit_id == task.plan.unit_id] or found
    if not own:
        raise Refused(_("Không có nhiệm vụ nào mang mã “%(code)s”. Xem mã ở đầu trang của nhiệm vụ đó.") % {"code": code.strip()[:60]})
    return own[0]


def _address(task: Task) -> str:
    return reverse("plans:task", args=[task.code or task.pk])
