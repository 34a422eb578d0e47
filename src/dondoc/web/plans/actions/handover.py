"""Gives what a unit that is no more had open to the unit that follows it, one part at a time and for good."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from dondoc.engine.tracking import Work
from dondoc.web.accounts.models import User
from dondoc.web.audit.actions import Change, record
from dondoc.web.notices.actions import tell
from dondoc.web.organisations.models import EventParty, Post, Role, Unit, UnitEvent, covering
from dondoc.web.organisations.permissions import READING, Scope
from dondoc.web.organisations.queries.succession import ENDINGS
from dondoc.web.plans.actions.parts import end_part
from dondoc.web.plans.actions.spreading import spread
from dondoc.web.plans.models import Assignment, AssignmentRole, Handover, HandoverState, Match, Task
from dondoc.web.plans.queries.handovers import open_parts, waiting_parts

_VERBS = {True: gettext_noop("bàn giao nhiệm vụ"), False: gettext_noop("không bàn giao nhiệm vụ")}


@dataclass(frozen=True, slots=True)
class Transfer:
    """One open part and the unit that takes it; without one, nobody does."""

    assignment_id: int
    to_unit: Unit | None


class CannotHandOver(Exception):
    """A part that cannot be handed over; `words` say why and what to do."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def hand_over(transfers: Sequence[Transfer], *, scope: Scope, now: datetime) -> int:
    """Decide on open parts and return on how many; those decided on in the meantime are passed over.

    The old part stays with its printed name; the unit that takes it gets one of its own, unless it has that role in the task already. Its
    people are told. Raises PermissionDenied for a part of a plan that the person does not consolidate, and CannotHandOver.
    """
    on = timezone.localdate(now)
    wanted = {transfer.assignment_id: transfer for transfer in transfers}
    with transaction.atomic():
        _demand_sight(wanted, scope)
        parts = open_parts().filter(pk__in=wanted).select_related("task__plan", "unit").select_for_update(of=("self",)).order_by("pk")
        decided = list(parts)
        events = _endings([part.unit_id or 0 for part in decided])
        given: Counter[tuple[Unit, Unit]] = Counter()
        for part in decided:
            to_unit = wanted[part.pk].to_unit
            old = part.unit
            if old is None:
                continue
            if to_unit is not None:
                _demand_standing(to_unit, on)
                _give(part, to_unit, now=now)
                given[to_unit, old] += 1
            end_part(part, work=Work.TRANSFERRED if to_unit is not None else Work.CANCELLED, now=now)
            Handover.objects.create(
                event=events.get(old.pk),
                assignment=part,
                to_unit=to_unit,
                state=HandoverState.CONFIRMED if to_unit is not None else HandoverState.KEPT,
                decided_by=scope.user,
                decided_at=now,
            )
        Task.objects.filter(pk__in={part.task_id for part in decided}).update(updated_at=now)
        spread({part.task_id for part in decided})
        _tell_receivers(given, on=on, now=now)
        for part in decided:
            _note(part, wanted[part.pk].to_unit, by=scope.user)
        return len(decided)


def announce(event: UnitEvent, *, by: User, on: date) -> int:
    """Tell those who consolidate the plans in question that an event left parts open, and return how many parts wait."""
    ended = EventParty.objects.filter(event=event, is_new=False, unit__valid_to=event.on).values("unit")
    parts = open_parts().filter(unit__in=ended)
    count = parts.count()
    if count:
        departments = Unit.objects.filter(pk__in=parts.values("task__plan__unit")).values_list("path", flat=True)
        above = {int(part) for path in departments for part in path.rstrip(".").split(".")}
        posts = Post.objects.filter(covering(on), role=Role.OFFICE, unit__in=above)
        people = User.objects.active().filter(pk__in=posts.values("user")).exclude(pk=by.pk)
        with transaction.atomic():
            tell(
                people,
                "handover.waiting",
                values={"event": str(event.get_kind_display()).capitalize(), "count": count},
                url=reverse("plans:handovers"),
                key=f"handover:{event.pk}",
            )
    return count


def _demand_sight(wanted: dict[int, Transfer], scope: Scope) -> None:
    """Raise PermissionDenied where a part is of a plan that the person does not consolidate."""
    mine = waiting_parts(scope).filter(pk__in=wanted).count()
    if mine != open_parts().filter(pk__in=wanted).count():
        raise PermissionDenied


def _demand_standing(unit: Unit, on: date) -> None:
    if unit.valid_to is not None and unit.valid_to <= on:
        raise CannotHandOver(
            _("“%(unit)s” đã hết hoạt động nên không nhận được việc. Hãy chọn đơn vị đang hoạt động.") % {"unit": unit.name}
        )


def _give(part: Assignment, to_unit: Unit, *, now: datetime) -> None:
    """Give the unit a part like the old one, beside it, with the old one's last day."""
    Assignment.objects.exclude(work=Work.TRANSFERRED).get_or_create(
        task=part.task,
        role=part.role,
        unit=to_unit,
        defaults={
            "position": part.position,
            "via": part.via,
            "printed": part.printed,
            "match": Match.SETTLED,
            "evidence": part.evidence,
            "due_on": part.due_on,
            "first_due_on": part.first_due_on,
            "review_on": part.review_on,
            "given_at": now,
        },
    )


def _endings(unit_ids: Sequence[int]) -> dict[int, UnitEvent]:
    """Return the event that ended each unit."""
    parties = EventParty.objects.filter(unit__in=unit_ids, is_new=False, event__kind__in=ENDINGS).select_related("event", "unit")
    return {party.unit_id: party.event for party in parties if party.unit.valid_to == party.event.on}


def _tell_receivers(given: Counter[tuple[Unit, Unit]], *, on: date, now: datetime) -> None:
    for (unit, old), count in given.items():
        posts = Post.objects.filter(covering(on), unit=unit, role__in=READING)
        tell(
            User.objects.active().filter(pk__in=posts.values("user")),
            "handover.received",
            values={"unit": unit.name, "old": old.name, "count": count},
            url=reverse("plans:tasks"),
            key=f"handover:{old.pk}:{unit.pk}:{now.isoformat()}",
        )


def _note(part: Assignment, to_unit: Unit | None, *, by: User) -> None:
    with override("vi"):  # the log names fields in Vietnamese, whoever works in which language
        role = str(AssignmentRole(part.role).label)
    old = part.unit.name if part.unit is not None else part.printed
    changes = {role: Change(old, to_unit.name if to_unit is not None else None)}
    record(by, _VERBS[to_unit is not None], subject=part.task, changes=changes)
