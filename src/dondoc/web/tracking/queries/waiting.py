"""The parts that wait for one person today: returned, new, to confirm, asked for more time, stuck, never touched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from typing import Any

from django.db.models import Exists, F, OrderBy, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dondoc.engine.tracking import RUNNING, Work, part_state
from dondoc.web.calendars.queries.calendars import Calendars
from dondoc.web.organisations.models import Role, Unit
from dondoc.web.organisations.permissions import Scope, within
from dondoc.web.plans.home_panels import Waiting, WaitingRow
from dondoc.web.plans.models import Assignment, AssignmentRole, Plan, Task
from dondoc.web.plans.queries.due import Deadline, Due, in_working_days, short_day, words_of
from dondoc.web.plans.queries.first_keys import Asked, asked, first_keys
from dondoc.web.plans.queries.tasks import place_number, plan_name
from dondoc.web.tracking.models import Difficulty

ROWS = 6
MOST_COUNTED = 999
NEVER_DAYS = 14
"""A part is told as never touched from so many days after it was given."""
STILL_DAYS = 30
"""A part is told as standing still after so many days without an update."""
_EXECUTING = (Role.OFFICER, Role.HEAD)
_GIVING = (Role.OFFICE, Role.DIRECTOR)
_RUNNING = sorted(RUNNING)
_TOLD = (
    "pk", "order", "work", "due_on", "late_days", "submitted_at", "unit__name", "unit__path", "person__full_name",
    "plan__number", "plan__kind", "plan__title",
    "task_id", "task__code", "task__number", "task__heading", "task__text",
    "task__deadline_kind", "task__due_from", "task__due_on", "task__due_strict", "task__due_text",
)  # fmt: skip
_WHOLE = (AssignmentRole.LEAD, AssignmentRole.COOPERATING)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of waiting parts: its words, the state whose glyph it bears, and which of the person's parts they are."""

    title: str | Promise
    note: str | Promise
    glyph: str
    parts: Callable[[Reach], QuerySet[Assignment]]
    order: tuple[str, ...] = ("due_on", "pk")


class Reach:
    """The parts that one person answers for or decides on; what several kinds of waiting have in common is written once."""

    def __init__(self, scope: Scope, on: date) -> None:
        self.scope, self.on = scope, on

    @cached_property
    def _carried(self) -> QuerySet[Assignment]:
        # What comes back is carried period by period: its own parts ask nothing of anybody.
        periods = Task.objects.filter(occurrence_of=OuterRef("task"))
        return Assignment.objects.filter(~Exists(periods), ~Q(role=AssignmentRole.OVERSEEING), task_active=True, unit__isnull=False)

    @cached_property
    def _grounds(self) -> list[QuerySet[Assignment]]:
        units = {standing.unit_id for standing in self.scope.standings if standing.role in _EXECUTING}
        below = Unit.objects.filter(within("path", self.scope.paths(*_EXECUTING)))
        shares = Q(role=AssignmentRole.SHARE, person=None, unit__in=units)
        return [self._carried.filter(ground) for ground in (Q(unit__in=below, role__in=_WHOLE), shares, Q(person=self.scope.user))]

    def own(self, work: Work) -> QuerySet[Assignment]:
        """Return the parts in a state that the person answers for: of their units and those below, and whatever was given to them by name.

        Each ground is asked by itself: joined by "or" in one condition, no index serves any of them.
        """
        first, *others = [ground.filter(work=work).order_by().values("pk") for ground in self._grounds]
        return Assignment.objects.filter(pk__in=first.union(*others, all=True))

    @cached_property
    def given(self) -> QuerySet[Assignment]:
        """The parts that the person decides on: of the plans of their department, and the shares cut from their own parts."""
        plans = Plan.objects.filter(within("unit__path", self.scope.paths(*_GIVING)) | Q(director=self.scope.user))
        headed = Unit.objects.filter(within("path", self.scope.paths(Role.HEAD)))
        own = Assignment.objects.filter(Q(unit__in=headed) | Q(person=self.scope.user))
        # The plan's key as a sum, for which there is no index: what is asked for is rare, and its own indexes are the way to it.
        of_plan = self._carried.alias(of_plan=F("plan_id") + 0)
        return of_plan.filter(Q(role__in=_WHOLE, of_plan__in=plans.values("pk")) | Q(role=AssignmentRole.SHARE, of__in=own))


def _since(on: date, days: int) -> datetime:
    return timezone.make_aware(datetime.combine(on - timedelta(days=days), time()))


def _stuck(reach: Reach) -> QuerySet[Assignment]:
    unanswered = Difficulty.objects.filter(to=reach.scope.user, answered_at=None)
    return Assignment.objects.filter(pk__in=unanswered.values("part"), task_active=True)


