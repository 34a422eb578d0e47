"""Who sees a task and may be named in words about it, and what was said."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Post, Substitution, covering
from dondoc.web.organisations.permissions import READING
from dondoc.web.plans.models import Assignment, Task
from dondoc.web.tracking.models import Comment

SHOWN = 30
MOST = 500
OFFERED = 8
MOST_NAMED = 40
_AFTER_AT = 60


def comments_of(task: Task, *, whole: bool = False) -> tuple[list[Comment], bool]:
    """Return what was said of a task, the newest last, and whether there is more than is shown."""
    limit = MOST if whole else SHOWN
    held = list(task.comments.select_related("by").order_by("-at", "-pk")[: limit + 1])
    return held[:limit][::-1], len(held) > limit


def people_who_see(task: Task, *, on: date) -> QuerySet[User]:
    """Return the active people whose posts, own or stood in for, give them sight of a task on a day, and the plan's leader in charge."""
    parts = Assignment.objects.filter(task=task, unit__path__startswith=OuterRef("unit__path"))
    posts = Post.objects.filter(covering(on), Exists(parts), role__in=READING)
    standing_in = Substitution.objects.filter(post__in=posts, first_day__lte=on, last_day__gte=on, ended_at=None)
    return User.objects.active().filter(Q(pk__in=posts.values("user")) | Q(pk__in=standing_in.values("substitute")))


def offered(task: Task, typed: str, *, on: date) -> list[User]:
    """Return the people whom words after an `@` may mean, of those who see the task."""
    words = " ".join(typed.split())
    people = people_who_see(task, on=on)
    if words:
        people = people.filter(Q(full_name__icontains=words) | Q(username__istartswith=words))
    return list(people.order_by("full_name", "pk")[:OFFERED])


def named_in(text: str, task: Task, *, on: date) -> list[User]:
    """Return the people whom a text names after an `@`, by full name or log-in name, of those who see the task.

    Where one name begins another ("@Trần Minh", "@Trần Minh Anh") the longer counts; of namesakes all are meant.
    """
    rests = [_folded(text[match.end() : match.end() + _AFTER_AT]) for match in re.finditer(r"(?<!\w)@", text)][:MOST_NAMED]
    if not rests:
        return []
    found: dict[int, User] = {}
    people = [(person, name) for person in people_who_see(task, on=on) for name in (_folded(person.full_name), person.username.casefold())]
    for rest in rests:
        fitting = [(len(name), person) for person, name in people if name and re.match(re.escape(name) + r"(?!\w)", rest)]
        longest = max((length for length, _person in fitting), default=0)
        found |= {person.pk: person for length, person in fitting if length == longest}
    return list(found.values())


def _folded(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).casefold().split())
