"""Turns a snapshot and the passages of its report into the official document that carries them, with its annexes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dondoc.engine.reporting.passage import TITLES, Passage, Place
from dondoc.engine.reporting.phrasing import capital, plan_name, small
from dondoc.engine.reporting.runs import Figure, Run, Words, plain
from dondoc.engine.reporting.snapshot import Snapshot
from dondoc.engine.writing.official.blocks import Block, Letterhead, Level, Numbered, OfficialDocument, Paragraph
from dondoc.engine.writing.official.report_annexes import findings_table, report_annexes, source_names
from dondoc.engine.writing.official.signing import Signature
from dondoc.engine.writing.official.source_annex import source_annex

_LEVELS = {Place.SECTION: Level.ROMAN, Place.TITLE: Level.CLAUSE, Place.SUBTITLE: Level.POINT, Place.ITEM: Level.DASH}
_DEPTH = {Place.SECTION: 0, Place.TITLE: 1, Place.SUBTITLE: 2}
_TABLE_FROM = 2  # findings
_BULLET = re.compile(r"^\s*[-+*•–]\s*")
# What stands before the matter in the name of a duty: "Báo cáo tháng kết quả …", "Báo cáo nhanh thiệt hại …".
_WORD = re.compile(
    r"báo cáo(?:\s+(?:định kỳ|đột xuất|nhanh|(?:(?:hằng|hàng)\s+)?(?:tuần|tháng|quý|năm)|(?:6|sáu|9|chín) tháng))*\s+(?=\D)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ReportIssuing:
    """What a report's data do not say: who issues and signs it, to whom it goes, and the department's own wording.

    An empty `title`, `opening` or `closing` leaves the drafted one; a person's edit of the opening or closing comes before both.
    `with_annexes` false leaves them out, for who only looks at the body.
    """

    letterhead: Letterhead
    signature: Signature | None = None
    title: str = ""
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ("Như trên", "Lưu: VT")
    opening: str = ""
    closing: str = ""
    small_print: str = ""
    lists_sources: bool = False
    with_annexes: bool = True


def report_document(snapshot: Snapshot, passages: tuple[Passage, ...], issuing: ReportIssuing) -> OfficialDocument:
    """Return the report as an official document; `passages` as drafted or edited, in their order."""
    addressees = issuing.addressees or ((snapshot.addressee,) if snapshot.addressee else ())
    document = OfficialDocument(
        letterhead=issuing.letterhead,
        kind="báo cáo",
        title=issuing.title or report_title(snapshot),
        blocks=tuple(_with_findings(snapshot, tuple(_worded(passages, issuing)))),
        signature=issuing.signature,
        addressees=tuple(capital(one) for one in addressees),
        recipients=issuing.recipients,
        annexes=report_annexes(snapshot) if issuing.with_annexes else (),
        small_print=issuing.small_print,
    )
    told = replace(document, blocks=tuple(block for block in document.blocks if not _names_its_row(block)))
    sources = source_annex(told, source_names(snapshot)) if issuing.lists_sources else None
    return replace(document, annexes=(*document.annexes, sources)) if sources is not None else document


def _names_its_row(block: Block) -> bool:
    """Whether a block is an item on one task or target, which it names itself."""
    if not isinstance(block, Numbered) or block.level is not Level.DASH:
        return False
    return all(len(run.sources) == 1 for run in block.runs if isinstance(run, Figure))


def report_title(snapshot: Snapshot) -> str:
    """Return the title that the duty and the period give: "Kết quả thực hiện … quý III năm 2026"."""
    name = _WORD.sub("", snapshot.duty.strip(), count=1) if _WORD.match(snapshot.duty.strip()) else snapshot.duty.strip()
    name = name or (f"Kết quả thực hiện {plan_name(snapshot.plan)}" if snapshot.plan is not None else "Kết quả thực hiện nhiệm vụ")
    period = small(snapshot.period.label)
    return capital(name if period.lower() in name.lower() else f"{name} {period}")


def _worded(passages: tuple[Passage, ...], issuing: ReportIssuing) -> Iterator[Passage]:
    """Yield the passages in the department's own wording, without titles that nothing stands under."""
    own = {"opening": issuing.opening, "closing": issuing.closing}
    for place, passage in enumerate(passages):
        if passage.place in TITLES and not _has_content(passages, place):
            continue
        words = own.get(passage.key, "") if not passage.edited else ""
        yield replace(passage, runs=plain(words)) if words else passage


def _has_content(passages: tuple[Passage, ...], place: int) -> bool:
    depth = _DEPTH[passages[place].place]
    for passage in passages[place + 1 :]:
        if passage.section != passages[place].section or _DEPTH.get(passage.place, 9) <= depth:
            return False
        if passage.place not in TITLES:
            return True
    return False


def _with_findings(snapshot: Snapshot, passages: tuple[Passage, ...]) -> Iterator[Block]:
    """Yield the body, with a table of the findings before what is told of the first of them."""
    first = next((place for place, passage in enumerate(passages) if passage.key.startswith("finding.")), None)
    if first is None or len(snapshot.findings) < _TABLE_FROM:
        yield from _blocks(passages)
        return
    yield from _blocks(passages[:first])
    yield findings_table(snapshot)
    yield from _blocks(passages[first:])


def _blocks(passages: tuple[Passage, ...]) -> Iterator[Block]:
    for passage in passages:
        lines = _lines(passage.runs)
        level = _LEVELS.get(passage.place)
        if level is None:
            yield from (Paragraph(line) for line in lines)
        elif passage.place in TITLES:
            yield Numbered(level, tuple(run for line in lines for run in line), titled=True)
        else:
            yield Numbered(level, lines[0])
            yield from (Numbered(Level.PLUS, _unmarked(line)) for line in lines[1:])


def _lines(runs: tuple[Run, ...]) -> list[tuple[Run, ...]]:
    """Part runs where a line ends: each line is a paragraph of its own."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *more = run.text.split("\n") if isinstance(run, Words) else [run.text]
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=text)] for text in more]
    kept = [tuple(run for run in line if run.text) for line in lines]
    return [line for line in kept if any(run.text.strip() for run in line)] or [()]


def _unmarked(line: tuple[Run, ...]) -> tuple[Run, ...]:
    return (replace(line[0], text=_BULLET.sub("", line[0].text)), *line[1:])
