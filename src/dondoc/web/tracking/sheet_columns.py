"""The columns of the workbook in which work is edited, and the signed part of it that says whose it is and what each row was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core import signing
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MARK = "dondoc-sua-excel-1"
"""What the first cell of the hidden sheet says: the form of the workbook."""
HIDDEN = "dondoc"
_SALT = "dondoc.tracking.sheet"
CHUNK = 30_000
"""Characters of the signed part in one cell; Excel takes 32,767."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its key and heading; `by_giver` and `by_executor` say who may fill it in, nobody where neither is."""

    key: str
    title: str | Promise
    width: int
    by_giver: bool = False
    by_executor: bool = False


COLUMNS = (
    Column("code", _("Mã nhiệm vụ"), 14),
    Column("text", pgettext_lazy("một", "Nhiệm vụ"), 56),
    Column("who", _("Đơn vị, người làm"), 26),
    Column("role", _("Vai trò"), 12),
    Column("state", _("Trạng thái"), 16),
    Column("due", _("Hạn"), 13, by_giver=True),
    Column("why", _("Lý do đặt lại hạn"), 28, by_giver=True),
    Column("percent", _("Tiến độ (%)"), 11, by_executor=True),
    Column("said", _("Nội dung cập nhật"), 44, by_executor=True),
    Column("number", _("Số, ký hiệu văn bản kết quả"), 22, by_executor=True),
    Column("number_on", _("Ngày văn bản kết quả"), 15, by_executor=True),
    Column("key", _("Khóa của hàng"), 10),
)
TITLES = {column.key: column.title for column in COLUMNS}


class NotOurs(Exception):
    """A signed part that was not made here, or was changed since."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a row was when it was taken away: the part's version, percent and last day."""

    version: int
    percent: int
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Passport:
    """Whose workbook it is, when it was taken, under which headings, and what each row was, by the key of its part."""

    user: int
    taken_at: datetime
    heads: Mapping[str, str]
    rows: Mapping[int, Given]


def sign(passport: Passport) -> Sequence[str]:
    """Return a passport as signed pieces that fit into cells."""
    rows = [[key, one.version, one.percent, one.due_on.isoformat() if one.due_on else ""] for key, one in passport.rows.items()]
    held = {"user": passport.user, "at": passport.taken_at.isoformat(), "heads": dict(passport.heads), "rows": rows}
    text = signing.dumps(held, salt=_SALT, compress=True)
    return [text[start : start + CHUNK] for start in range(0, len(text), CHUNK)]


def read_passport(pieces: Sequence[str]) -> Passport:
    """Return the passport that `sign` wrote. Raises NotOurs."""
    try:
        held = signing.loads("".join(piece.strip() for piece in pieces), salt=_SALT)
    except signing.BadSignature as bad:
        raise NotOurs from bad
    rows = {key: Given(version, percent, date.fromisoformat(day) if day else None) for key, version, percent, day in held["rows"]}
    return Passport(held["user"], datetime.fromisoformat(held["at"]), held["heads"], rows)
