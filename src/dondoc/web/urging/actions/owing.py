"""Parts that are under way, and a moment → a row for every urging and every message that is owed by then, each once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from dondoc.engine.tracking import COUNTED, LOOK_BACK, OPEN, RUNNING, Owed, Pressed, Urge, farthest, owed
from dondoc.web.calendars.queries.calendars import Calendars, calendars_now
from dondoc.web.plans.actions.parts import CARRIED
from dondoc.web.plans.models import Assignment
from dondoc.web.urging.actions.inserting import insert_new
from dondoc.web.urging.models import ChannelKind, Message, MessageState, Outlet, Urging
from dondoc.web.urging.queries.roster import Person, Place, Roster, roster
from dondoc.web.urging.queries.rules import AllRules, rules_on

BATCH = 1000
SENT_OUT_AT = 7
"""The hour of the day from which outlets, and people who did not choose, are told."""
_COLUMNS = ("urging_id", "part_id", "kind", "on", "channel", "target", "recipient_id", "outlet_id", "state", "error", "next_at")

_Key = tuple[int, str, date]


@dataclass(frozen=True, slots=True)
class Books:
    """All that owing looks up for any part."""

    rules: AllRules
    calendars: Calendars
    roster: Roster
    outlets: Mapping[int, Sequence[Outlet]]
    mails: bool
    _owed: dict[tuple[object, ...], tuple[Owed, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def owed_of(self, part: Pressed, place: Place, *, on: date) -> tuple[Owed, ...]:
        """Return what a part owes; found once for all parts that are alike."""
        rules, calendar = self.rules.of(place.department), self.calendars.of(place.path)
        # How long a part was given before the first day that may owe anything makes no difference.
        given = max(part.given_on, min(on - LOOK_BACK, part.due_on - farthest(rules)[0]))
        key = (part.due_on, given, part.urged_on, place.department, id(calendar), on)
        if key not in self._owed:
            self._owed[key] = owed(replace(part, given_on=given), rules, calendar=calendar, on=on)
        return self._owed[key]


class _Part(NamedTuple):
    """A part as far as owing asks of it."""

    pk: int
    due_on: date | None
    given_on: date | None
    review_on: date | None
    place: Place


def books_of(on: date) -> Books:
    """Read the books of a day, in a few statements."""
    outlets: defaultdict[int, list[Outlet]] = defaultdict(list)
    for outlet in Outlet.objects.filter(ended_at=None):
        outlets[outlet.unit_id].append(outlet)
    return Books(rules_on(on), calendars_now(), roster(on), outlets, mails())


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
    if not parts:
        return
    list(Assignment.objects.filter(pk__in=parts).order_by("pk").select_for_update().values_list("pk"))  # in one order for all
    own = Urging.objects.filter(part=OuterRef("pk"), kind__in=[kind.value for kind in COUNTED]).order_by()
    number = Coalesce(Subquery(own.values("part").annotate(n=Count("pk")).values("n")), 0)
    Assignment.objects.filter(pk__in=parts).update(reminders=number)


class Urged(NamedTuple):
    """An urging that stands, as far as its messages ask of it."""

    pk: int
    part: int
    kind: str
    on: date


def write_messages(urged: Iterable[tuple[Urged, Place]], *, books: Books, at: datetime | None = None) -> None:
    """Write what urgings owe to whom: each recipient's notice and mail, and one message to each outlet of the department.

    They are due on the urging's day at the hour that the recipient chose, or `at` a moment. What is written already stays as it is.
    """
    moment = cache(lambda on, hour: at or datetime.combine(on, time(hour), timezone.get_current_timezone()))
    insert_new(Message, _COLUMNS, [row for urging, place in urged for row in _messages_of(urging, place, books=books, moment=moment)])


def _messages_of(urging: Urged, place: Place, *, books: Books, moment: Callable[[date, int], datetime]) -> Iterator[tuple[object, ...]]:
    """Yield the messages of an urging as rows of `_COLUMNS`."""
    owed, start = MessageState.OWED.value, (urging.pk, urging.part, urging.kind, urging.on)
    for person in books.roster.told_of(place, Urge(urging.kind)):
        target, when = f"user:{person.pk}", moment(urging.on, person.hour)
        yield *start, ChannelKind.APP.value, target, person.pk, None, owed, "", when
        if books.mails:
            why = _why_no_mail(person, urging.kind)
            yield *start, ChannelKind.MAIL.value, target, person.pk, None, MessageState.SKIPPED.value if why else owed, why, when
    for outlet in books.outlets.get(place.department, ()):
        when = moment(urging.on, SENT_OUT_AT)
        yield *start, outlet.channel, f"outlet:{outlet.pk}", None, outlet.pk, owed, "", when


def mails() -> bool:
    """Whether this installation sends mail at all."""
    return not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")


def _why_no_mail(person: Person, kind: str) -> str:
    return person.no_mail or ("muted" if kind in person.muted else "")


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


def _parts(keys: Sequence[int]) -> list[_Part]:
    rows = Assignment.objects.filter(pk__in=keys).order_by("pk")
    return [
        _Part(pk, due_on, given_at and timezone.localdate(given_at), review_on, Place(unit, path or "", *place))
        for pk, due_on, given_at, review_on, unit, path, *place in rows.values_list(
            "pk", "due_on", "given_at", "review_on", "unit", "unit__path", "person", "plan__unit", "plan__director"
        )
    ]


def _owe_batch(keys: Sequence[int], books: Books, *, on: date) -> int:
    known = _known(keys, on=on)
    by_hand: defaultdict[int, list[date]] = defaultdict(list)
    for key, _, day in sorted(one for one in known if one[1] == Urge.BY_HAND):
        by_hand[key].append(day)
    wanted = []
    for part in _parts(keys):
        if part.due_on is not None and part.given_on is not None:
            pressed = Pressed(part.due_on, part.given_on, tuple(by_hand.get(part.pk, ())))
            wanted += [(part, one) for one in books.owed_of(pressed, part.place, on=on)]
    return _write(wanted, known, books)


def _review_batch(keys: Sequence[int], books: Books, *, on: date) -> int:
    wanted = [(part, Owed(Urge.REVIEW, part.review_on, 0)) for part in _parts(keys) if part.review_on is not None]
    return _write(wanted, _known(keys, on=on), books)


def _known(keys: Sequence[int], *, on: date) -> set[_Key]:
    """Return the urgings of parts that are written: those that may be owed on a day, and all by hand."""
    lately = Q(on__gt=on - LOOK_BACK) | Q(kind=Urge.BY_HAND)
    return set(Urging.objects.filter(lately, part__in=keys).order_by().values_list("part_id", "kind", "on"))


def _write(wanted: Sequence[tuple[_Part, Owed]], known: Collection[_Key], books: Books) -> int:
    """Write what is not written yet, an urging with all its messages in one transaction; who has nobody to tell owes nothing."""
    new = {
        (part.pk, one.kind.value, one.on): (part, one)
        for part, one in wanted
        if (part.pk, one.kind.value, one.on) not in known and books.roster.told_of(part.place, one.kind)
    }
    if not new:
        return 0
    with transaction.atomic():
        insert_new(Urging, ("part_id", "kind", "on", "step", "due_on"), [(*key, one.step, part.due_on) for key, (part, one) in new.items()])
        rows = Urging.objects.filter(part__in={key[0] for key in new}, on__gte=min(key[2] for key in new)).order_by("pk")
        stored = [Urged(*row) for row in rows.values_list("pk", "part_id", "kind", "on")]
        write_messages(((urging, new[urging[1:]][0].place) for urging in stored if urging[1:] in new), books=books)
        recount(sorted({part for part, kind, _ in new if kind in COUNTED}))
    return len(new)
