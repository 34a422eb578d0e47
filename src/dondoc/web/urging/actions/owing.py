"""Parts that are under way, and a moment → a row for every urging and every message that is owed by then, each once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from dondoc.engine.tracking import COUNTED, LOOK_BACK, OPEN, RUNNING, Owed, Pressed, Urge, owed
from dondoc.web.calendars.queries.calendars import Calendars, calendars_now
from dondoc.web.plans.actions.parts import CARRIED
from dondoc.web.plans.models import Assignment
from dondoc.web.urging.models import ChannelKind, Message, MessageState, Outlet, Urging
from dondoc.web.urging.queries.roster import Person, Roster, roster
from dondoc.web.urging.queries.rules import AllRules, rules_on

BATCH = 500
SENT_OUT_AT = 7
"""The hour of the day from which outlets, and people who did not choose, are told."""


@dataclass(frozen=True, slots=True)
class Books:
    """All that owing looks up for any part."""

    rules: AllRules
    calendars: Calendars
    roster: Roster
    outlets: Mapping[int, Sequence[Outlet]]


def books_of(on: date) -> Books:
    """Read the books of a day, in a few statements."""
    outlets: defaultdict[int, list[Outlet]] = defaultdict(list)
    for outlet in Outlet.objects.filter(ended_at=None):
        outlets[outlet.unit_id].append(outlet)
    return Books(rules_on(on), calendars_now(), roster(on), outlets)


def begin_lateness(now: datetime) -> int:
    """Write down the first day of lateness of every part whose last day has passed without a submission; return how many.

    Where an extension was asked for in time and waits for a decision, nothing begins. A part that has the day keeps it.
    """
    on = timezone.localdate(now)
    open_parts = Assignment.objects.filter(
        plan__isnull=False, role__in=CARRIED, work__in=OPEN, submitted_at=None, late_since=None, extension_open=False, due_on__lt=on
    )
    days = list(open_parts.order_by("due_on").values_list("due_on", flat=True).distinct())
    return sum(open_parts.filter(due_on=day).update(late_since=day + timedelta(days=1)) for day in days if day is not None)


def owe(now: datetime) -> int:
    """Write the urgings and messages that are owed by now; return how many urgings were new. Going through it again adds nothing."""
    on = timezone.localdate(now)
    books = books_of(on)
    return sum(_owe_batch(keys, books, on=on) for keys in _batches(_candidates(books, on=on))) + sum(
        _review_batch(keys, books, on=on) for keys in _batches(_to_review(on))
    )


def recount(parts: Sequence[int]) -> None:
    """Count the urgings of these parts anew."""
    list(Assignment.objects.filter(pk__in=parts).order_by("pk").select_for_update().values_list("pk"))  # in one order for all
    own = Urging.objects.filter(part=OuterRef("pk"), kind__in=[kind.value for kind in COUNTED]).order_by()
    number = Coalesce(Subquery(own.values("part").annotate(n=Count("pk")).values("n")), 0)
    Assignment.objects.filter(pk__in=parts).update(reminders=number)


def messages_of(urging: Urging, part: Assignment, *, books: Books, at: datetime | None = None) -> Iterator[Message]:
    """Yield what an urging owes to whom: each recipient's notice and mail, and one message to each outlet of the department.

    They are due on the urging's day at the hour that the recipient chose, or `at` a moment.
    """
    for person in books.roster.told_of(part, Urge(urging.kind)):
        target = {"target": f"user:{person.pk}", "recipient_id": person.pk, "next_at": at or _at(urging.on, person.hour)}
        yield _message(urging, ChannelKind.APP, **target)
        if mails():
            why = _why_no_mail(person, urging)
            yield _message(urging, ChannelKind.MAIL, state=MessageState.SKIPPED if why else MessageState.OWED, error=why, **target)
    for outlet in books.outlets.get(part.task.plan.unit_id, ()):
        when = at or _at(urging.on, SENT_OUT_AT)
        yield _message(urging, ChannelKind(outlet.channel), target=f"outlet:{outlet.pk}", outlet_id=outlet.pk, next_at=when)


def mails() -> bool:
    """Whether this installation sends mail at all."""
    return not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")


def _why_no_mail(person: Person, urging: Urging) -> str:
    return person.no_mail or ("muted" if urging.kind in person.muted else "")


def _message(urging: Urging, channel: ChannelKind, **values: object) -> Message:
    return Message(urging=urging, part_id=urging.part_id, kind=urging.kind, on=urging.on, channel=channel, **values)


def _at(on: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(hour)))


def _candidates(books: Books, *, on: date) -> list[int]:
    first, last = books.rules.window(on)
    parts = Assignment.objects.filter(
        plan__isnull=False,
        role__in=CARRIED,
        work__in=RUNNING,
        submitted_at=None,
        extension_open=False,
        given_at__isnull=False,
        due_on__range=(first, last),
    )
    return list(parts.order_by("pk").values_list("pk", flat=True))


def _to_review(on: date) -> list[int]:
    first = on - LOOK_BACK + timedelta(days=1)
    parts = Assignment.objects.filter(plan__isnull=False, role__in=CARRIED, work__in=RUNNING, due_on=None, review_on__range=(first, on))
    return list(parts.order_by("pk").values_list("pk", flat=True))


def _batches(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]


def _parts(keys: Sequence[int]) -> list[Assignment]:
    return list(Assignment.objects.filter(pk__in=keys).select_related("unit", "task__plan").order_by("pk"))


def _owe_batch(keys: Sequence[int], books: Books, *, on: date) -> int:
    by_hand: defaultdict[int, list[date]] = defaultdict(list)
    for part, day in Urging.objects.filter(part__in=keys, kind=Urge.BY_HAND).values_list("part", "on"):
        by_hand[part].append(day)
    wanted = []
    for row in _parts(keys):
        if row.due_on is None or row.given_at is None:
            continue
        pressed = Pressed(row.due_on, timezone.localdate(row.given_at), tuple(by_hand[row.pk]))
        calendar = books.calendars.of(row.unit.path if row.unit else "")
        wanted += [(row, one) for one in owed(pressed, books.rules.of(row.task.plan.unit_id), calendar=calendar, on=on)]
    return _write(wanted, books, on=on)


def _review_batch(keys: Sequence[int], books: Books, *, on: date) -> int:
    return _write([(row, Owed(Urge.REVIEW, row.review_on, 0)) for row in _parts(keys) if row.review_on is not None], books, on=on)


def _write(wanted: Sequence[tuple[Assignment, Owed]], books: Books, *, on: date) -> int:
    """Write what is not written yet, an urging with all its messages in one transaction; who has nobody to tell owes nothing."""
    parts = {row.pk: row for row, _ in wanted}
    known = set(Urging.objects.filter(part__in=parts, on__gt=on - LOOK_BACK).values_list("part", "kind", "on"))
    new = [
        Urging(part=row, kind=one.kind, on=one.on, step=one.step, due_on=row.due_on)
        for row, one in wanted
        if (row.pk, one.kind.value, one.on) not in known and books.roster.told_of(row, one.kind)
    ]
    if not new:
        return 0
    with transaction.atomic():
        Urging.objects.bulk_create(new, ignore_conflicts=True, batch_size=BATCH)
        asked = {(urging.part_id, str(urging.kind), urging.on) for urging in new}
        stored = Urging.objects.filter(part__in=parts, on__gt=on - LOOK_BACK).order_by("pk")
        messages = [
            message
            for urging in stored
            if (urging.part_id, urging.kind, urging.on) in asked
            for message in messages_of(urging, parts[urging.part_id], books=books)
        ]
        Message.objects.bulk_create(messages, ignore_conflicts=True, batch_size=BATCH)
        recount(sorted({urging.part_id for urging in new}))
    return len(new)
