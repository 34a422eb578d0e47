"""Makes and revokes the addresses at which calendar programs read."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.web.audit.actions import record
from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.permissions import READING, Scope
from dondoc.web.tracking.actions.refusals import Refused
from dondoc.web.urging.models import Feed

MOST_FEEDS = 20


def make_feed(unit: Unit | None, *, scope: Scope, now: datetime) -> tuple[Feed, str]:
    """Make a feed of the person's own parts, or of a unit's that they may see; return it with its token, which is shown only now.

    Raises PermissionDenied, and Refused where they have many already.
    """
    if unit is not None and not scope.holds(*READING, path=unit.path):
        raise PermissionDenied
    with transaction.atomic():
        if Feed.objects.filter(user=scope.user, revoked_at=None).count() >= MOST_FEEDS:
            raise Refused(_("Anh, chị đã có %(n)d lịch. Hãy thu hồi lịch không dùng nữa.") % {"n": MOST_FEEDS})
        token = secrets.token_urlsafe(32)
        feed = Feed.objects.create(user=scope.user, unit=unit, token_hash=hashed(token), made_at=now)
        record(scope.user, gettext_noop("lập lịch theo dõi"), subject=feed)
        return feed, token


def revoke_feed(feed: Feed, *, scope: Scope, now: datetime) -> None:
    """Make the address of a feed worthless. Raises PermissionDenied where it is another's."""
    if feed.user_id != scope.user.pk:
        raise PermissionDenied
    with transaction.atomic():
        if Feed.objects.filter(pk=feed.pk, revoked_at=None).update(revoked_at=now):
            record(scope.user, gettext_noop("thu hồi lịch theo dõi"), subject=feed)


def hashed(token: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
