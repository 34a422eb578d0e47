"""One unit's report as one person sees it: its words beside the last period's, its tables, what is missing, its steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from dondoc.engine.comparing import Piece, PieceKind, word_changes
from dondoc.engine.reporting.figures_consolidating import FilledRow, filled
from dondoc.engine.reporting.figures_form import FiguresForm
from dondoc.engine.reporting.unit_drafts import UnitWork, draft, topic_of
from dondoc.engine.writing.stored_values import load
from dondoc.web.organisations.permissions import READING, Scope, within
from dondoc.web.reports.marks import mark_of, never_stored
from dondoc.web.reports.models import (
    Answer,
    AnswerState,
    FiguresTable,
    OutlineItem,
    PeriodState,
    ReportEvent,
    TableAnswer,
    UnitReport,
)
from dondoc.web.reports.permissions import COLLECTING, KEEPING, may_collect, may_prepare, may_submit
from dondoc.web.reports.queries.completeness import Lack, lacking_items, lacking_tables
from dondoc.web.reports.queries.own_work import own_work
from dondoc.web.reports.queries.standing import PREPARED, SENT, WRITABLE, has_head

LAST_EVENTS = 60
ALIKE = 0.4
"""So much of the longer text must stay for differences to be shown word by word."""


@dataclass(frozen=True, slots=True)
class Rights:
    """What the person may do with the report as it stands: write, send it on, take it back, or receive it.

    `reads`: before a unit sends its report in, only who prepares it reads what it says.
    """

    reads: bool = False
    write: bool = False
    send_up: bool = False
    submit: bool = False
    send_down: bool = False
    withdraw: bool = False
    accept: bool = False
    give_back: bool = False
    prepares: bool = False
    collects: bool = False


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item of the outline: what its box holds, what the register would draft, the last period's words and what differs from them.

    `text` is what is stored, else the draft (`is_drafted`); `mark` says which words the person saw. `theirs` is what another stored
    meanwhile, where the person's own words were not taken.
    """

    item: OutlineItem
    text: str
    mark: str
    is_drafted: bool
    draft: str
    last: str
    changes: tuple[Piece, ...] = ()
    theirs: str = ""

    @property
    def is_lacking(self) -> bool:
        """Whether it must be filled in and stands empty."""
        return self.item.required and not self.text.strip()


