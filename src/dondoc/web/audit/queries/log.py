"""The whole log, searched and page by page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from dondoc.engine.vocabulary.folding import fold, unaccented
from dondoc.web.accounts.models import User
from dondoc.web.audit.models import Entry
from dondoc.web.audit.queries.lines import Line, lines_of

PAGE = 50


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: words with or without their marks, who did it, the first and the last day, a kind of record."""

    words: str = ""
    person: str = ""
    first_day: date | None = None
    last_day: date | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some rows of the log, newest first; `older` is the last of them where there are more, else 0."""

    lines: tuple[Line, ...]
    older: int


def log_page(search: Search, *, before: int = 0) -> LogPage:
    """Return the newest rows that answer a search, before the row `before`."""
    rows = _found(search)
    if before:
        rows = rows.filter(sequence__lt=before)
    found = list(rows.order_by("-sequence")[: PAGE + 1])
    shown = found[:PAGE]
    return LogPage(lines_of(shown), shown[-1].sequence if len(found) > PAGE else 0)


def _found(search: Search) -> QuerySet[Entry]:
    rows = Entry.objects.all()
    for word in unaccented(fold(search.words)).split():
        rows = rows.filter(folded__contains=word)
    if search.person.strip():
        rows = rows.filter(_by(search.person))
    if search.first_day:
        rows = rows.filter(at__gte=_midnight(search.first_day))
    if search.last_day:
        rows = rows.filter(at__lt=_midnight(search.last_day + timedelta(days=1)))
    return rows.filter(subject_type=search.kind) if search.kind else rows


def _by(person: str) -> Q:
    """Match the people whose name or log-in has these words, and the system under a name that is written so."""
    wanted = unaccented(fold(person)).split()
    people = [
        pk
        for pk, username, name in User.objects.values_list("pk", "username", "full_name")
        if username == person.strip() or all(word in unaccented(fold(name)).split() for word in wanted)
    ]
    return Q(actor__in=people) | Q(actor=None, actor_name__icontains=person.strip())


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
