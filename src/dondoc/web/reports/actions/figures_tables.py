"""Defines the figures tables of a duty: adds one, changes one, drops one that nobody filled in."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.engine.reporting.figures_form import FiguresForm, faults
from dondoc.engine.vocabulary.folding import fold, unaccented
from dondoc.engine.writing.register_json import plain
from dondoc.web.audit.actions import Change, record
from dondoc.web.organisations.permissions import Scope
from dondoc.web.reports.models import FiguresTable, ReportDuty
from dondoc.web.reports.permissions import may_collect
from dondoc.web.tracking.actions.refusals import Refused

MOST_TABLES = 30


@dataclass(frozen=True, slots=True)
class Terms:
    """A table's name and definition."""

    title: str
    form: FiguresForm


class Unsound(Refused):
    """A definition by which no table can be filled in."""

    def __init__(self) -> None:
        super().__init__(_("Mẫu biểu chưa dùng được. Sửa các chỗ được nêu rồi lưu lại."))


def add_table(duty: ReportDuty, terms: Terms, *, scope: Scope) -> FiguresTable:
    """Add a table to a duty. Raises PermissionDenied and Refused, Unsound for a definition that is not sound."""
    with transaction.atomic():
        held = _held(duty.pk, scope)
        _demand_sound(terms)
        keys = set(held.tables.values_list("key", flat=True))
        if len(keys) >= MOST_TABLES:
            raise Refused(_("Mỗi chế độ báo cáo nhiều nhất %(n)d biểu.") % {"n": MOST_TABLES})
        table = FiguresTable.objects.create(
            duty=held,
            key=_key(terms.title, keys),
            position=held.tables.count(),
            title=terms.title,
            definition=plain(terms.form),
        )
        record(scope.user, gettext_noop("thêm biểu số liệu"), subject=held, changes={"biểu": Change(None, terms.title)})
        return table


def change_table(table: FiguresTable, terms: Terms, *, scope: Scope) -> None:
    """Change a table's name and definition; cells that its columns and rows no longer have stay stored, unseen. Raises as `add_table`."""
    with transaction.atomic():
        held = _held(table.duty_id, scope)
        _demand_sound(terms)
        row = FiguresTable.objects.select_for_update().get(pk=table.pk)
        before, row.title, row.definition = row.title, terms.title, plain(terms.form)
        row.save(update_fields=["title", "definition"])
        record(scope.user, gettext_noop("sửa biểu số liệu"), subject=held, changes={"biểu": Change(before, f"{terms.title} (…)")})


def drop_table(table: FiguresTable, *, scope: Scope) -> None:
    """Drop a table in which no unit has filled anything. Raises PermissionDenied and Refused."""
    with transaction.atomic():
        held = _held(table.duty_id, scope)
        if table.answers.exists():
            raise Refused(_("Đã có đơn vị điền biểu này nên không bỏ được. Có thể sửa mẫu để kỳ sau không phải điền."))
        title = table.title
        table.delete()
        record(scope.user, gettext_noop("bỏ biểu số liệu"), subject=held, changes={"biểu": Change(title, None)})


def _held(key: int, scope: Scope) -> ReportDuty:
    duty = ReportDuty.objects.select_for_update(of=("self",)).select_related("unit", "collector").get(pk=key)
    if not may_collect(scope, duty):
        raise PermissionDenied
    return duty


def _demand_sound(terms: Terms) -> None:
    if not terms.title.strip() or faults(terms.form):
        raise Unsound


def _key(title: str, taken: set[str]) -> str:
    base = slugify(unaccented(fold(title)))[:30].strip("-") or "bieu"
    numbered = (base if number == 1 else f"{base}-{number}" for number in range(1, MOST_TABLES + 2))
    return next(key for key in numbered if key not in taken)
