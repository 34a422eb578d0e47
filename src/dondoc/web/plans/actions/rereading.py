"""Brings a draft up to a newer reading of its document: what a person decided stays, what nobody touched follows the new reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from dondoc.engine.comparing import Item, align
from dondoc.web.audit.actions import Change, record
from dondoc.web.organisations.models import Unit
from dondoc.web.plans.actions.citing import suggest_amended
from dondoc.web.plans.actions.doubting import Drafted, remark_questions, unit_questions
from dondoc.web.plans.actions.drafting import (
    READER,
    Read,
    part_rows,
    tie_findings,
    write_causes,
    write_printed,
    write_questions,
)
from dondoc.web.plans.actions.matching_units import Registry, Tied
from dondoc.web.plans.actions.reading_rows import finding_rows, head_values, task_rows
from dondoc.web.plans.actions.touching import (
    COLUMNS,
    ROLES,
    Relocation,
    drop_untouched_printed,
    is_untouched,
    kept_fields,
    printed_order,
)
from dondoc.web.plans.models import (
    Assignment,
    Decision,
    Finding,
    Plan,
    PlanState,
    Question,
    QuestionState,
    Reading,
    Severity,
    Step,
    Task,
    TaskState,
)

_NEW = ("Lần đọc mới thấy thêm nhiệm vụ này.", "The new reading found this task.")
_GONE = (
    "Lần đọc mới không còn thấy nhiệm vụ này; vẫn giữ vì đã có người xem.",
    "The new reading does not find this task any more; it stays, because a person has looked at it.",
)
_OTHER = (
    "Lần đọc mới đọc khác bản đã xác nhận: {fields}. Bản đã xác nhận vẫn giữ nguyên.",
    "The new reading differs from what was accepted: {fields}. What was accepted stands.",
)
_NAMES = {
    "text": ("nội dung", "text"),
    "number": ("số mục", "number"),
    "deadline": ("thời hạn", "deadline"),
    "deliverable": ("sản phẩm", "deliverable"),
    "lead": ("chủ trì", "lead"),
    "cooperating": ("phối hợp", "cooperating units"),
    "findings": ("tồn tại", "findings"),
}


@dataclass(slots=True)
class _Renewal:
    """A draft on its way to a newer reading."""

    plan: Plan
    found: Read
    registry: Registry
    moved: Relocation
    questions: list[Question] = field(default_factory=list)
    parts: list[tuple[Assignment, Tied]] = field(default_factory=list)
    kept: dict[int, frozenset[str]] = field(default_factory=dict)
    ties: list[tuple[Task, Finding]] = field(default_factory=list)

    def ask(self, task: Task, code: str, *, words: tuple[str, str], asks: bool) -> None:
        """Leave word beside a task."""
        vi, en = words
        severity = Severity.WARNING if asks else Severity.NOTE
        place = task.evidence.get("text")
        self.questions.append(
            Question(plan=self.plan, task=task, field="text", code=code, severity=severity, asks=asks, vi=vi, en=en, evidence=place)
        )


def reread(plan: Plan, reading: Reading, *, values: Read | None = None) -> None:
    """Bring a draft up to another reading of its document; a plan that is no draft, or stands on this reading, stays as it is.

    Tasks and findings are recognised by their words. Of a task that a person accepted nothing changes; of any other the fields that a
    person set stay, the others are read anew. What is new comes in as pending with a question; what is not read any more goes
    where nobody touched it, and stays with a note where somebody did. The steps that could be undone before cannot be any more.
    """
    with transaction.atomic():
        draft = Plan.objects.select_for_update(of=("self",)).select_related("unit", "reading").get(pk=plan.pk)
        if draft.state != PlanState.DRAFT or draft.reading_id == reading.pk:
            return
        found = values or Read.stored(reading)
        before = Read.stored(draft.reading) if draft.reading is not None else None
        _renew_head(draft, found, before)
        unit = Unit.objects.get(pk=draft.unit_id)
        on = draft.issued_on or timezone.localdate(draft.created_at)
        moved = Relocation.between(before.source.text if before is not None else "", found.source.text)
        _renew_rows(_Renewal(draft, found, Registry.of(unit, on), moved))
        draft.reading, draft.version = reading, draft.version + 1
        draft.save(update_fields=["reading", "version"])
        Step.objects.filter(plan=draft).delete()
        record(
            READER,
            gettext_noop("đọc lại văn bản bằng bộ đọc mới"),
            subject=draft,
            changes={"số nhiệm vụ đọc được": Change(len(before.plan.tasks) if before else None, len(found.plan.tasks))},
        )


def _renew_head(plan: Plan, found: Read, before: Read | None) -> None:
    """What stands as the earlier reading gave it follows the new one; what a person wrote over it stays."""
    old = head_values(before.plan.document) if before is not None else {}
    for column, value in head_values(found.plan.document).items():
        if getattr(plan, column) == old.get(column):
            setattr(plan, column, value)
    plan.save()


def _renew_rows(renewal: _Renewal) -> None:
    plan = renewal.plan
    _forget_open_remarks(plan)
    drop_untouched_printed(plan, renewal.moved)  # while the tasks still stand where these were read
    findings = _renew_findings(renewal)
    tasks = _renew_tasks(renewal, findings)
    tie_findings(renewal.ties)
    Assignment.objects.bulk_create([row for row, _ in renewal.parts])
    write_printed(plan, renewal.found.plan, tasks)
    if plan.amends_id is None:
        suggest_amended(plan)
    live = [task for task in tasks if task.state != TaskState.DROPPED]
    parts = list(Assignment.objects.filter(task__in=[task.pk for task in live]))
    asked = remark_questions(Drafted(plan, findings, live, parts), renewal.found.remarks)
    fresh = [question for question in (*unit_questions(renewal.parts), *asked) if not _is_decided(question, renewal)]
    _write_unsettled(plan, [*renewal.questions, *fresh])


def _renew_findings(renewal: _Renewal) -> list[Finding]:
    """Return the rows of the new reading's findings, in its order: those that were there, brought up to it, and new ones."""
    plan = renewal.plan
    read_rows = finding_rows(plan, renewal.found.plan.findings)
    old = [row for row in plan.findings.all() if row.origin]
    aligned = align([Item(str(row.pk), row.text, row.number) for row in old], [Item("", row.text, row.number) for row in read_rows])
    for pair in aligned.pairs:
        row, new = old[pair.old], read_rows[pair.new]
        if "text" not in row.decided:
            row.text, row.number, row.folded = new.text, new.number, new.folded
        row.position, row.evidence, row.origin = new.position, new.evidence, new.origin
        row.version += 1
        row.save()
        read_rows[pair.new] = row
    added = [read_rows[index] for index in aligned.added]
    Finding.objects.bulk_create(added)
    for index in aligned.dropped:
        _let_go_of_finding(old[index], renewal.moved)
    undecided = [(row, one) for row, one in zip(read_rows, renewal.found.plan.findings, strict=True) if "causes" not in row.decided]
    for row, _ in undecided:
        row.cause_links.all().delete()
    write_causes(plan.unit, undecided)
    return read_rows


