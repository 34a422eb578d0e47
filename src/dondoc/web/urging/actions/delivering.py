"""Messages that are due → notices, mails and posts, each piece sent once: claimed by a conditional update before anything leaves."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import DatabaseError, transaction
from django.db.models import Count, Q
from django.utils import timezone, translation

from dondoc.engine.tracking import Urge
from dondoc.web.accounts.models import User
from dondoc.web.notices.actions import tell, tell_each
from dondoc.web.notices.models import Notice
from dondoc.web.tracking.actions.acting import part_url
from dondoc.web.urging.channels.gateway import send_to_gateway
from dondoc.web.urging.channels.mail import send_mail
from dondoc.web.urging.channels.sending import NotSent, Piece, Send
from dondoc.web.urging.channels.webhook import send_to_webhook
from dondoc.web.urging.models import ChannelKind, Message, MessageQuerySet, MessageState
from dondoc.web.urging.queries.digests import NO_LONGER_NEEDED, digest_of, said_by

logger = logging.getLogger(__name__)
HELD = timedelta(minutes=10)
"""How long a process may hold what it claimed; a piece takes a few seconds."""
TRIES = 6
FIRST_PAUSE = timedelta(minutes=5)
PIECES = 400
"""So many pieces leave by one way in one round; the next takes up the rest."""
_CHUNK = 200
_FEW = 3
_SENDS: dict[str, Send] = {
    ChannelKind.MAIL: send_mail,
    ChannelKind.GATEWAY: send_to_gateway,
    ChannelKind.WEBHOOK: send_to_webhook,
}


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one round sent: people told in dondoc, pieces that left, and pieces that did not."""

    told: int = 0
    sent: int = 0
    failed: int = 0


def deliver(now: datetime) -> Delivered:
    """Send what is due by now. Whoever goes through it at the same time, or again, sends nothing twice."""
    take_up(now)
    told = _tell_everybody(now)
    sent = failed = 0
    for channel, targets in _targets(now).items():
        for target in targets[:PIECES]:
            went = _deliver_piece(channel, target, now=now)
            sent, failed = sent + (went is True), failed + (went is False)
    return Delivered(told, sent, failed)


def take_up(now: datetime) -> None:
    """Let go of what a process claimed and no longer holds: what it had not begun to send is owed again.

    Of what it had begun nobody knows whether it arrived: it is not sent a second time unasked, and says so.
    """
    lost = Message.objects.filter(claimed_until__lt=now)
    lost.filter(state=MessageState.CLAIMED).update(state=MessageState.OWED, claim="", claimed_until=None)
    lost.filter(state=MessageState.HANDED).update(state=MessageState.FAILED, error="unsure", claimed_until=None)


def _targets(now: datetime) -> dict[str, list[str]]:
    """Return who is owed something by now, for each way out of dondoc."""
    due = Message.objects.due(now).filter(channel__in=list(_SENDS)).order_by("target")
    found: dict[str, list[str]] = {channel: [] for channel in _SENDS}
    for channel, target in due.values_list("channel", "target").distinct():
        found[channel].append(target)
    return found


def _tell_everybody(now: datetime) -> int:
    due = Message.objects.due(now).filter(channel=ChannelKind.APP, recipient__isnull=False)
    people = list(due.order_by("recipient").values_list("recipient_id", flat=True).distinct())
    return sum(_tell_some(people[start : start + _CHUNK], now=now) for start in range(0, len(people), _CHUNK))


def _tell_some(keys: Sequence[int | None], *, now: datetime) -> int:
    """Write the notices of some people and mark what they tell as sent, in one transaction: it happens whole and once, or not at all.

    What is told is counted and marked where it is stored, for a day may owe them very much; who had the day's digest waits for tomorrow's.
    """
    key = f"urging:{timezone.localdate(now)}"
    with transaction.atomic():
        # One process at a time tells a person.
        people = User.objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True).in_bulk()
        targets = [f"user:{person}" for person in keys]
        due = Message.objects.due(now).filter(channel=ChannelKind.APP, target__in=targets)
        _drop_needless(due)
        usual = due.exclude(kind=Urge.BY_HAND)
        had = set(Notice.objects.filter(key=key, recipient__in=keys).values_list("recipient_id", flat=True))
        if had:
            usual.filter(recipient__in=had).update(next_at=_tomorrow(now))
        usual.filter(recipient__in=[person for person in people if person not in had]).update(
            state=MessageState.SENT, sent_at=now, batch=key
        )
        told = Message.objects.filter(channel=ChannelKind.APP, batch=key, sent_at=now, target__in=targets)  # what was marked, and no more
        told = told.exclude(recipient__in=had).exclude(kind=Urge.BY_HAND)
        counts = dict(told.values_list("recipient_id").annotate(Count("part", distinct=True)).order_by())
        tell_each({people[person]: {"count": count} for person, count in counts.items()}, "urging.digest", url=REMINDED, key=key)
        pressed = _tell_by_hand(due.filter(kind=Urge.BY_HAND), key=key, now=now)
        return len(counts.keys() | pressed)


