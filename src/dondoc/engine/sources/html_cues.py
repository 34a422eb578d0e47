"""Turns a stretch of a page's text into a judgement: part of a document, a portal's notice, or neither."""

from __future__ import annotations

import re
import unicodedata

_LONGEST_NOTICE = 200
_KINDS = (
    "KẾ HOẠCH|QUYẾT ĐỊNH|CHỈ THỊ|CÔNG ĐIỆN|CÔNG VĂN|THÔNG BÁO|KẾT LUẬN|NGHỊ QUYẾT|NGHỊ ĐỊNH|THÔNG TƯ|BÁO CÁO|TỜ TRÌNH|"
    "CHƯƠNG TRÌNH|ĐỀ ÁN|PHƯƠNG ÁN|HƯỚNG DẪN|QUY CHẾ|QUY ĐỊNH|PHỤ LỤC|DANH MỤC|BIỂU"
)
_DOCUMENT = re.compile(
    rf"""
      CỘNG\ H(?:OÀ|ÒA)\ XÃ\ HỘI | Độc\ lập\ ?[-–]\ ?Tự\ do | ĐẢNG\ CỘNG\ SẢN\ VIỆT\ NAM
    | ^ \s* (?: {_KINDS.replace(" ", chr(92) + " ")} ) \b
    | ^ \s* (?: Nơi\ nhận | Kính\ gửi | Căn\ cứ | Số\ (?:ký\ )?hiệu | V/v | Điều\ \d+\. ) \b
    | ^ \s* Số \s* : \s* \d* [\w/-]* / [A-ZĐ]{{2}}                # Số: 83/KH-UBND
    | ^ \s* (?: KT | TM | TL | TUQ ) \. \s* [A-ZĐ]                # KT. CHỦ TỊCH
    """,
    re.VERBOSE | re.MULTILINE,
)
# "1. ", "II. ", "a) ", "- ": three such lines are a numbered text
_POINT = re.compile(r"^ \s* (?: \d{1,2}(?:\.\d{1,2})*[.)] | [IVX]{1,5}\. | [a-zđ]\) | [-+] ) \s+ \S+ \s+ \S", re.VERBOSE | re.MULTILINE)

# What stands at the foot of a portal: "Trưởng ban biên tập: …", "Giấy phép số 12/GP-TTĐT", "Điện thoại: … Email: …"
_IMPRINT = re.compile(
    r"""
      ©|\bcopyright\b | bản\ quyền | (?:ghi\ rõ|trích\ dẫn)\ nguồn | giấy\ phép\ (?:số|thiết\ lập|xuất\ bản|hoạt\ động)
    | chịu\ trách\ nhiệm\ (?:chính|nội\ dung|xuất\ bản) | trưởng\ ban\ biên\ tập | tổng\ biên\ tập | cơ\ quan\ chủ\ quản\ ?:
    | (?:điện\ thoại|hotline|đt|fax|email|e-mail)\ ?: | thiết\ kế\ (?:bởi|và) | phát\ triển\ bởi | powered\ by
    """,
    re.VERBOSE | re.IGNORECASE,
)

_COUNTER = r"""
    (?: (?:số\ )? lượt \ (?:xem|đọc|tải|truy\ cập|chia\ sẻ) | đã\ xem | đang\ (?:truy\ cập|trực\ tuyến|online|xem)
      | hôm\ (?:nay|qua) | (?:trong\ )? (?:tuần|tháng|năm)\ (?:này|trước|nay) | tổng\ (?:số\ )?(?:lượt\ )?(?:truy\ cập|xem)
      | tất\ cả | số\ người\ (?:truy\ cập|đang\ online) | khách ) (?: \ tin )?
    \s* [:(]? \s* [\d.,]+ \s* (?: lần | lượt(?:\ xem)? | người )? \)?
  | [\d.,]+ \s* lượt\ (?:xem|đọc|tải)
"""
_LOGIN = r"""
    (?: bạn | quý\ khách | vui\ lòng | mời\ bạn | hãy | để\ xem ) \b
    [^.]{0,80} \b (?: đăng\ nhập | đăng\ ký\ (?:thành\ viên|tài\ khoản) | mua\ gói ) \b .*
  | (?: đăng\ (?:nhập|ký) | quên\ mật\ khẩu\ ?\?? )
    (?: \s* [/|] \s* đăng\ (?:nhập|ký) | \ (?:tài\ khoản|thành\ viên|hệ\ thống|tại\ đây) )?
  | đăng\ (?:nhập|ký) \ để \b .*
"""
_BUTTONS = "|".join(
    re.escape(words)
    for words in (
        "in trang, in bài, in bài viết, in văn bản, bản in, xem bản in, gửi email, gửi mail, gửi bài viết, gửi cho bạn bè, chia sẻ, "
        "chia sẻ bài viết, tải về, tải xuống, tải văn bản, tải file, tải file đính kèm, download, quay lại, trở về, trở lại, về đầu trang, "
        "lên đầu trang, đầu trang, xem thêm, đọc thêm, thu gọn, xem chi tiết, xem toàn màn hình, cỡ chữ, tăng cỡ chữ, giảm cỡ chữ, "
        "phóng to, thu nhỏ, lưu bài viết, lưu tin, theo dõi văn bản, facebook, zalo, twitter, messenger, linkedin, like, share, tweet, "
        "copy link, sao chép liên kết, trang chủ, menu, tìm kiếm, bình luận, ý kiến bạn đọc, gửi bình luận, viết bình luận, "
        "đánh giá bài viết, báo lỗi, đọc bài viết, nghe đọc bài, hỏi đáp pháp luật"
    ).split(", ")
)
_NOTICE = re.compile(
    rf"""
    \W*
    (?: {_COUNTER} | {_LOGIN} | (?: {_BUTTONS} ) (?: (?: \s* [|/»>·-] \s* | \s+ ) (?: {_BUTTONS} ) )* (?: \s* \(\d+\) )? )
    \W*
    """,
    re.VERBOSE | re.IGNORECASE,
)


def looks_like_document(text: str) -> bool:
    """Tell whether text, paragraphs on their own lines, holds what only a document has: its letterhead, kind, basis, addressees, points."""
    text = unicodedata.normalize("NFC", text)
    return _DOCUMENT.search(text) is not None or sum(1 for _ in zip(range(3), _POINT.finditer(text), strict=False)) == 3


def looks_like_imprint(text: str) -> bool:
    """Tell whether text names a portal's editors, licence, telephone or copyright."""
    return _IMPRINT.search(unicodedata.normalize("NFC", text)) is not None


def is_notice(text: str) -> bool:
    """Tell whether one paragraph is a portal's counter, log-in notice or button: "Lượt xem: 1.205", "Đăng nhập để xem nội dung"."""
    text = text.strip()
    return 0 < len(text) <= _LONGEST_NOTICE and _NOTICE.fullmatch(unicodedata.normalize("NFC", text)) is not None