def _let_go_of_finding(row: Finding, moved: Relocation) -> None:
    tied_by_hand = any("findings" in task.decided or task.decision != Decision.PENDING or not task.origin for task in row.tasks.all())
    if row.decided or row.dropped or tied_by_hand:
        row.evidence = moved.place(row.evidence)
        row.save(update_fields=["evidence"])
    else:
        row.delete()


def _renew_tasks(renewal: _Renewal, findings: Sequence[Finding]) -> list[Task]:
    """Return the rows of the new reading's tasks, in its order."""
    plan = renewal.plan
    read_rows = task_rows(plan, renewal.found.plan.tasks, findings)
    every = list(plan.tasks.order_by("position", "pk").prefetch_related("assignments", "findings"))
    old = [row for row in every if row.origin]
    aligned = align([_item(row) for row in old], [_item(row) for row in read_rows])
    final = list(read_rows)
    for pair in aligned.pairs:
        final[pair.new] = _renewed(renewal, old[pair.old], new=read_rows[pair.new], at=pair.new, findings=findings)
    gone = {old[index].pk for index in aligned.dropped if is_untouched(old[index])}
    _write_added(renewal, [(final[index], index) for index in aligned.added], findings)
    staying = [row for row in every if row.pk not in gone]
    known = {row.pk for row in final}
    for row in staying:
        if row.pk not in known:
            _keep_unread(renewal, row)
    _put_in_order(printed_order(every, staying, final))
    Task.objects.filter(pk__in=gone).delete()
    return final


def _item(row: Task) -> Item:
    read = row.as_read
    return Item(row.origin, str(read.get("text", row.text)), str(read.get("number", row.number)), tuple(read.get("heading", row.heading)))


