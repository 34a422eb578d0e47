"""Gives an outgoing document its number: one series for each department and year, no gaps, no doubles, however many ask at once.

Decree 30/2020/NĐ-CP, Article 15: numbers run from 01 on the first of January to the end of the year, and are given once the competent
person has signed; a document has its number for good. A plan that was published without a number takes it over.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.web.accounts.models import User
from dondoc.web.audit.actions import Change, record
from dondoc.web.notices.actions import tell
from dondoc.web.organisations.models import Unit
from dondoc.web.plans.actions.numbering import take_number
from dondoc.web.reports.actions.outgoing.files import ask_for_files
from dondoc.web.reports.actions.outgoing.steps import demand_writer, document_of, held, put_words, store
from dondoc.web.reports.models import NumberSeries, Outgoing, OutgoingKind, OutgoingState
from dondoc.web.tracking.actions.refusals import Refused

MOST = 99_999


def give_number(outgoing: Outgoing, *, by: User, now: datetime, version: int | None = None) -> Outgoing:
    """Give a proposed document the next number of its department's series and the day, and let its files be written with both.

    Raises PermissionDenied, and Refused where it is not proposed. A document that has its number keeps it.
    """
    on = timezone.localdate(now)
    with transaction.atomic():
        demand_writer(outgoing.unit, by=by, now=now)
        found = held(outgoing, OutgoingState.PROPOSED, version=version)
        # The series' row is locked to the end of the transaction, so that whoever comes next waits; what is rolled back leaves no gap.
        series, _made = NumberSeries.objects.select_for_update().get_or_create(unit=found.unit, year=on.year)
        series.last += 1
        series.save(update_fields=["last"])
        document = document_of(found)
        head = replace(document.letterhead, number=series.last, issued=on)
        found.series, found.number, found.issued_on, found.state = series, series.last, on, OutgoingState.NUMBERED
        fields = put_words(found, replace(document, letterhead=head))
        store(found, *fields, "series", "number", "issued_on", "state")
        ask_for_files(found, by=by, now=now)
        if found.created_by is not None and found.created_by != by:
            values = {"number": found.printed_number, "title": found.title[:120]}
            tell(
                [found.created_by],
                "outgoing.numbered",
                values=values,
                url=reverse("reports:out", args=[found.pk]),
                key=f"out-number:{found.pk}",
            )
        if found.kind == OutgoingKind.PLAN and found.plan is not None:
            take_number(found.plan, found.printed_number, on=on, by=by)
        changes = {"số, ký hiệu": Change(None, found.printed_number), "ngày ban hành": Change(None, on)}
        record(by, gettext_noop("ký và cấp số văn bản"), subject=found, changes=changes)
    return found


def continue_from(unit: Unit, last: int, *, reason: str, by: User, now: datetime) -> NumberSeries:
    """Say the last number that the department has given this year outside of this register; the next one follows it.

    Raises PermissionDenied, and Refused for a number below one that stands here, and without a reason.
    """
    on, said = timezone.localdate(now), " ".join(reason.split())
    with transaction.atomic():
        demand_writer(unit, by=by, now=now)
        series, _made = NumberSeries.objects.select_for_update().get_or_create(unit=unit, year=on.year)
        if not said:
            raise Refused(_("Ghi lý do, ví dụ: các số trước đã cấp ở sổ giấy."))
        if not series.last <= last <= MOST:
            raise Refused(_("Số đã cấp trong sổ này là %(n)d nên không lùi lại được; ghi một số lớn hơn.") % {"n": series.last})
        before, series.last = series.last, last
        series.save(update_fields=["last"])
        record(by, gettext_noop("nối số văn bản đi"), subject=unit, changes={"số đã cấp gần nhất": Change(before, last)}, reason=said)
    return series
