"""The words for states and acts, as who executes a part and as who gave it sees them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from dondoc.engine.tracking import Act, Side, Work

STATE_NAMES = {
    Work.ASSIGNED: _("mới giao"),
    Work.ACCEPTED: _("đã nhận"),
    Work.IN_PROGRESS: _("đang thực hiện"),
    Work.SUBMITTED: _("đã nộp kết quả"),
    Work.RETURNED: _("thực hiện lại"),
    Work.DONE: _("hoàn thành"),
    Work.PAUSED: _("tạm dừng"),
    Work.CANCELLED: _("đã hủy"),
    Work.TRANSFERRED: _("đã chuyển đơn vị"),
}
"""A part's state for who only looks on."""

SIDE_NAMES = {
    Side.EXECUTOR: STATE_NAMES
    | {Work.ASSIGNED: _("mới giao, chờ nhận"), Work.SUBMITTED: _("đã nộp, chờ xác nhận"), Work.RETURNED: _("bị trả lại, làm tiếp")},
    Side.ASSIGNER: STATE_NAMES
    | {Work.ASSIGNED: _("đơn vị chưa nhận"), Work.SUBMITTED: _("chờ anh, chị xác nhận"), Work.RETURNED: _("đã trả lại đơn vị")},
}
"""A part's state from either side."""

ACT_NAMES = {
    Act.ACCEPT: _("Nhận việc"),
    Act.UPDATE: _("Cập nhật"),
    Act.SUBMIT: _("Nộp kết quả"),
    Act.WITHDRAW: _("Rút lại kết quả"),
    Act.CONFIRM: _("Xác nhận hoàn thành"),
    Act.RETURN: _("Trả lại"),
    Act.REOPEN: _("Mở lại"),
    Act.PAUSE: _("Tạm dừng"),
    Act.RESUME: _("Tiếp tục"),
    Act.CANCEL: _("Hủy"),
    Act.TRANSFER: _("Chuyển đơn vị"),
}

DAY_SET, DAY_PUT_BACK = gettext_noop("đặt lại hạn"), gettext_noop("trả lại hạn cũ")
"""Verbs of the log for a part's last day; its field there is `DAY`."""
DAY = gettext_noop("hạn")

ACT_VERBS = {
    Act.ACCEPT: gettext_noop("nhận việc"),
    Act.UPDATE: gettext_noop("cập nhật tiến độ"),
    Act.SUBMIT: gettext_noop("nộp kết quả"),
    Act.WITHDRAW: gettext_noop("rút lại kết quả"),
    Act.CONFIRM: gettext_noop("xác nhận hoàn thành"),
    Act.RETURN: gettext_noop("trả lại để làm tiếp"),
    Act.REOPEN: gettext_noop("mở lại việc đã xong"),
    Act.PAUSE: gettext_noop("tạm dừng"),
    Act.RESUME: gettext_noop("cho tiếp tục"),
    Act.CANCEL: gettext_noop("hủy phần việc"),
    Act.TRANSFER: gettext_noop("chuyển phần việc sang đơn vị khác"),
}
"""What the log says of an act."""

DONE_WORDS = {
    Act.ACCEPT: _("Đã nhận việc."),
    Act.UPDATE: _("Đã ghi cập nhật."),
    Act.SUBMIT: _("Đã nộp kết quả, chờ xác nhận."),
    Act.WITHDRAW: _("Đã rút lại kết quả để làm tiếp."),
    Act.CONFIRM: _("Đã xác nhận hoàn thành."),
    Act.RETURN: _("Đã trả lại để làm tiếp."),
    Act.REOPEN: _("Đã mở lại."),
    Act.PAUSE: _("Đã tạm dừng."),
    Act.RESUME: _("Đã cho tiếp tục."),
    Act.CANCEL: _("Đã hủy phần việc."),
    Act.TRANSFER: _("Đã chuyển sang đơn vị khác."),
}
"""What the page says once an act is done."""
