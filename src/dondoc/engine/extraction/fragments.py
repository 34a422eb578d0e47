"""Turns words that a person picked in a source into the value that they state."""

from __future__ import annotations

from datetime import date

from dondoc.engine.extraction import deadlines, targets, units
from dondoc.engine.extraction.passage import Origin, Passage, passage
from dondoc.engine.extraction.plan import Deadline, Evidence, Target, UnitMention
from dondoc.engine.sources.source import LineIndex, Paragraph, Source, Table

RULE = "picked"


def evidence_of(source: Source, start: int, end: int) -> Evidence:
    """Return the range as evidence, blanks at its ends left out; raises ValueError for a range without words or outside the text."""
    if not 0 <= start < end <= len(source.text) or not source.text[start:end].strip():
        raise ValueError("a range of words in the text is wanted")
    words = source.text[start:end]
    first = start + len(words) - len(words.lstrip())
    last = start + len(words.rstrip())
    return Evidence(LineIndex.of(source.text).line(first), first, last, source.text[first:last], RULE, _page(source, first))


def deadline_in(source: Source, picked: Evidence, issued: date | None) -> Deadline | None:
    """Return the deadline that the words state, `None` where they state none."""
    words = _passage(source, picked)
    size = len(words.text)
    return deadlines.in_label(words, 0, end=size, issued=issued) or deadlines.in_sentence(words, 0, end=size, issued=issued)


def targets_in(source: Source, picked: Evidence) -> tuple[Target, ...]:
    """Return the targets that the words state."""
    return targets.find(_passage(source, picked), scope=targets.Scope.OBJECTIVE)


def units_in(source: Source, picked: Evidence) -> tuple[UnitMention, ...]:
    """Return the units that the words list, one that is not in the vocabulary too."""
    words = _passage(source, picked)
    return units.listed(words, 0, end=len(words.text), rule=RULE)


def _passage(source: Source, picked: Evidence) -> Passage:
    return passage(Origin(source.text, LineIndex.of(source.text)), picked.start, end=picked.end, page=picked.page)


def _page(source: Source, at: int) -> int | None:
    for block in source.blocks:
        if isinstance(block, Paragraph) and block.start <= at < block.end:
            return block.page
        if isinstance(block, Table):
            for row in block.rows:
                if any(cell.start <= at < cell.end for cell in row.cells):
                    return row.page
    return None
