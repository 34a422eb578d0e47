"""The address of a list of tasks → one frozen query, and that query → the rows, their count and their export, always the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from urllib.parse import parse_qsl, urlencode

from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dondoc.engine.tracking import Work
from dondoc.web.ui.templatetags.ui import STATES as TIME_WORDS

SIZES = (25, 100)
LAST_PAGE = 400
"""Farther than this nobody leafs: a filter or the workbook serves better, and the database would count its way there."""
_MOST_TEXT = 200


class Window(StrEnum):
    """Which stretch of time the last day lies in."""

    LATE = "qua-han"
    WEEK = "7-ngay"
    MONTH_AHEAD = "30-ngay"
    LATER = "con-xa"
    THIS_MONTH = "thang-nay"
    THIS_QUARTER = "quy-nay"
    DATED = "co-ngay"
    UNDATED = "khong-ngay"


WINDOWS: dict[str, str | Promise] = {
    Window.LATE: _("Quá hạn"),
    Window.WEEK: _("Đến hạn trong 7 ngày"),
    Window.MONTH_AHEAD: _("Đến hạn trong 30 ngày"),
    Window.LATER: _("Còn trên 7 ngày"),
    Window.THIS_MONTH: _("Hạn trong tháng này"),
    Window.THIS_QUARTER: _("Hạn trong quý này"),
    Window.DATED: _("Có ngày đến hạn"),
    Window.UNDATED: _("Không có ngày"),
}
KINDS = {
    "date": _("Ngày cụ thể"),
    "span": _("Trong khoảng thời gian"),
    "recurring": _("Định kỳ"),
    "continuous": _("Thường xuyên"),
    "event": _("Theo sự kiện"),
    "open": _("Từ thời điểm, không có hạn cuối"),
    "none": _("Văn bản không nêu"),
}
ROLES = {"lead": _("chủ trì"), "cooperating": _("phối hợp")}
STATES = {"": _("Đang thực hiện"), "thoi": _("Đã bỏ hoặc thay thế"), "moi": _("Tất cả")}
WORKS = {
    Work.ASSIGNED.value: _("mới giao"),
    Work.ACCEPTED.value: _("đã nhận"),
    Work.IN_PROGRESS.value: _("đang thực hiện"),
    Work.SUBMITTED.value: _("đã nộp kết quả"),
    Work.RETURNED.value: _("thực hiện lại"),
    Work.DONE.value: _("hoàn thành"),
    Work.PAUSED.value: _("tạm dừng"),
    Work.CANCELLED.value: _("đã hủy"),
}
COLUMNS = {
    "so": pgettext_lazy("cột", "Số"),
    "ma": pgettext_lazy("cột", "Mã"),
    "van-ban": pgettext_lazy("cột", "Văn bản"),
    "chu-tri": pgettext_lazy("cột", "Chủ trì"),
    "phoi-hop": pgettext_lazy("cột", "Phối hợp"),
    "san-pham": pgettext_lazy("cột", "Sản phẩm"),
    "han": pgettext_lazy("cột", "Hạn"),
    "thoi-gian": pgettext_lazy("cột", "Thời gian"),
    "cap-nhat": pgettext_lazy("cột", "Cập nhật"),
}
"""The columns that may be chosen, in the order they stand; the task itself always stands."""
USUAL_COLUMNS = ("so", "van-ban", "chu-tri", "han", "thoi-gian")
PLAN_COLUMNS = ("so", "chu-tri", "han", "thoi-gian")
TIMES = {name: TIME_WORDS[name] for name in ("late", "soon", "in", "open", "none", "done", "dlate", "halt")}
"""The states in time, of which every task is in just one."""
QUIET = {"chua-cap-nhat": _("Chưa cập nhật lần nào"), "30-ngay": _("30 ngày không chuyển biến")}
SORTS = {
    "han": _("thời hạn"),
    "so": _("số mục trong văn bản"),
    "ma": _("mã nhiệm vụ"),
    "don-vi": _("đơn vị chủ trì"),
    "cap-nhat": _("ngày cập nhật"),
}


@dataclass(frozen=True, slots=True)
class TaskQuery:
    """What a list of tasks asks for; every field may only hold what `of` lets in.

    `time` is the state in time and `work` that of the work; `quiet` asks for what has not moved, `leader` for who is in charge of the plan,
    `heading` for the first heading over the task. `plan` and `unit` are an id or words of a number or name, as typed. `reverse` turns the
    order's natural direction. On a plan's own
    page `within` is that plan: its path says so, so the query does not, and the printed order is the usual one.
    """

    plan: str = ""
    unit: str = ""
    role: str = ""
    due: str = ""
    kind: str = ""
    finding: int | None = None
    cause: int | None = None
    text: str = ""
    asked: bool = False
    fresh: bool = False
    state: str = ""
    time: str = ""
    work: str = ""
    quiet: str = ""
    leader: int | None = None
    heading: str = ""
    sort: str = "han"
    reverse: bool = False
    columns: tuple[str, ...] = USUAL_COLUMNS
    page: int = 1
    size: int = SIZES[0]
    within: int | None = None

    @classmethod
    def of(cls, address: Mapping[str, str], *, within: int | None = None) -> TaskQuery:
        """Read an address's parameters; whatever is not on the lists is as if it were not there."""
        usual = cls.usual(within)
        order = address.get("xep", "")
        asked = ".".join(address.getlist("cot") if isinstance(address, MultiValueDict) else [address.get("cot", "")]).split(".")
        return cls(
            plan=address.get("van-ban", "").strip()[:_MOST_TEXT] if within is None else "",
            unit=address.get("don-vi", "").strip()[:_MOST_TEXT],
            role=_one_of(address.get("vai-tro"), ROLES),
            due=_one_of(address.get("han"), WINDOWS),
            kind=_one_of(address.get("loai-han"), KINDS),
            finding=_number(address.get("ton-tai")),
            cause=_number(address.get("nguyen-nhan")),
            text=address.get("q", "").strip()[:_MOST_TEXT],
            asked=address.get("can-xem") == "1",
            fresh=address.get("moi-giao") == "1",
            state=_one_of(address.get("trang-thai"), STATES),
            time=_one_of(address.get("thoi-gian"), TIMES),
            work=_one_of(address.get("xu-ly"), WORKS),
            quiet=_one_of(address.get("im-lang"), QUIET),
            leader=_number(address.get("lanh-dao")),
            heading=address.get("linh-vuc", "").strip()[:_MOST_TEXT],
            sort=_one_of(order.removeprefix("-"), SORTS) or usual.sort,
            reverse=order.startswith("-"),
            columns=tuple(column for column in COLUMNS if column in asked) or usual.columns,
            page=min(max(_number(address.get("trang")) or 1, 1), LAST_PAGE),
            size=SIZES[1] if address.get("so-dong") == str(SIZES[1]) else SIZES[0],
            within=within,
        )

    @classmethod
    def usual(cls, within: int | None = None) -> TaskQuery:
        """Return the query of a bare address."""
        return cls() if within is None else cls(sort="so", columns=PLAN_COLUMNS, within=within)

    @classmethod
    def read(cls, address: str) -> TaskQuery:
        """Read the query part of an address, as `address` wrote it or a person did."""
        return cls.of(dict(parse_qsl(address[:2000])))

    def address(self) -> str:
        """Return the parameters that `of` reads back into this query, as an address has them; empty for the bare list."""
        return urlencode(self.parameters())

    def parameters(self) -> dict[str, str | int]:
        """Return the parameters that `of` reads back into this query, without what is usual."""
        usual = TaskQuery.usual(self.within)
        written = {
            "van-ban": self.plan,
            "don-vi": self.unit,
            "vai-tro": self.role,
            "han": self.due,
            "loai-han": self.kind,
            "ton-tai": self.finding,
            "nguyen-nhan": self.cause,
            "q": self.text,
            "can-xem": "1" if self.asked else "",
            "moi-giao": "1" if self.fresh else "",
            "trang-thai": self.state,
            "thoi-gian": self.time,
            "xu-ly": self.work,
            "im-lang": self.quiet,
            "lanh-dao": self.leader,
            "linh-vuc": self.heading,
            "xep": ("-" if self.reverse else "") + self.sort if (self.sort, self.reverse) != (usual.sort, usual.reverse) else "",
            "cot": ".".join(self.columns) if self.columns != usual.columns else "",
            "so-dong": self.size if self.size != usual.size else "",
            "trang": self.page if self.page > 1 else "",
        }
        return {name: value for name, value in written.items() if value}

    def anywhere(self) -> TaskQuery:
        """Return the same query as the list of all tasks asks it."""
        return self if self.within is None else replace(self, plan=str(self.within), within=None)

    def link(self) -> str:
        """Return the address as a link to the same page."""
        return f"?{self.address()}"

    def but(self, **changed: object) -> TaskQuery:
        """Return the query with some fields changed, on its first page."""
        return replace(self, **{"page": 1, **changed})  # type: ignore[arg-type] # the fields' types differ

    @property
    def shows(self) -> dict[str, bool]:
        """The columns as a template asks for them: `shows.chu_tri`."""
        return {name.replace("-", "_"): True for name in self.columns}

    @property
    def is_filtered(self) -> bool:
        """Whether anything narrows the list."""
        usual = TaskQuery.usual(self.within)
        return any(getattr(self, part.name) != getattr(usual, part.name) for part in fields(self) if part.name in _FILTERS)

    def sorted_by(self, sort: str) -> TaskQuery:
        """Return the query in another order, or turned where it has that order."""
        return self.but(sort=sort, reverse=self.sort == sort and not self.reverse)


_FILTERS = frozenset(
    {
        "plan",
        "unit",
        "role",
        "due",
        "kind",
        "finding",
        "cause",
        "text",
        "asked",
        "fresh",
        "state",
        "time",
        "work",
        "quiet",
        "leader",
        "heading",
    }
)


def _one_of(value: str | None, choices: Mapping[str, object]) -> str:
    return value if value and value in choices else ""


def _number(value: str | None) -> int | None:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 12 else None
