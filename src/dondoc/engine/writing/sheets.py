"""Turns a register into the sheets of a workbook: their titles, columns and rows as values, without any drawing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dondoc import __version__
from dondoc.engine.extraction.plan import Deadline, Evidence, Header, Plan, Printed, Task
from dondoc.engine.writing.deadline_words import KINDS, deadline_words
from dondoc.engine.writing.figures import OPERATORS, printed_day
from dondoc.engine.writing.language import Language
from dondoc.engine.writing.register import Register, numbered, stated_causes
from dondoc.engine.writing.register_lists import FREQUENCIES, result_figures

Value = str | float | int | date | None

_VI = Language.VI
STATES = ("Chưa thực hiện", "Đang thực hiện", "Đã hoàn thành", "Chậm tiến độ", "Xin gia hạn", "Tạm dừng")


class Look(StrEnum):
    """How the values of a column are shown, and what may be entered."""

    TEXT = "text"
    CENTRED = "centred"
    NUMBER = "number"
    DAY = "day"
    STATE = "state"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its heading, its width in characters, and the look of its values."""

    title: str
    width: float
    look: Look = Look.TEXT


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name on the tab, its columns and its rows, each as long as the columns are many."""

    name: str
    columns: tuple[Heading, ...]
    rows: tuple[tuple[Value, ...], ...]


_ORDINAL = Heading("TT", 5, Look.CENTRED)
_PLACE = Heading("Trích nguồn", 12, Look.CENTRED)


def sheets(register: Register) -> tuple[Sheet, ...]:
    """Return the sheets in the order of work: tasks first, then what they come from and lead to, then the document itself."""
    plan = register.plan
    return (_tasks(plan), _findings(plan), _targets(plan), _reporting(plan), _citations(plan), _document(register))


def title(plan: Plan) -> tuple[str, str]:
    """Return the two lines above every sheet: kind, number and day, and the document's title."""
    head = plan.document
    number = f" số {head.number.value}" if head.number is not None else ""
    issued = f" ngày {printed_day(head.issued_on.value)}" if head.issued_on is not None else ""
    kind = head.kind.value if head.kind is not None else "văn bản"
    return f"Sổ theo dõi thực hiện {kind}{number}{issued}", head.title.value if head.title is not None else ""


def _tasks(plan: Plan) -> Sheet:
    columns = (
        _ORDINAL,
        Heading("Số mục", 7, Look.CENTRED),
        Heading("Nhiệm vụ", 44),
        Heading("Tồn tại, hạn chế hoặc mục liên quan", 26),
        Heading("Đơn vị chủ trì", 18),
        Heading("Đơn vị phối hợp", 18),
        Heading("Thời hạn", 14),
        Heading("Từ ngày", 12, Look.DAY),
        Heading("Đến ngày", 12, Look.DAY),
        Heading("Loại thời hạn", 12),
        Heading("Sản phẩm", 14),
        Heading("Trích nguồn", 10, Look.CENTRED),
        Heading("Trạng thái", 13, Look.STATE),
        Heading("% hoàn thành", 8, Look.PERCENT),
        Heading("Ghi chú", 14),
    )
    return Sheet("Nhiệm vụ", columns, tuple(_task(number, task, plan) for number, task in enumerate(plan.tasks, 1)))


def _task(number: int, task: Task, plan: Plan) -> tuple[Value, ...]:
    return (
        number,
        numbered(task.number),
        task.text,
        plan.findings[task.finding].text if task.finding is not None else " › ".join(task.heading[:2]),
        "\n".join(unit.name for unit in task.leads),
        "\n".join(unit.name for unit in task.cooperating),
        _words(task.deadline),
        task.deadline.start if task.deadline is not None else None,
        task.deadline.end if task.deadline is not None else None,
        KINDS[task.deadline.kind].of(_VI) if task.deadline is not None else None,
        task.deliverable.value if task.deliverable is not None else None,
        _place(task.evidence),
        STATES[0],
        0,
        None,
    )


