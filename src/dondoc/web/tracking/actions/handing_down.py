"""Divides a unit's part among the units below it and its people, and takes shares back; the chain of who gave what is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.engine.tracking import RUNNING, Work
from dondoc.web.accounts.models import User
from dondoc.web.audit.actions import Change, record
from dondoc.web.notices.actions import tell
from dondoc.web.organisations.models import Post, Unit, covering
from dondoc.web.organisations.permissions import READING, Scope
from dondoc.web.plans.actions.spreading import spread
from dondoc.web.plans.models import Assignment, AssignmentRole, Match
from dondoc.web.tracking.actions.acting import executors, locked, part_url
from dondoc.web.tracking.actions.refusals import Incomplete, Refused
from dondoc.web.tracking.actions.rolling import roll_up
from dondoc.web.tracking.permissions import may_execute

MOST_SHARES = 60


@dataclass(frozen=True, slots=True)
class Share:
    """What one gets of a part: a unit at or below the part's, or one of its people, what is asked, and by when."""

    unit: Unit
    person: User | None = None
    order: str = ""
    due_on: date | None = None


def hand_down(part: Assignment, shares: Sequence[Share], *, scope: Scope, now: datetime) -> list[Assignment]:
    """Cut shares from a part and give them out; each is due with the part at the latest. Raises PermissionDenied, Refused."""
    on = timezone.localdate(now)
    with transaction.atomic():
        row = locked(part.pk)
        if not may_execute(scope, row):
            raise PermissionDenied
        if row.work not in RUNNING:
            raise Refused(_("Việc này đã nộp hoặc đã kết thúc nên không giao lại được."))
        if not shares or len(shares) > MOST_SHARES:
            raise Incomplete(_("Hãy chọn ít nhất một và nhiều nhất %(n)d nơi nhận.") % {"n": MOST_SHARES})
        for share in shares:
            _check(row, share, on=on)
        given = [_give(row, share, by=scope.user, now=now) for share in shares]
        if row.work == Work.ASSIGNED:
            row.work, row.moved_at = Work.ACCEPTED, now
        row.version += 1
        row.save(update_fields=["work", "moved_at", "version"])
        spread([row.task_id])
        roll_up(given[0], now=now)
        for one in given:
            others = [person for person in executors(one, on=on) if person.pk != scope.user.pk]
            values = {"task": row.task.code, "unit": row.unit.name if row.unit else ""}
            tell(others, "part.shared", values=values, url=part_url(one), key=f"share:{one.pk}")
        names = "; ".join(str(one.person or one.unit) for one in given)
        record(scope.user, gettext_noop("giao lại"), subject=row, changes={"nơi nhận": Change(None, names)})
        return given


def _give(part: Assignment, share: Share, *, by: User, now: datetime) -> Assignment:
    due_on = share.due_on or part.due_on
    return Assignment.objects.create(
        task=part.task,
        role=AssignmentRole.SHARE,
        of=part,
        unit=share.unit,
        person=share.person,
        order=share.order.strip(),
        match=Match.SETTLED,
        position=part.shares.count() + 1,
        due_on=due_on,
        first_due_on=due_on,
        review_on=part.review_on,
        given_by=by,
        given_at=now,
    )


def _check(part: Assignment, share: Share, *, on: date) -> None:
    """Raise Refused where a share may not be given so."""
    above = part.unit.path if part.unit else "-"
    if not share.unit.path.startswith(above) or (share.unit.pk == part.unit_id and share.person is None):
        raise Refused(_("“%(unit)s” không trực thuộc đơn vị đang giữ việc này.") % {"unit": share.unit.name})
    if share.person is not None:
        posts = Post.objects.filter(covering(on), user=share.person, role__in=READING, unit=share.unit)
        if not share.person.is_active or not posts.exists():
            raise Refused(_("%(person)s không làm việc tại %(unit)s.") % {"person": share.person, "unit": share.unit.name})
    if part.due_on is not None and share.due_on is not None and share.due_on > part.due_on:
        raise Refused(_("Hạn giao lại không được sau hạn của đơn vị."))
    same = part.shares.filter(unit=share.unit, person=share.person).exclude(work__in=[Work.CANCELLED, Work.TRANSFERRED])
    if same.exists():
        raise Refused(_("%(name)s đã được giao việc này.") % {"name": share.person or share.unit.name})
