"""The people whom a person may see, with the posts that let them be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Post, Substitution, Unit, UnitKind
from dondoc.web.organisations.permissions import Scope, within
from dondoc.web.organisations.queries.naming import folded_words


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which people are asked for: words of their name, a unit with all below it, a role, also those who hold nothing now."""

    words: str = ""
    unit: Unit | None = None
    role: str = ""
    idle: bool = False


def visible_paths(scope: Scope) -> tuple[str, ...]:
    """Return the subtrees whose people the person may see: each department in which or above which they hold a post, in one statement."""
    ids = {int(part) for standing in scope.standings for part in standing.path.rstrip(".").split(".")}
    departments = list(Unit.objects.filter(pk__in=ids, kind=UnitKind.DEPARTMENT).values_list("path", flat=True))
    found = set()
    for standing in scope.standings:
        own = [path for path in departments if standing.path.startswith(path)]
        found.add(max(own, key=len) if own else standing.path)
    return tuple(sorted(found))


def people_found(scope: Scope, wanted: Wanted, *, on: date) -> list[int]:
    """Return who of those the person may see fits, by given name as a Vietnamese list is ordered; two statements."""
    rows = _seen(scope, wanted, on=on).values_list("pk", "full_name", "username", "is_active")
    words = folded_words(wanted.words).split()
    found = []
    for pk, full_name, username, is_active in rows:
        name = folded_words(full_name)
        if all(word in name or word in username for word in words):
            found.append((not is_active, name.rpartition(" ")[2], name, pk))
    return [pk for *_, pk in sorted(found)]


def people_shown(pks: Sequence[int], scope: Scope, *, on: date) -> list[User]:
    """Return people in the order given, each with the posts that hold on a day, as far as the other may see them, in `posts_now`."""
    posts = Post.objects.filter(_sight(scope)).exclude(valid_to__lte=on).select_related("unit").order_by("valid_from", "id")
    found = User.objects.filter(pk__in=pks).prefetch_related(Prefetch("posts", posts, to_attr="posts_now"))
    by_pk = {person.pk: person for person in found}
    return [by_pk[pk] for pk in pks if pk in by_pk]


def person_seen(scope: Scope, pk: int, *, on: date) -> User | None:
    """Return a person whom the other may see, or `None`."""
    return _seen(scope, Wanted(), on=on).filter(pk=pk).first()


def _sight(scope: Scope) -> Q:
    return Q() if scope.user.is_administrator else within("unit__path", visible_paths(scope))


def _seen(scope: Scope, wanted: Wanted, *, on: date) -> QuerySet[User]:
    held = Post.objects.filter(user=OuterRef("pk")).exclude(valid_to__lte=on)
    seen = held.filter(_sight(scope))
    found = User.objects.all()
    if not scope.user.is_administrator:
        found = found.filter(Exists(seen) | Q(pk=scope.user.pk))
    if wanted.unit is not None:
        seen = seen.filter(unit__path__startswith=wanted.unit.path)
    if wanted.role:
        seen = seen.filter(role=wanted.role)
    if wanted.unit is not None or wanted.role:
        found = found.filter(Exists(seen))
    return found.exclude(Exists(held)) if wanted.idle else found


def posts_of(person: User, scope: Scope) -> list[Post]:
    """Return a person's posts of all times where the other may see people, newest first, with their substitutions."""
    sight = Q() if scope.user.pk == person.pk else _sight(scope)
    stand_ins = Substitution.objects.select_related("substitute").order_by("-first_day")
    posts = Post.objects.filter(sight, user=person).select_related("unit", "user")
    return list(posts.prefetch_related(Prefetch("substitutions", stand_ins)).order_by("-valid_from", "-id"))


def administrators_to_ask(limit: int = 5) -> list[User]:
    """Return who can found the first department: the administrators of the system."""
    return list(User.objects.filter(is_administrator=True, is_active=True).order_by("full_name")[:limit])


def person_meant(scope: Scope, text: str, *, on: date) -> User | None:
    """Return the one person, of those whom the other may see, whom a log-in name or a full name means; `None` for nobody or several."""
    seen = _seen(scope, Wanted(), on=on).filter(is_active=True)
    by_username = seen.filter(username=text.strip().lower()).first()
    if by_username is not None:
        return by_username
    words = folded_words(text)
    named = [pk for pk, full_name in seen.values_list("pk", "full_name") if folded_words(full_name) == words]
    return seen.get(pk=named[0]) if len(named) == 1 else None
