"""A part and what a person wants done to it → why that does not happen, or nothing where it does; asks nothing of the database.

What is said here before an act is done is also what the act asks when it is done.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from dondoc.engine.tracking import ENDED, OPEN, RUNNING, Act, NotOpen, Work, next_state
from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.models import Assignment, AssignmentRole
from dondoc.web.tracking.permissions import EXECUTING, may_assign, may_execute
from dondoc.web.tracking.words import STATE_NAMES


class BulkAct(StrEnum):
    """What may be done to many parts at once: by who gave them (`DUE` to `RESUME`) or who executes them (the others)."""

    CONFIRM = "confirm"
    DUE = "due"
    REVIEW = "review"
    PAUSE = "pause"
    RESUME = "resume"
    ACCEPT = "accept"
    NOTHING = "nothing"
    GIVE = "give"


ENGINE_ACTS = {
    BulkAct.CONFIRM: Act.CONFIRM,
    BulkAct.PAUSE: Act.PAUSE,
    BulkAct.RESUME: Act.RESUME,
    BulkAct.ACCEPT: Act.ACCEPT,
    BulkAct.NOTHING: Act.UPDATE,
}
"""The acts that move a part's state."""
BY_GIVER = frozenset({BulkAct.CONFIRM, BulkAct.DUE, BulkAct.REVIEW, BulkAct.PAUSE, BulkAct.RESUME})


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person in one of their units, to whom work is given."""

    person: User
    unit: Unit


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants done to many parts, with what the act needs; what is not filled in yet is not asked about."""

    act: BulkAct
    day: date | None = None
    reason: str = ""
    to: Recipient | None = None


def is_theirs(scope: Scope, part: Assignment, act: BulkAct) -> bool:
    """Whether a part of a task is the one that the person means when they choose the task for an act: what they gave, or carry out.

    A share that their unit gave on to someone by name is that person's to report on, unless it is chosen by itself.
    """
    if act in BY_GIVER:
        return may_assign(scope, part)
    if part.person_id == scope.user.pk:
        return True
    if part.role == AssignmentRole.SHARE:
        return part.person_id is None and any(one.unit_id == part.unit_id and one.role in EXECUTING for one in scope.standings)
    return may_execute(scope, part)


def why_not(part: Assignment, wish: Wish, *, scope: Scope, on: date) -> str:
    """Return why a person's wish is not done to a part, in their language; empty where it is. The part's `of` and shares are at hand."""
    if not (may_assign(scope, part) if wish.act in BY_GIVER else may_execute(scope, part)):
        return _("Việc này không phải do anh, chị giao.") if wish.act in BY_GIVER else _("Việc này không phải của anh, chị thực hiện.")
    match wish.act:
        case BulkAct.DUE:
            return why_no_due(part, wish.day, on=on)
        case BulkAct.REVIEW:
            return why_no_review(part, wish.day, on=on)
        case BulkAct.GIVE:
            return _why_not_given(part, wish.to)
        case _:
            return _why_not_moved(part, wish.act)


def why_no_due(part: Assignment, day: date | None, *, on: date) -> str:
    """Return why a part's last day cannot be set to `day`; without one, why to none at all."""
    if part.work not in OPEN or part.submitted_at is not None:
        return _not_open(part, _("Đã nộp kết quả nên hạn không đổi được nữa."))
    if part.extension_open:
        return _("Đơn vị đang xin gia hạn. Hãy quyết định đề nghị ấy.")
    if day is None:
        return ""
    if day < on:
        return _("Hạn mới không được ở quá khứ.")
    if day == part.due_on:
        return _("Hạn đã là ngày này.")
    if part.of is not None and part.of.due_on is not None and day > part.of.due_on:
        return _("Hạn giao lại không được sau hạn của đơn vị (%(day)s).") % {"day": f"{part.of.due_on:%d/%m/%Y}"}
    return ""


def why_no_review(part: Assignment, day: date | None, *, on: date) -> str:
    """Return why the day of a part's next review cannot be set to `day`; without one, why to none at all."""
    if part.work in ENDED:
        return _not_open(part, "")
    if day is not None and day < on:
        return _("Ngày rà soát không được ở quá khứ.")
    return _("Ngày rà soát đã là ngày này.") if day is not None and day == part.review_on else ""


def _why_not_moved(part: Assignment, act: BulkAct) -> str:
    if act is BulkAct.CONFIRM and part.work != Work.SUBMITTED:
        return _not_open(part, _("Chưa nộp kết quả."))
    try:
        next_state(Work(part.work), ENGINE_ACTS[act])
    except NotOpen:
        return _not_open(part, "")
    return ""


def _why_not_given(part: Assignment, to: Recipient | None) -> str:
    if part.work not in RUNNING:
        return _not_open(part, _("Đã nộp kết quả nên không giao lại được."))
    if to is None or part.unit is None:
        return ""
    if not to.unit.path.startswith(part.unit.path):
        return _("%(unit)s không trực thuộc đơn vị đang giữ việc này.") % {"unit": to.unit.name}
    held = [share for share in part.shares.all() if share.work not in (Work.CANCELLED, Work.TRANSFERRED)]
    if any(share.unit_id == to.unit.pk and share.person_id == to.person.pk for share in held):
        return _("%(name)s đã được giao việc này.") % {"name": to.person.full_name}
    return _("Việc này đang do chính người ấy giữ.") if part.person_id == to.person.pk else ""


def _not_open(part: Assignment, submitted: str) -> str:
    """Say that the part's state does not let the act happen; `submitted` is said where it is not ended."""
    work = Work(part.work)
    if submitted and work in OPEN:
        return submitted
    return _("Việc này đang “%(state)s” nên không làm bước này được.") % {"state": STATE_NAMES[work]}
