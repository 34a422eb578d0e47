"""Groups of units that directives name together, and who belongs to them since when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.web.audit.actions import Change, record
from dondoc.web.organisations.actions.deciding import Actor, CannotChange, demand, demand_past, shown, trimmed
from dondoc.web.organisations.actions.history import demand_standing, words_of
from dondoc.web.organisations.models import Alias, GroupKind, GroupMember, Unit, UnitGroup, covering


@dataclass(frozen=True, slots=True)
class GroupTerms:
    """What a group is called and how its members are known: by list, by being right below a unit, or picked each time."""

    name: str
    kind: str
    children_of: Unit | None = None
    aliases: tuple[str, ...] = ()


def make_group(scope: Unit, terms: GroupTerms, *, by: Actor, today: date) -> UnitGroup:
    """Make a group for the directives of the department `scope`; raises PermissionDenied and CannotChange."""
    with transaction.atomic():
        demand(by, scope, today=today)
        group = UnitGroup(scope=scope)
        _set(group, terms)
        record(by, gettext_noop("lập nhóm đơn vị"), subject=group, changes={"tên nhóm": Change(None, group.name)})
        return group


def change_group(group: UnitGroup, terms: GroupTerms, *, by: Actor, today: date) -> None:
    """Set a group's name, kind and other ways to write it; raises PermissionDenied and CannotChange."""
    with transaction.atomic():
        demand(by, group.scope, today=today)
        old_name, old_kind = group.name, GroupKind(group.kind).label
        old_aliases = "; ".join(group.aliases.values_list("text", flat=True))
        _set(group, terms)
        changes = {
            "tên nhóm": Change(old_name, group.name),
            "loại": Change(old_kind, GroupKind(group.kind).label),
            "cách viết khác": Change(old_aliases, "; ".join(group.aliases.values_list("text", flat=True))),
        }
        record(by, gettext_noop("sửa nhóm đơn vị"), subject=group, changes=changes)


def add_members(group: UnitGroup, units: Sequence[Unit], *, first_day: date | None, by: Actor, today: date) -> None:
    """Let units belong to a group from a day on, or, without one, as far back as they go; raises PermissionDenied and CannotChange."""
    with transaction.atomic():
        demand(by, group.scope, today=today)
        if group.kind == GroupKind.OPEN:
            raise CannotChange(_("Nhóm này do người chọn từng lần, không có danh sách. Hãy đổi loại nhóm trước."))
        for unit in units:
            if first_day is not None:
                demand_past(first_day, today=today)
                demand_standing(unit, first_day)
            if group.members.filter(covering(first_day or today), unit=unit).exists():
                raise CannotChange(_("“%(unit)s” đã ở trong nhóm này.") % {"unit": unit.name})
            GroupMember.objects.create(group=group, unit=unit, valid_from=first_day)
        changes = {"thành viên": Change(None, "; ".join(unit.name for unit in units)), "từ ngày": Change(None, first_day)}
        record(by, gettext_noop("thêm vào nhóm"), subject=group, changes=changes)


def end_membership(member: GroupMember, *, on: date, by: Actor, today: date) -> None:
    """Let a unit leave a group: `on` is the first day without it. Raises PermissionDenied and CannotChange."""
    with transaction.atomic():
        demand(by, member.group.scope, today=today)
        demand_past(on, today=today)
        if member.valid_from is not None and on < member.valid_from:
            raise CannotChange(_("Đơn vị vào nhóm ngày %(first)s. Hãy chọn ngày ra từ đó trở đi.") % {"first": shown(member.valid_from)})
        GroupMember.objects.filter(pk=member.pk, valid_to=None).update(valid_to=on)
        changes = {"thành viên": Change(member.unit.name, None), "từ ngày": Change(None, on)}
        record(by, gettext_noop("ra khỏi nhóm"), subject=member.group, changes=changes)


def _set(group: UnitGroup, terms: GroupTerms) -> None:
    name = trimmed(terms.name)
    if not name:
        raise CannotChange(_("Hãy ghi tên nhóm."))
    if UnitGroup.objects.filter(scope=group.scope, name=name).exclude(pk=group.pk).exists():
        raise CannotChange(_("Đã có nhóm “%(name)s”.") % {"name": name})
    aliases = [text for text in dict.fromkeys(trimmed(text) for text in terms.aliases) if text and text != name]
    group.name, group.kind = name, terms.kind
    group.children_of = terms.children_of if terms.kind == GroupKind.CLOSED else None
    group.folded = words_of(name, *aliases)
    group.save()
    group.aliases.exclude(text__in=aliases).delete()
    known = set(group.aliases.values_list("text", flat=True))
    Alias.objects.bulk_create(
        [Alias(group=group, text=text, folded=words_of(text), scope=group.scope) for text in aliases if text not in known]
    )
