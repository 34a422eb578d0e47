"""Makes the links of a mail: each lets one person say one thing of one part, once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core import signing

from dondoc.web.accounts.models import User
from dondoc.web.urging.models import AnswerLink, Purpose

LASTS = timedelta(days=14)
_SALT = "dondoc.urging.answer"


def make_links(person: User, parts: Sequence[int], *, now: datetime) -> dict[int, dict[str, str]]:
    """Return for each part the token of each purpose."""
    links = AnswerLink.objects.bulk_create(
        [
            AnswerLink(user=person, part_id=part, purpose=purpose, made_at=now, expires_at=now + LASTS)
            for part in parts
            for purpose in Purpose
        ]
    )
    tokens: dict[int, dict[str, str]] = {}
    for link in links:
        tokens.setdefault(link.part_id, {})[link.purpose] = token_of(link)
    return tokens


def token_of(link: AnswerLink) -> str:
    """Return what stands in the address of a link: its name and purpose, signed by the installation's key."""
    return signing.Signer(salt=_SALT).sign(f"{link.uid.hex}-{link.purpose}")


def uid_of(token: str) -> tuple[str, str] | None:
    """Return the name and purpose in a token; nothing for one that this installation did not sign."""
    try:
        name, _, purpose = signing.Signer(salt=_SALT).unsign(token).partition("-")
    except signing.BadSignature:
        return None
    return name, purpose


def forget_links(now: datetime) -> int:
    """Drop links that expired a month ago; return how many."""
    return AnswerLink.objects.filter(expires_at__lt=now - timedelta(days=30)).delete()[0]
