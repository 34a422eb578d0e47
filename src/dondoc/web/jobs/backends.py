"""What both backends of Django's tasks API share: a job is a row, written in the transaction that asks for it."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

from django.utils import timezone
from django_tasks import TaskResult
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task
from django_tasks.exceptions import TaskResultDoesNotExist
from django_tasks.utils import normalize_json

from dondoc.web.jobs.models import Job
from dondoc.web.jobs.performing import result_of, task_of


class RowBackend(BaseTaskBackend):
    """Keeps every job as a row; `carry` sees to it that a worker comes for it."""

    supports_defer = True
    supports_get_result = True

    def carry(self, job: Job) -> None:
        """See to it that a worker comes for a waiting job; called in the transaction that lets it wait."""
        raise NotImplementedError

    def enqueue(self, task: Task, args: Sequence[object], kwargs: Mapping[str, object]) -> TaskResult:
        """Keep a job that belongs to nobody."""
        self.validate_task(task)
        now = timezone.now()
        job = Job.objects.create(
            id=uuid4(), task=task.module_path, arguments=named(task, args, kwargs), created_at=now, run_after=task.run_after or now
        )
        self.carry(job)
        return result_of(job, task, self.alias)

    def get_result(self, result_id: str) -> TaskResult:
        """Return how a job stands; raises TaskResultDoesNotExist."""
        try:
            job = Job.objects.get(pk=UUID(result_id))
        except (Job.DoesNotExist, ValueError) as error:
            raise TaskResultDoesNotExist(result_id) from error
        return result_of(job, task_of(job.task), self.alias)


def named(task: Task, args: Sequence[object], kwargs: Mapping[str, object]) -> dict[str, object]:
    """Return the arguments under their names, as JSON can hold them; raises TypeError where they do not fit the task."""
    signature = inspect.signature(task.func)
    bound = signature.bind(None, *args, **kwargs) if task.takes_context else signature.bind(*args, **kwargs)
    given = dict(bound.arguments)
    if task.takes_context:
        del given[next(iter(signature.parameters))]
    values = normalize_json(given)
    if not isinstance(values, dict):
        raise TypeError(f"{task.module_path} cannot be given {given}")
    return values
