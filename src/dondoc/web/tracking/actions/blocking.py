"""Says that a task cannot go on before another is done, and takes that back; no circle comes of it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.web.audit.actions import Change, record
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.models import Task, TaskState
from dondoc.web.plans.queries.sight import visible_tasks
from dondoc.web.tracking.actions.refusals import Refused
from dondoc.web.tracking.models import Block
from dondoc.web.tracking.permissions import may_order

MOST_BLOCKS = 20


def add_block(task: Task, by: Task, *, scope: Scope) -> Block:
    """Let a task wait for another that the person sees. Raises PermissionDenied, and Refused for a circle or what is no more."""
    with transaction.atomic():
        if not may_order(scope, task) or not visible_tasks(scope, few=True).filter(pk=by.pk).exists():
            raise PermissionDenied
        if by.pk == task.pk:
            raise Refused(_("Một nhiệm vụ không chờ chính nó."))
        if by.state in (TaskState.DROPPED, TaskState.SUPERSEDED):
            raise Refused(_("%(task)s đã bỏ hoặc được thay thế nên không có gì để chờ.") % {"task": by})
        if task.blocks.count() >= MOST_BLOCKS:
            raise Refused(_("Mỗi nhiệm vụ chờ nhiều nhất %(n)d nhiệm vụ khác.") % {"n": MOST_BLOCKS})
        block, is_new = Block.objects.get_or_create(task=task, by=by)
        if not is_new:
            raise Refused(_("Đã ghi nhiệm vụ này chờ %(task)s.") % {"task": by})
        record(scope.user, gettext_noop("ghi việc phải chờ"), subject=task, changes={"chờ": Change(None, str(by))})
        # Looked for only now: writing the log has put whoever adds another link at the same time in line behind this one.
        if _waits_for(by.pk, task.pk):
            raise Refused(_("%(task)s đang chờ nhiệm vụ này: hai việc không thể chờ lẫn nhau.") % {"task": by})
        return block


def remove_block(block: Block, *, scope: Scope) -> None:
    """Let a task wait no longer for another. Raises PermissionDenied."""
    with transaction.atomic():
        if not may_order(scope, block.task):
            raise PermissionDenied
        if Block.objects.filter(pk=block.pk).delete()[0]:
            record(scope.user, gettext_noop("bỏ việc phải chờ"), subject=block.task, changes={"chờ": Change(str(block.by), None)})


def _waits_for(task: int, other: int) -> bool:
    """Whether a task waits for another, however far down the line."""
    seen: set[int] = set()
    line = {task}
    while line:
        seen |= line
        line = set(Block.objects.filter(task__in=line).values_list("by", flat=True)) - seen
    return other in seen
