"""Takes what a link of a mail brings: one person says one thing of one part, once, with no more right than they have that day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from dondoc.engine.tracking import RUNNING, Act
from dondoc.web.organisations.permissions import Scope, scope_of
from dondoc.web.plans.models import Assignment
from dondoc.web.tracking.actions.acting import Said, act_on
from dondoc.web.tracking.actions.extending import ask_extension
from dondoc.web.tracking.actions.proofs import File
from dondoc.web.tracking.permissions import may_execute
from dondoc.web.urging.actions.linking import uid_of
from dondoc.web.urging.models import AnswerLink, Purpose

_PART = ("part__unit", "part__person", "part__task__plan__unit", "part__task__plan__director", "part__of__unit", "user")


class Unusable(Exception):
    """A link that says nothing any more; `why` is `foreign`, `used`, `expired`, `gone` (no longer theirs) or `ended` (nothing to say)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Answered:
    """What a person says by a link; each purpose asks for its own of these."""

    text: str = ""
    files: Sequence[File] = ()
    result_number: str = ""
    result_on: date | None = None
    until: date | None = None


def opened(token: str, *, now: datetime) -> AnswerLink:
    """Return the link of a token as it stands, with its part and its person. Raises Unusable; nothing is changed by looking."""
    named = uid_of(token)
    if named is None:
        raise Unusable("foreign")
    link = AnswerLink.objects.select_related(*_PART).filter(uid=named[0], purpose=named[1]).first()
    if link is None:
        raise Unusable("expired")  # it was made here and has been dropped since
    if link.used_at is not None:
        raise Unusable("used")
    if link.expires_at <= now:
        raise Unusable("expired")
    if not may_execute(_scope(link, now), link.part):
        raise Unusable("gone")
    if link.part.work not in RUNNING or link.part.plan_id is None:
        raise Unusable("ended")
    return link


def answer(token: str, said: Answered, *, now: datetime) -> AnswerLink:
    """Do what the link is for, as its person; the link is used up by it, and stays good where the act is refused.

    Raises Unusable, and Refused with words for the person.
    """
    with transaction.atomic():
        link = opened(token, now=now)
        fresh = AnswerLink.objects.filter(pk=link.pk, used_at=None, expires_at__gt=now)
        if not fresh.update(used_at=now):
            raise Unusable("used")
        scope = _scope(link, now)
        try:
            _say(link.part, Purpose(link.purpose), said=said, scope=scope, now=now)
        except PermissionDenied as error:
            raise Unusable("gone") from error
        return link


def _say(part: Assignment, purpose: Purpose, *, said: Answered, scope: Scope, now: datetime) -> None:
    if purpose is Purpose.EXTENSION:
        ask_extension(part, until=said.until or timezone.localdate(now), reason=said.text, scope=scope, now=now)
        return
    is_done = purpose is Purpose.DONE
    act_on(
        part,
        Act.SUBMIT if is_done else Act.UPDATE,
        said=Said(
            text=said.text,
            nothing_new=not is_done and not said.text.strip(),
            result_number=said.result_number,
            result_on=said.result_on,
            files=said.files,
            by_mail=True,
        ),
        scope=scope,
        now=now,
    )


def _scope(link: AnswerLink, now: datetime) -> Scope:
    """Return what the person's posts give them today, whatever they gave when the mail was written; nothing once they are gone."""
    return scope_of(link.user, on=timezone.localdate(now))
