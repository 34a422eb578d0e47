"""Makes the sample office in an empty database and prints who may log in; where it is made already, prints that again."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from dondoc.web.plans.demo.loading import RealOffice, is_loaded, load
from dondoc.web.plans.demo.office import LogIn

NAME = "demo-log-ins.txt"
"""The file in the data folder that keeps the log-ins of a sample office, for whoever may read that folder."""


class Command(BaseCommand):
    """The command `loaddemo`."""

    help = "Dựng cơ quan mẫu trong một cơ sở dữ liệu trống và in các tài khoản của nó."

    def handle(self, **options: object) -> None:
        """Make the office, keep its log-ins beside it, and print them."""
        kept = settings.DONDOC.data / NAME
        if not is_loaded():
            try:
                log_ins = load(now=timezone.now())
            except RealOffice as error:
                raise CommandError(
                    _("Thư mục dữ liệu này đã có đơn vị hoặc tài khoản của một cơ quan. Hãy chọn một thư mục trống cho cơ quan mẫu."),
                    returncode=1,
                ) from error
            _keep(kept, _table(log_ins))
        if not kept.exists():
            lost = _("Cơ quan mẫu đã có, nhưng tệp %(name)s ghi tài khoản của nó đã mất. Hãy xóa thư mục dữ liệu này rồi chạy lại.")
            raise CommandError(lost % {"name": NAME}, returncode=1)
        self.stdout.write(kept.read_text(encoding="utf-8"))


def _table(log_ins: Sequence[LogIn]) -> str:
    head = LogIn(_("Tên đăng nhập"), _("Mật khẩu"), _("Họ và tên"), _("Vai trò"))
    rows = [(row.username, row.password, row.full_name, row.posts) for row in (head, *log_ins)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows) + "\n"


def _keep(path: Path, text: str) -> None:
    """Write a file that nobody but its owner can read, also while it is written."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
