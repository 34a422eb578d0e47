"""Does one act on a part: takes it, reports on it, submits it, confirms it, returns it, halts it or ends it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dondoc.engine.tracking import ENDED, Act, Clock, NotOpen, Side, Work, after_act, side_of
from dondoc.web.accounts.models import User
from dondoc.web.audit.actions import Change, record
from dondoc.web.calendars.queries.calendars import calendar_for
from dondoc.web.notices.actions import tell
from dondoc.web.organisations.models import Post, Role, covering
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.actions.clocks import CLOCK, clock_of, set_clock
from dondoc.web.plans.models import Assignment, Task
from dondoc.web.tracking.actions.proofs import File, check_files, keep_proofs
from dondoc.web.tracking.actions.refusals import Changed, Incomplete, Refused
from dondoc.web.tracking.actions.rolling import roll_up
from dondoc.web.tracking.models import Update
from dondoc.web.tracking.permissions import may_act
from dondoc.web.tracking.words import ACT_VERBS, STATE_NAMES

_WITH_REASON = frozenset({Act.RETURN, Act.REOPEN, Act.PAUSE, Act.CANCEL, Act.TRANSFER, Act.WITHDRAW})
"""Acts that nobody does without a word of why."""
_NOT_TOLD = frozenset({Act.ACCEPT, Act.UPDATE})
"""Acts of which nobody is told at once: who wants to know looks, or reads the day's digest."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says with an act. `percent` stays as it was where none is given; `nothing_new` answers "nothing to report".

    `version` is the part's as the person saw it; `by_mail` says that it came through a link of a mail.
    """

    text: str = ""
    percent: int | None = None
    nothing_new: bool = False
    result_number: str = ""
    result_on: date | None = None
    files: Sequence[File] = ()
    version: int | None = None
    by_mail: bool = False


def act_on(part: Assignment, act: Act, *, said: Said, scope: Scope, now: datetime) -> Update:
    """Do one act on a part and return the row that tells it.

    The first complete submission fixes when the work was done and how late it was; nothing that follows changes either. Raises
    PermissionDenied, and Refused where the part's state is not open to the act, someone changed it since, or something is missing.
    """
    check_files(said.files)
    with transaction.atomic():
        row = locked(part.pk)
        if not may_act(scope, row, act):
            raise PermissionDenied
        if said.version is not None and said.version != row.version:
            raise Changed
        _demand(row, act, said)
        before = Work(row.work)
        try:
            days = calendar_for(row.unit).working_days_between
            clock = after_act(clock_of(row), act, on=timezone.localdate(now), days=days, paused_in=_paused_in(row, act))
        except NotOpen as error:
            raise Refused(
                _("Việc này đang “%(state)s” nên không làm bước này được. Tải lại trang để xem.") % {"state": STATE_NAMES[before]}
            ) from error
        _move(row, act, clock=clock, said=said, now=now)
        update = Update(part=row, by=scope.user, at=now, act=act, before=before, after=row.work, percent=row.percent)
        _write(update, said)
        keep_proofs(update, said.files)
        roll_up(row, now=now)
        _tell(row, update, by=scope.user, on=timezone.localdate(now))
        changes = {"trạng thái": Change(STATE_NAMES[before], STATE_NAMES[clock.work]), "tiến độ": Change(None, row.percent)}
        record(scope.user, ACT_VERBS[act], subject=row, changes=changes, reason=said.text[:300])
        return update


def _paused_in(part: Assignment, act: Act) -> Work:
    """Return the state in which a part that goes on was paused last."""
    paused = part.updates.filter(act=Act.PAUSE).order_by("-at", "-pk").values_list("before", flat=True) if act is Act.RESUME else ()
    return next((Work(state) for state in paused[:1]), Work.IN_PROGRESS)


def locked(key: int) -> Assignment:
    """Return a part that nobody else changes until the transaction ends.

    Its task is locked first, for the roll-up writes there and on the task's other parts: two people at two parts then take turns.
    """
    Task.objects.select_for_update().filter(assignments=key).order_by().values_list("pk", flat=True).first()
    return with_records(Assignment.objects.all()).select_for_update(of=("self",)).get(pk=key)


def with_records(parts: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Return parts with the records around them that deciding on every one asks for; what only some ask for is looked up then.

    What is wide is left out: it is told on the records' own pages.
    """
    return parts.select_related("task__plan__unit", "unit", "person").defer(*_WIDE)