@dataclass(frozen=True, slots=True)
class TableRow:
    """A figures table of the report: how it stands and its rows as filled in."""

    table: FiguresTable
    form: FiguresForm
    rows: tuple[FilledRow, ...]
    is_begun: bool
    gaps: int


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A unit's report; `is_early` where the day on which the period's figures are closed is still to come."""

    report: UnitReport
    rights: Rights
    items: tuple[ItemRow, ...]
    tables: tuple[TableRow, ...]
    lacks: tuple[Lack, ...]
    events: tuple[ReportEvent, ...]
    work: UnitWork | None
    last_label: str
    has_head: bool
    is_early: bool

    @property
    def drafted(self) -> int:
        """How many items hold words from the register that nobody has stored yet."""
        return sum(row.is_drafted for row in self.items)

    @property
    def returned(self) -> ReportEvent | None:
        """The last step, where it gave the report back to who writes it."""
        back = [one for one in self.events if one.act in (ReportEvent.Act.RETURNED, ReportEvent.Act.SENT_DOWN, ReportEvent.Act.SUBMITTED)]
        return back[0] if back and back[0].act != ReportEvent.Act.SUBMITTED and self.report.state in PREPARED else None


@dataclass(frozen=True, slots=True)
class Again:
    """What a person typed that was not taken, by the keys of the items, and the keys of those that another changed meanwhile."""

    typed: Mapping[str, str] = field(default_factory=dict)
    clashing: Sequence[str] = ()


def reports_seen(scope: Scope) -> QuerySet[UnitReport]:
    """Return the reports that a person reads: of the units whose work they see, and of all units where they collect."""
    mine = within("unit__path", scope.paths(*READING))
    kept = within("period__duty__unit__path", scope.paths(*KEEPING)) | within("period__duty__collector__path", scope.paths(*COLLECTING))
    found = UnitReport.objects.filter(mine | kept)
    return found.select_related("unit", "period__duty__unit", "period__duty__collector", "prepared_by", "approved_by")


def report_page(report: UnitReport, scope: Scope, *, on: date, again: Again | None = None) -> ReportPage:
    """Return the page of a report that the person reads; `again` holds what they typed, where it was not taken."""
    headed = has_head(report.unit, on=on)
    rights = rights_of(report, scope, headed=headed)
    sees_work = scope.holds(*READING, path=report.unit.path)
    work = own_work(report, on=on) if sees_work else None
    items = list(OutlineItem.objects.filter(duty=report.period.duty_id))
    texts = dict(Answer.objects.filter(report=report).values_list("item", "text")) if rights.reads else {}
    before, last = _last_words(report)
    rows = tuple(_item(item, texts, work=work if rights.write else None, last=last.get(item.pk, ""), again=again) for item in items)
    tables = list(FiguresTable.objects.filter(duty=report.period.duty_id))
    cells = dict(TableAnswer.objects.filter(report=report).values_list("table", "cells")) if rights.reads else {}
    table_lacks = {lack.anchor: lack for lack in lacking_tables(tables, cells)}
    return ReportPage(
        report,
        rights,
        rows,
        tuple(_table(table, cells, lacks=table_lacks, unit=report.unit.name) for table in tables),
        (*lacking_items(items, {row.item.pk: row.text for row in rows}), *table_lacks.values()),
        tuple(report.events.select_related("by").order_by("-at", "-pk")[:LAST_EVENTS]),
        work,
        before,
        headed,
        on < report.period.cut_off,
    )


def rights_of(report: UnitReport, scope: Scope, *, headed: bool) -> Rights:
    """Return what the person may do with a report now."""
    prepares, collects = may_prepare(scope, report.unit), may_collect(scope, report.period.duty)
    sends = may_submit(scope, report.unit, has_head=headed)
    state = report.state
    if report.period.state == PeriodState.LOCKED:
        return Rights(reads=prepares or state in SENT, prepares=prepares, collects=collects)
    to_approve, sent = state == AnswerState.TO_APPROVE, state == AnswerState.SUBMITTED
    return Rights(
        reads=prepares or state in SENT,
        write=state in WRITABLE and (sends or (prepares and not to_approve)),
        send_up=prepares and not sends and state in PREPARED,
        submit=sends and (state in PREPARED or to_approve),
        send_down=sends and to_approve,
        withdraw=(to_approve and prepares and not sends) or (sent and sends),
        accept=collects and sent,
        give_back=collects and state in (AnswerState.SUBMITTED, AnswerState.ACCEPTED),
        prepares=prepares,
        collects=collects,
    )


def _last_words(report: UnitReport) -> tuple[str, dict[int, str]]:
    """Return how the unit's last report before this one is called, and its words by item."""
    sent = UnitReport.objects.filter(
        unit=report.unit_id, period__duty=report.period.duty_id, period__cut_off__lt=report.period.cut_off, first_submitted_at__isnull=False
    )
    last = sent.select_related("period").order_by("-period__cut_off").first()
    if last is None:
        return "", {}
    return last.period.label, dict(Answer.objects.filter(report=last).values_list("item", "text"))


def _item(item: OutlineItem, texts: Mapping[int, str], *, work: UnitWork | None, last: str, again: Again | None) -> ItemRow:
    drafted = draft(topic_of(item.title), work) if work is not None else ""
    stored = texts.get(item.pk)
    mark = mark_of(stored) if stored is not None else never_stored(drafted)
    text, is_drafted, theirs = (stored, False, "") if stored is not None else (drafted, bool(drafted), "")
    if again is not None and item.key in again.typed:
        if item.key in again.clashing:
            theirs = stored or ""
        is_drafted = is_drafted and again.typed[item.key].strip() == drafted
        text = again.typed[item.key]
    return ItemRow(item, text, mark, is_drafted, drafted, last, _changes(last, text), theirs)


def _changes(last: str, text: str) -> tuple[Piece, ...]:
    """Return what differs from the last period's words; nothing where so little stays that the two are read better one by one."""
    pieces = word_changes(last, text) if last and text else ()
    same = sum(len(piece.text) for piece in pieces if piece.kind is PieceKind.SAME)
    return pieces if same >= ALIKE * max(len(last), len(text)) else ()


def _table(table: FiguresTable, cells: Mapping[int, Mapping[str, Mapping[str, str]]], *, lacks: Mapping[str, Lack], unit: str) -> TableRow:
    form, values = load(FiguresForm, table.definition), cells.get(table.pk)
    lack = lacks.get(f"bieu-{table.key}")
    return TableRow(table, form, filled(form, values or {}, unit=unit), values is not None, lack.cells if lack is not None else 0)
