"""Turns what a department assigns, urges or concludes into the letter or notice that carries it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dondoc.engine.reporting.phrasing import capital, clipped, names, plan_name, plan_name_in_full, small
from dondoc.engine.reporting.runs import Figure, Run, Words, plain
from dondoc.engine.reporting.snapshot import PlanHead
from dondoc.engine.vocabulary.printing import day, printed_number
from dondoc.engine.writing.official.blocks import (
    Annex,
    Block,
    Cell,
    Column,
    Letterhead,
    Level,
    Numbered,
    OfficialDocument,
    Paragraph,
    Side,
    Table,
)
from dondoc.engine.writing.official.signing import Signature

MOST_IN_BODY = 5
"""So many tasks are listed in the letter itself; more stand in an annex."""


@dataclass(frozen=True, slots=True)
class LetterIssuing:
    """Who issues and signs a letter, and to whom it goes; an empty `opening` or `closing` leaves the usual words."""

    letterhead: Letterhead
    signature: Signature | None
    addressees: tuple[str, ...]
    recipients: tuple[str, ...] = ("Như trên", "Lưu: VT")
    opening: str = ""
    closing: str = ""
    small_print: str = ""


@dataclass(frozen=True, slots=True)
class AssignedTask:
    """A task that is handed to a unit; `due` in words ("trước ngày 30/6/2026"), empty where none is set."""

    key: str
    number: str
    text: str
    lead: str
    partners: tuple[str, ...] = ()
    due: str = ""
    deliverable: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """The tasks of a plan that units are to carry out, and by when they report on them."""

    plan: PlanHead
    tasks: tuple[AssignedTask, ...]
    report_by: date | None = None


@dataclass(frozen=True, slots=True)
class OverduePart:
    """A unit's part of a task that is late; `late_days` are working days, `said` is the last thing that the unit said of it."""

    key: str
    number: str
    text: str
    unit: str
    due_on: date
    late_days: int
    percent: int = 0
    said: str = ""


@dataclass(frozen=True, slots=True)
class Reminder:
    """What is late on the day `on`, of one plan or of all, and the day by which units shall answer."""

    on: date
    parts: tuple[OverduePart, ...]
    plan: PlanHead | None = None
    answer_by: date | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a conclusion: what shall be done, by whom and by when; the last two may be empty."""

    text: str
    lead: str = ""
    partners: tuple[str, ...] = ()
    due: str = ""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What was concluded at a meeting: who presided ("Giám đốc Sở Lê Minh Quân"), on what day and about what."""

    chair: str
    held_on: date
    about: str
    points: tuple[Point, ...]


def assignment_letter(assignment: Assignment, issuing: LetterIssuing) -> OfficialDocument:
    """Return the letter that hands a plan's tasks to the units (công văn giao việc); many tasks stand in an annex."""
    tasks, issuer = assignment.tasks, issuing.letterhead.issuer
    in_annex = len(tasks) > MOST_IN_BODY
    where = "theo Phụ lục kèm theo." if in_annex else "như sau:"
    begin = issuing.opening or f"Thực hiện {plan_name_in_full(assignment.plan)}, {issuer} giao các đơn vị thực hiện"
    figure = Figure(printed_number(len(tasks)), tuple(task.key for task in tasks))
    blocks: list[Block] = [Paragraph((Words(f"{begin} "), figure, Words(f" nhiệm vụ {where}")))]
    if not in_annex:
        blocks += [Numbered(Level.CLAUSE, plain(_assigned(task))) for task in tasks]
    by = f" trước ngày {day(assignment.report_by)}" if assignment.report_by is not None else ""
    demand = f"Yêu cầu các đơn vị tổ chức thực hiện đúng nội dung, thời hạn được giao; cập nhật tiến độ và báo cáo kết quả về {issuer}{by}."
    blocks.append(Paragraph(plain(issuing.closing or demand)))
    annexes = (Annex("Danh mục nhiệm vụ được giao", (_assigned_table(tasks),), across=True),) if in_annex else ()
    return _letter(issuing, f"giao thực hiện nhiệm vụ của {plan_name(assignment.plan)}", blocks=blocks, annexes=annexes)


def reminder_letter(reminder: Reminder, issuing: LetterIssuing) -> OfficialDocument:
    """Return the letter that urges units on (công văn đôn đốc), with the list of what is late, the longest first in each unit."""
    issuer = issuing.letterhead.issuer
    of = f" của {plan_name(reminder.plan)}" if reminder.plan is not None else ""
    count = Figure(printed_number(len(reminder.parts)), tuple(part.key for part in reminder.parts))
    units = sorted({part.unit for part in reminder.parts})
    begin = issuing.opening or f"Theo kết quả theo dõi, đến hết ngày {day(reminder.on)}"
    many = len(reminder.parts) > MOST_IN_BODY
    list_at = "danh mục tại Phụ lục kèm theo" if many else "danh mục dưới đây"
    told: tuple[Run, ...] = (Words(f"{begin} còn "), count, Words(f" nhiệm vụ{of} đã quá hạn chưa hoàn thành ({list_at})."))
    by = f" trước ngày {day(reminder.answer_by)}" if reminder.answer_by is not None else " ngay khi nhận được văn bản này"
    blocks: list[Block] = [
        Paragraph(told),
        *(() if many else (_overdue_table(reminder.parts),)),
        Paragraph(plain(f"{issuer} đề nghị {names(units)}:")),
        Numbered(Level.CLAUSE, plain("Tập trung hoàn thành dứt điểm các nhiệm vụ quá hạn; người đứng đầu đơn vị trực tiếp chỉ đạo.")),
        Numbered(Level.CLAUSE, plain(f"Cập nhật tiến độ, nêu rõ nguyên nhân chậm và thời gian hoàn thành, gửi về {issuer}{by}.")),
        Paragraph(plain(issuing.closing or "Đề nghị các đơn vị nghiêm túc thực hiện.")),
    ]
    annexes = (Annex("Danh mục nhiệm vụ quá hạn", (_overdue_table(reminder.parts),), across=True),) if many else ()
    return _letter(issuing, f"đôn đốc thực hiện nhiệm vụ quá hạn{of}", blocks=blocks, annexes=annexes)


