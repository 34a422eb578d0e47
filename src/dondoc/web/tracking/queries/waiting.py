"""The parts that wait for one person today: returned, new, to confirm, asked for more time, stuck, never touched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, F, OrderBy, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dondoc.engine.tracking import RUNNING, Work, part_state
from dondoc.web.calendars.queries.calendars import Calendars, calendars_now
from dondoc.web.organisations.models import Role, Unit
from dondoc.web.organisations.permissions import Scope, within
from dondoc.web.plans.home_panels import Waiting, WaitingRow
from dondoc.web.plans.models import Assignment, AssignmentRole, Plan, Task
from dondoc.web.plans.queries.due import Deadline, Due, in_working_days, short_day, words_of
from dondoc.web.plans.queries.tasks import counts, place_number
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
_WHOLE = (AssignmentRole.LEAD, AssignmentRole.COOPERATING)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of waiting parts: its words, the state whose glyph it bears, and which of the person's parts they are."""

    title: str | Promise
    note: str | Promise
    glyph: str
    parts: Callable[[Scope, date], QuerySet[Assignment]]
    order: tuple[str, ...] = ("due_on", "pk")


def own_parts(scope: Scope, **which: object) -> QuerySet[Assignment]:
    """Return the parts that the person answers for: of their units and those below, and whatever was given to them by name.

    Each ground is asked by itself: joined by "or" in one condition, no index serves any of them.
    """
    units = {standing.unit_id for standing in scope.standings if standing.role in _EXECUTING}
    below = Unit.objects.filter(within("path", scope.paths(*_EXECUTING)))
    grounds = (Q(unit__in=below, role__in=_WHOLE), Q(role=AssignmentRole.SHARE, person=None, unit__in=units), Q(person=scope.user))
    first, *others = [_carried().filter(ground, **which).order_by().values("pk") for ground in grounds]
    return Assignment.objects.filter(pk__in=first.union(*others, all=True))


def given_parts(scope: Scope) -> QuerySet[Assignment]:
    """Return the parts that the person decides on: of the plans of their department, and the shares cut from their own parts."""
    plans = Plan.objects.filter(within("unit__path", scope.paths(*_GIVING)) | Q(director=scope.user))
    headed = Unit.objects.filter(within("path", scope.paths(Role.HEAD)))
    own = Assignment.objects.filter(Q(unit__in=headed) | Q(person=scope.user))
    # The plan's key as a sum, for which there is no index: what is asked for is rare, and its own indexes are the way to it.
    of_plan = _carried().annotate(of_plan=F("plan_id") + 0)
    return of_plan.filter(Q(role__in=_WHOLE, of_plan__in=plans.values("pk")) | Q(role=AssignmentRole.SHARE, of__in=own))


def _carried() -> QuerySet[Assignment]:
    # What comes back is carried period by period: its own parts ask nothing of anybody.
    periods = Task.objects.filter(occurrence_of=OuterRef("task"))
    parts = Assignment.objects.filter(task_active=True, unit__isnull=False).exclude(role=AssignmentRole.OVERSEEING)
    return parts.exclude(Exists(periods))


def _since(on: date, days: int) -> datetime:
    return timezone.make_aware(datetime.combine(on - timedelta(days=days), time()))


def _never(scope: Scope, on: date) -> QuerySet[Assignment]:
    return given_parts(scope).filter(work__in=_RUNNING, moved_at=None, given_at__lt=_since(on, NEVER_DAYS))


def _still(scope: Scope, on: date) -> QuerySet[Assignment]:
    return given_parts(scope).filter(work__in=_RUNNING, moved_at__lt=_since(on, STILL_DAYS))


def _asked(scope: Scope, _on: date) -> QuerySet[Assignment]:
    return given_parts(scope).filter(extension_open=True, due_on__isnull=False)


def _stuck(scope: Scope, _on: date) -> QuerySet[Assignment]:
    unanswered = Difficulty.objects.filter(to=scope.user, answered_at=None)
    return Assignment.objects.filter(pk__in=unanswered.values("part"), task_active=True)


