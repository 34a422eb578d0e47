"""A list of people → its rows: who they are, and which role they take where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dondoc.engine.vocabulary.folding import fold, unaccented
from dondoc.web.organisations.lists.sheet import Column, ListRow, ReadList, RowError, cut, day_of
from dondoc.web.organisations.models import Role

COLUMNS = (
    Column("full_name", "Họ và tên", _("họ và tên, tối đa 120 chữ"), ("họ tên", "tên"), 28),
    Column("username", "Tên đăng nhập", _("chữ không dấu, số, dấu chấm, gạch nối"), ("tài khoản",), 20),
    Column("email", "Thư điện tử", _("địa chỉ thư, hoặc để trống"), ("email", "thư"), 28),
    Column("phone", "Điện thoại", _("số điện thoại, hoặc để trống"), ("số điện thoại",), 16),
    Column("unit", "Đơn vị", _("tên, chữ viết tắt hoặc mã của đơn vị đang hoạt động"), ("phòng, đơn vị", "đơn vị công tác"), 40),
    Column("role", "Vai trò", _("một trong các vai trò"), (), 24),
    Column("title", "Chức vụ", _("tối đa 120 chữ, hoặc để trống"), (), 24),
    Column("first_day", "Từ ngày", _("ngày theo mẫu 01/03/2025; để trống là hôm nay"), (), 13),
)
_USERNAME = re.compile(r"[A-Za-z0-9._-]{2,60}")
_LONGEST = {"full_name": 120, "phone": 30, "title": 120}


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as a list describes them."""

    number: int
    full_name: str
    username: str
    email: str
    phone: str
    unit: str
    role: str
    title: str
    first_day: date | None

    @property
    def role_label(self) -> str:
        """The role in words."""
        return str(Role(self.role).label)


def read_people(read: ReadList) -> tuple[tuple[PersonRow, ...], tuple[RowError, ...]]:
    """Return the people whom a list describes, and the cells that cannot be taken."""
    rows, errors = [], []
    for row in read.rows:
        wrong = list(_wrong(row, read.letters))
        errors += wrong
        if not wrong:
            rows.append(_person(row))
    return tuple(rows), tuple(errors)


def error_in(row: int, key: str, *, wrong: str, said: str = "", letters: dict[str, str]) -> RowError:
    """Return an error in the column `key` of a row."""
    title = next(column.title for column in COLUMNS if column.key == key)
    return RowError(row, letters.get(key, ""), title, cut(said), wrong)


def _person(row: ListRow) -> PersonRow:
    said = {key: " ".join(text.split()) for key, text in row.values.items()}
    return PersonRow(
        row.number,
        said["full_name"],
        said["username"].lower(),
        said.get("email", ""),
        said.get("phone", ""),
        said["unit"],
        _roles()[_plain(said["role"])],
        said.get("title", ""),
        day_of(said.get("first_day", "")),
    )


def _wrong(row: ListRow, letters: dict[str, str]) -> Iterator[RowError]:
    said = row.values

    def error(key: str, words: str) -> RowError:
        return error_in(row.number, key, wrong=words, said=said.get(key, ""), letters=letters)

    if not said.get("full_name"):
        yield error("full_name", _now("Chưa có họ và tên."))
    for key, longest in _LONGEST.items():
        if len(said.get(key, "")) > longest:
            yield error(key, _now("Dài hơn %(longest)s chữ.") % {"longest": longest})
    if not _USERNAME.fullmatch(said.get("username", "")):
        yield error("username", _now("Chỉ gồm chữ không dấu, số, dấu chấm, gạch nối; từ 2 đến 60 ký tự. Ví dụ: lan.nguyen"))
    if said.get("email"):
        try:
            validate_email(said["email"])
        except ValidationError:
            yield error("email", _now("Không phải địa chỉ thư. Ví dụ: lan@hachau.gov.vn"))
    if not said.get("unit"):
        yield error("unit", _now("Chưa có đơn vị."))
    if _plain(said.get("role", "")) not in _roles():
        yield error(
            "role", _now("Không có vai trò này. Các vai trò: %(roles)s.") % {"roles": ", ".join(str(label) for label in Role.labels)}
        )
    try:
        day_of(said.get("first_day", ""))
    except ValueError:
        yield error("first_day", _now("Không phải ngày. Ghi theo mẫu 01/03/2025, hoặc để trống."))


@cache
def _roles() -> dict[str, str]:
    """Return the roles by how a list may write them: their label in either language, or their own name."""
    found = {role.value: role.value for role in Role}
    for language in ("vi", "en"):
        with translation.override(language):
            found.update({_plain(str(role.label)): role.value for role in Role})
    return found


def _plain(text: str) -> str:
    return " ".join(unaccented(fold(text)).split())
