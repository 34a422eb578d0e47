"""A plan → the annotation format of the corpus: each item by its line, with the first words of its paragraph."""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass

from dondoc.engine.extraction.plan import Deadline, Evidence, Header, Plan, Printed, Target, Task
from dondoc.engine.sources.source import Paragraph, Source
from dondoc.engine.writing.register_json import laid_out

_SHOWN = 80


@dataclass(frozen=True, slots=True)
class _Paragraphs:
    """The places of a source's paragraphs and cells, to find the one that holds a value."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, source: Source) -> _Paragraphs:
        places: set[tuple[int, int]] = set()
        for block in source.blocks:
            cells = (block,) if isinstance(block, Paragraph) else (cell for row in block.rows for cell in row.cells)
            places.update((cell.start, cell.end) for cell in cells if cell.end > cell.start)
        ordered = sorted(places)
        return cls(source.text, tuple(start for start, _ in ordered), tuple(end for _, end in ordered))

    def opening(self, evidence: Evidence) -> str:
        """Return the first words of the paragraph that holds a value."""
        index = bisect_right(self.starts, evidence.start) - 1
        end = max(self.ends[index], evidence.end)
        return " ".join(self.text[self.starts[index] : end].split())[:_SHOWN]


def to_gold(plan: Plan, source: Source, *, one_line: bool = False) -> str:
    """Return `plan`, read from `source`, as a JSON text in the shape of the corpus annotations, laid out or on one line."""
    opening = _Paragraphs.of(source).opening
    data = {
        "document": _document(plan.document),
        "findings": [
            {
                "line": finding.evidence.line,
                "text": opening(finding.evidence),
                "causes": [cause.evidence.line for cause in finding.causes],
                "cause_texts": [opening(cause.evidence) for cause in finding.causes],
            }
            for finding in plan.findings
        ],
        "tasks": [_task(task, plan, opening(task.evidence)) for task in plan.tasks],
        "targets": [_target(target, opening(target.evidence)) for target in plan.targets],
        "reporting": [
            {
                "line": duty.evidence.line,
                "text": opening(duty.evidence),
                "from": duty.bearer,
                "to": duty.addressee,
                "frequency": duty.frequency.value,
                "due": duty.due,
            }
            for duty in plan.reporting
        ],
        "citations": [
            {
                "line": citation.evidence.line,
                "text": opening(citation.evidence),
                "kind": citation.kind,
                "number": citation.number,
                "date": citation.dated.isoformat() if citation.dated else None,
            }
            for citation in plan.citations
        ],
        "results": [
            {
                "line": result.evidence.line,
                "text": opening(result.evidence),
                "index": result.index,
                "year": result.year,
                "value": result.value,
                "change": result.change,
                "unit": result.unit,
                "rank": result.rank,
                "of": result.of,
            }
            for result in plan.results
        ],
    }
    return json.dumps(data, ensure_ascii=False) if one_line else laid_out(data)


def _task(task: Task, plan: Plan, text: str) -> dict[str, object]:
    return {
        "line": task.evidence.line,
        "text": text,
        "finding": plan.findings[task.finding].evidence.line if task.finding is not None else None,
        "lead": [unit.name for unit in task.leads],
        "cooperating": [unit.name for unit in task.cooperating],
        "deadline": _deadline(task.deadline),
    }


def _deadline(deadline: Deadline | None) -> dict[str, object] | None:
    if deadline is None:
        return None
    return {
        "text": " ".join(deadline.evidence.text.split()),
        "line": deadline.evidence.line,
        "start": deadline.start.isoformat() if deadline.start else None,
        "end": deadline.end.isoformat() if deadline.end else None,
        "kind": deadline.kind.value,
    }


def _target(target: Target, text: str) -> dict[str, object]:
    return {
        "line": target.evidence.line,
        "text": text,
        "subject": target.subject,
        "op": target.op,
        "value": target.value,
        "unit": target.unit,
        **({"max": target.maximum} if target.maximum is not None else {}),
    }


def _document(head: Header) -> dict[str, object]:
    fields: dict[str, object] = {
        name: _value(getattr(head, name)) for name in ("kind", "number", "symbol", "issuer", "place", "issued_on", "title")
    }
    signer = head.signer
    fields["signer"] = {"name": _value(signer.name), "position": _value(signer.position)} if signer is not None else None
    return fields


def _value(printed: Printed | None) -> str | None:
    return printed.value if printed is not None else None
