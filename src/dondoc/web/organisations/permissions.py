"""What a person may see and do: their posts and substitutions on a day, as subtrees of the units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Post, Role, Substitution, Unit

READING = (Role.OFFICE, Role.OFFICER, Role.HEAD, Role.DIRECTOR, Role.APPRAISER, Role.VIEWER)
"""Roles that give sight of a unit's work; an administrator's does not."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A role in the unit `unit_id` and all below it; `in_place_of` names whom the person stands in for, `title` is the post's own."""

    role: str
    unit_id: int
    path: str
    in_place_of: str = ""
    unit_name: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """All that a person's posts give them on one day; who has none sees nothing."""

    user: User
    standings: tuple[Standing, ...]

    def paths(self, *roles: str) -> tuple[str, ...]:
        """Return the subtrees in which one of `roles` is held, none within another."""
        held = sorted({standing.path for standing in self.standings if standing.role in roles})
        return tuple(path for path in held if not any(path != other and path.startswith(other) for other in held))

    def holds(self, *roles: str, path: str = "") -> bool:
        """Whether one of `roles` is held at or above the unit of `path`; without a path, anywhere."""
        return (
            any(standing.role in roles and path.startswith(standing.path) for standing in self.standings)
            if path
            else bool(self.paths(*roles))
        )

    def may_read_log(self) -> bool:
        """Whether the person may read the whole log: who keeps dondoc itself, or administers every department in it.

        The log names the work of all units, so an administrator of one department among several may not.
        """
        if self.user.is_administrator:
            return True
        paths = self.paths(Role.ADMINISTRATOR)
        return bool(paths) and not Unit.objects.filter(parent=None, external=False).exclude(path__in=paths).exists()


_OF_A_POST = ("role", "title", "unit__name", "unit__path", "user__full_name", "user__is_active")


def scope_of(user: User, *, on: date) -> Scope:
    """Return what a person's posts, and the posts of whom they stand in for, give them on a day."""
    if not user.is_active:
        return Scope(user, ())
    current = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gt=on))
    standing_in = Substitution.objects.filter(substitute=user, first_day__lte=on, last_day__gte=on, ended_at=None)
    held = Post.objects.filter(user=user).order_by().values("pk").union(standing_in.order_by().values("post"))
    posts = Post.objects.filter(current, pk__in=held).select_related("unit", "user").only(*_OF_A_POST)
    return Scope(
        user,
        tuple(
            Standing(
                post.role,
                post.unit_id,
                post.unit.path,
                in_place_of="" if post.user_id == user.pk else post.user.full_name,
                unit_name=post.unit.name,
                title=post.title or post.get_role_display(),
            )
            for post in sorted(posts, key=lambda post: post.user_id != user.pk)  # one's own first: by it the frame says who one is
            if post.user_id == user.pk or post.user.is_active
        ),
    )


def within(field: str, paths: tuple[str, ...]) -> Q:
    """Return the condition that the path in `field` lies in one of the subtrees; with none, nothing does."""
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{field}__startswith": path})
    return condition


def may_manage_units(scope: Scope, unit: Unit | None = None) -> bool:
    """Whether the person may change units, people and posts at `unit` and below; without one, found a department."""
    return scope.user.is_administrator or (unit is not None and scope.holds(Role.ADMINISTRATOR, path=unit.path))


def may_name_substitute(scope: Scope, post: Post) -> bool:
    """Whether the person may let someone stand in for the holder of `post`: the holder themselves, or who manages the unit."""
    return post.user_id == scope.user.pk or may_manage_units(scope, post.unit)


def may_see_people(scope: Scope, unit: Unit, *, department: Unit) -> bool:
    """Whether the person may see who works in `unit`, which lies in `department`: colleagues there, who stands above it, who manages it."""
    return may_manage_units(scope, unit) or any(
        standing.path.startswith(department.path) or department.path.startswith(standing.path) for standing in scope.standings
    )


def may_manage_person(scope: Scope, person: User, *, on: date) -> bool:
    """Whether the person may change another's name, address and log-in: all of the other's posts must lie where they manage units.

    Else an administrator of one department could take over the account of someone in another.
    """
    if scope.user.is_administrator:
        return True
    if person.is_administrator:
        return False
    paths = Post.objects.filter(user=person).exclude(valid_to__lte=on).values_list("unit__path", flat=True)
    return bool(paths) and all(scope.holds(Role.ADMINISTRATOR, path=path) for path in paths)
