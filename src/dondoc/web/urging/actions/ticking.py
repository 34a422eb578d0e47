"""The one loop that makes time pass: whatever a day or an hour brings is written down, owed and sent, each once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from dondoc.web.plans.part_counts import gather
from dondoc.web.tracking.actions.occurring import open_occurrences
from dondoc.web.urging.actions.delivering import Delivered, deliver
from dondoc.web.urging.actions.linking import forget_links
from dondoc.web.urging.actions.owing import begin_lateness, owe
from dondoc.web.urging.also import send_others, tick_others
from dondoc.web.urging.models import Round

_OWING = "owing"


@dataclass(frozen=True, slots=True)
class Ticked:
    """What one round did: occurrences begun, parts whose lateness began, urgings that became owed, and what was sent."""

    begun: int
    late: int
    owed: int
    delivered: Delivered


def tick(now: datetime, *, whole: bool = False) -> Ticked:
    """Bring everything up to `now`; run twice, late, by several processes at once or cut off anywhere, it comes to the same.

    The parts are gone through once an hour and at the beginning of a day, or when the `whole` is asked for; what is due is sent each time.
    What higher apps handed in (`urging.also`) is gone through with the parts, and their counts are gathered.
    """
    begun = late = new = 0
    if whole or _is_due(now):
        begun = open_occurrences(now)
        late = begin_lateness(now)
        new = owe(now) + tick_others(now)
        forget_links(now)
        gather(connection)
        next_round = Round(name=_OWING, next_at=_next_hour(now))
        Round.objects.bulk_create([next_round], update_conflicts=True, update_fields=["next_at"], unique_fields=["name"])
    delivered = deliver(now)
    return Ticked(begun, late, new, replace(delivered, sent=delivered.sent + send_others(now)))


def _is_due(now: datetime) -> bool:
    row = Round.objects.filter(name=_OWING).first()
    # A clock that was set back must not keep the loop waiting for a day that has been.
    return row is None or row.next_at <= now or row.next_at > now + timedelta(hours=2)


def _next_hour(now: datetime) -> datetime:
    return timezone.localtime(now).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