def _findings(plan: Plan) -> Sheet:
    columns = (
        _ORDINAL,
        Heading("Số mục", 8, Look.CENTRED),
        Heading("Tồn tại, hạn chế", 60),
        Heading("Nguyên nhân", 60),
        Heading("Nhiệm vụ khắc phục (TT)", 20),
        _PLACE,
    )
    rows = tuple(
        (
            number,
            numbered(finding.number),
            finding.text,
            "\n".join(cause.text for cause in stated_causes(finding)),
            ", ".join(str(place) for place, task in enumerate(plan.tasks, 1) if task.finding == number - 1),
            _place(finding.evidence),
        )
        for number, finding in enumerate(plan.findings, 1)
    )
    return Sheet("Tồn tại", columns, rows)


def _targets(plan: Plan) -> Sheet:
    columns = (
        _ORDINAL,
        Heading("Chỉ tiêu", 70),
        Heading("Mức", 7, Look.CENTRED),
        Heading("Giá trị", 12, Look.NUMBER),
        Heading("Điểm tối đa", 12, Look.NUMBER),
        Heading("Đơn vị tính", 14),
        Heading("Kết quả đạt được", 14, Look.NUMBER),
        _PLACE,
    )
    rows = tuple(
        (number, item.subject, OPERATORS.get(item.op, item.op), item.value, item.maximum, item.unit, None, _place(item.evidence))
        for number, item in enumerate(plan.targets, 1)
    )
    return Sheet("Chỉ tiêu", columns, rows)


def _reporting(plan: Plan) -> Sheet:
    columns = (
        _ORDINAL,
        Heading("Đơn vị báo cáo", 36),
        Heading("Nơi nhận báo cáo", 32),
        Heading("Kỳ báo cáo", 14),
        Heading("Hạn báo cáo", 40),
        _PLACE,
    )
    rows = tuple(
        (number, duty.bearer, duty.addressee, FREQUENCIES[duty.frequency].of(_VI), duty.due, _place(duty.evidence))
        for number, duty in enumerate(plan.reporting, 1)
    )
    return Sheet("Chế độ báo cáo", columns, rows)


def _citations(plan: Plan) -> Sheet:
    columns = (
        _ORDINAL,
        Heading("Loại văn bản", 18),
        Heading("Số, ký hiệu", 24),
        Heading("Ngày ban hành", 14, Look.DAY),
        Heading("Cơ quan ban hành", 40),
        _PLACE,
    )
    rows = tuple(
        (number, cited.kind, cited.number, cited.dated, cited.issuer, _place(cited.evidence))
        for number, cited in enumerate(plan.citations, 1)
    )
    return Sheet("Văn bản viện dẫn", columns, rows)


def _document(register: Register) -> Sheet:
    rows = tuple((name, value) for name, value in _facts(register) if value)
    return Sheet("Thông tin văn bản", (Heading("Mục", 26), Heading("Nội dung", 110)), rows)


def _facts(register: Register) -> Iterator[tuple[str, str]]:
    plan, source = register.plan, register.source
    head: Header = plan.document
    yield "Loại văn bản", _value(head.kind).capitalize()
    yield "Số, ký hiệu", _value(head.number) or _value(head.symbol)
    yield "Ngày ban hành", printed_day(_value(head.issued_on))
    yield "Cơ quan ban hành", _value(head.issuer)
    yield "Trích yếu", _value(head.title)
    yield "Người ký", _value(head.signer.name) if head.signer is not None else ""
    yield "Chức vụ người ký", _value(head.signer.position) if head.signer is not None else ""
    for result in plan.results:
        yield f"Kết quả {result.index} {result.year or ''}".strip(), result_figures(result, _VI)
    for doubt in plan.doubts:
        yield "Cần người xem", f"{_place(doubt.evidence)}: {doubt.text} ({doubt.code})"
    for note in source.notes:
        yield "Khi đọc tệp", note.vi
    yield "Tệp nguồn", source.name
    yield "Mã SHA-256 của tệp", register.sha256
    yield "Lập bởi", f"dondoc {__version__}"


def _words(deadline: Deadline | None) -> str | None:
    return deadline_words(deadline, _VI) if deadline is not None else None


def _place(evidence: Evidence) -> str:
    return f"tr. {evidence.page}, dòng {evidence.line}" if evidence.page is not None else f"dòng {evidence.line}"


def _value(printed: Printed | None) -> str:
    return printed.value if printed is not None else ""
