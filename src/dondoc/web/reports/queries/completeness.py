"""A unit's report → what is still missing before it can be sent in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dondoc.engine.reporting.figures_form import FiguresForm
from dondoc.engine.reporting.figures_reading import missing
from dondoc.engine.writing.stored_values import load
from dondoc.web.reports.models import Answer, FiguresTable, OutlineItem, TableAnswer, UnitReport


@dataclass(frozen=True, slots=True)
class Lack:
    """Something missing: the title of the item or table, where it stands on the page, and for a table how many cells."""

    title: str
    anchor: str
    cells: int = 0


def lacking(report: UnitReport) -> tuple[Lack, ...]:
    """Return what a report lacks, in the order of its page, in four statements; nothing for a complete one."""
    duty = report.period.duty_id
    items = list(OutlineItem.objects.filter(duty=duty))
    texts = dict(Answer.objects.filter(report=report).values_list("item", "text"))
    tables = list(FiguresTable.objects.filter(duty=duty))
    cells = dict(TableAnswer.objects.filter(report=report).values_list("table", "cells"))
    return (*lacking_items(items, texts), *lacking_tables(tables, cells))


def lacking_items(items: Sequence[OutlineItem], texts: Mapping[int, str]) -> tuple[Lack, ...]:
    """Return the required items under which nothing is stored."""
    return tuple(Lack(item.title, f"muc-{item.key}") for item in items if item.required and not texts.get(item.pk, "").strip())


def lacking_tables(tables: Sequence[FiguresTable], cells: Mapping[int, Mapping[str, Mapping[str, str]]]) -> tuple[Lack, ...]:
    """Return the tables with required cells that are blank or cells that cannot be taken."""
    found = ((table, missing(load(FiguresForm, table.definition), cells.get(table.pk, {}))) for table in tables)
    return tuple(Lack(table.title, f"bieu-{table.key}", len(gaps)) for table, gaps in found if gaps)