KINDS: Mapping[str, Kind] = {
    "tra-lai": Kind(
        _("Bị trả lại"), _("làm tiếp rồi nộp lại"), "late", lambda scope, _on: own_parts(scope, work=Work.RETURNED)
    ),
    "cho-xac-nhan": Kind(
        _("Chờ xác nhận kết quả"), _("đơn vị đã nộp"), "wait", lambda scope, _on: given_parts(scope).filter(work=Work.SUBMITTED),
        ("submitted_at", "pk"),
    ),
    "xin-gia-han": Kind(_("Xin gia hạn"), _("hạn cũ còn hiệu lực tới khi quyết định"), "soon", _asked),
    "vuong-mac": Kind(_("Vướng mắc gửi anh, chị"), _("chờ trả lời"), "wait", _stuck),
    "chua-cap-nhat": Kind(_("Chưa cập nhật lần nào"), _("giao đã quá 14 ngày"), "none", _never, ("given_at", "pk")),
    "dung-im": Kind(_("Không tiến triển"), _("30 ngày chưa cập nhật"), "open", _still, ("moved_at", "pk")),
    "moi-nhan": Kind(
        _("Mới giao, chưa nhận"), _("bấm “Nhận việc” để người giao biết"), "in",
        lambda scope, _on: own_parts(scope, work=Work.ASSIGNED), ("-given_at", "pk"),
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


def waiting(scope: Scope, on: date) -> list[Waiting]:
    """Return what waits for a person: each kind that has something, its first rows and how many there are."""
    names = kinds_for(scope)
    found = [KINDS[name].parts(scope, on) for name in names]
    numbers = counts(scope, *found, bound=MOST_COUNTED)
    if not any(total.number for total in numbers):
        return []
    calendars = calendars_now()
    shown = []
    for name, parts, total in zip(names, found, numbers, strict=True):
        if total.number:
            kind, url = KINDS[name], reverse("waiting:list", args=[name])
            rows = tuple(rows_of(parts.order_by(*ordering(kind))[:ROWS], on=on, calendars=calendars))
            shown.append(Waiting(name, str(kind.title), str(kind.note), kind.glyph, rows, total, url))
    return shown


def ordering(kind: Kind) -> list[str | OrderBy]:
    """Return the order of a kind's rows: what has no day comes last."""
    return [F(name).asc(nulls_last=True) if name == "due_on" else name for name in kind.order]


def rows_of(parts: QuerySet[Assignment], *, on: date, calendars: Calendars) -> list[WaitingRow]:
    """Return parts as rows of a list, in one statement."""
    held = parts.select_related("task", "unit", "plan", "person").defer("task__folded", "task__evidence", "plan__evidence", "plan__folded")
    return [_row(part, on=on, calendars=calendars) for part in held]


def _row(part: Assignment, *, on: date, calendars: Calendars) -> WaitingRow:
    task = part.task
    return WaitingRow(
        url=f"{reverse('plans:task', args=[task.code or task.pk])}#viec-{part.pk}",
        number=place_number(task.number, task.heading),
        text=part.order or task.text,
        plan=str(part.plan.number or part.plan) if part.plan else "",
        unit=str(part.person or part.unit),
        due=due_of_part(part, on=on, calendars=calendars),
        part=part.pk,
    )


def due_of_part(part: Assignment, *, on: date, calendars: Calendars) -> Due:
    """Return when a part is due and where it stands in time on a day."""
    told = part_state(Work(part.work), due_on=part.due_on, late=part.late_days, submitted=part.submitted_at is not None, on=on)
    if part.submitted_at is None:
        told = in_working_days(told, part.due_on, on=on, calendar=calendars.of(part.unit.path if part.unit else ""))
    task = part.task
    deadline = Deadline(task.deadline_kind, task.due_from, task.due_on, task.due_strict, task.due_text, part.due_on)
    return Due(deadline, part.due_on, short_day(part.due_on, on) if part.due_on else "–", told.state, words_of(told))
