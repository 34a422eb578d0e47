"""Takes back an event of units that was recorded by mistake, while nothing rests on it yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from dondoc.web.audit.actions import Change, record
from dondoc.web.organisations.actions.deciding import Actor, CannotChange, claim, demand, shown, trimmed
from dondoc.web.organisations.actions.history import refresh
from dondoc.web.organisations.actions.traces import Trace, traces_of
from dondoc.web.organisations.models import Unit, UnitEvent, UnitParent

Objection = Callable[[UnitEvent], str | None]

_OBJECTIONS: list[Objection] = []


def ask_before_withdrawing(objection: Objection) -> None:
    """Let a higher app say why an event may not be withdrawn, and what to do instead; called once, when it is set up."""
    if objection not in _OBJECTIONS:
        _OBJECTIONS.append(objection)


def withdraw_event(event: UnitEvent, *, reason: str, by: Actor, today: date) -> None:
    """Return every dated row that an event changed to what it was, and the event with the units it founded to nothing.

    What was recorded, who withdrew it and why stay in the log of its units. Raises PermissionDenied, and CannotChange where something
    rests on the event already or no reason is given.
    """
    with transaction.atomic():
        claim([])
        stored = UnitEvent.objects.filter(pk=event.pk).first()
        if stored is None:
            raise CannotChange(_("Việc này đã được rút."))
        traces = traces_of(stored)
        founded = {trace.pk for trace in traces if trace.model is Unit and trace.old is None}
        units = list(Unit.objects.filter(pk__in=_touched(stored, traces)).select_related("parent"))
        for unit in units:
            demand(by, unit.parent if unit.pk in founded else unit, today=today)
        if not trimmed(reason):
            raise CannotChange(_("Hãy ghi lý do rút việc này."))
        _demand_free(stored, traces, units=units, founded=founded)
        _tell(stored, reason=trimmed(reason), by=by)
        for trace in traces:
            if not (trace.model is Unit and trace.old is None):
                trace.restore()
        staying = [unit.pk for unit in units if unit.pk not in founded]
        _draw_again(staying)
        Unit.objects.filter(pk__in=founded).delete()  # last, when no row points to them any more
        Unit.objects.filter(pk__in=staying).update(version=F("version") + 1)


def _touched(event: UnitEvent, traces: Sequence[Trace]) -> set[int]:
    """Return the units that an event names, and those that it moved."""
    moved = UnitParent.objects.filter(pk__in=[trace.pk for trace in traces if trace.model is UnitParent])
    return {*event.parties.values_list("unit_id", flat=True), *moved.values_list("unit_id", flat=True)}


def _demand_free(event: UnitEvent, traces: Sequence[Trace], *, units: Iterable[Unit], founded: set[int]) -> None:
    """Raise CannotChange where something rests on the event: a later one, what a higher app keeps, a row changed or added since."""
    made = {trace.pk for trace in traces if trace.model is UnitEvent}
    later = UnitEvent.objects.filter(parties__unit__in=units, pk__gt=event.pk).exclude(pk__in=made).order_by("pk").last()
    if later is not None:
        raise CannotChange(
            _("Sau việc này, ở cùng đơn vị đã ghi “%(event)s” có hiệu lực ngày %(day)s. Hãy rút việc ấy trước.")
            % {"event": later.get_kind_display(), "day": shown(later.on)}
        )
    for objection in _OBJECTIONS:
        if words := objection(event):
            raise CannotChange(words)
    if not traces or not all(trace.stands() for trace in traces):
        raise CannotChange(
            _("Những gì việc này đổi đã được sửa tiếp, nên không trả lại được như cũ. Hãy ghi một việc mới cho đúng tình hình hiện nay.")
        )
    for unit in units:
        if unit.pk in founded and _is_used(unit, traces):
            raise CannotChange(
                _("“%(unit)s” do việc này lập ra đã có người, việc hoặc dữ liệu khác gắn với nó, nên không rút được. Hãy ghi một việc mới.")
                % {"unit": unit.name}
            )


def _is_used(unit: Unit, traces: Sequence[Trace]) -> bool:
    """Whether a row that is not the event's own points to a unit that it founded; a unit's place is told by its dated rows."""
    for relation in Unit._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and relation.field is not Unit._meta.get_field("parent"):
            own = [trace.pk for trace in traces if trace.model is relation.related_model]
            if relation.related_model._base_manager.filter(**{relation.field.name: unit}).exclude(pk__in=own).exists():
                return True
    return False


def _tell(event: UnitEvent, *, reason: str, by: Actor) -> None:
    """Write into the log of each unit of the event what had been recorded, and why it is withdrawn."""
    with override("vi"):  # the log names things in Vietnamese, whoever works in which language
        kind = str(event.get_kind_display())
    changes = {"việc": Change(kind, None), "ngày có hiệu lực": Change(event.on, None), "căn cứ": Change(event.basis or None, None)}
    for party in event.parties.select_related("unit"):
        record(by, gettext_noop("rút việc đã ghi nhầm của đơn vị"), subject=party.unit, changes=changes, reason=reason)


def _draw_again(ids: Iterable[int]) -> None:
    """Draw names, parents and paths of units from their dated rows, each after the unit above it."""
    waiting = set(ids)
    while waiting:
        above = dict(UnitParent.objects.filter(unit__in=waiting, valid_to=None).values_list("unit_id", "parent_id"))
        ready = {pk for pk in waiting if above.get(pk) not in waiting} or waiting
        for unit in Unit.objects.filter(pk__in=ready):
            refresh(unit)
        waiting -= ready
