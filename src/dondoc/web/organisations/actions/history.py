"""The dated rows of names and parents: a change set into its place in time, and today's values drawn from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import F, Max, Q, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from dondoc.engine.vocabulary.folding import fold, unaccented
from dondoc.web.organisations.actions.deciding import CannotChange, Decree, shown
from dondoc.web.organisations.models import DEEPEST, Unit, UnitName, UnitParent, covering

Row = TypeVar("Row", UnitName, UnitParent)


@dataclass(frozen=True, slots=True)
class Naming:
    """A unit's full and short name."""

    name: str
    short_name: str = ""


def begin(unit: Unit, *, basis: str = "", ends: date | None = None) -> None:
    """Write the first name and parent of a unit that was just stored, from its first day; raises CannotChange."""
    if unit.parent is not None:
        demand_parent(unit, unit.parent, first=unit.valid_from, end=ends)
    span = {"valid_from": unit.valid_from, "valid_to": ends, "basis": basis}
    UnitName.objects.create(unit=unit, name=unit.name, short_name=unit.short_name, **span)
    UnitParent.objects.create(unit=unit, parent=unit.parent, **span)
    refresh(unit)


def rename_from(unit: Unit, naming: Naming, decree: Decree) -> None:
    """Give a unit another name from the decree's day up to its next change of name; raises CannotChange."""
    row = _row_of_day(unit, UnitName, decree.on)
    if (row.name, row.short_name) == (naming.name, naming.short_name):
        raise CannotChange(_("Ngày %(day)s đơn vị đã mang đúng tên này.") % {"day": shown(decree.on)})
    UnitName.objects.create(
        unit=unit, name=naming.name, short_name=naming.short_name, valid_from=decree.on, valid_to=row.valid_to, basis=decree.basis
    )
    _cut(row, decree.on)
    refresh(unit)


def place_from(unit: Unit, parent: Unit | None, decree: Decree) -> None:
    """Put a unit under another from the decree's day up to its next move; raises CannotChange."""
    row = _row_of_day(unit, UnitParent, decree.on)
    if row.parent_id == (parent.pk if parent is not None else None):
        raise CannotChange(_("Ngày %(day)s “%(unit)s” đã trực thuộc đơn vị này.") % {"day": shown(decree.on), "unit": unit.name})
    if parent is not None:
        demand_parent(unit, parent, first=decree.on, end=row.valid_to)
    UnitParent.objects.create(unit=unit, parent=parent, valid_from=decree.on, valid_to=row.valid_to, basis=decree.basis)
    _cut(row, decree.on)
    refresh(unit)


def end(unit: Unit, on: date) -> None:
    """Close a unit's history: `on` is the first day without it. Raises CannotChange where something happened to it on that day or later."""
    demand_standing(unit, on)
    latest = _latest_day(unit)
    if latest is not None and latest >= on:
        raise CannotChange(
            _("“%(unit)s” còn có việc ghi vào ngày %(later)s, nên không thể hết hoạt động từ ngày %(day)s. Hãy chọn ngày sau đó.")
            % {"unit": unit.name, "later": shown(latest), "day": shown(on)}
        )
    for model in (UnitName, UnitParent):
        model.objects.filter(covering(on), unit=unit).update(valid_to=on)
    unit.valid_to = on
    unit.save(update_fields=["valid_to"])


def refresh(unit: Unit) -> None:
    """Draw today's name, parent, path and words to search by from the dated rows; the path of the whole subtree in one statement."""
    order = F("valid_from").asc(nulls_first=True)
    names = list(unit.names.order_by(order))
    unit.name, unit.short_name = names[-1].name, names[-1].short_name
    unit.parent = unit.parents.select_related("parent").order_by(order).reverse()[0].parent
    unit.folded = words_of(
        *(text for name in names for text in (name.name, name.short_name)),
        *unit.aliases.values_list("text", flat=True),
        unit.official_code,
    )
    old, new = unit.path, f"{unit.parent.path if unit.parent is not None else ''}{unit.pk}."
    if old and old != new:
        Unit.objects.filter(path__startswith=old).update(path=Concat(Value(new), Substr("path", len(old) + 1)))
    unit.path = new
    unit.save(update_fields=["name", "short_name", "parent", "folded", "path"])


def words_of(*texts: str) -> str:
    """Return the texts a unit is searched by: folded, without marks, each once, a line each."""
    return "\n".join(dict.fromkeys(unaccented(fold(text)) for text in texts if text))