_WIDE = ("task__folded", "task__evidence", "task__plan__folded", "task__plan__evidence")


def _demand(part: Assignment, act: Act, said: Said) -> None:
    """Raise Incomplete where the act needs more than was said."""
    if act in _WITH_REASON and not said.text.strip():
        raise Incomplete(_("Hãy ghi rõ lý do."))
    if act is Act.UPDATE and not said.nothing_new and not said.text.strip() and said.percent is None and not said.files:
        raise Incomplete(_("Hãy ghi đã làm được gì, hoặc chọn “Không có gì mới”."))
    if act is Act.SUBMIT and not (said.files or said.result_number.strip()) and len(said.text.strip()) < _SHORTEST:
        raise Incomplete(_("Nộp kết quả cần tệp hoặc số văn bản kết quả; nếu không có, hãy ghi rõ kết quả và vì sao không có văn bản."))
    if said.percent is not None and not 0 <= said.percent <= 100:
        raise Incomplete(_("Tiến độ là một số từ 0 đến 100."))


_SHORTEST = 20
"""A submission without a document says in so many letters what came of the work."""


def _move(part: Assignment, act: Act, *, clock: Clock, said: Said, now: datetime) -> None:
    submits = clock.submitted_on is not None and part.submitted_at is None
    set_clock(part, clock)
    part.submitted_at = now if submits else part.submitted_at
    if not part.shares.exists():
        part.percent = 100 if act is Act.SUBMIT else part.percent if said.percent is None else said.percent
    part.ended_at = now if clock.work in ENDED else None
    if side_of(act) is Side.EXECUTOR:
        part.moved_at = now
    part.version += 1
    part.save(update_fields=[*CLOCK, "percent", "submitted_at", "ended_at", "moved_at", "version"])


def _write(update: Update, said: Said) -> None:
    update.text, update.nothing_new, update.by_mail = said.text.strip(), said.nothing_new, said.by_mail
    update.result_number, update.result_on = said.result_number.strip(), said.result_on
    update.save(force_insert=True)


def _tell(part: Assignment, update: Update, *, by: User, on: date) -> None:
    """Tell the other side, and who watches the task, of an act that asks something of them."""
    act = Act(update.act)
    if act in _NOT_TOLD:
        return
    people = assigners(part, on=on) if side_of(act) is Side.EXECUTOR else executors(part, on=on)
    watching = [watch.user for watch in part.task.watches.select_related("user")]
    told = {person.pk: person for person in (*people, *watching) if person.pk != by.pk}
    values = {"task": part.task.code or str(part.task), "unit": part.unit.name if part.unit else ""}
    tell(told.values(), f"part.{act}", values=values, url=part_url(part), key=f"part:{update.pk}")


def part_url(part: Assignment) -> str:
    """Return the address of a part on its task's page."""
    return f"{reverse('plans:task', args=[part.task.code or part.task_id])}?phan={part.pk}#viec-{part.pk}"


def executors(part: Assignment, *, on: date) -> Iterable[User]:
    """Return who answers for a part: whom it was given to by name, else the officers and heads of its unit."""
    if part.person is not None:
        return [part.person]
    return people_of([part.unit_id or 0], (Role.OFFICER, Role.HEAD), on=on)


def assigners(part: Assignment, *, on: date) -> Iterable[User]:
    """Return who gave a part: of a share who answers for what it was cut from, else the department's office and the leader in charge."""
    if part.of is not None:
        return executors(part.of, on=on)
    plan = part.task.plan
    office = people_of([int(key) for key in plan.unit.path.rstrip(".").split(".")], (Role.OFFICE,), on=on)
    return [*office, *([plan.director] if plan.director is not None and plan.director not in office else [])]


def people_of(units: Iterable[int], roles: Iterable[str], *, on: date) -> list[User]:
    """Return the active people who hold one of the roles in one of the units on a day."""
    posts = Post.objects.filter(covering(on), unit__in=list(units), role__in=list(roles))
    return list(User.objects.active().filter(pk__in=posts.values("user")).order_by("pk"))