def conclusion_notice(conclusion: Conclusion, issuing: LetterIssuing) -> OfficialDocument:
    """Return the notice of what was concluded at a meeting (thông báo kết luận)."""
    about = small(clipped(conclusion.about, 300))
    begin = f"Ngày {day(conclusion.held_on)}, {conclusion.chair} đã chủ trì cuộc họp {about}. "
    said = "Sau khi nghe báo cáo và ý kiến của các đại biểu dự họp, người chủ trì kết luận như sau:"
    closing = f"{issuing.letterhead.issuer} thông báo để các đơn vị biết, tổ chức thực hiện."
    blocks: list[Block] = [
        Paragraph(plain(issuing.opening or begin + said)),
        *(Numbered(Level.CLAUSE, plain(_concluded(point))) for point in conclusion.points),
        Paragraph(plain(issuing.closing or closing)),
    ]
    return _document(issuing, "thông báo", title=f"Kết luận của {conclusion.chair} tại cuộc họp {about}", blocks=blocks)


def _letter(issuing: LetterIssuing, title: str, *, blocks: Sequence[Block], annexes: tuple[Annex, ...]) -> OfficialDocument:
    return _document(issuing, None, title=title, blocks=blocks, annexes=annexes)


def _document(
    issuing: LetterIssuing, kind: str | None, *, title: str, blocks: Sequence[Block], annexes: tuple[Annex, ...] = ()
) -> OfficialDocument:
    return OfficialDocument(
        letterhead=issuing.letterhead,
        kind=kind,
        title=title,
        blocks=tuple(blocks),
        signature=issuing.signature,
        addressees=issuing.addressees if kind is None else (),
        recipients=issuing.recipients,
        annexes=annexes,
        small_print=issuing.small_print,
    )


def _assigned(task: AssignedTask) -> str:
    return "; ".join((clipped(task.text, 2000), *_terms(task))) + "."


def _terms(task: AssignedTask) -> Iterator[str]:
    if task.lead:
        yield f"đơn vị chủ trì: {task.lead}"
    if task.partners:
        yield f"đơn vị phối hợp: {', '.join(task.partners)}"
    if task.due:
        yield f"thời hạn: {task.due}"
    if task.deliverable:
        yield f"sản phẩm: {small(clipped(task.deliverable))}"


def _assigned_table(tasks: Sequence[AssignedTask]) -> Table:
    columns = (
        Column("TT", 10, Side.CENTRE),
        Column("Số trong kế hoạch", 18, Side.CENTRE),
        Column("Nhiệm vụ", 90),
        Column("Đơn vị chủ trì", 40),
        Column("Đơn vị phối hợp", 40),
        Column("Thời hạn", 28),
        Column("Sản phẩm", 26),
    )
    rows = (
        (str(place), task.number, " ".join(task.text.split()), task.lead, ", ".join(task.partners), task.due, task.deliverable)
        for place, task in enumerate(tasks, 1)
    )
    return _table(columns, rows)


def _overdue_table(parts: Sequence[OverduePart]) -> Table:
    columns = (
        Column("TT", 9, Side.CENTRE),
        Column("Đơn vị", 38),
        Column("Nhiệm vụ", 74),
        Column("Hạn", 24, Side.CENTRE),
        Column("Quá hạn (ngày làm việc)", 24, Side.RIGHT),
        Column("Tiến độ", 18, Side.RIGHT),
    )
    ranked = sorted(parts, key=lambda part: (part.unit, -part.late_days))
    rows = (
        (str(place), part.unit, _named(part), day(part.due_on), printed_number(part.late_days), f"{printed_number(part.percent)}%")
        for place, part in enumerate(ranked, 1)
    )
    return _table(columns, rows)


def _named(part: OverduePart) -> str:
    number = f"{part.number} " if part.number else ""
    return f"{number}{' '.join(part.text.split())}" + (f" (đơn vị báo cáo: {clipped(part.said)})" if part.said else "")


def _concluded(point: Point) -> str:
    text = clipped(point.text, 2000)
    if point.lead:
        partners = f", phối hợp với {names(point.partners, most=99)}" if point.partners else ""
        text = f"Giao {point.lead} chủ trì{partners}: {small(text)}"
    return f"{capital(text)}{f'; thời hạn: {point.due}' if point.due else ''}."


def _table(columns: tuple[Column, ...], rows: Iterator[tuple[str, ...]]) -> Table:
    return Table(columns, tuple(tuple(Cell(plain(text) if text else ()) for text in row) for row in rows))
