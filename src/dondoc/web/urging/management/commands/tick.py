"""Goes once through the loop of reminders, for a timer of the system's own or for a person who wants it now."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from dondoc.web.urging.actions.ticking import tick


class Command(BaseCommand):
    """One whole round; safe to run at any time, on any number of hosts."""

    help = "Ghi việc quá hạn, lập và gửi các tin nhắc việc đến giờ phải gửi; chạy nhiều lần cũng không gửi trùng."

    def handle(self, *args: object, **options: object) -> None:
        """Tick and say what came of it."""
        done = tick(timezone.now(), whole=True)
        values = {
            "late": done.late,
            "owed": done.owed,
            "told": done.delivered.told,
            "sent": done.delivered.sent,
            "failed": done.delivered.failed,
        }
        self.stdout.write(
            _(
                "%(late)s việc vừa quá hạn; %(owed)s lượt nhắc mới; %(told)s người được báo trong dondoc; "
                "%(sent)s thư, tin đã gửi, %(failed)s chưa gửi được."
            )
            % values
        )
