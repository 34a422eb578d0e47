"""Gives the open work that a person has by name to others, all at once; the old shares stay with all that was said of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.engine.tracking import ENDED, RUNNING, Act, Work
from dondoc.web.accounts.models import User
from dondoc.web.audit.actions import Change, record
from dondoc.web.notices.actions import tell
from dondoc.web.organisations.models import Post, covering
from dondoc.web.organisations.permissions import READING, Scope
from dondoc.web.plans.actions.parts import end_part
from dondoc.web.plans.actions.spreading import spread
from dondoc.web.plans.models import Assignment
from dondoc.web.tracking.actions.many import BatchRefused, lock_all, words_of_part
from dondoc.web.tracking.actions.refusals import Changed, Incomplete
from dondoc.web.tracking.actions.rolling import roll_up
from dondoc.web.tracking.models import Extension, ExtensionState, Update
from dondoc.web.tracking.permissions import may_hand_over
from dondoc.web.tracking.queries.judging import Recipient

MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Moves:
    """Which of a person's parts go to whom, each part with its version as it was seen, and why."""

    of: User
    to: Mapping[int, Recipient]
    versions: Mapping[int, int]
    reason: str


def hand_over_person(moves: Moves, *, scope: Scope, now: datetime) -> int:
    """Give a person's parts to others of the same unit or below, and return how many; all of them or, by BatchRefused, none.

    The new share has the same last day and whatever lateness the old one had: it is the work that is late. The old share ends as
    transferred. Both people are told. Raises PermissionDenied where a part is of a unit whose work the person may not hand over.
    """
    if not moves.to:
        raise Incomplete(_("Chưa chọn việc nào."))
    if len(moves.to) > MOST_AT_ONCE:
        raise Incomplete(_("Mỗi lần làm nhiều nhất %(n)d việc.") % {"n": MOST_AT_ONCE})
    if not moves.reason.strip():
        raise Incomplete(_("Hãy ghi rõ lý do bàn giao."))
    on = timezone.localdate(now)
    with transaction.atomic():
        lock_all(moves.to)
        held = Assignment.objects.filter(pk__in=moves.to).select_related("task__plan__unit", "unit", "person", "of", "of__unit")
        parts = list(held.order_by("pk"))
        if not all(may_hand_over(scope, part) for part in parts):
            raise PermissionDenied
        for part in parts:
            if words := _why_not(part, moves, on=on):
                raise BatchRefused(words_of_part(part), words)
        given = [(part, _give(part, moves.to[part.pk], reason=moves.reason, by=scope.user, now=now)) for part in parts]
        spread({part.task_id for part in parts})
        _tell(moves, by=scope.user, now=now)
        for old, new in given:
            changes = {"người thực hiện": Change(moves.of.full_name, str(new.person)), "hạn": Change(None, new.due_on)}
            record(scope.user, gettext_noop("bàn giao việc đang làm"), subject=old, changes=changes, reason=moves.reason.strip()[:300])
        return len(given)


def _why_not(part: Assignment, moves: Moves, *, on: date) -> str:
    """Return why a part does not go to its new person, or nothing where it does."""
    to = moves.to[part.pk]
    if part.version != moves.versions.get(part.pk) or part.person_id != moves.of.pk or part.work in ENDED:
        return str(Changed().words)
    if to.person.pk == moves.of.pk:
        return _("Hãy chọn một người khác.")
    if part.unit is None or not to.unit.path.startswith(part.unit.path):
        return _("%(person)s không ở đơn vị đang giữ việc này hay đơn vị trực thuộc.") % {"person": to.person.full_name}
    posts = Post.objects.filter(covering(on), user=to.person, unit=to.unit, role__in=READING)
    if not to.person.is_active or not posts.exists():
        return _("%(person)s không làm việc tại %(unit)s.") % {"person": to.person.full_name, "unit": to.unit.name}
    same = Assignment.objects.filter(task=part.task, of=part.of, person=to.person, unit=to.unit).exclude(work__in=[*ENDED])
    return _("%(name)s đã được giao việc này.") % {"name": to.person.full_name} if same.exists() else ""


def _give(part: Assignment, to: Recipient, *, reason: str, by: User, now: datetime) -> Assignment:
    """End a share and begin the same one in another person's name; what hangs below it goes along."""
    before = Work(part.work)
    new = Assignment(
        task=part.task, role=part.role, of=part.of, unit=to.unit, person=to.person, order=part.order, match=part.match,
        printed=part.printed, position=part.position, percent=part.percent, due_on=part.due_on, first_due_on=part.first_due_on,
        review_on=part.review_on, extension_open=part.extension_open, extensions=part.extensions, submitted_at=part.submitted_at,
        late_days=part.late_days, excused_at=part.excused_at, excused_by=part.excused_by, excuse=part.excuse,
        given_by=by, given_at=now, work=Work.ASSIGNED if before in RUNNING else before,
    )  # fmt: skip
    end_part(part, work=Work.TRANSFERRED, now=now)
    new.late_since = part.late_since
    new.save()
    Assignment.objects.filter(of=part).update(of=new)
    Extension.objects.filter(part=part, state=ExtensionState.ASKED).update(part=new)
    Assignment.objects.filter(pk=part.pk).update(extension_open=False)
    said = {"percent": part.percent, "text": reason.strip()}
    Update.objects.create(part=part, by=by, at=now, act=Act.TRANSFER, before=before, after=Work.TRANSFERRED, **said)
    roll_up(new, now=now)
    return new


def _tell(moves: Moves, *, by: User, now: datetime) -> None:
    """Tell each who takes work how much it is, and the person whose it was."""
    url, stamp = reverse("plans:tasks"), now.isoformat()
    counts = Counter(to.person for to in moves.to.values())
    for person, count in counts.items():
        if person.pk != by.pk:
            told: dict[str, str | int] = {"person": moves.of.full_name, "count": count}
            tell([person], "part.taken_over", values=told, url=url, key=f"taken-over:{moves.of.pk}:{stamp}")
    if moves.of.is_active and moves.of.pk != by.pk:
        told = {"by": by.full_name, "count": len(moves.to)}
        tell([moves.of], "part.handed_over", values=told, url=url, key=f"handed-over:{moves.of.pk}:{stamp}")
