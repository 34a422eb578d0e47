"""What waits for a person among the outgoing documents, on the first page: those to be signed, and those whose signed file is awaited."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dondoc.engine.tracking import TimeState
from dondoc.web.calendars.queries.calendars import Calendars
from dondoc.web.organisations.permissions import Scope, within
from dondoc.web.plans.home_panels import Waiting, WaitingRow
from dondoc.web.plans.queries.due import Deadline, Due, short_day
from dondoc.web.plans.queries.tasks import Count
from dondoc.web.reports.models import Outgoing, OutgoingState
from dondoc.web.reports.permissions import KEEPING

ROWS = 6
_MOST = 100


def waiting_documents(scope: Scope, on: date, _calendars: Calendars) -> list[Waiting]:
    """Return the documents that wait to be signed or to come back signed, each kind only where there is one; one statement."""
    if not scope.holds(*KEEPING):
        return []
    rows = Outgoing.objects.filter(within("unit__path", scope.paths(*KEEPING)), state__in=[OutgoingState.PROPOSED, OutgoingState.NUMBERED])
    columns = rows.defer("document", "signature_check").select_related("unit").order_by("-created_at", "-pk")
    found = list(columns[:_MOST])
    proposed = [row for row in found if row.state == OutgoingState.PROPOSED]
    numbered = [row for row in found if row.state == OutgoingState.NUMBERED]
    kinds = (
        (OutgoingState.PROPOSED, _("Văn bản chờ ký"), _("mới trình đứng trước"), proposed),
        (OutgoingState.NUMBERED, _("Văn bản chờ bản ký số"), _("đã có số, chưa nộp bản PDF đã ký"), numbered),
    )
    list_url = reverse("reports:outgoing")
    return [
        Waiting(
            f"van-ban-{state.value}", title, note, "wait", tuple(_row(row, on=on) for row in rows[:ROWS]),
            Count(len(rows), more=len(found) == _MOST), f"{list_url}?trang-thai={state.value}", _("Văn bản"),
        )
        for state, title, note, rows in kinds
        if rows
    ]  # fmt: skip


def _row(row: Outgoing, *, on: date) -> WaitingRow:
    """Return a document as a line; it has no last day, and the day on which it was begun stands in its place."""
    begun = timezone.localdate(row.created_at)
    none = Deadline(kind="", begins=None, due_on=None, strict=False, printed="", day=None)
    words = _("chờ ký") if row.state == OutgoingState.PROPOSED else _("chờ bản ký số")
    return WaitingRow(
        url=reverse("reports:out", args=[row.pk]),
        number=str(row.number or ""),
        text=row.title[:1].upper() + row.title[1:],
        plan=row.get_kind_display(),
        unit=row.unit.name,
        due=Due(none, None, _("lập %(day)s") % {"day": short_day(begun, on)}, TimeState.OPEN, words),
        note=row.symbol,
    )
