"""The values of a review: what is unclear, missing or at odds in a directive, each remark with its place and its sentences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dondoc.engine.extraction.plan import Evidence


class Severity(StrEnum):
    """How much a remark weighs: what cannot stand, what a reader will stumble over, what is good to know."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class RemarkCode(StrEnum):
    """Every kind of remark; the codes are stable, `remarks.toml` holds their sentences."""

    DOCUMENT_NO_NUMBER = "document.no-number"
    DOCUMENT_NO_DATE = "document.no-date"
    DOCUMENT_NO_SIGNER = "document.no-signer"
    TASK_NO_LEAD = "task.no-lead"
    TASK_SEVERAL_LEADS = "task.several-leads"
    TASK_OPEN_GROUP_LEAD = "task.open-group-lead"
    TASK_NO_DEADLINE = "task.no-deadline"
    TASK_NO_MEASURE = "task.no-measure"
    TASK_NO_FINDING = "task.no-finding"
    TASK_TWICE = "task.twice"
    FINDING_NO_TASK = "finding.no-task"
    DEADLINE_NO_DATE = "deadline.no-date"
    DEADLINE_NO_END = "deadline.no-end"
    DEADLINE_BEFORE_ISSUE = "deadline.before-issue"
    DEADLINE_REST_DAY = "deadline.rest-day"
    DEADLINE_UNREAD = "deadline.unread"
    DAY_IMPOSSIBLE = "day.impossible"
    YEAR_IN_DEADLINE = "year.in-deadline"
    YEAR_IN_CLOSING = "year.in-closing"
    NUMBER_GAP = "number.gap"
    NUMBER_FIRST_MISSING = "number.first-missing"
    NUMBER_DOUBLE = "number.double"
    NUMBER_WRONG_PARENT = "number.wrong-parent"
    REFERENCE_MISSING = "reference.missing"
    CITATION_TWO_DATES = "citation.two-dates"
    CITATION_TWO_ISSUERS = "citation.two-issuers"
    UNIT_DISSOLVED = "unit.dissolved"
    UNIT_MISSPELT = "unit.misspelt"
    REPORT_NO_ADDRESSEE = "report.no-addressee"
    TARGET_OVER_MAXIMUM = "target.over-maximum"
    DOUBT = "doubt"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in the directive that a person should settle.

    `evidence` is where it stands; `related` are the other places that it is at odds with, or that share the fault. `vi` and
    `en` are whole sentences for the reader.
    """

    code: RemarkCode
    severity: Severity
    evidence: Evidence
    vi: str
    en: str
    related: tuple[Evidence, ...] = ()
