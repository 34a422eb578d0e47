"""Makes passages out of test texts: one for each paragraph between blank lines."""

from __future__ import annotations

from dondoc.engine.extraction.passage import Origin, Passage, passage
from dondoc.engine.extraction.plan import Evidence
from dondoc.engine.sources.source import LineIndex


def passages(text: str) -> list[Passage]:
    """Return the paragraphs of `text` that blank lines part."""
    origin = Origin(text, LineIndex.of(text))
    found = []
    at = 0
    for block in text.split("\n\n"):
        if block.strip():
            found.append(passage(origin, at, end=at + len(block)))
        at += len(block) + 2
    return found


def one(text: str) -> Passage:
    """Return all of `text` as one passage."""
    return passage(Origin(text, LineIndex.of(text)), 0, end=len(text))


def stands(evidence: Evidence, text: str) -> bool:
    """Tell whether the evidence slices back to its text and names its line."""
    return text[evidence.start : evidence.end] == evidence.text and text.count("\n", 0, evidence.start) + 1 == evidence.line
