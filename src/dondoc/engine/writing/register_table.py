"""Turns a register into lines for a terminal: the document's head, the findings as groups of tasks, then the lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dondoc.engine.extraction.plan import Finding, Plan, Task
from dondoc.engine.writing.deadline_words import deadline_words
from dondoc.engine.writing.figures import printed_day
from dondoc.engine.writing.language import Language, Words
from dondoc.engine.writing.register import Register, numbered, stated_causes
from dondoc.engine.writing.register_lists import lists
from dondoc.engine.writing.terminal import ELLIPSIS, Column, Line, Page, Piece, Tone, block, clean, hanging, rows, ruled, wrap

# From this width on cooperating units have a column of their own; below, they stand under the lead.
_WIDE = 110
_TEXT_LINES, _UNIT_LINES = 4, 5
_NUMBER = 8  # places of a printed number: "Thứ nhất"
_NOBODY = "–"

_TASK = Words("Nhiệm vụ", "Task")
_LEAD = Words("Chủ trì", "Lead")
_COOPERATING = Words("Phối hợp", "Cooperating")
_BOTH = Words("Chủ trì, + phối hợp", "Lead, + cooperating")
_DEADLINE = Words("Thời hạn", "Deadline")
_CAUSE = Words("Nguyên nhân: ", "Cause: ")
_FINDING = Words("Tồn tại, hạn chế", "Finding")
_NO_TASK = Words("chưa có nhiệm vụ khắc phục", "no task remedies it")
_NO_HEADING = Words("Nhiệm vụ", "Tasks")


@dataclass(frozen=True, slots=True)
class _Group:
    """A finding, or the headings that part of the tasks stand under, with its tasks by their index in the plan."""

    finding: Finding | None
    heading: tuple[str, ...]
    tasks: tuple[int, ...]
    start: int


def table(register: Register, page: Page) -> Iterator[Line]:
    """Yield the register in lines that fit the page."""
    yield from head(register, page)
    plan = register.plan
    yield from block(_counts(plan, page.language), page.width, tone=Tone.FAINT)
    if plan.tasks or plan.findings:
        layout = _Layout.of(plan, page)
        yield ()
        yield from layout.heading()
        for group in _groups(plan):
            yield from layout.group(group)
    yield from lists(register, page)


def head(register: Register, page: Page) -> Iterator[Line]:
    """Yield what the document is: kind, number, issuer and day, and its title."""
    said = register.plan.document
    kind = said.kind.value.upper() if said.kind is not None else clean(register.source.name)
    number = f"{Words('số', 'No.').of(page.language)} {said.number.value}" if said.number is not None else ""
    issued = printed_day(said.issued_on.value) if said.issued_on is not None else ""
    issuer = said.issuer.value if said.issuer is not None else ""
    yield from block(" · ".join(filter(None, (f"{kind} {number}".strip(), issuer, issued))), page.width, tone=Tone.TITLE)
    if said.title is not None:
        yield from block(said.title.value, page.width, tone=Tone.HEAD, most=4)


def _counts(plan: Plan, language: Language) -> str:
    counted = (
        (len(plan.tasks), Words("nhiệm vụ", "tasks")),
        (len(plan.findings), Words("tồn tại, hạn chế", "findings")),
        (len(plan.targets), Words("chỉ tiêu", "targets")),
        (len(plan.reporting), Words("chế độ báo cáo", "reporting duties")),
        (len(plan.citations), Words("lượt viện dẫn", "citations")),
        (len(plan.doubts), Words("điểm cần người xem", "doubts")),
    )
    return " · ".join(f"{count} {words.of(language)}" for count, words in counted if count)


def _groups(plan: Plan) -> list[_Group]:
    """Return runs of tasks with one finding, or else under one set of headings, and the findings that no task remedies."""
    groups: list[_Group] = []
    for index, task in enumerate(plan.tasks):
        finding = plan.findings[task.finding] if task.finding is not None else None
        heading = task.heading[:2] if finding is None else ()
        last = groups[-1] if groups else None
        if last is not None and last.finding is finding and last.heading == heading:
            groups[-1] = _Group(finding, heading, (*last.tasks, index), last.start)
        else:
            start = task.evidence.start if finding is None else finding.evidence.start
            groups.append(_Group(finding, heading, (index,), start))
    remedied = {task.finding for task in plan.tasks}
    left = [finding for index, finding in enumerate(plan.findings) if index not in remedied]
    groups.extend(_Group(finding, (), (), finding.evidence.start) for finding in left)
    return sorted(groups, key=lambda group: group.start)


@dataclass(frozen=True, slots=True)
class _Layout:
    """The columns for one width: ordinal, printed number, task, lead, cooperating units where there is room, deadline."""

    plan: Plan
    page: Page
    columns: tuple[Column, ...]

    @classmethod
    def of(cls, plan: Plan, page: Page) -> _Layout:
        ordinal = max(2, len(str(len(plan.tasks))))
        number = max([len(_number(task)) for task in plan.tasks] + [2])
        width = page.width
        wide = width >= _WIDE
        deadline = 18 if wide else 13
        units = (width // 6, width // 6) if wide else (width // 4,)
        gaps = 2 * (3 + len(units))
        text = width - ordinal - number - deadline - sum(units) - gaps
        sizes = (text, *units, deadline)
        return cls(plan, page, (Column(ordinal, right=True), Column(number), *(Column(size) for size in sizes)))

    @property
    def is_wide(self) -> bool:
        """Whether cooperating units have their own column."""
        return len(self.columns) == 6

    def heading(self) -> Iterator[Line]:
        units = (_LEAD, _COOPERATING) if self.is_wide else (_BOTH,)
        names = ["TT", "Số", *(words.of(self.page.language) for words in (_TASK, *units, _DEADLINE))]
        if self.page.language is Language.EN:
            names[:2] = ["#", "No."[: self.columns[1].width]]
        cells = [[Piece(line, Tone.HEAD) for line in wrap(name, column.width)] for name, column in zip(names, self.columns, strict=True)]
        yield from rows(self.columns, cells)
        yield ruled(self.page.width)

    def group(self, group: _Group) -> Iterator[Line]:
        if group.finding is not None:
            yield from self._finding(group.finding, bare=not group.tasks)
        else:
            title = " › ".join(group.heading) or _NO_HEADING.of(self.page.language)
            yield from block(f"▌ {title}", self.page.width, tone=Tone.GROUP, most=2)
        for index in group.tasks:
            yield from rows(self.columns, self._cells(index, self.plan.tasks[index]))
        yield ()

    def _finding(self, finding: Finding, *, bare: bool) -> Iterator[Line]:
        label = f"▌ {numbered(finding.number)} {_FINDING.of(self.page.language)}: ".replace("  ", " ")
        yield from block(label + finding.text, self.page.width, tone=Tone.GROUP, most=3)
        for cause in stated_causes(finding):
            yield from block(_CAUSE.of(self.page.language) + cause.text, self.page.width, tone=Tone.FAINT, indent=2, most=2)
        if bare:
            yield from block(f"({_NO_TASK.of(self.page.language)})", self.page.width, tone=Tone.ALERT, indent=2)

    def _cells(self, index: int, task: Task) -> list[list[Piece]]:
        widths = [column.width for column in self.columns]
        leads = [unit.name for unit in task.leads]
        helpers = [unit.name for unit in task.cooperating]
        lead = _units(leads, widths[3], tone=Tone.PLAIN) or [Piece(_NOBODY, Tone.ALERT)]
        helping = _units(helpers, widths[3], tone=Tone.FAINT, before="" if self.is_wide else "+ ")
        units = [lead, helping] if self.is_wide else [[*lead, *helping]]
        words = wrap(deadline_words(task.deadline, self.page.language), widths[-1], _TEXT_LINES)
        return [
            [Piece(str(index + 1), Tone.FAINT)],
            [Piece(_number(task), Tone.FAINT)],
            [Piece(line) for line in wrap(task.text, widths[2], _TEXT_LINES)],
            *units,
            [Piece(line, Tone.DATE if task.deadline is not None else Tone.FAINT) for line in words],
        ]


def _number(task: Task) -> str:
    return clean(numbered(task.number))[:_NUMBER]


def _units(names: list[str], width: int, *, tone: Tone, before: str = "") -> list[Piece]:
    """Return the lines of a list of units, each name going on two places in; the last line is "…" where some are left out."""
    lines: list[str] = []
    for name in names:
        lines += hanging(before + name, width)
    if len(lines) > _UNIT_LINES:
        lines = [*lines[: _UNIT_LINES - 1], ELLIPSIS]
    return [Piece(line, tone) for line in lines]
