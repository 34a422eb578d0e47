"""Turns what the engine read into the unsaved rows of a draft, each with its place in the source."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from dondoc.engine.extraction import plan as read
from dondoc.engine.vocabulary.folding import fold, unaccented
from dondoc.engine.writing.register_json import plain
from dondoc.web.plans.models import AssignmentRole, Citation, Duty, Finding, PastResult, Plan, Target, Task

Place = dict[str, object]
"""An engine's Evidence as it is stored: line, page, start, end, text, rule."""


def folded_number(number: str) -> str:
    """Return a document's number as it is looked up: `83/kh-ubnd`, without blanks, marks and case."""
    return "".join(unaccented(fold(number)).split())[:80]


def searched(*parts: str) -> str:
    """Return texts as they are searched, whatever the marks and case of the question."""
    return unaccented(fold(" ".join(part for part in parts if part)))


def place(evidence: read.Evidence | None) -> Place | None:
    """Return where a value stands, as it is stored."""
    return None if evidence is None else {name: getattr(evidence, name) for name in read.Evidence.__dataclass_fields__}


def whole_date(printed: str) -> date | None:
    """Return the day of `2022-03-24`; `2026-04` and `2024` are none."""
    return date.fromisoformat(printed) if len(printed) == len("2022-03-24") else None


def head_values(head: read.Header) -> dict[str, object]:
    """Return the columns of a plan that its document's head fills; what is blank in the document is blank."""
    signer = head.signer or read.Signer(None, None)
    printed = {
        "kind": (head.kind, 60), "number": (head.number, 80), "issuer": (head.issuer, 250), "place": (head.place, 120),
        "issued_text": (head.issued_on, 60), "title": (head.title, None), "signer_name": (signer.name, 120),
        "signer_position": (signer.position, 160),
    }  # fmt: skip
    values: dict[str, object] = {name: _value(one)[:limit] for name, (one, limit) in printed.items()}
    number, title = _value(head.number), _value(head.title)
    return {
        **values,
        "folded_number": folded_number(number),
        "issued_on": whole_date(_value(head.issued_on)),
        "folded": searched(number, title),
        "evidence": {name: place(one.evidence) for name, (one, _) in printed.items() if one is not None},
    }


def finding_rows(plan: Plan, found: Sequence[read.Finding]) -> list[Finding]:
    """Return the findings of a plan in the order of the document."""
    origins = fingerprints((finding.text, finding.number or "") for finding in found)
    return [
        Finding(
            plan=plan, position=index, number=(finding.number or "")[:40], text=finding.text, evidence=place(finding.evidence),
            folded=searched(finding.number or "", finding.text), origin=origin,
        )
        for index, (finding, origin) in enumerate(zip(found, origins, strict=True), 1)
    ]  # fmt: skip


def task_rows(plan: Plan, found: Sequence[read.Task], findings: Sequence[Finding]) -> list[Task]:
    """Return the tasks of a plan in the order of the document; `findings` are its rows, for what each task remedies."""
    origins = fingerprints((task.text, task.number or "", *task.heading) for task in found)
    return [
        _task_row(Task(plan=plan, position=index, origin=origin), task, findings)
        for index, (task, origin) in enumerate(zip(found, origins, strict=True), 1)
    ]


def deadline_values(deadline: read.Deadline | None) -> dict[str, object]:
    """Return the columns of a task that a deadline fills; a span that the text turned round keeps no first day."""
    if deadline is None:
        return {"deadline_kind": "", "due_from": None, "due_on": None, "due_strict": False, "recurrence": "", "due_text": ""}
    turned = deadline.start is not None and deadline.end is not None and deadline.start > deadline.end
    return {
        "deadline_kind": deadline.kind.value,
        "due_from": None if turned else deadline.start,
        "due_on": deadline.end,
        "due_strict": deadline.strict,
        "recurrence": (deadline.recurrence or "")[:80],
        "due_text": " ".join(deadline.evidence.text.split())[:300],
    }


