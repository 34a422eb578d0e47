"""Which parts a person may take away to edit, and what the cells that came back would change, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from dondoc.engine.tracking import RUNNING, Work
from dondoc.web.organisations.lists.sheet import cut, day_of
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.models import Assignment, AssignmentRole
from dondoc.web.plans.queries.filtering import narrowed
from dondoc.web.plans.queries.sight import visible_tasks
from dondoc.web.plans.queries.task_query import TaskQuery
from dondoc.web.tracking.permissions import may_assign, may_execute
from dondoc.web.tracking.queries.judging import BulkAct, Wish, is_theirs, why_no_due, why_not
from dondoc.web.tracking.queries.many import held_parts
from dondoc.web.tracking.sheet_columns import TITLES
from dondoc.web.tracking.sheet_reading import percent_of
from dondoc.web.tracking.sheet_writing import Editable
from dondoc.web.tracking.words import STATE_NAMES

MOST_ROWS = 5_000
"""Rows of one workbook; a longer list is taken away in pieces."""
CHUNK = 500
LONGEST = {"said": 4_000, "why": 1_000, "number": 80}
_SUBMITS = ("number", "number_on")
_REPORTS = ("percent", "said", *_SUBMITS)


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell by its place and heading, what it said and says, and why that cannot be taken."""

    place: str
    title: str
    old: str
    new: str
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Asks:
    """What a row asks: a new last day with its reason, an update, or a submission where a result document is named."""

    due_on: date | None = None
    why: str = ""
    percent: int | None = None
    said: str = ""
    number: str = ""
    number_on: date | None = None

    @property
    def submits(self) -> bool:
        """Whether the work is handed in."""
        return bool(self.number)

    @property
    def reports(self) -> bool:
        """Whether anything is reported."""
        return self.submits or self.percent is not None or bool(self.said)


@dataclass(frozen=True, slots=True)
class RowChange:
    """A changed row: its number, its part where the person still sees it, its cells, and what it asks; `version` as it was taken."""

    number: int
    part: Assignment | None
    version: int
    cells: tuple[CellChange, ...]
    asks: Asks
    key: int = 0

    @property
    def is_wrong(self) -> bool:
        """Whether a cell of the row cannot be taken."""
        return any(cell.wrong for cell in self.cells)

    @property
    def name(self) -> str:
        """Who has the part."""
        return str(self.part.person or self.part.unit) if self.part is not None else ""


@dataclass(frozen=True, slots=True)
class Editables:
    """The rows of a workbook, and whether the list holds more."""

    rows: list[Editable]
    more: bool


def editable_parts(query: TaskQuery, scope: Scope, *, on: date) -> Editables:
    """Return the running parts of a list of tasks, in its order, that the person gave or carries out, with what they may change."""
    tasks = list(narrowed(query, scope, on=on).tasks.values_list("pk", flat=True)[: MOST_ROWS + 1])
    rows: list[Editable] = []
    for start in range(0, len(tasks), CHUNK):
        chunk = tasks[start : start + CHUNK]
        parts = held_parts().filter(task__in=chunk, unit__isnull=False, work__in=sorted(RUNNING)).exclude(role=AssignmentRole.OVERSEEING)
        found: dict[int, list[Editable]] = {}
        for part in parts.order_by(F("of_id").asc(nulls_first=True), "role", "position", "pk"):
            if (one := _editable(part, scope, on=on)) is not None:
                found.setdefault(part.task_id, []).append(one)
        rows += [one for key in chunk for one in found.get(key, ())]
        if len(rows) > MOST_ROWS:
            return Editables(rows[:MOST_ROWS], more=True)
    return Editables(rows, more=len(tasks) > MOST_ROWS)


def _editable(part: Assignment, scope: Scope, *, on: date) -> Editable | None:
    due = not why_not(part, Wish(BulkAct.DUE), scope=scope, on=on)
    report = is_theirs(scope, part, BulkAct.NOTHING) and part.work in RUNNING
    if not (due or report):
        return None
    return Editable(part, due, report, report and not _open_shares(part))


def _open_shares(part: Assignment) -> list[Assignment]:
    return [share for share in part.shares.all() if share.work not in (Work.CANCELLED, Work.TRANSFERRED)]


def difference(rows: Sequence[Mapping[str, Any]], scope: Scope, *, on: date) -> list[RowChange]:
    """Return what the stored rows of a workbook would change as things stand now, each cell with its error where it cannot be taken."""
    keys = {row["part"] for row in rows}
    parts: dict[int, Assignment] = {}
    for start in range(0, len(keys), CHUNK):
        chunk = sorted(keys)[start : start + CHUNK]
        tasks = Assignment.objects.filter(pk__in=chunk).values("task")
        held = held_parts().filter(pk__in=chunk, task__in=visible_tasks(scope, few=True).filter(pk__in=tasks).values("pk"))
        parts |= {part.pk: part for part in held}
    return [_row(row, parts.get(row["part"]), scope=scope, on=on) for row in rows]


