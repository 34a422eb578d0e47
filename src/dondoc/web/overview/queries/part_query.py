"""The address of a list of parts → one frozen query, from which the list, its count, every chart and the workbook are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from enum import StrEnum
from urllib.parse import parse_qsl, urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dondoc.engine.tracking import TimeState, Work
from dondoc.engine.tracking.head_ratio import Weight
from dondoc.web.plans.queries.task_query import QUIET as TASK_QUIET
from dondoc.web.tracking.words import STATE_NAMES
from dondoc.web.ui.templatetags.ui import STATES

NO_FIELD = "-"
"""Stands in an address for tasks without a heading."""
SIZE = 50
LAST_PAGE = 400
_MOST_TEXT = 300
_FIRST_YEAR, _LAST_YEAR = 2000, 2099
"""Years whose working days are known."""

TIMES = (
    TimeState.LATE, TimeState.SOON, TimeState.IN_TIME, TimeState.OPEN, TimeState.NO_DATE, TimeState.DONE, TimeState.DONE_LATE,
    TimeState.HALTED,
)  # fmt: skip
"""The states in the order in which pages show them: what needs a hand first."""
TIME_NAMES: dict[str, str | Promise] = {state.value: STATES[state.value] for state in TIMES}
ROLES = {"lead": _("chủ trì"), "cooperating": _("phối hợp"), "share": _("được giao lại")}
WORKS = {state.value: STATE_NAMES[state] for state in Work}


class Came(StrEnum):
    """Whether a first complete submission came in time."""

    IN_TIME = "dung-han"
    LATE = "cham"


class Quiet(StrEnum):
    """What has not moved: never since it was given, or not for thirty days."""

    NEVER = "chua-cap-nhat"
    MONTH = "30-ngay"


class Basis(StrEnum):
    """By which last day a part is judged: the one in force, or the one it was given with."""

    CURRENT = ""
    FIRST = "goc"


CAME: dict[str, str | Promise] = {Came.IN_TIME: _("Nộp kết quả đúng hạn"), Came.LATE: _("Nộp kết quả chậm")}
QUIET: dict[str, str | Promise] = {quiet: TASK_QUIET[quiet] for quiet in Quiet}
WEIGHTS: dict[str, str | Promise] = {
    Weight.AGAINST: _("không hoàn thành hoặc chậm"),
    Weight.FOR: _("đúng hạn hoặc chưa đến hạn"),
    Weight.LEFT_OUT: _("không tính"),
}
SORTS = {"han": _("thời hạn"), "don-vi": _("đơn vị"), "chuyen-bien": _("lâu không chuyển biến"), "ma": _("mã nhiệm vụ")}


@dataclass(frozen=True, slots=True)
class PartQuery:
    """What is asked of the parts; every field may only hold what `of` lets in.

    `unit` means the unit and all below it, or it `alone`; `leader` is the leader in charge of the plan (0: none is), `field` the first
    heading of the document under which the task stands. `undone` are those whose result is still to be submitted. `day` asks how it stood
    at the end of a day that is past. `week` is the Monday of the week of the last day, `month` the first of the month in which the result
    was first submitted, `year` that of the last day given first.
    """

    unit: int | None = None
    alone: bool = False
    plan: int | None = None
    leader: int | None = None
    field: str = ""
    role: str = ""
    time: str = ""
    work: str = ""
    quiet: str = ""
    undone: bool = False
    week: date | None = None
    month: date | None = None
    came: str = ""
    year: int | None = None
    weight: str = ""
    extended: bool = False
    basis: str = ""
    day: date | None = None
    sort: str = "han"
    page: int = 1

    @classmethod
    def of(cls, address: Mapping[str, str]) -> PartQuery:
        """Read an address's parameters; whatever is not on the lists is as if it were not there."""
        week, month = _day(address.get("tuan")), _day(f"{address.get('thang', '')}-01")
        year = _number(address.get("nam"))
        return cls(
            unit=_number(address.get("don-vi")),
            alone=address.get("rieng") == "1" and bool(_number(address.get("don-vi"))),
            plan=_number(address.get("van-ban")),
            leader=_number(address.get("lanh-dao")),
            field=address.get("linh-vuc", "").strip()[:_MOST_TEXT],
            role=_one_of(address.get("vai-tro"), ROLES),
            time=_one_of(address.get("thoi-gian"), TIME_NAMES),
            work=_one_of(address.get("xu-ly"), WORKS),
            quiet=_one_of(address.get("im-lang"), QUIET),
            undone=address.get("chua-nop") == "1",
            week=week - timedelta(days=week.weekday()) if week else None,
            month=month,
            came=_one_of(address.get("nop"), CAME) if month else "",
            year=year if year and _FIRST_YEAR <= year <= _LAST_YEAR else None,
            weight=_one_of(address.get("ty-le"), WEIGHTS),
            extended=address.get("gia-han") == "1",
            basis=_one_of(address.get("theo-han"), {Basis.FIRST: ""}),
            day=_day(address.get("ngay")),
            sort=_one_of(address.get("xep"), SORTS) or "han",
            page=min(max(_number(address.get("trang")) or 1, 1), LAST_PAGE),
        )

    @classmethod
    def read(cls, address: str) -> PartQuery:
        """Read the query part of an address, as `address` wrote it or a person did."""
        return cls.of(dict(parse_qsl(address[:2000])))

    def parameters(self) -> dict[str, str | int]:
        """Return the parameters that `of` reads back into this query, without what is usual."""
        written = {
            "don-vi": self.unit,
            "rieng": "1" if self.alone else "",
            "van-ban": self.plan,
            "lanh-dao": str(self.leader) if self.leader is not None else "",
            "linh-vuc": self.field,
            "vai-tro": self.role,
            "thoi-gian": self.time,
            "xu-ly": self.work,
            "im-lang": self.quiet,
            "chua-nop": "1" if self.undone else "",
            "tuan": self.week.isoformat() if self.week else "",
            "thang": f"{self.month:%Y-%m}" if self.month else "",
            "nop": self.came,
            "nam": self.year,
            "ty-le": self.weight,
            "gia-han": "1" if self.extended else "",
            "theo-han": self.basis,
            "ngay": self.day.isoformat() if self.day else "",
            "xep": self.sort if self.sort != "han" else "",
            "trang": self.page if self.page > 1 else "",
        }
        return {name: value for name, value in written.items() if value}

    def address(self) -> str:
        """Return the parameters as an address has them; empty for all parts."""
        return urlencode(self.parameters())

    def link(self) -> str:
        """Return the address as a link to the same page."""
        return f"?{self.address()}"

    def but(self, **changed: object) -> PartQuery:
        """Return the query with some fields changed, on its first page."""
        return replace(self, **{"page": 1, **changed})  # type: ignore[arg-type] # the fields' types differ

    @property
    def is_filtered(self) -> bool:
        """Whether anything narrows the list."""
        usual = PartQuery()
        return any(getattr(self, part.name) != getattr(usual, part.name) for part in fields(self) if part.name not in ("sort", "page"))


def _one_of(value: str | None, choices: Mapping[str, object]) -> str:
    return value if value and value in choices else ""


def _number(value: str | None) -> int | None:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 12 else None


def _day(value: str | None) -> date | None:
    """Return a day of the years whose working days are known; anything else is no day."""
    try:
        day = date.fromisoformat(value or "")
    except ValueError:
        return None
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None
