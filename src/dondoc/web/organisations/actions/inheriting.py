"""Moves what a unit that ends leaves behind: the units right below it, its people, and its places in groups."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from dondoc.web.organisations.actions.deciding import CannotChange, Decree, shown
from dondoc.web.organisations.actions.history import place_from
from dondoc.web.organisations.models import GroupMember, Post, Role, Unit, UnitParent, covering


def hand_children(unit: Unit, heir: Unit | None, decree: Decree) -> None:
    """Put the units right below `unit` under `heir` from the decree's day; an heir among them takes the place of `unit`.

    Raises CannotChange where nobody takes them, or where one came under `unit` only after that day.
    """
    later = UnitParent.objects.filter(parent=unit, valid_from__gte=decree.on).select_related("unit").first()
    if later is not None and later.valid_from is not None:
        raise CannotChange(
            _("“%(child)s” về trực thuộc “%(unit)s” ngày %(later)s, nên “%(unit)s” không thể hết hoạt động từ ngày %(day)s.")
            % {"child": later.unit.name, "unit": unit.name, "later": shown(later.valid_from), "day": shown(decree.on)}
        )
    children = [row.unit for row in UnitParent.objects.filter(covering(decree.on), parent=unit).select_related("unit__parent")]
    if children and heir is None:
        raise CannotChange(
            _("“%(unit)s” còn %(count)s đơn vị trực thuộc (%(names)s). Hãy chọn đơn vị nhận chúng, hoặc chuyển chúng đi trước.")
            % {"unit": unit.name, "count": len(children), "names": ", ".join(child.name for child in children[:5])}
        )
    above = _parent_on(unit, decree.on)
    for child in sorted(children, key=lambda child: child != heir):
        if child.valid_to is None or child.valid_to > decree.on:
            place_from(child, above if child == heir else heir, decree)
            if child == heir and heir is not None:
                heir.refresh_from_db()


def hand_people(unit: Unit, heir: Unit | None, on: date) -> int:
    """End the posts of a unit that ends and give their holders the same in `heir`; return how many moved.

    Whoever moves keeps sight of the old unit's work, which stays under its own name.
    """
    posts = list(Post.objects.filter(unit=unit).exclude(valid_to__lte=on))
    given: list[Post] = []
    for post in posts:
        first = max(on, post.valid_from)
        if heir is not None:
            given.append(Post(user_id=post.user_id, unit=heir, role=post.role, title=post.title, valid_from=first, valid_to=post.valid_to))
            given.append(Post(user_id=post.user_id, unit=unit, role=Role.VIEWER, valid_from=first))
        post.valid_to = first
    Post.objects.bulk_update(posts, ["valid_to"])
    Post.objects.bulk_create(_without_twins(given))
    return len({post.user_id for post in posts}) if heir is not None else 0


def hand_memberships(unit: Unit, heirs: Sequence[Unit], on: date) -> None:
    """Let those who take over belong to the lists that the unit belonged to, from the day on which it ends."""
    for member in GroupMember.objects.filter(covering(on), unit=unit).select_related("group"):
        if member.valid_from != on:
            GroupMember.objects.filter(pk=member.pk).update(valid_to=on)
        known = set(member.group.members.filter(covering(on)).values_list("unit_id", flat=True))
        GroupMember.objects.bulk_create(
            [GroupMember(group=member.group, unit=heir, valid_from=on) for heir in heirs if heir.pk not in known]
        )


def _without_twins(posts: list[Post]) -> list[Post]:
    """Drop a second post of one person in one unit and role."""
    kept: dict[tuple[int, int, str], Post] = {}
    for post in posts:
        kept.setdefault((post.user_id, post.unit_id, post.role), post)
    return list(kept.values())


def _parent_on(unit: Unit, on: date) -> Unit | None:
    row = UnitParent.objects.filter(covering(on), unit=unit).select_related("parent").first()
    return row.parent if row is not None else None
