"""A department's messages as its office and administrators see them: each with its state, and their number by state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet

from dondoc.web.organisations.permissions import Scope, within
from dondoc.web.urging.models import ChannelKind, Message, MessageState
from dondoc.web.urging.permissions import WATCHING
from dondoc.web.urging.queries.digests import NOT_SENT

PAGE = 50


@dataclass(frozen=True, slots=True)
class Shown:
    """One message as it is listed; `error` in words."""

    pk: int
    on: date
    kind: str
    channel: str
    code: str
    unit: str
    to: str
    state: str
    state_words: str
    tries: int
    next_at: datetime
    sent_at: datetime | None
    error: str
    task_seen: bool

    @property
    def may_retry(self) -> bool:
        """Whether it can be sent again."""
        return self.state == MessageState.FAILED


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of messages, newest first; `older` continues, 0 on the last."""

    rows: tuple[Shown, ...]
    older: int
    by_state: Mapping[str, int]


def seen_messages(scope: Scope) -> QuerySet[Message]:
    """Return the messages of the plans of departments that the person watches; who keeps dondoc itself sees them all."""
    if scope.user.is_administrator:
        return Message.objects.all()
    return Message.objects.filter(within("part__task__plan__unit__path", scope.paths(*WATCHING)))


def listing(scope: Scope, *, state: str = "", channel: str = "", before: int = 0) -> Listing:
    """Return a page of the messages that the person may see, of a state and a way where one is chosen."""
    rows = seen_messages(scope)
    by_state = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    if state in MessageState.values:
        rows = rows.filter(state=state)
    if channel in ChannelKind.values:
        rows = rows.filter(channel=channel)
    if before:
        rows = rows.filter(pk__lt=before)
    # who keeps dondoc itself, or only administers a department, sees that a message went and not of which task
    readable = scope.paths("office", "director")
    found = list(rows.select_related("part__unit", "part__task__plan__unit", "recipient", "outlet").order_by("-pk")[: PAGE + 1])
    shown = tuple(_shown(row, readable) for row in found[:PAGE])
    return Listing(shown, shown[-1].pk if len(found) > PAGE else 0, by_state)


def _shown(row: Message, readable: tuple[str, ...]) -> Shown:
    task_seen = any(row.part.task.plan.unit.path.startswith(path) for path in readable)
    return Shown(
        pk=row.pk,
        on=row.on,
        kind=row.get_kind_display(),
        channel=row.get_channel_display(),
        code=row.part.task.code if task_seen else "",
        unit=row.part.unit.name if row.part.unit else "",
        to=str(row.recipient or row.outlet or ""),
        state=row.state,
        state_words=row.get_state_display(),
        tries=row.tries,
        next_at=row.next_at,
        sent_at=row.sent_at,
        error=error_words(row.error),
        task_seen=task_seen,
    )


def error_words(error: str) -> str:
    """Return what went wrong, in words where it is a reason of our own, else as the other side said it."""
    return str(NOT_SENT.get(error, error))
