"""Messages that are due → notices, mails and posts, each piece sent once: claimed by a conditional update before anything leaves."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils import timezone, translation

from dondoc.engine.tracking import Urge
from dondoc.web.accounts.models import User
from dondoc.web.notices.actions import tell
from dondoc.web.notices.models import Notice
from dondoc.web.tracking.actions.acting import part_url
from dondoc.web.urging.channels.gateway import send_to_gateway
from dondoc.web.urging.channels.mail import send_mail
from dondoc.web.urging.channels.sending import NotSent, Piece, Send
from dondoc.web.urging.channels.webhook import send_to_webhook
from dondoc.web.urging.models import ChannelKind, Message, MessageState
from dondoc.web.urging.queries.digests import digest_of, no_longer_needed

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
_PARTS = ("part__unit", "part__task__plan", "urging__by", "recipient", "outlet")


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
    for channel in _SENDS:
        for target in _targets(channel, now)[:PIECES]:
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


def _targets(channel: str, now: datetime) -> list[str]:
    due = Message.objects.due(now).filter(channel=channel)
    return list(due.order_by("target").values_list("target", flat=True).distinct())


def _tell_everybody(now: datetime) -> int:
    targets = _targets(ChannelKind.APP, now)
    return sum(_tell_some(targets[start : start + _CHUNK], now=now) for start in range(0, len(targets), _CHUNK))


def _tell_some(targets: Sequence[str], *, now: datetime) -> int:
    """Write the notices of some people and mark what they tell as sent, in one transaction: it happens whole and once, or not at all."""
    key = f"urging:{timezone.localdate(now)}"
    with transaction.atomic():
        rows = Message.objects.due(now).filter(channel=ChannelKind.APP, target__in=targets)
        found = list(rows.select_related(*_PARTS).select_for_update(of=("self",)).order_by("pk"))
        left = _drop_needless(found)
        had = set(Notice.objects.filter(key=key, recipient__in={row.recipient_id for row in left}).values_list("recipient", flat=True))
        by_person: dict[User, list[Message]] = {}
        for row in left:
            if row.recipient is not None and (row.kind == Urge.BY_HAND or row.recipient_id not in had):
                by_person.setdefault(row.recipient, []).append(row)
        for person, own in by_person.items():
            _tell(person, own, key=key)
        sent = [row.pk for own in by_person.values() for row in own]
        Message.objects.filter(pk__in=sent).update(state=MessageState.SENT, sent_at=now, batch=key)
        Message.objects.filter(pk__in=[row.pk for row in left]).exclude(pk__in=sent).update(next_at=_tomorrow(now))
        return len(by_person)


def _tell(person: User, own: Sequence[Message], *, key: str) -> None:
    """Tell a person: the day's digest in one notice, and what somebody pressed for in one each, or together where it is much."""
    usual = {row.part_id for row in own if row.kind != Urge.BY_HAND}
    pressed = [row for row in own if row.kind == Urge.BY_HAND]
    if usual:
        tell([person], "urging.digest", values={"count": len(usual)}, url=REMINDED, key=key)
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
    rows = _drop_needless(list(held.select_related(*_PARTS).order_by("pk")))
    if not rows:
        return None
    name = f"{target}:{channel}:{rows[0].pk}:{rows[-1].pk}"
    keys = [row.pk for row in rows]
    with translation.override(rows[0].recipient.language if rows[0].recipient else "vi"):
        piece = Piece(name, target, rows, digest_of(rows, on=timezone.localdate(now)), now)
        # Committed before anything leaves: a process that dies from here on is never followed by one that sends the same again.
        handed = Message.objects.filter(pk__in=keys, claim=claim, state=MessageState.CLAIMED)
        if handed.update(state=MessageState.HANDED, batch=name) != len(keys):
            return None
        try:
            _SENDS[channel](piece)
        except NotSent as error:
            _not_sent(rows, error, claim=claim, now=now)
            return False
        except DatabaseError:
            raise
        except Exception as error:  # a gateway may fail in any way; the others shall still be told
            logger.exception("a piece for %s could not be sent", target)
            _not_sent(rows, NotSent(type(error).__name__), claim=claim, now=now)
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
        keys = list(due.select_for_update().order_by("pk").values_list("pk", "kind"))
        usual = Message.objects.filter(channel=channel, target=target).exclude(kind=Urge.BY_HAND)
        had = usual.filter(Q(state=MessageState.SENT, sent_at__gte=start) | Q(state__in=[MessageState.CLAIMED, MessageState.HANDED]))
        if had.exists():
            Message.objects.filter(pk__in=[key for key, kind in keys if kind != Urge.BY_HAND]).update(next_at=_tomorrow(now))
            keys = [(key, kind) for key, kind in keys if kind == Urge.BY_HAND]
        taken = Message.objects.filter(pk__in=[key for key, _ in keys], state=MessageState.OWED)
        return bool(taken.update(state=MessageState.CLAIMED, claim=claim, claimed_until=now + HELD))


def _drop_needless(rows: Sequence[Message]) -> list[Message]:
    """Mark as skipped what need not be said any more; return the rest."""
    left: list[Message] = []
    needless: dict[str, list[int]] = {}
    for row in rows:
        why = no_longer_needed(row)
        if why:
            needless.setdefault(why, []).append(row.pk)
        else:
            left.append(row)
    for why, keys in needless.items():
        Message.objects.filter(pk__in=keys).update(state=MessageState.SKIPPED, error=why, claim="", claimed_until=None)
    return left


def _not_sent(rows: Sequence[Message], error: NotSent, *, claim: str, now: datetime) -> None:
    """Let the rows wait for another try, twice as long each time, or end them."""
    tries = max(row.tries for row in rows) + 1
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
