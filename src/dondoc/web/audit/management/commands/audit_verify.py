"""Checks the log from the first row to the last and says what it found; the exit code is 1 where something is wrong."""

from __future__ import annotations

import re
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from dondoc.web.audit.queries import Mark, Verdict, verify


class Command(BaseCommand):
    """The command `audit_verify`."""

    help = "Recomputes the chain of the log; names the first row that does not hold."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the option for a hash that was written down before."""
        parser.add_argument("--known", metavar="N:HASH", help="a row's number and hash printed by an earlier check")

    def handle(self, *, known: str | None, **options: object) -> None:
        """Check, and say what was found."""
        verdict = verify(_mark(known) if known else None)
        fault = _fault(verdict)
        if fault:
            raise CommandError(fault, returncode=1)
        self.stdout.write(
            _("Nhật ký nguyên vẹn: %(rows)s dòng. Ghi lại để đối chiếu lần sau: %(mark)s")
            % {"rows": verdict.rows, "mark": f"{verdict.end.sequence}:{verdict.end.hash}"}
        )


def _mark(known: str) -> Mark:
    if not re.fullmatch(r"[1-9][0-9]{0,17}:[0-9a-f]{64}", known, re.ASCII):
        raise CommandError(_("--known phải có dạng số:mã, như lần kiểm tra trước đã in ra"), returncode=2)
    sequence, _colon, own = known.partition(":")
    return Mark(int(sequence), own)


def _fault(verdict: Verdict) -> str:
    if verdict.broken:
        return _("Nhật ký bị đứt ở dòng %(row)s: %(words)s.") % {"row": verdict.broken.sequence, "words": verdict.broken.words}
    if not verdict.is_protected:
        return _(
            "Nhật ký nguyên vẹn nhưng cơ sở dữ liệu không còn khóa chống sửa; chạy lại `dondoc migrate` hoặc khôi phục từ bản sao lưu."
        )
    return ""
