"""The frozen data of a period's consolidated report: all that its passages, tables and annexes are written from.

Every row carries a `key` by which a figure names the rows it was counted from, and the same row is found again in the register. Values
are plain data: `writing.stored_values` stores and loads them without loss.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dondoc.engine.tracking import TimeState


@dataclass(frozen=True, slots=True)
class PlanHead:
    """The plan that is reported on, as its head prints it."""

    key: str
    kind: str
    number: str
    title: str
    issuer: str = ""
    issued_on: date | None = None


@dataclass(frozen=True, slots=True)
class PeriodHead:
    """The period: how it is called, its days, when figures were closed, and the last day to submit."""

    label: str
    first_day: date
    last_day: date
    cut_off: date
    due_on: date
    next_label: str = ""


@dataclass(frozen=True, slots=True)
class UpdateRow:
    """The last thing a unit said of a task within the period."""

    key: str
    unit: str
    on: date
    text: str
    percent: int = 0
    result_number: str = ""
    result_on: date | None = None
    proofs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartRow:
    """One unit's part in a task at the cut-off; `late_days` in working days, of the first submission or until the cut-off."""

    key: str
    unit: str
    leads: bool
    state: TimeState
    percent: int
    due_on: date | None
    submitted_on: date | None = None
    late_days: int = 0
    extensions: int = 0
    excuse: str = ""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task of the plan at the cut-off; `done_on` and `late_days` (working days) as fixed by the first complete submission.

    `in_period` is true where it was done, fell due or was reported on within the period; `due_next` where it falls due in the next.
    """

    key: str
    code: str
    number: str
    text: str
    heading: tuple[str, ...]
    findings: tuple[str, ...]
    state: TimeState
    percent: int
    due_on: date | None
    due_text: str
    parts: tuple[PartRow, ...]
    updates: tuple[UpdateRow, ...] = ()
    done_on: date | None = None
    late_days: int = 0
    extensions: int = 0
    deliverable: str = ""
    in_period: bool = False
    due_next: bool = False


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A shortcoming of the plan with its causes."""

    key: str
    number: str
    text: str
    causes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target with what was reached of it by the cut-off; `before` is what the last period's report gave."""

    key: str
    subject: str
    op: str
    value: float
    measure: str
    task: str = ""
    reached: float | None = None
    reached_on: date | None = None
    reached_by: str = ""
    before: float | None = None


@dataclass(frozen=True, slots=True)
class DifficultyRow:
    """A difficulty raised within the period, and what was answered."""

    key: str
    unit: str
    task: str
    text: str
    proposal: str = ""
    answer: str = ""
    answered_by: str = ""


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """One item of the outline that units answer under."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What one unit said in its report: one text for each item of the outline, by that item's key; `late_days` are working days.

    A unit that has not reported stands here too, with `submitted_on` None.
    """

    key: str
    unit: str
    submitted_on: date | None
    late_days: int = 0
    returns: int = 0
    texts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a consolidated figures table: its title, the cells as printed, and the unit reports that they were counted from."""

    title: str
    cells: tuple[str, ...]
    sources: tuple[str, ...] = ()
    bold: bool = False


@dataclass(frozen=True, slots=True)
class FiguresData:
    """A consolidated figures table (biểu số liệu): `columns` head the cells, `rows_title` heads the titles of the rows."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    rows_title: str = "Nội dung"


@dataclass(frozen=True, slots=True)
class Before:
    """The counts of the last period's report, for comparison: `done` are all that were done, `done_late` those of them that were late."""

    label: str
    total: int
    done: int
    done_late: int
    running: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that one consolidated report is written from, as it stood when it was frozen."""

    department: str
    duty: str
    addressee: str
    period: PeriodHead
    plan: PlanHead | None
    outline: tuple[OutlineRow, ...]
    findings: tuple[FindingRow, ...]
    tasks: tuple[TaskRow, ...]
    targets: tuple[TargetRow, ...] = ()
    difficulties: tuple[DifficultyRow, ...] = ()
    answers: tuple[AnswerRow, ...] = ()
    tables: tuple[FiguresData, ...] = ()
    before: Before | None = None
