"""Reads lists in: kept as a draft first, then stored as a whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.web.accounts.actions import PersonDetails
from dondoc.web.accounts.models import User
from dondoc.web.audit.actions import Change, record, record_each
from dondoc.web.jobs.models import Job
from dondoc.web.organisations.actions.arrivals import Arrived, take_in
from dondoc.web.organisations.actions.deciding import CannotChange, claim
from dondoc.web.organisations.actions.history import words_of
from dondoc.web.organisations.actions.posts import NewPost
from dondoc.web.organisations.lists import people as people_list
from dondoc.web.organisations.lists import units as unit_list
from dondoc.web.organisations.lists.sheet import Column, ListRow, ReadList, read_list
from dondoc.web.organisations.models import (
    Alias,
    EventKind,
    EventParty,
    ImportDraft,
    ImportKind,
    Unit,
    UnitEvent,
    UnitKind,
    UnitName,
    UnitParent,
)
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.organisations.queries.people_import import PeopleComparison, compare_people
from dondoc.web.organisations.queries.unit_import import Added, Changed, Comparison, compare_units

BATCH = 500
COLUMNS: dict[str, Sequence[Column]] = {ImportKind.UNITS: unit_list.COLUMNS, ImportKind.PEOPLE: people_list.COLUMNS}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: its bytes and the name it bore."""

    data: bytes
    name: str


def keep_list(upload: Upload, kind: str, *, by: User) -> ImportDraft:
    """Read a workbook and keep its rows until the person confirms them, in place of what they gave before; raises WrongList."""
    read = read_list(upload.data, upload.name, COLUMNS[kind])
    rows = [{"number": row.number, "values": row.values} for row in read.rows]
    with transaction.atomic():
        kept = ImportDraft.objects.filter(owner=by, kind=kind)
        kept.exclude(job__in=Job.objects.unfinished()).delete()  # what a job still stores is that job's to drop
        return ImportDraft.objects.create(owner=by, kind=kind, name=upload.name[:255], rows=rows, letters=read.letters)


def read_of(draft: ImportDraft) -> ReadList:
    """Return the rows that a draft keeps."""
    return ReadList(tuple(ListRow(row["number"], row["values"]) for row in draft.rows), draft.letters)


def compared_units(draft: ImportDraft, *, by: User, today: date) -> Comparison:
    """Return what a draft of units would do to the registry as it stands."""
    return compare_units(unit_list.read_units(read_of(draft)), draft.letters, scope=scope_of(by, on=today), today=today)


def compared_people(draft: ImportDraft, *, by: User, today: date) -> PeopleComparison:
    """Return what a draft of people would do."""
    rows, errors = people_list.read_people(read_of(draft))
    return compare_people(rows, errors, letters=draft.letters, scope=scope_of(by, on=today), today=today)


def store_units(draft: ImportDraft, *, by: User, today: date) -> Comparison:
    """Store what a draft of units says, all of it or nothing, and drop the draft; raises CannotChange where a row is wrong by now."""
    with transaction.atomic():
        claim([])
        comparison = compared_units(draft, by=by, today=today)
        _demand_right(len(comparison.errors))
        made = _add(comparison.added)
        for changed in comparison.changed:
            _change(changed, by=by)
        _tell_found(comparison.added, made, by=by)
        draft.delete()
        return comparison


def store_people(draft: ImportDraft, *, by: User, now: datetime, today: date) -> list[Arrived]:
    """Take in everybody of a draft, or nobody, and drop the draft; returns the link of each. Raises CannotChange."""
    with transaction.atomic():
        comparison = compared_people(draft, by=by, today=today)
        _demand_right(len(comparison.errors))
        arrived = [
            take_in(
                PersonDetails(one.row.username, one.row.full_name, one.row.email, one.row.phone),
                NewPost(one.unit, one.row.role, one.row.first_day or today, one.row.title),
                by=by,
                now=now,
                today=today,
            )
            for one in comparison.added
        ]
        draft.delete()
        return arrived


def _demand_right(errors: int) -> None:
    if errors:
        raise CannotChange(_("Danh bạ đã thay đổi từ lúc xem trước: còn %(count)s chỗ cần sửa.") % {"count": errors})


