"""Says something about a task to those who see it, tells whom it names, and lets people watch a task."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.web.accounts.models import User
from dondoc.web.audit.actions import record
from dondoc.web.notices.actions import tell
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.models import Task
from dondoc.web.plans.queries.sight import visible_tasks
from dondoc.web.tracking.actions.refusals import Incomplete
from dondoc.web.tracking.models import Comment, Watch
from dondoc.web.tracking.queries.talk import named_in

LONGEST = 4000


def comment(task: Task, text: str, *, scope: Scope, now: datetime) -> Comment:
    """Write words about a task and tell whom they name with `@` and who watches it. Raises PermissionDenied, Incomplete.

    Only people who see the task are told: another's name stays a word.
    """
    words = text.strip()
    with transaction.atomic():
        _demand_sight(task, scope)
        if not words:
            raise Incomplete(_("Hãy ghi nội dung trao đổi."))
        if len(words) > LONGEST:
            raise Incomplete(_("Nội dung trao đổi dài nhất %(n)d chữ. Hãy rút gọn hoặc gửi tệp kèm cập nhật.") % {"n": LONGEST})
        written = Comment.objects.create(task=task, by=scope.user, at=now, text=words)
        named = [person for person in named_in(words, task, on=timezone.localdate(now)) if person.pk != scope.user.pk]
        written.mentions.set(named)
        told = {person.pk for person in named} | {scope.user.pk}
        values = {"task": task.code or str(task), "person": scope.user.full_name}
        url = f"{reverse('plans:task', args=[task.code or task.pk])}#trao-doi-{written.pk}"
        tell(named, "comment.mention", values=values, url=url, key=f"comment:{written.pk}")
        watching = User.objects.active().filter(watches__task=task).exclude(pk__in=told)
        tell(watching, "comment.new", values=values, url=url, key=f"comment:{written.pk}")
        record(scope.user, gettext_noop("trao đổi về nhiệm vụ"), subject=task)
        return written


def watch(task: Task, *, scope: Scope) -> None:
    """Let the person be told of a task that they see. Raises PermissionDenied."""
    with transaction.atomic():
        _demand_sight(task, scope)
        Watch.objects.get_or_create(task=task, user=scope.user)


def unwatch(task: Task, *, scope: Scope) -> None:
    """Let the person be told no more, whether they still see the task or not."""
    Watch.objects.filter(task=task, user=scope.user).delete()


def _demand_sight(task: Task, scope: Scope) -> None:
    if not visible_tasks(scope, few=True).filter(pk=task.pk).exists():
        raise PermissionDenied
