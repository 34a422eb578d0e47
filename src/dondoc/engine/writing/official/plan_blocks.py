"""Turns a plan into the official document that carries it: its aims, its findings, and an annex that assigns every task.

What is written is read back by the extraction as the same findings, tasks, units and deadlines. Tasks that remedy one finding stand
together beside it, so their order may change; the causes of one finding become the lines of one cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dondoc.engine.extraction.plan import Evidence, Header, Plan, Printed, Task
from dondoc.engine.writing.official.blocks import (
    Annex,
    Block,
    Cell,
    Column,
    Letterhead,
    Level,
    Numbered,
    OfficialDocument,
    Paragraph,
    Side,
    Table,
    plain,
)
from dondoc.engine.writing.official.plan_wording import NO_DEADLINE, deadline_cell, target_words, units_cell
from dondoc.engine.writing.official.signing import Capacity, Office, Signature

_KIND = "kế hoạch"
_PEOPLES_COMMITTEE = re.compile(r"(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân)\b", re.IGNORECASE)
ANNEX_TITLE = "Phân công nhiệm vụ, giải pháp"


@dataclass(frozen=True, slots=True)
class Issuing:
    """What a plan does not say of itself: the body above the issuer, and who receives the document."""

    superior: str = ""
    recipients: tuple[str, ...] = ("Như Phụ lục (để thực hiện)", "Lưu: VT")


def plan_document(plan: Plan, issuing: Issuing | None = None, *, small_print: str = "") -> OfficialDocument:
    """Return the plan as an official document; what its head leaves blank stays blank, as in a draft."""
    issuing, head = issuing or Issuing(), plan.document
    kind = _value(head.kind) or _KIND
    rows = tuple(_rows(plan))
    annexes = (Annex(ANNEX_TITLE, (_table(plan, rows),), across=True),) if rows else ()
    return OfficialDocument(
        letterhead=_letterhead(head, issuing),
        kind=kind if kind != "công văn" else None,
        title=_title(head),
        blocks=tuple(_body(plan, kind)),
        signature=_signature(head),
        recipients=issuing.recipients,
        annexes=annexes,
        small_print=small_print,
    )


def _title(head: Header) -> str:
    return _value(head.title) or "(chưa có trích yếu)"


def _letterhead(head: Header, issuing: Issuing) -> Letterhead:
    number = re.match(r"\d+", _value(head.number))
    return Letterhead(
        issuer=_value(head.issuer),
        place=_value(head.place),
        symbol=_value(head.symbol) or _value(head.number).partition("/")[2],
        superior=issuing.superior,
        number=int(number.group()) if number is not None else None,
        issued=issued_on(head),
        partly_issued=_value(head.issued_on),
    )


def issued_on(head: Header) -> date | None:
    """Return the day of issue where the head gives a whole date."""
    printed = _value(head.issued_on)
    return date.fromisoformat(printed) if len(printed) == len("2024-01-31") else None


def _signature(head: Header) -> Signature | None:
    """Return who signs; a deputy signs for the head whose title stands in the deputy's own."""
    if head.signer is None or head.signer.name is None:
        return None
    title = _value(head.signer.position) or "Giám đốc"
    collective = "Ủy ban nhân dân" if _PEOPLES_COMMITTEE.match(_value(head.issuer)) else ""
    deputy = title.lower().startswith("phó ")
    office = Office(title[len("phó ") :] if deputy else title, collective)
    return Signature(head.signer.name.value, title, office, Capacity.DEPUTY if deputy else Capacity.HEAD)


def _body(plan: Plan, kind: str) -> Iterator[Block]:
    """Yield the parts: aims, findings that no task remedies yet, and where the tasks stand."""
    covered = [task.evidence for task in plan.tasks] + [finding.evidence for finding in plan.findings]
    aims = [target_words(target) for target in plan.targets if not any(_holds(one, target.evidence) for one in covered)]
    if aims:
        yield Numbered(Level.ROMAN, plain("Mục tiêu, chỉ tiêu"))
        yield from (Numbered(Level.CLAUSE, plain(aim + ".")) for aim in aims)
    remedied = {task.finding for task in plan.tasks}
    bare = [finding for place, finding in enumerate(plan.findings) if place not in remedied]
    if bare:
        yield Numbered(Level.ROMAN, plain("Tồn tại, hạn chế"))
    for finding in bare:
        yield Numbered(Level.CLAUSE, plain(finding.text))
        yield from (Paragraph(plain(f"Nguyên nhân: {cause.text}")) for cause in finding.causes if cause.text != finding.text)
    yield Numbered(Level.ROMAN, plain("Tổ chức thực hiện"))
    where = "; nhiệm vụ, giải pháp, đơn vị chủ trì, đơn vị phối hợp và thời hạn hoàn thành nêu tại Phụ lục kèm theo" if plan.tasks else ""
    yield Paragraph(plain(f"Trên đây là nội dung {kind[:1].upper()}{kind[1:]}{where}."))