def _task_row(row: Task, task: read.Task, findings: Sequence[Finding]) -> Task:
    row.number, row.heading, row.text = (task.number or "")[:40], list(task.heading), task.text
    row.folded = searched(row.number, task.text)
    deadline = deadline_values(task.deadline)
    for column, value in deadline.items():
        setattr(row, column, value)
    row.deliverable = task.deliverable.value if task.deliverable is not None else ""
    row.evidence = {"text": place(task.evidence)}
    for name, value in (("deadline", task.deadline), ("deliverable", task.deliverable)):
        if value is not None:
            row.evidence[name] = place(value.evidence)
    row.as_read = {
        "number": row.number,
        "heading": row.heading,
        "text": row.text,
        "deadline": plain_values(deadline),
        "deliverable": row.deliverable,
        AssignmentRole.LEAD.value: [mention.name for mention in task.leads],
        AssignmentRole.COOPERATING.value: [mention.name for mention in task.cooperating],
        "findings": [] if task.finding is None else [findings[task.finding].origin],
    }
    return row


def plain_values(values: dict[str, object]) -> dict[str, object]:
    """Return columns as JSON holds them: days as `2026-01-23`."""
    return {name: plain(value) for name, value in values.items()}


def target_rows(plan: Plan, found: Sequence[read.Target], tasks: Sequence[Task]) -> list[Target]:
    """Return the targets, each tied to the task whose words it stands in; `tasks` are saved rows."""
    origins = fingerprints((target.subject, target.op, f"{target.value:g}", target.unit or "") for target in found)
    return [
        Target(
            plan=plan, task=task_around(tasks, target.evidence.start), position=index, subject=target.subject, op=target.op,
            value=target.value, unit=(target.unit or "")[:60], maximum=target.maximum, evidence=place(target.evidence), origin=origin,
        )
        for index, (target, origin) in enumerate(zip(found, origins, strict=True), 1)
    ]  # fmt: skip


def task_around(tasks: Sequence[Task], start: int) -> Task | None:
    """Return the task in whose own words an offset of the source lies."""
    for task in tasks:
        where = task.evidence.get("text")
        if where is not None and where["start"] <= start < where["end"]:
            return task
    return None


def citation_rows(plan: Plan, found: Sequence[read.Citation]) -> list[Citation]:
    """Return the mentions of other documents."""
    return [
        Citation(
            plan=plan, position=index, kind=(citation.kind or "")[:60], number=citation.number[:80], dated=citation.dated,
            folded_number=folded_number(citation.number), issuer=(citation.issuer or "")[:250], evidence=place(citation.evidence),
        )
        for index, citation in enumerate(found, 1)
    ]  # fmt: skip


def duty_rows(plan: Plan, found: Sequence[read.ReportDuty]) -> list[Duty]:
    """Return the duties to report."""
    return [
        Duty(
            plan=plan, position=index, frequency=duty.frequency.value, bearer=(duty.bearer or "")[:300],
            addressee=(duty.addressee or "")[:300], due=(duty.due or "")[:300], evidence=place(duty.evidence),
        )
        for index, duty in enumerate(found, 1)
    ]  # fmt: skip


def result_rows(plan: Plan, found: Sequence[read.Result]) -> list[PastResult]:
    """Return the past results that the document starts from."""
    return [
        PastResult(
            plan=plan, position=index, index=result.index[:200], value=result.value, year=result.year, unit=(result.unit or "")[:60],
            change=result.change, rank=result.rank, of=result.of, evidence=place(result.evidence),
        )
        for index, result in enumerate(found, 1)
    ]  # fmt: skip


def fingerprints(items: Iterable[tuple[str, ...]]) -> list[str]:
    """Return a name for each item by its own words, the same in every reading; what is printed twice is numbered."""
    seen: Counter[str] = Counter()
    names = []
    for words in items:
        digest = hashlib.sha256("\0".join(map(fold, words)).encode()).hexdigest()[:32]
        seen[digest] += 1
        names.append(digest if seen[digest] == 1 else f"{digest}-{seen[digest]}")
    return names


def _value(printed: read.Printed | None) -> str:
    return printed.value if printed is not None else ""