def _row(row: Mapping[str, Any], part: Assignment | None, *, scope: Scope, on: date) -> RowChange:
    cells: Mapping[str, str] = row["cells"]
    asks, wrong = _read(cells)
    wrong |= dict.fromkeys(row["formulas"], _("Ô này là công thức. Hãy gõ giá trị."))
    stale = _why_stale(row, part, scope)
    if stale:
        wrong |= dict.fromkeys(cells, stale)
    elif part is not None:
        wrong |= {key: words for key, words in _not_allowed(part, cells, asks=asks, scope=scope, on=on).items() if key not in wrong}
    changes = tuple(
        CellChange(f"{row['letters'][key]}{row['row']}", str(TITLES[key]), _old(part, key), cut(text), wrong.get(key, ""))
        for key, text in cells.items()
    )
    extra = [key for key in wrong if key not in cells]
    changes += tuple(CellChange(f"{row['letters'][key]}{row['row']}", str(TITLES[key]), "", "", wrong[key]) for key in extra)
    return RowChange(row["row"], part, row["version"], changes, asks, row["part"])


def _why_stale(row: Mapping[str, Any], part: Assignment | None, scope: Scope) -> str:
    """Return why nothing of a row can be taken, whatever its cells say."""
    if part is None or not (may_execute(scope, part) or may_assign(scope, part)):
        return _("Việc này không còn thuộc quyền của anh, chị. Xóa hàng này khỏi tệp.")
    if row["double"]:
        return _("Hàng này trùng với một hàng ở trên. Giữ lại một hàng.")
    if part.version != row["version"]:
        return _("Có người vừa cập nhật việc này sau khi tệp được tải về. Xem lại việc, tải tệp mới rồi ghi lại hàng này.")
    return ""


def _read(cells: Mapping[str, str]) -> tuple[Asks, dict[str, str]]:
    """Read the cells of a row; what cannot be read goes, with why, into the second value."""
    wrong: dict[str, str] = {}
    days: dict[str, date | None] = {}
    for key in ("due", "number_on"):
        try:
            days[key] = day_of(cells.get(key, ""))
        except ValueError:
            wrong[key] = _("Ghi ngày theo mẫu ngày/tháng/năm, ví dụ 15/12/2026.")
    percent = percent_of(cells["percent"]) if cells.get("percent") else None
    if cells.get("percent") and percent is None:
        wrong["percent"] = _("Tiến độ là một số nguyên từ 0 đến 100.")
    for key, most in LONGEST.items():
        if len(cells.get(key, "")) > most:
            wrong[key] = _("Nhiều nhất %(n)d chữ; ô này có %(has)d.") % {"n": most, "has": len(cells[key])}
    said, number, why = (cells.get(key, "") for key in ("said", "number", "why"))
    return Asks(days.get("due"), why, percent, said, number, days.get("number_on")), wrong


def _not_allowed(part: Assignment, cells: Mapping[str, str], *, asks: Asks, scope: Scope, on: date) -> dict[str, str]:
    """Return what the person may not ask of a part, or what its state does not let happen, by cell."""
    wrong = dict(_no_due(part, cells, asks=asks, scope=scope, on=on))
    filled = [key for key in _REPORTS if cells.get(key)]
    if filled and not may_execute(scope, part):
        return wrong | dict.fromkeys(filled, _("Việc này không phải của anh, chị thực hiện nên không cập nhật được."))
    if filled and part.work not in RUNNING:
        state = STATE_NAMES[Work(part.work)]
        return wrong | dict.fromkeys(filled, _("Việc này đang “%(state)s” nên không cập nhật được.") % {"state": state})
    if "percent" in filled and _open_shares(part):
        wrong["percent"] = _("Tiến độ tính từ các phần giao lại nên không ghi thẳng được.")
    if "number_on" in filled and "number" not in filled:
        wrong["number_on"] = _("Ghi cả số, ký hiệu văn bản kết quả.")
    if asks.number_on is not None and asks.number_on > on:
        wrong["number_on"] = _("Ngày văn bản kết quả không được ở tương lai.")
    return wrong


def _no_due(part: Assignment, cells: Mapping[str, str], *, asks: Asks, scope: Scope, on: date) -> dict[str, str]:
    if not (cells.get("due") or cells.get("why")):
        return {}
    if not may_assign(scope, part):
        return dict.fromkeys([key for key in ("due", "why") if cells.get(key)], _("Chỉ người giao việc mới đặt lại hạn."))
    if not cells.get("due"):
        return {"why": _("Có lý do nhưng hạn chưa đổi. Ghi hạn mới, hoặc xóa ô này.")}
    if asks.due_on is not None and (words := why_no_due(part, asks.due_on, on=on)):
        return {"due": words}
    return {} if cells.get("why") else {"why": _("Ghi lý do đặt lại hạn.")}


def _old(part: Assignment | None, key: str) -> str:
    """Return what a part holds now where a cell would change it."""
    if part is None:
        return ""
    if key == "percent":
        return f"{part.percent}%"
    return f"{part.due_on:%d/%m/%Y}" if key == "due" and part.due_on is not None else ""
