"""Decides that a lateness had objective reasons: under a name, with the reasons, and still shown as late."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.web.audit.actions import record
from dondoc.web.notices.actions import tell
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.models import Assignment
from dondoc.web.tracking.actions.acting import executors, locked, part_url
from dondoc.web.tracking.actions.refusals import Incomplete, Refused
from dondoc.web.tracking.permissions import may_excuse


def excuse(part: Assignment, *, reason: str, scope: Scope, now: datetime) -> Assignment:
    """Write that a part was late for objective reasons; it stays late in every figure, and is told apart there.

    Raises PermissionDenied, and Refused where the part was not late or this was decided before.
    """
    with transaction.atomic():
        row = locked(part.pk)
        if not may_excuse(scope, row):
            raise PermissionDenied
        on = timezone.localdate(now)
        overdue = row.submitted_at is None and row.due_on is not None and row.due_on < on
        if not (row.late_days or row.late_since or overdue):
            raise Refused(_("Việc này không chậm."))
        if row.excused_at is not None:
            raise Refused(_("Đã có quyết định về lý do chậm của việc này."))
        if not reason.strip():
            raise Incomplete(_("Hãy ghi rõ lý do khách quan."))
        row.excused_at, row.excused_by, row.excuse, row.version = now, scope.user, reason.strip(), row.version + 1
        row.save(update_fields=["excused_at", "excused_by", "excuse", "version"])
        tell(executors(row, on=on), "part.excused", values={"task": row.task.code}, url=part_url(row), key=f"excused:{row.pk}")
        record(scope.user, gettext_noop("công nhận chậm vì lý do khách quan"), subject=row, reason=reason.strip()[:300])
        return row