def _tell_by_hand(due: MessageQuerySet, *, key: str, now: datetime) -> set[int]:
    """Tell people what somebody pressed for: in one notice each, or together where it is much; return who was told."""
    by_person: dict[User, list[Message]] = {}
    for row in due.select_related("part__unit", "part__task", "urging__by", "recipient").order_by("pk"):
        if row.recipient is not None:
            by_person.setdefault(row.recipient, []).append(row)
    for person, own in by_person.items():
        _tell_pressed(person, own)
    sent = [row.pk for own in by_person.values() for row in own]
    Message.objects.filter(pk__in=sent).update(state=MessageState.SENT, sent_at=now, batch=key)
    return {person.pk for person in by_person}


def _tell_pressed(person: User, pressed: Sequence[Message]) -> None:
    if len(pressed) > _FEW:
        tell([person], "urging.many", values={"count": len(pressed)}, url=REMINDED, key=f"urged:{pressed[0].urging_id}")
        return
    for row in pressed:
        values = {"by": str(row.urging.by or ""), "task": row.part.task.code, "unit": row.part.unit.name if row.part.unit else ""}
        tell([person], "urging.by_hand", values=values, url=part_url(row.part), key=f"urged:{row.urging_id}")


REMINDED = "/toi/nhac-viec/"


def _deliver_piece(channel: str, target: str, *, now: datetime) -> bool | None:
    """Send all that a target is owed by one way; return whether it went, nothing where there was nothing to send after all."""
    claim = secrets.token_hex(16)
    if not _claimed(channel, target, claim=claim, now=now):
        return None
    held = Message.objects.filter(claim=claim, state=MessageState.CLAIMED)
    _drop_needless(held)
    rows = said_by(held)
    if not rows:
        return None
    one = Message.objects.select_related("recipient", "outlet").get(pk=rows[0].pk)
    name = f"{target}:{channel}:{rows[0].pk}:{rows[-1].pk}"
    with translation.override(one.recipient.language if one.recipient else "vi"):
        tries = max(row.tries for row in rows) + 1
        piece = Piece(name, one.recipient, one.outlet, digest_of(rows, on=timezone.localdate(now)), now)
        # Committed before anything leaves: a process that dies from here on is never followed by one that sends the same again.
        if held.update(state=MessageState.HANDED, batch=name) != len(rows):
            return None
        try:
            _SENDS[channel](piece)
        except NotSent as error:
            _not_sent(error, tries=tries, claim=claim, now=now)
            return False
        except DatabaseError:
            raise
        except Exception as error:  # a gateway may fail in any way; the others shall still be told
            logger.exception("a piece for %s could not be sent", target)
            _not_sent(NotSent(type(error).__name__), tries=tries, claim=claim, now=now)
            return False
    Message.objects.filter(claim=claim, state=MessageState.HANDED).update(
        state=MessageState.SENT, sent_at=now, claimed_until=None, error=""
    )
    return True


def _claimed(channel: str, target: str, *, claim: str, now: datetime) -> bool:
    """Claim what is due, unless the day's digest went out before: then the rest waits for tomorrow's."""
    due = Message.objects.due(now).filter(channel=channel, target=target)
    start = timezone.make_aware(datetime.combine(timezone.localdate(now), time.min))
    with transaction.atomic():
        # One process at a time looks at a target: the rows are locked, and who comes second finds them gone.
        list(due.select_for_update().order_by("pk").values_list("pk"))
        usual = Message.objects.filter(channel=channel, target=target).exclude(kind=Urge.BY_HAND)
        had = usual.filter(Q(state=MessageState.SENT, sent_at__gte=start) | Q(state__in=[MessageState.CLAIMED, MessageState.HANDED]))
        if had.exists():
            due.exclude(kind=Urge.BY_HAND).update(next_at=_tomorrow(now))
            due = due.filter(kind=Urge.BY_HAND)
        return bool(due.update(state=MessageState.CLAIMED, claim=claim, claimed_until=now + HELD))


def _drop_needless(rows: MessageQuerySet) -> None:
    """Mark as skipped what need not be said any more."""
    needless: dict[str, list[int]] = {}
    for key, why in rows.annotate(why=NO_LONGER_NEEDED).exclude(why="").values_list("pk", "why").order_by("pk"):
        needless.setdefault(why, []).append(key)
    for why, keys in needless.items():
        for start in range(0, len(keys), _CHUNK):
            some = Message.objects.filter(pk__in=keys[start : start + _CHUNK])
            some.update(state=MessageState.SKIPPED, error=why, claim="", claimed_until=None)


def _not_sent(error: NotSent, *, tries: int, claim: str, now: datetime) -> None:
    """Let what was claimed wait for another try, twice as long each time, or end it."""
    is_final = error.is_final or tries >= TRIES
    Message.objects.filter(claim=claim, state=MessageState.HANDED).update(
        state=MessageState.FAILED if is_final else MessageState.OWED,
        tries=tries,
        next_at=now + FIRST_PAUSE * 2 ** (tries - 1),
        error=error.words,
        claim="",
        claimed_until=None,
    )


def _tomorrow(now: datetime) -> datetime:
    local = timezone.localtime(now)
    return timezone.make_aware(datetime.combine(local.date() + timedelta(days=1), time(7)))
