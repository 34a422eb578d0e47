"""Sends a piece as one mail, with links by which its reader answers for the first tasks in it."""

from __future__ import annotations

import hashlib
import smtplib
from collections.abc import Mapping
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from dondoc.web.urging.actions.linking import make_links
from dondoc.web.urging.channels.sending import NotSent, Piece
from dondoc.web.urging.models import Purpose

ANSWERED = 12
"""So many tasks of a mail come with links that answer; for the rest one logs in."""


def send_mail(piece: Piece) -> None:
    """Send a piece to its person. Raises NotSent."""
    mail = composed(piece)
    try:
        mail.send()
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
        raise NotSent(_code(error), is_final=_is_for_good(error)) from error
    except (smtplib.SMTPException, OSError) as error:
        raise NotSent(f"{type(error).__name__}: {error.__class__.__doc__ or ''}") from error
    except ValueError as error:  # a header with a line break: nobody sends such a thing
        raise NotSent(str(error), is_final=True) from error


def composed(piece: Piece) -> EmailMultiAlternatives:
    """Return the mail of a piece, in its reader's language; its links are made now. Raises NotSent where the address is none."""
    person = piece.recipient
    if person is None or "@" not in parseaddr(person.email)[1] or any(sign in person.email for sign in "\r\n,;"):
        raise NotSent("no-address", is_final=True)
    own = [line for line in piece.digest.lines if line.is_own][:ANSWERED]
    tokens = make_links(person, [line.part for line in own], now=piece.now)
    lines = [(line, _links(tokens.get(line.part, {}))) for line in piece.digest.lines]
    with translation.override(person.language):
        values = {
            "person": person,
            "digest": piece.digest,
            "lines": lines,
            "home": settings.SITE_URL + "/",
            "preferences": settings.SITE_URL + reverse("urging:reminding"),
        }
        mail = EmailMultiAlternatives(
            subject=piece.digest.subject,
            body=render_to_string("urging/mail.txt", values),
            to=[person.email],
            headers={"Message-ID": _message_id(piece.name), "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
        )
        mail.attach_alternative(render_to_string("urging/mail.html", values), "text/html")
    return mail


def _links(tokens: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the words and the address of each link."""
    return [(str(Purpose(purpose).label), settings.SITE_URL + reverse("urging:answer", args=[token])) for purpose, token in tokens.items()]


def _message_id(name: str) -> str:
    """Return the same id for the same piece, so that a mail that arrived twice counts once where mail is read."""
    return f"<{hashlib.sha256(name.encode()).hexdigest()[:40]}@{urlsplit(settings.SITE_URL).hostname or 'dondoc.invalid'}>"


def _code(error: smtplib.SMTPException) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        answer = error.smtp_error.decode("utf-8", "replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
        return f"{error.smtp_code} {answer}"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{code} {answer.decode('utf-8', 'replace')}" for code, answer in error.recipients.values())
    return type(error).__name__


def _is_for_good(error: smtplib.SMTPException) -> bool:
    """Whether the other side said no for good (5xx), not for now (4xx)."""
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code >= 500
    return isinstance(error, smtplib.SMTPRecipientsRefused) and all(code >= 500 for code, _ in error.recipients.values())
