"""Finds what an address names, of what the person sees: hidden looks like absent."""

from __future__ import annotations

from dataclasses import dataclass

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from dondoc.web.organisations.requests import Request
from dondoc.web.plans.actions.parts import CARRIED
from dondoc.web.plans.models import Assignment, Task
from dondoc.web.plans.queries.sight import visible_tasks
from dondoc.web.plans.queries.task import tasks_called
from dondoc.web.plans.views.tasks import show_task
from dondoc.web.tracking.actions.acting import with_records
from dondoc.web.tracking.permissions import may_see_part


@dataclass(frozen=True, slots=True)
class Returned:
    """A form of a task's page that must be mended: `kind` names it, `key` the record it is about, `part` the part that stands open."""

    kind: str
    key: int
    form: Form
    part: int | None = None


def part_seen(request: Request, pk: int) -> Assignment:
    """Return a part that units carry, where the person sees it. Raises Http404."""
    part = get_object_or_404(with_records(Assignment.objects.filter(unit__isnull=False, role__in=CARRIED)), pk=pk)
    if not visible_tasks(request.scope, few=True).filter(pk=part.task_id).exists() or not may_see_part(request.scope, part):
        raise Http404
    return part


def task_seen(request: Request, pk: int) -> Task:
    """Return a task that the person sees. Raises Http404."""
    found = tasks_called(str(pk), request.scope)
    if not found:
        raise Http404
    return found[0]


def shown_again(request: Request, task: int, returned: Returned) -> HttpResponse:
    """Show a task's page with a form as it was sent and what is wrong with it."""
    return show_task(request, task_seen(request, task), on=timezone.localdate(), returned=returned)
