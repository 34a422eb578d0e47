"""The parts of a task as one person sees them: each unit's with its shares, where it stands, and which one they came for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from dondoc.engine.tracking import ENDED, RUNNING, Side, TimeState, Told, Work, part_state
from dondoc.web.calendars.queries.calendars import Calendars
from dondoc.web.organisations.permissions import READING, Scope, within
from dondoc.web.plans.models import Assignment, AssignmentRole, Task
from dondoc.web.plans.permissions import may_see_whole
from dondoc.web.plans.queries.due import in_working_days, words_of
from dondoc.web.tracking.permissions import EXECUTING, may_assign, may_execute
from dondoc.web.tracking.queries.history import with_days_set
from dondoc.web.tracking.words import SIDE_NAMES, STATE_NAMES

PER_PAGE = 50
MOST_SHARES = 300
_TOP = (AssignmentRole.LEAD, AssignmentRole.COOPERATING)


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part as one person sees it: `side` says from where they look, `told` where it stands in time.

    `executes` and `gave` say whose acts are theirs: of a share that they cut from their own part both are.
    """

    part: Assignment
    side: Side | None
    told: Told
    executes: bool = False
    gave: bool = False
    shares: list[PartRow] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Who has it: the unit, or the person it was given to by name."""
        if self.part.person is not None:
            return self.part.person.full_name
        return self.part.unit.name if self.part.unit is not None else self.part.printed

    @property
    def state(self) -> str:
        """How far the work is, in the words of the person's side."""
        work = Work(self.part.work)
        return str(SIDE_NAMES[self.side][work] if self.side is not None else STATE_NAMES[work])

    @property
    def time(self) -> str:
        """Where it stands in time, in words."""
        return words_of(self.told)

    @property
    def percent(self) -> int:
        """How much of it is done."""
        return 100 if self.part.work == Work.DONE else self.part.percent

    @property
    def is_mine(self) -> bool:
        """Whether the person answers for it."""
        return self.side is Side.EXECUTOR

    @property
    def is_running(self) -> bool:
        """Whether it is the executor's to move."""
        return self.part.work in RUNNING

    @property
    def is_submitted(self) -> bool:
        """Whether it waits for the assigner's word."""
        return self.part.work == Work.SUBMITTED

    @property
    def is_ended(self) -> bool:
        """Whether nothing more is asked of it."""
        return self.part.work in ENDED

    @property
    def is_late(self) -> bool:
        """Whether it is, or was, late."""
        return self.told.state in (TimeState.LATE, TimeState.DONE_LATE)

    @property
    def was_moved(self) -> bool:
        """Whether its last day is another than the one it was given with."""
        return self.part.due_on != self.part.first_due_on and self.part.first_due_on is not None

    def flat(self, depth: int = 0) -> Iterable[tuple[PartRow, int]]:
        """Yield the part and all below it, each with how deep it lies."""
        yield self, depth
        for share in self.shares:
            yield from share.flat(depth + 1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which parts a page shows: those of one page, and the one that an address names."""

    asked: int | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a task that a page shows; `focus` is the one whose work stands open, `more` that another page follows."""

    rows: tuple[PartRow, ...]
    focus: PartRow | None
    page: int
    more: bool

    @property
    def lines(self) -> list[tuple[PartRow, int]]:
        """Every part with how deep it lies."""
        return [line for row in self.rows for line in row.flat()]

    @property
    def leads(self) -> int:
        """How many units lead, of those shown."""
        return sum(row.part.role == AssignmentRole.LEAD for row in self.rows)


def parts_of_task(task: Task, scope: Scope, *, on: date, calendars: Calendars, wanted: Wanted) -> Parts:
    """Return the parts of a task that the person sees, with the one whose work stands open."""
    asked, page = wanted.asked, wanted.page
    first = (page - 1) * PER_PAGE
    tops = list(_ordered(_parts(task).filter(role__in=_TOP), scope, asked)[first : first + PER_PAGE + 1])
    more = len(tops) > PER_PAGE
    rows: dict[int, PartRow] = {}
    for part in tops[:PER_PAGE]:
        part.task = task
        rows[part.pk] = row_of(part, scope, on=on, calendars=calendars)
    own = list(rows.values())
    for part in _shares(task, list(rows), scope):
        part.task = task
        above = rows.get(part.of_id or 0)
        if above is not None:
            part.of = above.part
            rows[part.pk] = row_of(part, scope, on=on, calendars=calendars)
            above.shares.append(rows[part.pk])
    return Parts(tuple(own), _focus(list(rows.values()), asked), page, more)


def row_of(part: Assignment, scope: Scope, *, on: date, calendars: Calendars) -> PartRow:
    """Return one part as the person sees it; of a share, who gave it looks as who gave it, also where they answer for all of it."""
    executes, gave = may_execute(scope, part), may_assign(scope, part)
    told = part_state(Work(part.work), due_on=part.due_on, late=part.late_days, submitted=part.submitted_at is not None, on=on)
    if part.submitted_at is None:
        told = in_working_days(told, part.due_on, on=on, calendar=calendars.of(part.unit.path if part.unit is not None else ""))
    as_executor = executes and not (gave and part.of_id is not None and part.person_id != scope.user.pk)
    side = Side.EXECUTOR if as_executor else Side.ASSIGNER if gave else None
    return PartRow(part, side, told, executes=executes, gave=gave)


def _parts(task: Task) -> QuerySet[Assignment]:
    parts = Assignment.objects.filter(task=task, unit__isnull=False).select_related("unit", "person", "excused_by", "given_by")
    return with_days_set(parts)


def _ordered(parts: QuerySet[Assignment], scope: Scope, asked: int | None) -> QuerySet[Assignment]:
    """Put one's own parts first, then the leads, then those that were given to others last."""
    place = Case(
        When(within("unit__path", scope.paths(*EXECUTING)) | Q(person=scope.user), then=Value(0)),
        When(pk=asked or 0, then=Value(1)),
        When(role=AssignmentRole.LEAD, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    gone = Case(When(work=Work.TRANSFERRED.value, then=Value(1)), default=Value(0), output_field=IntegerField())
    return parts.order_by(gone, place, "position", "pk")


def _shares(task: Task, tops: Sequence[int], scope: Scope) -> Iterable[Assignment]:
    """Return the shares of the parts shown, those farther up the chain first; only the house that cut a share sees it."""
    below = Q(of__in=tops) | Q(of__of__in=tops) | Q(of__of__of__in=tops)
    shares = _parts(task).filter(below, role=AssignmentRole.SHARE)
    if not may_see_whole(scope, task.plan):
        paths = scope.paths(*READING)
        shares = shares.filter(within("unit__path", paths) | within("of__unit__path", paths) | Q(person=scope.user))
    return shares.order_by("pk")[:MOST_SHARES]


def _focus(rows: Sequence[PartRow], asked: int | None) -> PartRow | None:
    """Return the part that the address names, else one's own that is not ended, else one that waits for the person, else any."""
    named = next((row for row in rows if row.part.pk == asked), None)
    if named is not None:
        return named
    mine = [row for row in rows if row.is_mine]
    by_name = [row for row in mine if row.part.person_id is not None]
    given = [row for row in rows if row.side is Side.ASSIGNER and (row.is_submitted or row.part.extension_open)]
    alone = list(rows) if len(rows) == 1 else []
    choices = [*(row for row in (*by_name, *mine) if not row.is_ended), *given, *mine, *alone]
    return choices[0] if choices else None
