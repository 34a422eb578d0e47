"""One record of every kind of urging for a department, with its mark in each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Unit
from dondoc.web.plans.models import Assignment
from dondoc.web.urging.actions.feeding import hashed
from dondoc.web.urging.actions.linking import token_of
from dondoc.web.urging.models import AnswerLink, Feed, Message, Outlet, Rules, Urging


@dataclass(frozen=True)
class Urged:
    """What urging holds of a department: a message that failed and the urging behind it, an outlet, and its owner's calendar.

    `feed_token` opens another calendar of theirs, `answer_token` is of a link that expired.
    """

    message: Message
    outlet: Outlet
    feed: Feed
    feed_token: str
    answer_token: str


def make_urged(part: Assignment, department: Unit, owner: User, mark: str) -> Urged:
    """Make one record of every kind about a part."""
    now, on = timezone.now(), date(2026, 6, 30)
    urging = Urging.objects.create(part=part, kind="hand", on=on, by=owner, reason=f"Đôn đốc {mark}")
    Rules.objects.create(unit=department, valid_from=on, before=[7], basis=f"Căn cứ {mark}", set_by=owner, set_at=now)
    values = {"urging": urging, "part": part, "kind": "hand", "on": on, "recipient": owner, "target": f"user:{owner.pk}", "next_at": now}
    Message.objects.create(channel="app", state="sent", sent_at=now, **values)
    token = f"lich-{department.pk}"
    Feed.objects.create(user=owner, token_hash=hashed(token), made_at=now)
    link = AnswerLink.objects.create(user=owner, part=part, purpose="progress", made_at=now, expires_at=now - timedelta(days=1))
    return Urged(
        message=Message.objects.create(channel="mail", state="failed", error=f"Lỗi {mark}", **values),
        outlet=Outlet.objects.create(
            unit=department, name=f"Kênh {mark}", channel="webhook", address=f"https://{mark}.example/", made_by=owner, made_at=now
        ),
        feed=Feed.objects.create(user=owner, unit=department, token_hash=mark, made_at=now),
        feed_token=token,
        answer_token=token_of(link),
    )
