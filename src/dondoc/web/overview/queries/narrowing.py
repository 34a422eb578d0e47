"""Turns a part query into conditions on the parts a person sees, and says in words what each filter means to that person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dondoc.engine.tracking import OPEN, TimeState
from dondoc.engine.tracking.head_ratio import Weight
from dondoc.engine.tracking.late_risk import STILL_DAYS
from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.permissions import Scope
from dondoc.web.overview.queries.conditions import SUBMITTED_DAY, any_of, begins, by_first_day, pieces_now, pieces_then, weighing
from dondoc.web.overview.queries.part_query import CAME, NO_FIELD, QUIET, ROLES, TIME_NAMES, WEIGHTS, WORKS, Basis, Came, PartQuery, Quiet
from dondoc.web.overview.queries.reach import ANSWERING, Reach
from dondoc.web.plans.models import Assignment, Plan
from dondoc.web.plans.queries.sight import visible_plans
from dondoc.web.plans.queries.units import known_units

WEEK = timedelta(days=7)
UNDONE = Q(work__in=sorted(OPEN), submitted_at=None)
"""The condition that a part's result is still to be submitted."""
_CHIP = 60


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter in force, in words, and the query without it."""

    label: str
    value: str
    without: PartQuery


def narrowed(query: PartQuery, reach: Reach, *, on: date) -> QuerySet[Assignment]:
    """Return what the person sees of what the query asks for, in no order yet."""
    return asked_of(query, reach.parts(), on=on)


def asked_of(query: PartQuery, parts: QuerySet[Assignment], *, on: date) -> QuerySet[Assignment]:
    """Return what the query asks for of these parts, in no order yet."""
    parts = parts.filter(role__in=[query.role] if query.role else ANSWERING)
    if query.unit is not None:
        path = Unit.objects.filter(pk=query.unit).values("path")
        below = Unit.objects.filter(path__startswith=Subquery(path)).order_by().values("pk")
        parts = parts.filter(unit=query.unit) if query.alone else parts.filter(unit__in=below)
    if query.plan is not None:
        parts = parts.filter(plan=query.plan)
    if query.leader is not None:
        parts = parts.filter(plan__in=Plan.objects.filter(director=query.leader or None).values("pk"))
    if query.field:
        parts = parts.filter(task__heading__0__isnull=True) if query.field == NO_FIELD else parts.filter(task__heading__0=query.field)
    if query.basis == Basis.FIRST or query.extended:
        parts = parts.alias(submitted_day=SUBMITTED_DAY)
    return parts.filter(_condition(query, on=on))


def is_past(query: PartQuery, on: date) -> bool:
    """Whether the query asks how it stood on a day before today."""
    return query.day is not None and query.day < on


def day_of(query: PartQuery, on: date) -> date:
    """Return the day by which the query judges: that which it names, if it is past, else today."""
    return query.day if query.day is not None and query.day < on else on


def in_state(query: PartQuery, state: TimeState, *, on: date) -> Q:
    """Return when a part is in a state, on the day and by the last day that the query names."""
    if query.basis == Basis.FIRST:
        return by_first_day(state, on=on)
    return any_of(pieces_then(state, on=day_of(query, on)) if is_past(query, on) else pieces_now(state, on=on))


def _condition(query: PartQuery, *, on: date) -> Q:
    found = Q()
    if is_past(query, on) and query.basis != Basis.FIRST:
        found &= Q(given_at__lt=begins(day_of(query, on) + timedelta(days=1)))
    if query.time:
        found &= in_state(query, TimeState(query.time), on=on)
    if query.work:
        found &= Q(work=query.work)
    if query.quiet:
        found &= silent(Quiet(query.quiet), on=on)
    if query.undone:
        found &= UNDONE
    if query.week is not None:
        found &= Q(due_on__gte=query.week, due_on__lt=query.week + WEEK)
    if query.month is not None:
        found &= came_in(query.month, query.came)
    if query.year is not None:
        found &= any_of(weighing(Weight(one), year=query.year, on=on) for one in ([query.weight] if query.weight else Weight))
    if query.extended:
        found &= Q(extensions__gt=0)
    return found


def silent(quiet: Quiet, *, on: date) -> Q:
    """Return when a part that is still to be done has not moved: never, or not for thirty days and more."""
    if quiet is Quiet.NEVER:
        return UNDONE & Q(moved_at=None)
    before = begins(on - timedelta(days=STILL_DAYS - 1))
    return UNDONE & (Q(moved_at__lt=before) | Q(moved_at=None, given_at__lt=before))


def came_in(month: date, came: str) -> Q:
    """Return when a part's first complete submission came in a month, in time or late or either."""
    within_month = Q(submitted_at__gte=begins(month), submitted_at__lt=begins(next_month(month)))
    if came == Came.LATE:
        return within_month & Q(late_days__gt=0)
    return within_month & (Q(late_days=None) | Q(late_days=0)) if came == Came.IN_TIME else within_month