KINDS: Mapping[str, Kind] = {
    "tra-lai": Kind(_("Bị trả lại"), _("làm tiếp rồi nộp lại"), "late", lambda reach: reach.own(Work.RETURNED)),
    "cho-xac-nhan": Kind(
        _("Chờ xác nhận kết quả"), _("đơn vị đã nộp"), "wait",
        lambda reach: reach.given.filter(work=Work.SUBMITTED), ("submitted_at", "pk"),
    ),
    "xin-gia-han": Kind(
        _("Xin gia hạn"), _("hạn cũ còn hiệu lực tới khi quyết định"), "soon",
        lambda reach: reach.given.filter(extension_open=True, due_on__isnull=False),
    ),
    "vuong-mac": Kind(_("Vướng mắc gửi anh, chị"), _("chờ trả lời"), "wait", _stuck),
    "chua-cap-nhat": Kind(
        _("Chưa cập nhật lần nào"), _("giao đã quá 14 ngày"), "none",
        lambda reach: reach.given.filter(work__in=_RUNNING, moved_at=None, given_at__lt=_since(reach.on, NEVER_DAYS)), ("given_at", "pk"),
    ),
    "dung-im": Kind(
        _("Không tiến triển"), _("30 ngày chưa cập nhật"), "open",
        lambda reach: reach.given.filter(work__in=_RUNNING, moved_at__lt=_since(reach.on, STILL_DAYS)), ("moved_at", "pk"),
    ),
    "moi-nhan": Kind(
        _("Mới giao, chưa nhận"), _("bấm “Nhận việc” để người giao biết"), "in",
        lambda reach: reach.own(Work.ASSIGNED), ("-given_at", "pk"),
    ),
}  # fmt: skip
"""What may wait, in the order in which it stands on the first page."""
_OF_EXECUTORS = ("tra-lai", "moi-nhan")
_OF_GIVERS = ("cho-xac-nhan", "xin-gia-han", "chua-cap-nhat", "dung-im")
_SHARES_ONLY = ("cho-xac-nhan", "xin-gia-han")
"""What a head is told of the shares that they gave; who never touched one the head knows."""


def kinds_for(scope: Scope) -> list[str]:
    """Return the kinds of things that may wait for a person, by their posts."""
    names = {"vuong-mac"}
    if scope.holds(*_EXECUTING):
        names.update(_OF_EXECUTORS)
    if scope.holds(*_GIVING):
        names.update(_OF_GIVERS)
    elif scope.holds(Role.HEAD):
        names.update(_SHARES_ONLY)
    return [name for name in KINDS if name in names]


def waiting(scope: Scope, on: date, calendars: Calendars) -> list[Waiting]:
    """Return what waits for a person: each kind that has something, its first rows and how many there are."""
    found = {name: one for name, one in first_keys(_asked_on(on, scope)).items() if one.keys}
    parts = Assignment.objects.filter(pk__in={pk for one in found.values() for pk in one.keys})
    rows = {row.part: row for row in rows_of(parts, on=on, calendars=calendars)} if found else {}
    return [
        Waiting(
            name,
            str(KINDS[name].title),
            str(KINDS[name].note),
            KINDS[name].glyph,
            tuple(rows[pk] for pk in one.keys if pk in rows),
            one.total,
            reverse("waiting:list", args=[name]),
        )
        for name, one in found.items()
    ]


@lru_cache(maxsize=256)
def _asked_on(on: date, scope: Scope) -> Asked:
    """Return what a person's first page asks on a day: it follows from their posts alone."""
    reach = Reach(scope, on)
    kinds = {name: KINDS[name] for name in kinds_for(scope)}
    lists = {name: kind.parts(reach).order_by(*ordering(kind)).values("pk") for name, kind in kinds.items()}
    return asked(lists, first=ROWS, bound=MOST_COUNTED)


def ordering(kind: Kind) -> list[str | OrderBy]:
    """Return the order of a kind's rows: what has no day comes last."""
    return [F(name).asc(nulls_last=True) if name == "due_on" else name for name in kind.order]


def rows_of(parts: QuerySet[Assignment], *, on: date, calendars: Calendars) -> list[WaitingRow]:
    """Return parts as rows of a list, in one statement."""
    return [_row(part, on=on, calendars=calendars) for part in parts.values_list(*_TOLD, named=True)]


def _row(part: Any, *, on: date, calendars: Calendars) -> WaitingRow:
    return WaitingRow(
        url=f"{reverse('plans:task', args=[part.task__code or part.task_id])}#viec-{part.pk}",
        number=place_number(part.task__number, part.task__heading),
        text=part.order or part.task__text,
        plan=plan_name(part),
        unit=part.person__full_name or part.unit__name or "",
        due=_due(part, _deadline(part), path=part.unit__path or "", on=on, calendars=calendars),
        part=part.pk,
    )


def _deadline(part: Any) -> Deadline:
    return Deadline(
        part.task__deadline_kind, part.task__due_from, part.task__due_on, part.task__due_strict, part.task__due_text, part.due_on
    )


def due_of_part(part: Assignment, *, on: date, calendars: Calendars) -> Due:
    """Return when a part is due and where it stands in time on a day."""
    task = part.task
    deadline = Deadline(task.deadline_kind, task.due_from, task.due_on, task.due_strict, task.due_text, part.due_on)
    return _due(part, deadline, path=part.unit.path if part.unit else "", on=on, calendars=calendars)


def _due(part: Any, deadline: Deadline, *, path: str, on: date, calendars: Calendars) -> Due:
    told = part_state(Work(part.work), due_on=part.due_on, late=part.late_days, submitted=part.submitted_at is not None, on=on)
    if part.submitted_at is None:
        told = in_working_days(told, part.due_on, on=on, calendar=calendars.of(path))
    return Due(deadline, part.due_on, short_day(part.due_on, on) if part.due_on else "–", told.state, words_of(told))