def demand_standing(unit: Unit, on: date) -> None:
    """Raise CannotChange unless the unit exists on a day."""
    if unit.valid_from is not None and on < unit.valid_from:
        raise CannotChange(
            _("Ngày %(day)s “%(unit)s” chưa thành lập (thành lập ngày %(first)s). Hãy chọn ngày sau đó.")
            % {"day": shown(on), "unit": unit.name, "first": shown(unit.valid_from)}
        )
    if unit.valid_to is not None and on >= unit.valid_to:
        raise CannotChange(
            _("Ngày %(day)s “%(unit)s” không còn hoạt động (đến hết trước ngày %(end)s). Hãy chọn ngày trước đó hoặc đơn vị khác.")
            % {"day": shown(on), "unit": unit.name, "end": shown(unit.valid_to)}
        )


def demand_parent(unit: Unit, parent: Unit, *, first: date | None, end: date | None) -> None:
    """Raise CannotChange unless `parent` stands from `first` up to `end`, is not below `unit` in that time, and the tree stays shallow.

    A first day that nobody knows contradicts nothing.
    """
    starts_late = parent.valid_from is not None and first is not None and first < parent.valid_from
    ends_early = parent.valid_to is not None and (end is None or end > parent.valid_to)
    if starts_late or ends_early:
        raise CannotChange(
            _("“%(parent)s” không hoạt động suốt thời gian “%(unit)s” trực thuộc nó. Hãy chọn đơn vị khác hoặc ngày khác.")
            % {"parent": parent.name, "unit": unit.name}
        )
    if _is_below(parent, unit, first=first, end=end):
        raise CannotChange(
            _("“%(parent)s” đang ở dưới “%(unit)s”, nên “%(unit)s” không thể trực thuộc nó.") % {"parent": parent.name, "unit": unit.name}
        )
    if parent.path.count(".") + _levels(unit) > DEEPEST:
        raise CannotChange(_("Cây đơn vị chỉ sâu tối đa %(levels)s cấp. Hãy chọn đơn vị cấp trên cao hơn.") % {"levels": DEEPEST})


def _levels(unit: Unit) -> int:
    """Return how many levels a unit and what lies below it take."""
    below = Unit.objects.filter(path__startswith=unit.path).values_list("path", flat=True) if unit.path else ()
    return max((path.count(".") for path in below), default=1) - max(unit.path.count(".") - 1, 0)


def _is_below(candidate: Unit, unit: Unit, *, first: date | None, end: date | None) -> bool:
    """Whether `candidate` is `unit` or lay below it on any day of a span: looked up level by level in the dated rows."""
    waiting: list[tuple[int, date | None, date | None]] = [(candidate.pk, first, end)]
    while waiting:
        at, start, stop = waiting.pop()
        if at == unit.pk:
            return True
        overlapping = Q(unit_id=at, parent__isnull=False)
        if stop is not None:
            overlapping &= Q(valid_from=None) | Q(valid_from__lt=stop)
        if start is not None:
            overlapping &= Q(valid_to=None) | Q(valid_to__gt=start)
        for parent_id, row_start, row_stop in UnitParent.objects.filter(overlapping).values_list("parent_id", "valid_from", "valid_to"):
            starts = [day for day in (start, row_start) if day is not None]
            stops = [day for day in (stop, row_stop) if day is not None]
            if parent_id is not None:
                waiting.append((parent_id, max(starts, default=None), min(stops, default=None)))
    return False


def _row_of_day(unit: Unit, model: type[Row], on: date) -> Row:
    demand_standing(unit, on)
    row = model.objects.filter(covering(on), unit=unit).get()
    if row.valid_from == on:
        raise CannotChange(
            _("Ngày %(day)s “%(unit)s” đã có một thay đổi cùng loại. Hãy chọn ngày khác.") % {"day": shown(on), "unit": unit.name}
        )
    return row


def _latest_day(unit: Unit) -> date | None:
    """Return the last day on which anything is known to have begun or happened for a unit."""
    days = [unit.events.aggregate(day=Max("event__on"))["day"]]
    days += [model.objects.filter(unit=unit).aggregate(day=Max("valid_from"))["day"] for model in (UnitName, UnitParent)]
    return max((day for day in days if day is not None), default=None)


def _cut(row: UnitName | UnitParent, on: date) -> None:
    row.valid_to = on
    row.save(update_fields=["valid_to"])
