"""Compares the counts of parts with the parts themselves; the exit code is 1 where they differ."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.translation import gettext as _

from dondoc.web.plans.part_counts import count_anew, differences


class Command(BaseCommand):
    """The command `part_counts`."""

    help = "Compares the counts of parts with the parts; --anew counts anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the option to count anew."""
        parser.add_argument("--anew", action="store_true", help="replace the counts by what the parts say")

    def handle(self, *, anew: bool, **options: object) -> None:
        """Compare, or count anew, and say what was found."""
        if anew:
            count_anew(connection)
        wrong = differences(connection)
        if wrong:
            raise CommandError(_("Số đếm phần việc lệch ở %(n)s chỗ. Chạy lại với --anew để đếm lại.") % {"n": wrong}, returncode=1)
        self.stdout.write(_("Số đếm phần việc khớp với sổ."))
