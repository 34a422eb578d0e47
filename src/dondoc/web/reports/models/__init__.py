"""Duties and their periods, what units answer, figures tables, consolidated reports, and the register of outgoing documents."""

from __future__ import annotations

from dondoc.web.reports.models.collecting import Answer, AnswerState, ReportEvent, TableAnswer, UnitReport
from dondoc.web.reports.models.consolidating import Consolidation, PassageEdit, Snapshot
from dondoc.web.reports.models.duties import (
    FREQUENCIES,
    Basis,
    DueKind,
    FiguresTable,
    OutlineItem,
    Period,
    PeriodState,
    ReportDuty,
    Reporter,
)
from dondoc.web.reports.models.mailing import MailState, ReportMail
from dondoc.web.reports.models.outgoing import House, NumberSeries, Outgoing, OutgoingKind, OutgoingState, WrittenFile

__all__ = [
    "FREQUENCIES",
    "Answer",
    "AnswerState",
    "Basis",
    "Consolidation",
    "DueKind",
    "FiguresTable",
    "House",
    "MailState",
    "NumberSeries",
    "Outgoing",
    "OutgoingKind",
    "OutgoingState",
    "OutlineItem",
    "PassageEdit",
    "Period",
    "PeriodState",
    "ReportDuty",
    "ReportEvent",
    "ReportMail",
    "Reporter",
    "Snapshot",
    "TableAnswer",
    "UnitReport",
    "WrittenFile",
]
