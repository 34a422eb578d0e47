"""Proposes a consolidated report that people have read for signing."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import ngettext

from dondoc.web.accounts.models import User
from dondoc.web.reports.actions.freezing import require_open
from dondoc.web.reports.actions.outgoing.proposing import propose_report
from dondoc.web.reports.models import Consolidation, Outgoing
from dondoc.web.reports.queries.drafting import report_of
from dondoc.web.reports.queries.outgoing.signers import Signing
from dondoc.web.tracking.actions.refusals import Refused


class StillUnread(Refused):
    """A report with drafted passages that nobody has read, and that the person did not say shall go all the same."""

    def __init__(self, unread: int) -> None:
        words = ngettext(
            "Còn %(n)s đoạn dự thảo chưa ai đọc. Đọc hết rồi trình, hoặc đánh dấu để trình cả phần chưa đọc.",
            "Còn %(n)s đoạn dự thảo chưa ai đọc. Đọc hết rồi trình, hoặc đánh dấu để trình cả phần chưa đọc.",
            unread,
        )
        super().__init__(words % {"n": unread})


def propose_read(consolidation: Consolidation, *, signing: Signing | None, unread: int, by: User, now: datetime) -> Outgoing:
    """Propose a report for signing; `unread` is how many unread passages the person said shall go all the same.

    Raises PermissionDenied, GivenOut, StillUnread, and what `propose_report` refuses.
    """
    with transaction.atomic():
        held = Consolidation.objects.select_for_update(of=("self",)).get(pk=consolidation.pk)
        require_open(held)
        report = report_of(held)
        if report is not None and report.unsettled > unread:
            raise StillUnread(report.unsettled)
        return propose_report(held, signing=signing, by=by, now=now)
