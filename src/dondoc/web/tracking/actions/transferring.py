"""Takes a part from one unit and gives it to another: the old one ends with all that was said of it, the new one has the same last day."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.engine.tracking import OPEN, Act, Work
from dondoc.web.audit.actions import Change, record
from dondoc.web.notices.actions import tell
from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.actions.parts import end_part
from dondoc.web.plans.actions.spreading import spread
from dondoc.web.plans.models import Assignment, AssignmentRole, Match
from dondoc.web.tracking.actions.acting import Said, act_on, executors, locked, part_url
from dondoc.web.tracking.actions.refusals import Refused
from dondoc.web.tracking.actions.rolling import roll_up
from dondoc.web.tracking.models import Extension, ExtensionState
from dondoc.web.tracking.permissions import may_act


def transfer(part: Assignment, to_unit: Unit, *, said: Said, scope: Scope, now: datetime) -> Assignment:
    """Give a part to another unit and return the new one; a lateness of the old one stays with it.

    Its open shares are called off, a request for more time that waits is closed. Raises PermissionDenied and Refused.
    """
    on = timezone.localdate(now)
    with transaction.atomic():
        row = locked(part.pk)
        if not may_act(scope, row, Act.TRANSFER):
            raise PermissionDenied
        _check(row, to_unit, now=now)
        act_on(row, Act.TRANSFER, said=said, scope=scope, now=now)
        _close(row, scope=scope, now=now)
        given = Assignment.objects.create(
            task=row.task,
            role=row.role,
            position=row.position,
            unit=to_unit,
            via=row.via,
            printed=row.printed,
            match=Match.SETTLED,
            evidence=row.evidence,
            due_on=row.due_on,
            first_due_on=row.first_due_on,
            review_on=row.review_on,
            extensions=row.extensions,
            given_by=scope.user,
            given_at=now,
        )
        spread([row.task_id])
        roll_up(given, now=now)
        others = [person for person in executors(given, on=on) if person.pk != scope.user.pk]
        values = {"task": row.task.code or str(row.task), "unit": to_unit.name}
        tell(others, "part.received", values=values, url=part_url(given), key=f"received:{given.pk}")
        old = row.unit.name if row.unit is not None else row.printed
        record(scope.user, gettext_noop("nhận phần việc từ đơn vị khác"), subject=given, changes={"đơn vị": Change(old, to_unit.name)})
        return given


def _check(part: Assignment, to_unit: Unit, *, now: datetime) -> None:
    """Raise Refused where the unit cannot take the part."""
    if part.role == AssignmentRole.SHARE:
        raise Refused(_("Phần giao lại không chuyển đơn vị được: hãy hủy rồi giao lại nơi khác."))
    if to_unit.pk == part.unit_id:
        raise Refused(_("“%(unit)s” đang giữ việc này.") % {"unit": to_unit.name})
    if to_unit.valid_to is not None and to_unit.valid_to <= timezone.localdate(now):
        raise Refused(_("“%(unit)s” đã hết hoạt động. Hãy chọn đơn vị đang hoạt động.") % {"unit": to_unit.name})
    held = Assignment.objects.filter(task=part.task, role=part.role, unit=to_unit).exclude(work=Work.TRANSFERRED)
    if held.exists():
        raise Refused(_("“%(unit)s” đã có phần việc cùng vai trò trong nhiệm vụ này.") % {"unit": to_unit.name})


def _close(part: Assignment, *, scope: Scope, now: datetime) -> None:
    waiting = Extension.objects.filter(part=part, state=ExtensionState.ASKED)
    if waiting.update(state=ExtensionState.WITHDRAWN, decided_by=scope.user, decided_at=now):
        Assignment.objects.filter(pk=part.pk).update(extension_open=False)
    below = [part.pk]
    while below:
        shares = list(Assignment.objects.select_for_update().filter(of__in=below))
        for share in shares:
            if share.work in OPEN or share.work == Work.PAUSED:
                end_part(share, work=Work.CANCELLED, now=now)
        below = [share.pk for share in shares]
