"""The places that a task was read from → the lines of the source that hold them, words lit, and no line more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dondoc.engine.writing.source_values import load_source
from dondoc.web.plans.models import Assignment, AssignmentRole, Plan, Target, Task
from dondoc.web.plans.queries.source_view import Line, Mark, SourceView


@dataclass(frozen=True, slots=True)
class Quoted:
    """The lines that hold what was read of a task, and where they begin; empty where the plan was not read from a document."""

    lines: tuple[Line, ...] = ()
    page: int | None = None
    first: int = 0
    last: int = 0
    offset: int = 0


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A part of a document: `lines`, with a gap before each line in `gaps`; `before` and `after` are the chunks to leaf to."""

    lines: tuple[Line, ...]
    gaps: frozenset[int]
    chunk: int
    chunks: int

    @property
    def before(self) -> int | None:
        """The chunk before, if there is one."""
        return self.chunk - 1 if self.chunk else None

    @property
    def after(self) -> int | None:
        """The next chunk, if there is one."""
        return self.chunk + 1 if self.chunk + 1 < self.chunks else None


def quoted(task: Task, parts: Sequence[Assignment], targets: Sequence[Target]) -> Quoted:
    """Return the lines of the source from which a task, its units, deadline and targets were read."""
    marks = marks_of(task, parts, targets)
    if not marks or task.plan.reading is None:
        return Quoted()
    lines = _lines(SourceView.of(load_source(task.plan.reading.source)), marks)
    pages = [value["page"] for value in task.evidence.values() if isinstance(value, Mapping) and value.get("page")]
    if not lines:
        return Quoted()
    return Quoted(lines, min(pages, default=None), lines[0].number, lines[-1].number, min(mark.start for mark in marks))


def marks_of(task: Task, parts: Iterable[Assignment], targets: Iterable[Target]) -> list[Mark]:
    """Return the ranges of the source that a task's values were read from."""
    fields = {"text": pgettext("một", "Nhiệm vụ"), "number": "", "deadline": _("Thời hạn"), "deliverable": _("Sản phẩm")}
    roles = {AssignmentRole.LEAD.value: _("Chủ trì"), AssignmentRole.COOPERATING.value: _("Phối hợp")}
    found = [_mark(task.evidence.get(field), kind, task) for field, kind in fields.items()]
    found += [_mark(part.evidence, roles[part.role], task) for part in parts if part.via_id is None and part.role in roles]
    found += [_mark(target.evidence, _("Chỉ tiêu"), task) for target in targets]
    return [mark for mark in found if mark is not None]


def source_page(plan: Plan, *, marks: Sequence[Mark], about: Sequence[Mark], chunk: int | None, whole: bool) -> SourcePage:
    """Return a part of a plan's document with what was read from it: the chunk asked for, else the one where `about` begins.

    To whom not the whole is open, the lines that hold `marks` are all there is; whatever stands between them is left out.
    """
    if plan.reading is None:
        return SourcePage((), frozenset(), 0, 0)
    view = SourceView.of(load_source(plan.reading.source))
    if not whole:
        lines = _lines(view, marks)
        gaps = frozenset(line.number for before, line in zip(lines, lines[1:], strict=False) if line.number > before.number + 1)
        return SourcePage(lines, gaps, 0, 1)
    start = view.chunk_at(min((mark.start for mark in about), default=0))
    at = min(start if chunk is None else chunk, len(view.chunks) - 1)
    return SourcePage(view.lines(at, marks), frozenset(), at, len(view.chunks))


def _lines(view: SourceView, marks: Sequence[Mark]) -> tuple[Line, ...]:
    """Lay out the lines that hold marks, in the order of the document."""
    chunks = sorted({view.chunk_at(mark.start) for mark in marks})
    return tuple(line for chunk in chunks for line in view.lines(chunk, marks) if _is_lit(line))


def _is_lit(line: Line) -> bool:
    return any(segment.mark is not None for cell in line.cells for segment in cell.segments)


def _mark(evidence: object, kind: str, task: Task) -> Mark | None:
    if not isinstance(evidence, Mapping):
        return None
    start, end = evidence.get("start"), evidence.get("end")
    return Mark(start, end, kind, f"t{task.pk}", task.pk) if isinstance(start, int) and isinstance(end, int) and end > start else None
