"""The values that extraction gives: a plan of findings, tasks and duties, each value tied to its place in the source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value stands: `text` is exactly `Source.text[start:end]`, and `rule` names the rule that found it.

    `line` and `page` are 1-based and name where the value begins; `page` is `None` where the source has no pages.
    """

    line: int
    start: int
    end: int
    text: str
    rule: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """A value of the document's head as printed, with its place."""

    value: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed: the name, and the position without the prefixes KT., TM., TL. (Decree 30/2020, Article 13)."""

    name: Printed | None
    position: Printed | None


@dataclass(frozen=True, slots=True)
class Header:
    """What the document says of itself; what is blank in the source is `None`.

    `kind` is in lower case (`kế hoạch`); `number` is the whole number and symbol (`83/KH-UBND`), `None` where the number is
    blank; `symbol` is what follows the slash; `issued_on` is as exact as the source: `2022-03-24`, `2026-04` or `2024`.
    """

    kind: Printed | None = None
    number: Printed | None = None
    symbol: Printed | None = None
    issuer: Printed | None = None
    place: Printed | None = None
    issued_on: Printed | None = None
    title: Printed | None = None
    signer: Signer | None = None


class GroupKind(StrEnum):
    """Whether a name stands for several units, and whether its members are known."""

    NONE = "none"
    CLOSED = "closed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class UnitMention:
    """A unit or group as printed; `unit_id` names its entry in the vocabulary, `None` where the name is not there."""

    name: str
    evidence: Evidence
    unit_id: str | None = None
    group: GroupKind = GroupKind.NONE


class DeadlineKind(StrEnum):
    """How a deadline binds (GOLD: one last day, a span, a start without end, always, after an event, once per period)."""

    DATE = "date"
    SPAN = "span"
    OPEN = "open"
    CONTINUOUS = "continuous"
    EVENT = "event"
    RECURRING = "recurring"


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a task must be done. `start` and `end` are the first and last day as far as the text fixes them.

    For `DATE`, `start` is `None` and `end` is the printed day whatever the wording; `strict` is true for "trước ngày", where
    that day itself is already too late. `recurrence` says a recurring rule in short (`annual before 10-05`,
    `quarterly day 15 of the last month`), `None` where the interval is not stated.
    """

    kind: DeadlineKind
    start: date | None
    end: date | None
    evidence: Evidence
    strict: bool = False
    recurrence: str | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause (nguyên nhân) of a finding."""

    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Finding:
    """A shortcoming (tồn tại, hạn chế) that the plan sets out to remedy; `number` is printed before it."""

    text: str
    evidence: Evidence
    number: str | None = None
    causes: tuple[Cause, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """A number that must be reached: `op` is one of >=, <=, =, >, <; `maximum` only for a score out of a maximum."""

    subject: str
    op: str
    value: float
    unit: str | None
    evidence: Evidence
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A past year's result of an index: value, change against the year before, rank among how many."""

    index: str
    value: float
    evidence: Evidence
    year: int | None = None
    unit: str | None = None
    change: float | None = None
    rank: int | None = None
    of: int | None = None
    maximum: float | None = None


class Frequency(StrEnum):
    """How often a report is due (Decree 09/2019 and the plans' own schedules)."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    SIX_MONTHLY = "six-monthly"
    NINE_MONTHLY = "nine-monthly"
    ANNUAL = "annual"
    AD_HOC = "ad-hoc"
    ONCE = "once"
    PERIODIC = "periodic"


@dataclass(frozen=True, slots=True)
class ReportDuty:
    """A duty to report, consolidate or submit: `bearer` to `addressee`, how often, and the due rule as printed."""

    frequency: Frequency
    evidence: Evidence
    bearer: str | None = None
    addressee: str | None = None
    due: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A mention of another document that carries a number and symbol; `dated` where the text prints a date."""

    kind: str | None
    number: str
    evidence: Evidence
    dated: date | None = None
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One order to act (nhiệm vụ, giải pháp).

    `finding` is the index in `Plan.findings` of the shortcoming that it remedies; `heading` are the titles above it,
    outermost first; `number` is the printed marker before it, kept as printed.
    """

    text: str
    evidence: Evidence
    number: str | None = None
    heading: tuple[str, ...] = ()
    finding: int | None = None
    leads: tuple[UnitMention, ...] = ()
    cooperating: tuple[UnitMention, ...] = ()
    deadline: Deadline | None = None
    deliverable: Printed | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered or titled part of the document; `parent` is the index in `Plan.outline` of the part that holds it."""

    number: str | None
    title: str
    level: int
    parent: int | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that a person must settle; `code` names the kind of doubt, `text` what is doubtful as printed."""

    code: str
    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Plan:
    """A directive as a register; the items of each tuple stand in the order of the document."""

    document: Header
    findings: tuple[Finding, ...] = ()
    tasks: tuple[Task, ...] = ()
    targets: tuple[Target, ...] = ()
    results: tuple[Result, ...] = ()
    reporting: tuple[ReportDuty, ...] = ()
    citations: tuple[Citation, ...] = ()
    outline: tuple[Heading, ...] = ()
    doubts: tuple[Doubt, ...] = ()
