"""Turns an error of the operating system into words that say what to do."""

from __future__ import annotations

import errno

from dondoc.engine.writing.language import Words

_REASONS = {
    errno.ENOENT: Words("không có thư mục hoặc tệp này; hãy kiểm tra đường dẫn", "no such file or folder; check the path"),
    errno.EACCES: Words("không có quyền; hãy chọn nơi khác hoặc xin quyền", "no permission; choose another place or ask for it"),
    errno.EPERM: Words("không được phép; hãy chọn nơi khác hoặc xin quyền", "not permitted; choose another place or ask for it"),
    errno.EISDIR: Words("đây là thư mục, cần một tệp", "it is a folder, a file was expected"),
    errno.ENOTDIR: Words("một phần của đường dẫn là tệp, không phải thư mục", "a part of the path is a file, not a folder"),
    errno.ENOSPC: Words("ổ đĩa đã đầy; hãy giải phóng chỗ rồi chạy lại", "the disk is full; make room and run again"),
    errno.EROFS: Words("ổ đĩa chỉ cho đọc; hãy chọn nơi khác", "the disk is read-only; choose another place"),
    errno.ENAMETOOLONG: Words("tên quá dài; hãy đặt tên ngắn hơn", "the name is too long; choose a shorter one"),
}


def reason(error: OSError) -> Words:
    """Return why an operation failed; the system's own words where it is none of the common reasons."""
    own = error.strerror or str(error)
    return _REASONS.get(error.errno or 0, Words(own, own))
