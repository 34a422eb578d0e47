"""What a person was reminded of lately, part by part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dondoc.engine.tracking import LOOK_BACK
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.queries.sight import visible_tasks
from dondoc.web.tracking.actions.acting import part_url
from dondoc.web.urging.models import ChannelKind, Message, MessageState

MOST = 60


@dataclass(frozen=True, slots=True)
class Reminded:
    """A part that the person was reminded of: when last, why, and how it stands with its last day."""

    code: str
    text: str
    unit: str
    on: date
    kind: str
    reason: str
    due_on: date | None
    is_late: bool
    url: str


def reminded(scope: Scope, *, on: date) -> tuple[Reminded, ...]:
    """Return the parts that the person was reminded of in the last two weeks and still may see, the newest reminder first."""
    told = Message.objects.filter(
        target=f"user:{scope.user.pk}",
        channel=ChannelKind.APP,
        state=MessageState.SENT,
        on__gt=on - LOOK_BACK,
        part__task__in=visible_tasks(scope).values("pk"),
    ).order_by("-on", "-pk")
    newest: dict[int, Message] = {}
    for message in told.select_related("part__task", "part__unit", "urging")[: MOST * 4]:
        newest.setdefault(message.part_id, message)
    return tuple(_line(message, on) for message in list(newest.values())[:MOST])


def _line(message: Message, on: date) -> Reminded:
    part = message.part
    return Reminded(
        code=part.task.code,
        text=part.order or part.task.text,
        unit=part.unit.name if part.unit else "",
        on=message.on,
        kind=message.get_kind_display(),
        reason=message.urging.reason,
        due_on=part.due_on,
        is_late=part.due_on is not None and part.due_on < on and part.submitted_at is None,
        url=part_url(part),
    )
