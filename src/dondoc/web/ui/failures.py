"""Turns the reason why a page cannot be shown into words: what happened, and what the person can do now."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EXPIRED_FORM = 419
"""Not a status of HTTP: the form is too old or came from elsewhere, answered with 403."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What an error page says."""

    status: int
    title: str | Promise
    what: str | Promise
    do: str | Promise


FAILURES = {
    failure.status: failure
    for failure in (
        Failure(
            400,
            _("Không hiểu yêu cầu này"),
            _("Địa chỉ hoặc dữ liệu gửi lên bị thiếu hay sai khuôn dạng, nên chưa có gì được lưu."),
            _("Quay lại trang trước, tải lại trang rồi làm lại. Nếu địa chỉ được chép từ nơi khác, kiểm tra xem có chép đủ không."),
        ),
        Failure(
            403,
            _("Anh, chị chưa được làm việc này"),
            _("Vai trò của anh, chị ở đơn vị không cho phép thao tác vừa chọn, nên chưa có gì thay đổi."),
            _("Nếu việc này thuộc phần mình, đề nghị người quản trị của đơn vị thêm vai trò, hoặc nhờ người đang giữ vai trò đó làm."),
        ),
        Failure(
            404,
            _("Không có gì ở địa chỉ này"),
            _("Trang không tồn tại, đã được chuyển đi, hoặc không nằm trong phần việc của anh, chị."),
            _("Kiểm tra lại địa chỉ, hoặc tìm theo số, ký hiệu hay vài chữ của nội dung ở ô tìm kiếm."),
        ),
        Failure(
            EXPIRED_FORM,
            _("Trang này đã mở quá lâu"),
            _("Mã bảo vệ của biểu mẫu không còn hiệu lực: có thể anh, chị đã đăng nhập lại ở cửa sổ khác, hoặc trình duyệt chặn cookie."),
            _("Quay lại trang trước, tải lại trang rồi gửi lại. Những gì vừa gửi chưa được lưu."),
        ),
        Failure(
            429,
            _("Đăng nhập sai quá nhiều lần"),
            _("Để giữ an toàn cho tài khoản, việc đăng nhập bằng tên này từ máy này tạm dừng."),
            _("Chờ 15 phút rồi thử lại. Nếu quên mật khẩu, đề nghị người quản trị của đơn vị đặt lại."),
        ),
        Failure(
            500,
            _("dondoc gặp lỗi"),
            _("Máy chủ không làm xong việc vừa yêu cầu. Thao tác dở dang đã được hủy, dữ liệu trong sổ vẫn nguyên."),
            _("Thử lại sau một phút. Nếu vẫn lỗi, báo người quản trị giờ xảy ra và việc đang làm; nhật ký của máy chủ giữ chi tiết."),
        ),
    )
}