def _holds(one: Evidence, other: Evidence) -> bool:
    return one.start <= other.start < one.end


@dataclass(frozen=True, slots=True)
class _Row:
    """A task and how many rows from here on its finding covers: 0 where it has none or the cell stands above."""

    task: Task
    covers: int
    group: str


def _rows(plan: Plan) -> Iterator[_Row]:
    """Yield the tasks, those of one finding together where the first of them stands; a group for each title at the top."""
    by_finding: dict[int, list[Task]] = {}
    for task in plan.tasks:
        if task.finding is not None:
            by_finding.setdefault(task.finding, []).append(task)
    for task in plan.tasks:
        group = task.heading[0] if task.heading else ""
        if task.finding is None:
            yield _Row(task, 0, group)
            continue
        together = by_finding.pop(task.finding, [])
        for place, one in enumerate(together):
            yield _Row(one, len(together) if place == 0 else 0, group)


def _table(plan: Plan, rows: Sequence[_Row]) -> Table:
    """Return the table; columns that would stay empty are left out."""
    has_findings = any(row.task.finding is not None for row in rows)
    has_causes = any(finding.causes for finding in plan.findings) and has_findings
    has_results = any(row.task.deliverable is not None for row in rows)
    columns = [Column("TT", 11, Side.CENTRE)]
    columns += [Column("Tồn tại, hạn chế", 42)] if has_findings else []
    columns += [Column("Nguyên nhân", 36)] if has_causes else []
    columns += [Column("Nhiệm vụ, giải pháp", 66), Column("Đơn vị chủ trì", 30), Column("Đơn vị phối hợp", 32)]
    columns += [Column("Thời hạn hoàn thành", 27)]
    columns += [Column("Sản phẩm", 24)] if has_results else []
    issued = issued_on(plan.document)
    lines: list[tuple[Cell, ...]] = []
    group = ""
    for number, row in enumerate(rows, 1):
        if row.group and row.group != group:
            lines.append((Cell(plain(row.group), columns=len(columns), bold=True),))
            group = row.group
        cells = [Cell(plain(str(number)))]
        if has_findings:
            cells.extend(_finding_cells(plan, row, has_causes=has_causes))
        cells += [Cell(plain(text)) for text in _task_cells(row.task, issued)]
        if has_results:
            cells.append(Cell(plain(_value(row.task.deliverable))))
        lines.append(tuple(cells))
    return Table(tuple(columns), tuple(lines))


def _finding_cells(plan: Plan, row: _Row, *, has_causes: bool) -> Iterator[Cell]:
    """Yield the cells that state the finding and its causes, none where the cell above goes on."""
    if row.task.finding is None:
        yield Cell()
        if has_causes:
            yield Cell()
    elif row.covers:
        finding = plan.findings[row.task.finding]
        yield Cell(plain(finding.text), rows=row.covers)
        if has_causes:
            causes = "\n".join(cause.text for cause in finding.causes if cause.text != finding.text)
            yield Cell(plain(causes), rows=row.covers)


def _task_cells(task: Task, issued: date | None) -> tuple[str, str, str, str]:
    leads, partners = units_cell(task.leads, task.text), units_cell(task.cooperating)
    due = deadline_cell(task.deadline, task.text, issued=issued)
    # A row that says neither who nor when would be read as the title of the rows below it.
    alone = not (leads or partners or due or task.deliverable or task.finding is not None)
    return task.text, leads, partners, NO_DEADLINE if alone else due


def _value(printed: Printed | None) -> str:
    return printed.value if printed is not None else ""
