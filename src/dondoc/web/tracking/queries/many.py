"""The tasks and parts that a person ticked → for an act, each part with what would become of it, or why nothing does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from dondoc.engine.tracking import Work, next_state
from dondoc.web.calendars.queries.calendars import calendars_now
from dondoc.web.organisations.models import Post, Unit, covering
from dondoc.web.organisations.permissions import READING, Scope, within
from dondoc.web.plans.models import Assignment, AssignmentRole
from dondoc.web.plans.queries.due import Due
from dondoc.web.plans.queries.sight import visible_tasks
from dondoc.web.tracking.permissions import EXECUTING
from dondoc.web.tracking.queries.judging import ENGINE_ACTS, BulkAct, Recipient, Wish, is_theirs, why_not
from dondoc.web.tracking.queries.waiting import due_of_part
from dondoc.web.tracking.words import STATE_NAMES

MOST_TICKED = 200
"""Tasks or parts that may be chosen at once."""
MOST_PARTS = 400
"""Parts that one act may change."""
MOST_PEOPLE = 600
"""People that a choice holds."""
_RANK: dict[str, int] = {AssignmentRole.LEAD: 0, AssignmentRole.COOPERATING: 1, AssignmentRole.SHARE: 2}
_WIDE = ("task__folded", "task__evidence", "task__as_read", "task__plan__evidence", "task__plan__folded", "evidence")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person ticked, as far as they see it: the parts, and the keys of those ticked by themselves."""

    parts: tuple[Assignment, ...]
    by_key: frozenset[int]

    @property
    def tasks(self) -> int:
        """How many tasks they are of."""
        return len({part.task_id for part in self.parts})


@dataclass(frozen=True, slots=True)
class Judged:
    """A part with what an act makes of it: `old` and `new` in words, or why it is `refused`."""

    part: Assignment
    due: Due
    refused: str = ""
    old: str = ""
    new: str = ""

    @property
    def name(self) -> str:
        """Who has the part."""
        return str(self.part.person or self.part.unit)


def chosen_parts(tasks: Iterable[int], parts: Iterable[int], *, scope: Scope) -> Chosen:
    """Return the carried parts of the ticked tasks and the ticked parts, of the tasks that the person sees; others are as if not ticked."""
    of_tasks, by_key = set(list(tasks)[:MOST_TICKED]), set(list(parts)[:MOST_PARTS])
    if not of_tasks and not by_key:
        return Chosen((), frozenset())
    named = Assignment.objects.filter(pk__in=by_key).values("task")
    seen = set(visible_tasks(scope, few=True).filter(Q(pk__in=of_tasks) | Q(pk__in=named)).values_list("pk", flat=True))
    wanted = Q(task__in=seen & of_tasks) | Q(pk__in=by_key, task__in=seen)
    held = held_parts().filter(wanted, unit__isnull=False).exclude(role=AssignmentRole.OVERSEEING).exclude(work=Work.TRANSFERRED)
    return Chosen(tuple(sorted(held, key=_printed_order)), frozenset(by_key))


def _printed_order(part: Assignment) -> tuple[int, int, int, int, int]:
    """Order parts as their documents print them: who leads, who cooperates, then what was handed down."""
    return part.task.plan_id, part.task.position, _RANK[part.role], part.position, part.pk


def held_parts() -> QuerySet[Assignment]:
    """Return parts with all that judging and showing them asks for."""
    shares = Assignment.objects.only("pk", "of", "unit", "person", "work")
    rows = Assignment.objects.select_related("task__plan__unit", "plan", "unit", "person", "of__unit")
    return rows.prefetch_related(Prefetch("shares", shares)).defer(*_WIDE)


def judged(chosen: Chosen, wish: Wish, *, scope: Scope, on: date) -> list[Judged]:
    """Return what an act makes of each part that the person means: those of their side, or a task's first where none is."""
    calendars = calendars_now()
    found = []
    for part in _meant(chosen, wish.act, scope=scope):
        words = why_not(part, wish, scope=scope, on=on)
        old, new = ("", "") if words else _change(part, wish)
        found.append(Judged(part, due_of_part(part, on=on, calendars=calendars), words, old, new))
    return found


def open_acts(chosen: Chosen, *, scope: Scope, on: date) -> dict[BulkAct, int]:
    """Return the acts that at least one of the chosen parts is open to, each with how many are."""
    counts = {}
    for act in BulkAct:
        wish = Wish(act)
        counts[act] = sum(not why_not(part, wish, scope=scope, on=on) for part in _meant(chosen, act, scope=scope))
    return {act: count for act, count in counts.items() if count}


def _meant(chosen: Chosen, act: BulkAct, *, scope: Scope) -> Sequence[Assignment]:
    """Return the parts that the person means for an act."""
    by_task: dict[int, list[Assignment]] = {}
    for part in chosen.parts:
        by_task.setdefault(part.task_id, []).append(part)
    meant = []
    for parts in by_task.values():
        own = [part for part in parts if part.pk in chosen.by_key or is_theirs(scope, part, act)]
        meant += own or parts[:1]
    return meant


def _change(part: Assignment, wish: Wish) -> tuple[str, str]:
    """Return what an act changes on a part, before and after, in words; nothing where a field of the act is not filled in yet."""
    before = str(STATE_NAMES[Work(part.work)])
    if wish.act in ENGINE_ACTS:
        if wish.act is BulkAct.RESUME:
            return before, _("như trước khi tạm dừng")
        after = next_state(Work(part.work), ENGINE_ACTS[wish.act])
        return before, _("báo không có gì mới") if wish.act is BulkAct.NOTHING else str(STATE_NAMES[after])
    if wish.act is BulkAct.GIVE:
        held = [share for share in part.shares.all() if share.work not in (Work.CANCELLED, Work.TRANSFERRED)]
        shared = _("%(n)d phần giao lại") % {"n": len(held)} if held else str(part.person or part.unit)
        return shared, wish.to.person.full_name if wish.to else ""
    old = part.due_on if wish.act is BulkAct.DUE else part.review_on
    return f"{old:%d/%m/%Y}" if old else "–", f"{wish.day:%d/%m/%Y}" if wish.day else ""


def recipients(units: Iterable[Unit], scope: Scope, *, on: date) -> list[Recipient]:
    """Return the people of these units and of those below, each in each unit of theirs, where the person carries work out."""
    here = within("unit__path", tuple({unit.path for unit in units})) & within("unit__path", scope.paths(*EXECUTING))
    posts = Post.objects.filter(covering(on), here, role__in=READING, user__is_active=True)
    found = posts.select_related("user", "unit").order_by("unit__path", "user__full_name", "pk")[:MOST_PEOPLE]
    return list({(post.user_id, post.unit_id): Recipient(post.user, post.unit) for post in found}.values())