def _add(added: Sequence[Added]) -> dict[int, Unit]:
    """Store the new units level by level; return them by the numbers of their rows."""
    made: dict[int, Unit] = {}
    for depth in sorted({one.depth for one in added}):
        level = [one for one in added if one.depth == depth]
        units = [_unit(one, one.under or made.get(one.under_row or 0)) for one in level]
        Unit.objects.bulk_create(units, batch_size=BATCH)
        for one, unit in zip(level, units, strict=True):
            unit.path = f"{unit.parent.path if unit.parent is not None else ''}{unit.pk}."
            made[one.row.number] = unit
        Unit.objects.bulk_update(units, ["path"], batch_size=BATCH)
    _write_history(added, made)
    return made


def _unit(one: Added, parent: Unit | None) -> Unit:
    row = one.row
    return Unit(
        name=row.name,
        short_name=row.short_name,
        kind=row.kind,
        parent=parent,
        official_code=row.official_code,
        external=bool(row.external),
        position=row.position if row.position is not None else row.number,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        folded=words_of(row.name, row.short_name, *row.aliases, row.official_code),
    )


def _write_history(added: Sequence[Added], made: dict[int, Unit]) -> None:
    units = [(one, made[one.row.number]) for one in added]
    dated = {one.row.number: {"valid_from": one.row.valid_from, "valid_to": one.row.valid_to} for one in added}
    UnitName.objects.bulk_create(
        [UnitName(unit=unit, name=unit.name, short_name=unit.short_name, **dated[one.row.number]) for one, unit in units], batch_size=BATCH
    )
    UnitParent.objects.bulk_create(
        [UnitParent(unit=unit, parent=unit.parent, **dated[one.row.number]) for one, unit in units], batch_size=BATCH
    )
    tops = {unit.pk: _department_in(unit) for _, unit in units}
    Alias.objects.bulk_create(
        [
            Alias(unit=unit, text=text, folded=words_of(text), scope=tops[unit.pk])
            for one, unit in units
            for text in one.row.aliases
            if text not in (unit.name, unit.short_name)
        ],
        batch_size=BATCH,
    )


def _department_in(unit: Unit) -> Unit | None:
    """Return the department above a unit, inside which its abbreviations count."""
    above = unit.parent
    while above is not None and above.kind != UnitKind.DEPARTMENT:
        above = above.parent
    return above


def _tell_found(added: Sequence[Added], made: dict[int, Unit], *, by: User) -> None:
    """Write the founding of the new units: an event where the day is known, a row of the log for each."""
    dated = [(one.row.valid_from, made[one.row.number]) for one in added if one.row.valid_from is not None]
    events = UnitEvent.objects.bulk_create(
        [UnitEvent(kind=EventKind.FOUND, on=day, basis="", recorded_by=by) for day, _ in dated], batch_size=BATCH
    )
    EventParty.objects.bulk_create(
        [EventParty(event=event, unit=unit, is_new=True) for event, (_, unit) in zip(events, dated, strict=True)], batch_size=BATCH
    )
    told = [
        (unit, {"tên đơn vị": Change(None, unit.name), "trực thuộc": Change(None, unit.parent.name if unit.parent is not None else None)})
        for unit in made.values()
    ]
    record_each(by, gettext_noop("nhập đơn vị từ danh sách"), told)


_LABELS = {
    "official_code": gettext_noop("mã định danh"),
    "short_name": gettext_noop("tên viết tắt"),
    "kind": gettext_noop("loại"),
    "position": gettext_noop("thứ tự"),
    "external": gettext_noop("ngoài hệ thống"),
}


def _change(changed: Changed, *, by: User) -> None:
    """Set what a row says otherwise of a unit; its present name's abbreviation is set right in its history too."""
    unit, row = changed.unit, changed.row
    names = [name for name, _, _ in changed.fields]
    for name in names:
        setattr(unit, name, getattr(row, name))
    Alias.objects.bulk_create(
        [Alias(unit=unit, text=text, folded=words_of(text), scope=_department_in(unit)) for text in changed.new_aliases], batch_size=BATCH
    )
    if "short_name" in names:
        UnitName.objects.filter(unit=unit, valid_to=unit.valid_to).update(short_name=unit.short_name)
    unit.folded = "\n".join(dict.fromkeys([*unit.folded.split("\n"), words_of(unit.short_name, unit.official_code, *changed.new_aliases)]))
    unit.version += 1
    unit.save(update_fields=[*names, "folded", "version"])
    changes = {_LABELS[name]: Change(old, new) for name, old, new in changed.fields}
    if changed.new_aliases:
        changes["cách viết khác"] = Change(None, "; ".join(changed.new_aliases))
    record(by, gettext_noop("sửa đơn vị từ danh sách"), subject=unit, changes=changes)
