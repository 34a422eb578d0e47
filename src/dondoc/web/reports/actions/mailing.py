"""Mails that the reminders of reports owe → sent, each once: claimed by a conditional update before anything leaves."""

from __future__ import annotations

import logging
import secrets
import smtplib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import DatabaseError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import ngettext

from dondoc.web.accounts.models import User
from dondoc.web.reports.links import report_url
from dondoc.web.reports.models import MailState, Period, PeriodState, ReportMail, UnitReport
from dondoc.web.reports.queries.informed import Informed
from dondoc.web.reports.queries.standing import WRITABLE
from dondoc.web.urging.actions.owing import mails

logger = logging.getLogger(__name__)
HELD = timedelta(minutes=10)
"""How long a process may take to send a mail; whoever takes longer has died, and nobody knows whether it arrived."""
TRIES = 5
FIRST_PAUSE = timedelta(minutes=10)
PEOPLE = 400
"""So many people are written to in one round; the next takes up the rest."""


@dataclass(frozen=True, slots=True)
class Pressing:
    """One pressing of a period's units: its `key`, the day it belongs to, `said` by whom with what words, and whether it goes `at_once`."""

    key: str
    on: date
    now: datetime
    said: str = ""
    at_once: bool = False


def owe_mails(period: Period, told: Mapping[User, Sequence[UnitReport]], *, people: Informed, pressing: Pressing) -> None:
    """Write what each person is told of by mail, in the transaction of what it tells; who wants none or has no address owes none."""
    if not mails():
        return
    rows = []
    for person, reports in told.items():
        wishes = people.roster.people.get(person.pk)
        if wishes is None or not wishes.mail:
            continue
        hour = timezone.make_aware(datetime.combine(pressing.on, time(wishes.hour)))
        rows.append(
            ReportMail(
                recipient=person,
                period=period,
                key=pressing.key,
                reports=[report.pk for report in reports],
                said=pressing.said,
                next_at=pressing.now if pressing.at_once else max(hour, pressing.now),
            )
        )
    ReportMail.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def send_mails(now: datetime) -> int:
    """Send what is due by now, one mail to each person; return how many. Whoever goes through it at the same time sends nothing twice."""
    lost = ReportMail.objects.filter(state=MailState.HANDED, handed_at__lt=now - HELD)
    lost.update(state=MailState.FAILED, error="unsure", claim="")
    due = ReportMail.objects.filter(state=MailState.OWED, next_at__lte=now)
    people = list(due.order_by("recipient").values_list("recipient", flat=True).distinct()[:PEOPLE])
    return sum(_send_to(person, now=now) for person in people)


def _send_to(person: int, *, now: datetime) -> bool:
    claim = secrets.token_hex(16)
    due = ReportMail.objects.filter(state=MailState.OWED, next_at__lte=now, recipient=person)
    # Committed before anything leaves: a process that dies from here on is never followed by one that sends the same again.
    if not due.update(state=MailState.HANDED, claim=claim, handed_at=now):
        return False
    held = ReportMail.objects.filter(claim=claim)
    rows = list(held.select_related("recipient", "period__duty").order_by("period__due_on", "pk"))
    mail = _composed(rows, on=timezone.localdate(now))
    if mail is None:
        held.update(state=MailState.SKIPPED, claim="")
        return False
    try:
        mail.send()
    except DatabaseError:
        raise
    except Exception as error:  # a mail server may fail in any way; the others shall still be told
        logger.exception("a mail about reports could not be sent")
        tries = max(row.tries for row in rows) + 1
        final = tries >= TRIES or isinstance(error, smtplib.SMTPRecipientsRefused | ValueError)
        state = MailState.FAILED if final else MailState.OWED
        held.update(state=state, tries=tries, next_at=now + FIRST_PAUSE * tries, error=type(error).__name__, claim="")
        return False
    held.update(state=MailState.SENT, error="", claim="")
    return True


def _composed(rows: Sequence[ReportMail], *, on: date) -> EmailMessage | None:
    """Return one mail of all that is still to be sent in, in its reader's language; nothing where nothing is, or where nobody is there."""
    person = rows[0].recipient
    if not person.is_active or "@" not in parseaddr(person.email)[1] or any(sign in person.email for sign in "\r\n,;"):
        return None
    keys = [key for row in rows for key in row.reports]
    open_now = UnitReport.objects.filter(pk__in=keys, state__in=WRITABLE, period__state=PeriodState.OPEN)
    reports = list(open_now.select_related("unit", "period__duty").order_by("period__due_on", "unit__path"))
    if not reports:
        return None
    words = {key: row.said for row in rows if row.said for key in row.reports}
    with translation.override(person.language):
        subject = ngettext("%(n)s báo cáo cần nộp", "%(n)s báo cáo cần nộp", len(reports)) % {"n": len(reports)}
        lines = [(report, settings.SITE_URL + report_url(report.pk), words.get(report.pk, "")) for report in reports]
        values = {
            "person": person,
            "lines": lines,
            "on": on,
            "home": settings.SITE_URL + reverse("reports:front"),
            "preferences": settings.SITE_URL + reverse("urging:reminding"),
        }
        return EmailMessage(
            subject=f"[dondoc] {subject}, {date_format(on, 'SHORT_DATE_FORMAT')}",
            body=render_to_string("reports/mail.txt", values),
            to=[person.email],
            headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
        )
