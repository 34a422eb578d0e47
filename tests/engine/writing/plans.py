"""Builds small registers with evidence that is true to their text."""

from __future__ import annotations

from datetime import date

from dondoc.engine.extraction.plan import Deadline, DeadlineKind, Evidence, Finding, Header, Plan, Printed, Task, UnitMention
from dondoc.engine.sources.source import Format, LineIndex, SourceBuilder
from dondoc.engine.writing.register import Register

SHA = "0" * 64


def evidence(text: str, words: str) -> Evidence:
    """Say where `words` first stand in `text`."""
    start = text.index(words)
    return Evidence(LineIndex.of(text).line(start), start, start + len(words), words, "test")


def register(*tasks: str, lead: str = "Văn phòng Sở", end: date | None = date(2026, 6, 30)) -> Register:
    """Return a register of tasks that one finding calls for, each led by `lead` and due on `end`."""
    builder = SourceBuilder("ke-hoach.txt", Format.TEXT)
    for words in ("KẾ HOẠCH", "Hồ sơ còn trễ hạn.", lead, "hạn chung", *tasks):
        builder.paragraph(words)
    source = builder.build()
    text = source.text
    due = Deadline(DeadlineKind.DATE, None, end, evidence(text, "hạn chung"), strict=True) if end is not None else None
    unit = UnitMention(lead, evidence(text, lead))
    made = tuple(Task(words, evidence(text, words), number="a)", finding=0, leads=(unit,), deadline=due) for words in tasks)
    head = Header(kind=Printed("kế hoạch", evidence(text, "KẾ HOẠCH")))
    finding = Finding("Hồ sơ còn trễ hạn.", evidence(text, "Hồ sơ còn trễ hạn."))
    return Register(Plan(document=head, findings=(finding,), tasks=made), source, SHA)
