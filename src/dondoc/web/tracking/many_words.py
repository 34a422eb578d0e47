"""The words for what is done to many parts at once: in the address, on a button, as the head of what was done, and in a question."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dondoc.web.tracking.queries.judging import BulkAct


@dataclass(frozen=True, slots=True)
class Deed:
    """An act by its place in an address, its name, and what it says of itself before it is done."""

    slug: str
    name: str | Promise
    hint: str | Promise
    done: str | Promise


DEEDS = {
    BulkAct.CONFIRM: Deed(
        "xac-nhan", _("Xác nhận hoàn thành"), _("Kết quả đã nộp được xác nhận; việc khép lại."), _("Đã xác nhận hoàn thành")
    ),
    BulkAct.DUE: Deed(
        "han", _("Đặt lại hạn"),
        _("Hạn được giao lúc đầu vẫn giữ trong hồ sơ; việc đã chậm vẫn là chậm. Phần giao lại có hạn sau ngày này sẽ theo ngày này."),
        _("Đã đặt lại hạn"),
    ),
    BulkAct.REVIEW: Deed("ra-soat", _("Đặt ngày rà soát"), _("Ngày xem lại việc không có hạn cố định."), _("Đã đặt ngày rà soát")),
    BulkAct.PAUSE: Deed("tam-dung", _("Tạm dừng"), _("Đơn vị thôi phải cập nhật cho tới khi được tiếp tục."), _("Đã tạm dừng")),
    BulkAct.RESUME: Deed("tiep-tuc", _("Cho tiếp tục"), _("Việc đang tạm dừng chạy lại, hạn giữ nguyên."), _("Đã cho tiếp tục")),
    BulkAct.ACCEPT: Deed("nhan-viec", _("Nhận việc"), _("Người giao biết đơn vị đã nhận."), _("Đã nhận việc")),
    BulkAct.NOTHING: Deed(
        "khong-moi", _("Không có gì mới"), _("Báo rằng việc vẫn đang làm, chưa có gì thêm."), _("Đã báo không có gì mới")
    ),
    BulkAct.GIVE: Deed(
        "giao-nguoi", _("Giao cho một người"), _("Người ấy được giao lại cả phần việc, cùng hạn của đơn vị."), _("Đã giao lại")
    ),
}  # fmt: skip
"""In the order in which they are offered."""

BY_SLUG = {deed.slug: act for act, deed in DEEDS.items()}