def next_month(month: date, months: int = 1) -> date:
    """Return the first day of the month so many months after another."""
    count = month.year * 12 + month.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def ordered(parts: QuerySet[Assignment], query: PartQuery) -> QuerySet[Assignment]:
    """Order by the query's key and last by the row's own, so that leafing neither skips nor repeats."""
    match query.sort:
        case "don-vi":
            return parts.order_by("unit__path", F("due_on").asc(nulls_last=True), "pk")
        case "chuyen-bien":
            return parts.order_by(F("moved_at").asc(nulls_first=True), "given_at", "pk")
        case "ma":
            return parts.order_by("task__code", "role", "pk")
        case _:
            return parts.order_by(F("due_on").asc(nulls_last=True), "pk")


def filters_of(query: PartQuery, scope: Scope, *, on: date) -> tuple[Filter, ...]:
    """Return the filters in force; a plan, unit or leader hidden from the person is as one that does not exist."""
    return tuple(_filters(query, scope, on=on))


def _filters(query: PartQuery, scope: Scope, *, on: date) -> Iterator[Filter]:
    if query.unit is not None:
        name = known_units(scope).filter(pk=query.unit).values_list("name", flat=True).first()
        label = _("Riêng đơn vị") if query.alone else pgettext("một", "Đơn vị")
        yield Filter(label, name or "–", query.but(unit=None, alone=False))
    if query.plan is not None:
        plan = visible_plans(scope).filter(pk=query.plan).only("kind", "number", "title").first()
        yield Filter(pgettext("một", "Văn bản"), str(plan) if plan else "–", query.but(plan=None, field=""))
    if query.leader is not None:
        led = visible_plans(scope).filter(director=query.leader).values("director")
        name = User.objects.filter(pk__in=led).values_list("full_name", flat=True).first()
        name = name if query.leader else _("chưa ghi")
        yield Filter(_("Lãnh đạo phụ trách"), name or "–", query.but(leader=None))
    if query.field:
        heading = _("không có đề mục") if query.field == NO_FIELD else query.field[:_CHIP]
        yield Filter(_("Mục"), heading, query.but(field=""))
    if query.day is not None and is_past(query, on):
        day = date_format(query.day, "SHORT_DATE_FORMAT")
        yield Filter(_("Tính đến hết ngày"), day, query.but(day=None))
    if query.week is not None:
        days = f"{query.week:%d/%m} – {query.week + WEEK - timedelta(days=1):%d/%m/%Y}"
        yield Filter(_("Hạn trong tuần"), days, query.but(week=None))
    if query.month is not None:
        came = str(CAME[Came(query.came)]) if query.came else _("Nộp kết quả")
        yield Filter(came, f"{query.month:%m/%Y}", query.but(month=None, came=""))
    if query.year is not None:
        words = str(WEIGHTS[Weight(query.weight)]) if query.weight else _("mọi việc có hạn")
        yield Filter(_("Hạn giao ban đầu trong năm {year}").format(year=query.year), words, query.but(year=None, weight=""))
    yield from _plain(query)


def _plain(query: PartQuery) -> Iterator[Filter]:
    if query.role:
        yield Filter(_("Vai trò"), str(ROLES[query.role]), query.but(role=""))
    if query.time:
        yield Filter(_("Thời gian"), str(TIME_NAMES[query.time]), query.but(time=""))
    if query.work:
        yield Filter(_("Xử lý"), str(WORKS[query.work]), query.but(work=""))
    if query.quiet:
        yield Filter(_("Chuyển biến"), str(QUIET[Quiet(query.quiet)]), query.but(quiet=""))
    if query.undone:
        yield Filter(_("Kết quả"), _("chưa nộp"), query.but(undone=False))
    if query.extended:
        yield Filter(_("Gia hạn"), _("đã được gia hạn"), query.but(extended=False))
    if query.basis:
        yield Filter(_("Tính theo"), _("hạn giao ban đầu"), query.but(basis=""))
