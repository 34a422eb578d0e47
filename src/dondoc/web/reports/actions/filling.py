"""Stores a unit's figures for one table, whole, so that nobody's cells are lost under another's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.engine.reporting.figures_form import FiguresForm, RowsKind
from dondoc.engine.reporting.figures_reading import Values, in_order
from dondoc.engine.writing.stored_values import load
from dondoc.web.audit.actions import Change, record
from dondoc.web.organisations.permissions import Scope
from dondoc.web.reports.actions.answering import begin, demand_writable
from dondoc.web.reports.actions.steps import held
from dondoc.web.reports.marks import differing, mark_of_cells
from dondoc.web.reports.models import FiguresTable, TableAnswer, UnitReport
from dondoc.web.tracking.actions.refusals import Refused


class CellsOverwritten(Refused):
    """Cells that would have covered what another stored since the table was opened."""

    def __init__(self) -> None:
        super().__init__(_("Có người vừa lưu biểu này với số khác. Xem các ô khác nhau, sửa rồi lưu lại; chưa ghi gì cả."))


@dataclass(frozen=True, slots=True)
class Filling:
    """The values of a table as they were read, and the mark of what the person saw in it when they began."""

    table: FiguresTable
    values: Values
    seen: str


def save_table(report: UnitReport, filling: Filling, *, scope: Scope, now: datetime) -> int:
    """Store a table's cells and return how many changed.

    Raises PermissionDenied; Refused where the period is locked or the report is with the collector; CellsOverwritten where another stored
    other cells since. Then nothing is stored.
    """
    with transaction.atomic():
        row = held(report.pk)
        demand_writable(row, scope=scope, now=now)
        answer = TableAnswer.objects.filter(report=row, table=filling.table).first()
        stored = answer.cells if answer is not None else None
        values = renumbered(load(FiguresForm, filling.table.definition), filling.values)
        changed = len(differing(stored or {}, values))
        if answer is not None and not changed:
            return 0
        if mark_of_cells(stored) != filling.seen:
            raise CellsOverwritten
        TableAnswer.objects.update_or_create(report=row, table=filling.table, defaults={"cells": values})
        begin(row, by=scope)
        changes = {filling.table.title: Change(None, _("%(n)d ô") % {"n": changed})}
        record(scope.user, gettext_noop("điền biểu số liệu"), subject=row, changes=changes)
        return changed


def renumbered(form: FiguresForm, values: Values) -> dict[str, dict[str, str]]:
    """Return values whose added rows are numbered without gaps, in their order."""
    if form.kind is not RowsKind.FREE:
        return {key: dict(cells) for key, cells in values.items()}
    return {f"r{number}": dict(cells) for number, (_key, cells) in enumerate(in_order(values), 1)}
