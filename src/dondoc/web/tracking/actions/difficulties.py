"""Raises a difficulty to a named leader, and answers it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.web.accounts.models import User
from dondoc.web.audit.actions import record
from dondoc.web.notices.actions import tell
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.models import Assignment
from dondoc.web.tracking.actions.acting import executors, locked, part_url
from dondoc.web.tracking.actions.refusals import Incomplete, Refused
from dondoc.web.tracking.models import Difficulty
from dondoc.web.tracking.permissions import may_assign, may_execute
from dondoc.web.tracking.queries.leaders import leaders_for


@dataclass(frozen=True, slots=True)
class Raised:
    """What hinders a unit, what it proposes, who shall answer, and by when."""

    text: str
    to: User
    proposal: str = ""
    wanted_by: date | None = None


def raise_difficulty(part: Assignment, raised: Raised, *, scope: Scope, now: datetime) -> Difficulty:
    """Put a difficulty before a leader who sees the task. Raises PermissionDenied, Refused."""
    on = timezone.localdate(now)
    with transaction.atomic():
        row = locked(part.pk)
        if not may_execute(scope, row):
            raise PermissionDenied
        if not raised.text.strip():
            raise Incomplete(_("Hãy ghi rõ khó khăn, vướng mắc."))
        if raised.to.pk not in {leader.pk for leader in leaders_for(row, on=on)}:
            raise Refused(_("Hãy chọn lãnh đạo trong danh sách."))
        if raised.wanted_by is not None and raised.wanted_by < on:
            raise Incomplete(_("Ngày cần trả lời không được ở quá khứ."))
        difficulty = Difficulty.objects.create(
            part=row,
            raised_by=scope.user,
            raised_at=now,
            text=raised.text.strip(),
            proposal=raised.proposal.strip(),
            to=raised.to,
            wanted_by=raised.wanted_by,
        )
        values = {"task": row.task.code, "unit": row.unit.name if row.unit else ""}
        tell([raised.to], "difficulty.raised", values=values, url=part_url(row), key=f"difficulty:{difficulty.pk}")
        record(scope.user, gettext_noop("nêu khó khăn, vướng mắc"), subject=row, reason=raised.text.strip()[:300])
        return difficulty


def answer_difficulty(difficulty: Difficulty, words: str, *, scope: Scope, now: datetime) -> Difficulty:
    """Answer a difficulty: the leader it was raised to, or who gave the part. Raises PermissionDenied, Refused."""
    with transaction.atomic():
        row = locked(difficulty.part_id)
        if difficulty.to_id != scope.user.pk and not may_assign(scope, row):
            raise PermissionDenied
        if not words.strip():
            raise Incomplete(_("Hãy ghi ý kiến trả lời."))
        open_rows = Difficulty.objects.filter(pk=difficulty.pk, answered_at=None)
        if not open_rows.update(answer=words.strip(), answered_by=scope.user, answered_at=now):
            raise Refused(_("Vướng mắc này đã được trả lời."))
        difficulty.refresh_from_db()
        others = [person for person in {difficulty.raised_by, *executors(row, on=timezone.localdate(now))} if person.pk != scope.user.pk]
        tell(others, "difficulty.answered", values={"task": row.task.code}, url=part_url(row), key=f"difficulty:{difficulty.pk}:answered")
        record(scope.user, gettext_noop("trả lời khó khăn, vướng mắc"), subject=row, reason=words.strip()[:300])
        return difficulty
