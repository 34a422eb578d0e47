"""Keeps a workbook that came back, and applies what it asks: every row by the same acts as on a task's page, all of them or none."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django_tasks import TaskContext, task

from dondoc.engine.tracking import Act
from dondoc.web.accounts.models import User
from dondoc.web.jobs.actions import Wanted, enqueue
from dondoc.web.jobs.models import Job
from dondoc.web.jobs.progress import progress
from dondoc.web.organisations.permissions import Scope, scope_of
from dondoc.web.plans.actions.receiving import clean_name
from dondoc.web.tracking.actions.acting import Said, act_on
from dondoc.web.tracking.actions.due_dates import NewDay, set_due
from dondoc.web.tracking.actions.many import BatchRefused, lock_all, words_of_part
from dondoc.web.tracking.actions.refusals import Refused
from dondoc.web.tracking.models import ReturnedSheet
from dondoc.web.tracking.queries.round_trip import RowChange, difference
from dondoc.web.tracking.sheet_reading import WrongSheet, read_sheet

AT_ONCE = 200
"""Rows up to which a workbook is applied while the person waits."""
KEPT = timedelta(days=7)
_STEPS = 2


def keep_sheet(data: bytes, name: str, *, by: User, now: datetime) -> ReturnedSheet:
    """Read a workbook that came back and keep what it asks until its owner applies it; older ones of theirs are forgotten.

    Raises sheet_reading.WrongSheet, also where rows were added by hand or nothing was changed.
    """
    read = read_sheet(data, name, user=by, now=now)
    if read.foreign:
        rows = ", ".join(str(number) for number in read.foreign[:8])
        raise WrongSheet(_("Hàng %(rows)s không có trong tệp lúc tải về. Xóa các hàng ấy; chỉ sửa hàng có sẵn.") % {"rows": rows})
    if not read.rows:
        raise WrongSheet(_("Chưa có ô nào được sửa trong tệp này."))
    rows_kept = [
        {"row": row.number, "part": row.part, "version": row.version, "cells": dict(row.cells), "letters": dict(row.letters)}
        | {"formulas": list(row.formulas), "double": row.is_double}
        for row in read.rows
    ]
    ReturnedSheet.objects.filter(owner=by, created_at__lt=now - KEPT).delete()
    return ReturnedSheet.objects.create(owner=by, name=clean_name(name), taken_at=read.taken_at, created_at=now, rows=rows_kept)


def apply_sheet(sheet: ReturnedSheet, *, scope: Scope, now: datetime) -> int:
    """Do what a workbook asks and return on how many parts, or raise Refused and do nothing.

    Each row is checked anew under lock. Raises PermissionDenied for another's workbook.
    """
    if sheet.owner_id != scope.user.pk:
        raise PermissionDenied
    on = timezone.localdate(now)
    with transaction.atomic():
        kept = ReturnedSheet.objects.select_for_update().get(pk=sheet.pk)
        if kept.applied_at is not None:
            raise Refused(_("Tệp này đã được ghi."))
        lock_all({row["part"]: row for row in kept.rows})
        rows = difference(kept.rows, scope, on=on)
        wrong = sum(row.is_wrong for row in rows)
        if wrong:
            words = ngettext(
                "Còn %(n)s hàng cần sửa trong tệp. Chưa ghi hàng nào.", "Còn %(n)s hàng cần sửa trong tệp. Chưa ghi hàng nào.", wrong
            )
            raise Refused(words % {"n": wrong})
        # a share before what it was cut from, which would draw it along
        for row in sorted(rows, key=lambda one: -one.key):
            _apply(row, scope=scope, now=now)
        kept.applied_at = now
        kept.save(update_fields=["applied_at"])
        return len(rows)


def _apply(row: RowChange, *, scope: Scope, now: datetime) -> None:
    if row.part is None:
        raise PermissionDenied
    asks = row.asks
    try:
        if asks.due_on is not None:
            set_due(row.part, NewDay(asks.due_on, asks.why), scope=scope, now=now)
        if asks.reports:
            said = Said(asks.said, asks.percent, result_number=asks.number, result_on=asks.number_on)
            act_on(row.part, Act.SUBMIT if asks.submits else Act.UPDATE, said=said, scope=scope, now=now)
    except PermissionDenied as error:
        raise BatchRefused(words_of_part(row.part), _("Việc này không còn thuộc quyền của anh, chị.")) from error
    except Refused as error:
        raise BatchRefused(words_of_part(row.part), str(error.words)) from error


class SheetOutdated(Exception):
    """A workbook that things contradict by now; both sentences are in the owner's language, in which the job runs."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.vi = self.en = words


def apply_sheet_later(sheet: ReturnedSheet, *, by: User, now: datetime) -> Job:
    """Let a long workbook be applied by a worker; asking again while one is at it gives that one's job."""
    with transaction.atomic():
        kept = ReturnedSheet.objects.select_for_update(of=("self",)).select_related("job").get(pk=sheet.pk, owner=by)
        if kept.job is not None and not kept.job.finished:
            return kept.job
        wanted = Wanted(
            owner=by,
            label=gettext_noop("Ghi %(n)s hàng từ “%(name)s”"),
            values={"n": len(kept.rows), "name": kept.name},
            url=reverse("bulk:returned", args=[kept.pk]),
        )
        kept.job = enqueue(apply_returned_sheet, {"sheet": str(kept.pk), "user": by.pk}, wanted=wanted, now=now)
        kept.save(update_fields=["job"])
        return kept.job


@task(takes_context=True)
def apply_returned_sheet(context: TaskContext, sheet: str, user: int) -> dict[str, int]:
    """Apply a workbook for who confirmed it, with what they may do at this moment; safe to run twice. Raises SheetOutdated."""
    steps, now = progress(context), timezone.now()
    steps.report(0, _STEPS)
    kept = ReturnedSheet.objects.filter(pk=UUID(sheet), applied_at=None).first()
    if kept is None:
        return {}
    steps.report(1, _STEPS)
    scope = scope_of(User.objects.active().get(pk=user), on=timezone.localdate(now))
    try:
        done = apply_sheet(kept, scope=scope, now=now)
    except Refused as refused:
        raise SheetOutdated(str(refused.words)) from refused
    steps.report(_STEPS, _STEPS)
    return {"rows": done}
