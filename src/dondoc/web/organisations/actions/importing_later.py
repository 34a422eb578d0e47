"""Stores a long list of units in the background, so that nobody waits for the page."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop
from django_tasks import TaskContext, task

from dondoc.web.accounts.models import User
from dondoc.web.jobs.actions import Wanted, enqueue
from dondoc.web.jobs.models import Job
from dondoc.web.jobs.progress import progress
from dondoc.web.organisations.actions.deciding import CannotChange
from dondoc.web.organisations.actions.importing import store_units
from dondoc.web.organisations.models import ImportDraft

AT_ONCE = 500
"""Rows up to which a list is stored while the person waits."""
_STEPS = 2  # the list is read, the list is stored: all rows are stored in one transaction, which shows nothing halfway


class ListOutdated(Exception):
    """A list that the registry contradicts by now; both sentences are in the owner's language, in which the job runs."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.vi = self.en = words


def store_units_later(draft: ImportDraft, *, by: User, now: datetime) -> Job:
    """Let a list of units be stored by a worker; asking again while one is at it gives that one's job."""
    with transaction.atomic():
        kept = ImportDraft.objects.select_for_update(of=("self",)).select_related("job").get(pk=draft.pk, owner=by)
        if kept.job is not None and not kept.job.finished:
            return kept.job
        wanted = Wanted(
            owner=by,
            label=gettext_noop("Nhập %(n)s đơn vị từ “%(name)s”"),
            values={"n": len(kept.rows), "name": kept.name},
            url=reverse("organisations:tree"),
        )
        kept.job = enqueue(store_list_of_units, {"draft": str(kept.pk), "user": by.pk}, wanted=wanted, now=now)
        kept.save(update_fields=["job"])
        return kept.job


@task(takes_context=True)
def store_list_of_units(context: TaskContext, draft: str, user: int) -> dict[str, int]:
    """Store a list for who confirmed it; where it is gone, an earlier try has stored it. Raises ListOutdated."""
    steps = progress(context)
    steps.report(0, _STEPS)
    kept = ImportDraft.objects.filter(pk=UUID(draft)).first()
    if kept is None:
        return {}
    steps.report(1, _STEPS)
    try:
        done = store_units(kept, by=User.objects.active().get(pk=user), today=timezone.localdate())
    except CannotChange as refused:
        raise ListOutdated(refused.words) from refused
    steps.report(_STEPS, _STEPS)
    return {"added": len(done.added), "changed": len(done.changed)}
