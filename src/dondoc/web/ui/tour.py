"""The first-run tour: at most three steps, one line each, by what the person is there to do."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dondoc.web.ui.navigation import ADMINISTRATOR, keeps

PAGES = frozenset({"plans:home", "plans:documents", "plans:tasks", "organisations:tree", "organisations:people"})
"""Where the tour speaks: the first page of a station, never while somebody works on a record."""


@dataclass(frozen=True, slots=True)
class Line:
    """What one step says, and the page it leads to."""

    title: str | Promise
    text: str | Promise
    view: str
    link: str | Promise


@dataclass(frozen=True, slots=True)
class Step:
    """The line a person is at; posting `following` goes on, posting `end` hides the tour for good."""

    line: Line
    url: str
    number: int
    following: int
    end: int


OFFICE = (
    Line(
        _("Bắt đầu từ văn bản."),
        _("Nạp kế hoạch, kết luận hay chỉ thị; dondoc đọc ra từng nhiệm vụ, đơn vị chủ trì và thời hạn."),
        "plans:documents",
        _("Mở Văn bản"),
    ),
    Line(
        _("Rồi xác nhận."),
        _("Mỗi chỗ đọc được đứng cạnh câu trong văn bản; chỉ những chỗ chưa chắc mới cần anh, chị xem."),
        "plans:documents",
        _("Xem văn bản chờ xác nhận"),
    ),
    Line(
        _("Đưa vào sổ là giao việc."),
        _("Từ lúc đó mỗi đơn vị thấy đúng việc của mình, còn Văn phòng theo dõi tất cả ở Nhiệm vụ."),
        "plans:tasks",
        _("Mở Nhiệm vụ"),
    ),
)
UNIT = (
    Line(
        _("Việc của đơn vị đứng ở đây."),
        _("Quá hạn, sắp đến hạn và việc mới giao xếp theo thứ tự cần làm trước."),
        "plans:home",
        _("Mở Việc chờ tôi"),
    ),
    Line(
        _("Việc nào cũng có gốc."),
        _("Mở một nhiệm vụ để xem nguyên văn câu giao việc, thời hạn và đơn vị phối hợp."),
        "plans:tasks",
        _("Mở Nhiệm vụ"),
    ),
)
KEEPER = (
    Line(
        _("Đơn vị trước, người sau."),
        _("Chưa có cây đơn vị thì chọn mẫu của Sở hoặc nhập từ tệp XLSX; đã có thì giữ cho đúng với quyết định mới."),
        "organisations:tree",
        _("Mở Đơn vị"),
    ),
    Line(
        _("Thêm người và giao vai trò."),
        _("Mỗi người giữ một hay nhiều vai trò ở một đơn vị; vai trò quyết định họ thấy gì và làm được gì."),
        "organisations:people",
        _("Mở Người dùng"),
    ),
)


KEEPER_OF_UNITS = (
    Line(
        _("Giữ cây đơn vị cho đúng."),
        _("Đổi tên, sáp nhập, giải thể ghi bằng một việc có ngày và căn cứ; tên cũ trong văn bản vẫn nhận ra được."),
        "organisations:tree",
        _("Mở Đơn vị"),
    ),
    KEEPER[1],
)
"""For who administers units: their office stands already."""


def step_of(request: HttpRequest) -> Step | None:
    """Return the step to show on this page, or nothing when the tour is over, elsewhere or cannot be answered."""
    user, match = getattr(request, "user", None), request.resolver_match
    if user is None or not user.is_authenticated or match is None or match.view_name not in PAGES:
        return None
    lines = _lines(request)
    if user.tour_step >= len(lines):
        return None
    line = lines[user.tour_step]
    try:
        url = reverse(line.view)
    except NoReverseMatch:
        return None
    return Step(line, url, number=user.tour_step + 1, following=user.tour_step + 1, end=len(lines))


def _lines(request: HttpRequest) -> tuple[Line, ...]:
    """The tour for what this person is there to do: keep dondoc, consolidate, or answer for a unit."""
    scope = getattr(request, "scope", None)
    if scope is not None and scope.holds("office", "director"):
        return OFFICE
    if scope is not None and scope.holds(ADMINISTRATOR):
        return KEEPER_OF_UNITS
    return KEEPER if keeps(request) else UNIT
