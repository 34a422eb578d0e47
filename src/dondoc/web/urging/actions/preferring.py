"""A person says how they want to be reminded."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from dondoc.web.accounts.models import User
from dondoc.web.urging.models import Preference


def prefer(person: User, *, mail: bool, muted: Sequence[str], hour: int) -> Preference:
    """Keep a person's own wishes; what stands in dondoc itself cannot be muted, since it is the proof of urging."""
    with transaction.atomic():
        wishes, _made = Preference.objects.update_or_create(user=person, defaults={"mail": mail, "muted": sorted(muted), "hour": hour})
        return wishes
