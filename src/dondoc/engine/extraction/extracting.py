"""Runs the five steps: a source in, a plan out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dondoc.engine.extraction import citations, header, reporting, results, targets
from dondoc.engine.extraction.assembly import Assembly, Stated
from dondoc.engine.extraction.findings import collect
from dondoc.engine.extraction.outline import Node, outline
from dondoc.engine.extraction.plan import Citation, Header, Heading, Plan, ReportDuty, Target
from dondoc.engine.extraction.reading import Reading, read_source
from dondoc.engine.extraction.roles import Labelled, Part, roles
from dondoc.engine.extraction.scope import governing
from dondoc.engine.extraction.targets import Scope
from dondoc.engine.sources.source import Source
from dondoc.engine.vocabulary.sections import Section

_WITHOUT_TARGETS = frozenset({Section.FINDING, Section.CAUSE, Section.RESULT, Section.FORM})


def extract(source: Source) -> Plan:
    """Return the plan that `source` states: findings, tasks, targets, duties and citations, each with its place.

    Any text gives a plan; what cannot be read as anything is left out, what is doubtful is in `Plan.doubts`.
    """
    reading = read_source(source)
    passages = reading.passages()
    head = header.read(passages)
    found = roles(outline(reading.items), _body_start(head, source))
    findings = collect(found)
    assembly = Assembly(found, governing(found), findings=findings, issued=_issued(head))
    stated = tuple(assembly.tasks())
    return Plan(
        document=head,
        findings=findings.items,
        tasks=tuple(task for task, _, _ in stated),
        targets=_targets(found, stated),
        results=tuple(result for item in found if item.part is not Part.TASK for result in results.find(item.node.passage)),
        reporting=_reporting(stated),
        citations=_citations(reading, found, head),
        outline=_headings(found),
        doubts=tuple(assembly.doubts),
    )


def _issued(head: Header) -> date | None:
    """Return the day of issue where the head gives a whole date."""
    printed = head.issued_on.value if head.issued_on is not None else ""
    return date.fromisoformat(printed) if len(printed) == len("2024-01-31") else None


def _body_start(head: Header, source: Source) -> int:
    """Return where the title ends: what a portal prints above it is no part of the directive."""
    if head.title is None or head.title.evidence.end * 2 > len(source.text):
        return 0
    return head.title.evidence.end


def _targets(found: tuple[Labelled, ...], stated: Sequence[Stated]) -> tuple[Target, ...]:
    """Return the targets of tasks and objectives, and of prose that names an aim; findings and results hold none."""
    scopes = {passage.start: (passage, Scope.TASK) for _, passage, _ in stated}
    for item in found:
        if item.node.table is None and item.part in (Part.TEXT, Part.HEADING) and item.section not in _WITHOUT_TARGETS:
            scope = Scope.OBJECTIVE if item.section is Section.OBJECTIVE else Scope.PROSE
            scopes.setdefault(item.node.passage.start, (item.node.passage, scope))
    return tuple(target for start in sorted(scopes) for target in targets.find(scopes[start][0], scope=scopes[start][1]))


def _reporting(stated: Sequence[Stated]) -> tuple[ReportDuty, ...]:
    duties: list[ReportDuty] = []
    for task, passage, timing in stated:
        leads = [lead.name for lead in task.leads]
        found = (*reporting.find(passage, timing=timing), *(reporting.find(timing) if timing is not None else ()))
        duties.extend(replace(duty, bearer=_bearer(duty, leads)) for duty in found)
    return tuple(duties)


def _bearer(duty: ReportDuty, leads: Sequence[str]) -> str | None:
    """Return who bears a duty: the lead that the sentence names for it, else all leads of its task."""
    if duty.bearer is not None and (not leads or duty.bearer in leads):
        return duty.bearer
    return ", ".join(leads) or None


def _citations(reading: Reading, found: tuple[Labelled, ...], head: Header) -> tuple[Citation, ...]:
    """Return the mentions of other documents; what stands after the signature and the document's own number are none."""
    outside = {item.node.passage.start for item in found if item.part is Part.OUTSIDE and item.node.table is None}
    own = head.number.value.casefold() if head.number is not None else None
    return tuple(
        citation
        for passage in reading.passages()
        if passage.start not in outside
        for citation in citations.find(passage)
        if citation.number.casefold() != own
    )


def _headings(found: tuple[Labelled, ...]) -> tuple[Heading, ...]:
    """Return the numbered parts in order, each with its parent among them."""
    places: dict[int, int] = {}
    headings: list[Heading] = []
    for item in found:
        node = item.node
        if not node.is_numbered or item.part is Part.OUTSIDE:
            continue
        above = _numbered_above(node)
        parent = places.get(above.index) if above is not None else None
        places[node.index] = len(headings)
        level = headings[parent].level + 1 if parent is not None else 1
        number = node.marker.printed if node.marker is not None else None
        headings.append(Heading(number, node.words, level, parent, node.passage.whole("outline.number")))
    return tuple(headings)


def _numbered_above(node: Node) -> Node | None:
    return next((above for above in node.ancestors() if above.is_numbered), None)
