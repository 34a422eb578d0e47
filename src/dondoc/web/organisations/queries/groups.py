"""Groups of units and who belonged to them on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from dondoc.web.organisations.models import GroupKind, GroupMember, Unit, UnitGroup, covering


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group in the list, with how many units belong to it on the day asked."""

    group: UnitGroup
    members: int


def members_of(group: UnitGroup, on: date) -> list[Unit]:
    """Return the units that belonged to a group on a day: its dated members and those right below `children_of`, if they stood then.

    An open group has none: a person picks them each time.
    """
    if group.kind == GroupKind.OPEN:
        return []
    belongs = Q(pk__in=GroupMember.objects.filter(covering(on), group=group).values("unit"))
    if group.children_of_id is not None:
        children = covering_parents(group.children_of_id, on)
        belongs |= Q(pk__in=children)
    return list(Unit.objects.standing(on).filter(belongs).order_by("position", "name"))


def covering_parents(parent_id: int, on: date) -> Sequence[int]:
    """Return the ids of the units right below another on a day, by the dated rows."""
    rows = Unit.objects.filter(
        Q(parents__valid_from=None) | Q(parents__valid_from__lte=on),
        Q(parents__valid_to=None) | Q(parents__valid_to__gt=on),
        parents__parent_id=parent_id,
    )
    return list(rows.values_list("pk", flat=True))


def group_lines(scopes: Sequence[Unit], *, on: date) -> list[GroupLine]:
    """Return the groups of departments with their sizes, in two statements."""
    groups = (
        UnitGroup.objects.filter(scope__in=scopes)
        .select_related("scope", "children_of")
        .prefetch_related("aliases")
        .annotate(
            listed=Count(
                "members", filter=(Q(members__valid_from=None) | Q(members__valid_from__lte=on))
                & (Q(members__valid_to=None) | Q(members__valid_to__gt=on)) & Q(members__unit__valid_to=None), distinct=True,
            ),
            below=Count("children_of__children", filter=Q(children_of__children__valid_to=None), distinct=True),
        )
        .order_by("scope__path", "name")
    )  # fmt: skip
    return [GroupLine(group, group.listed + group.below) for group in groups]


def dated_members(group: UnitGroup) -> list[GroupMember]:
    """Return a group's listed members of all times, those of today first."""
    rows = group.members.select_related("unit")
    return sorted(rows, key=lambda row: (row.valid_to is not None, row.unit.position, row.unit.name))