def _renewed(renewal: _Renewal, row: Task, *, new: Task, at: int, findings: Sequence[Finding]) -> Task:
    """Bring one task up to what was read of it now."""
    kept = kept_fields(row)
    renewal.kept[row.pk] = kept
    if row.decision == Decision.ACCEPTED and row.state != TaskState.DROPPED:
        changed = [name for name in _NAMES if row.as_read.get(name) != new.as_read.get(name)]
        if changed:
            words = (_OTHER[language].format(fields=", ".join(_NAMES[name][language] for name in changed)) for language in (0, 1))
            renewal.ask(row, "reread.changed", words=tuple(words), asks=True)  # type: ignore[arg-type]  # two languages, two words
    evidence = renewal.moved.places(row.evidence)
    for name, columns in COLUMNS.items():
        if name in kept:
            continue
        for column in columns:
            setattr(row, column, getattr(new, column))
        evidence.pop(name, None)
    row.evidence = {**new.evidence, **{name: place for name, place in evidence.items() if name in kept or name not in COLUMNS}}
    row.folded = new.folded if not kept & {"text", "number"} else row.folded
    row.origin, row.as_read = new.origin, new.as_read
    row.version, row.updated_at = row.version + 1, timezone.now()
    row.save()
    one = renewal.found.plan.tasks[at]
    if "findings" not in kept:
        row.findings.clear()
        if one.finding is not None:
            renewal.ties.append((row, findings[one.finding]))
    for role in ROLES:
        if role in kept:
            _move_parts(row, role, renewal.moved)
        else:
            Assignment.objects.filter(task=row, role=role).delete()
            renewal.parts += part_rows(row, role, mentions=one.leads if role == ROLES[0] else one.cooperating, registry=renewal.registry)
    return row


def _write_added(renewal: _Renewal, added: Sequence[tuple[Task, int]], findings: Sequence[Finding]) -> None:
    Task.objects.bulk_create([row for row, _ in added])
    for row, index in added:
        one = renewal.found.plan.tasks[index]
        renewal.ask(row, "reread.new", words=_NEW, asks=True)
        if one.finding is not None:
            renewal.ties.append((row, findings[one.finding]))
        for role, mentions in zip(ROLES, (one.leads, one.cooperating), strict=True):
            renewal.parts += part_rows(row, role, mentions=mentions, registry=renewal.registry)


def _keep_unread(renewal: _Renewal, row: Task) -> None:
    """Keep a task that this reading does not hold: one that a person made, or that a person has looked at."""
    row.evidence = renewal.moved.places(row.evidence)
    row.save(update_fields=["evidence"])
    for role in ROLES:
        _move_parts(row, role, renewal.moved)
    if row.origin and row.state != TaskState.DROPPED:
        renewal.ask(row, "reread.gone", words=_GONE, asks=False)


def _move_parts(row: Task, role: str, moved: Relocation) -> None:
    for part in row.assignments.all():
        if part.role == role and part.evidence is not None and not moved.is_same:
            part.evidence = moved.place(part.evidence)
            part.save(update_fields=["evidence"])


def _put_in_order(rows: Iterable[Task]) -> None:
    changed = []
    for position, row in enumerate(rows, 1):
        if row.position != position:
            row.position = position
            changed.append(row)
    Task.objects.bulk_update(changed, ["position"], batch_size=200)


def _forget_open_remarks(plan: Plan) -> None:
    """Open questions are asked anew by the new reading; those about a part go with it or stay with it, those of a rereading stay."""
    Question.objects.filter(plan=plan, state=QuestionState.OPEN, assignment=None).exclude(code__startswith="reread.").delete()


def _is_decided(question: Question, renewal: _Renewal) -> bool:
    """Whether a person has settled already what a question asks: it is about a field that stays as it is."""
    if question.task is None or not question.asks or question.code.startswith("reread."):
        return False
    return question.field in renewal.kept.get(question.task.pk, frozenset())


def _write_unsettled(plan: Plan, questions: Sequence[Question]) -> None:
    """Write the questions that nobody has answered before."""
    answered = {_likeness(one) for one in Question.objects.filter(plan=plan)}
    write_questions(plan, [question for question in questions if _likeness(question) not in answered])


def _likeness(question: Question) -> tuple[object, ...]:
    return question.task_id, question.finding_id, question.assignment_id, question.field, question.code, question.vi
