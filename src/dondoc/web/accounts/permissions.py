"""Who may manage people's accounts."""

from __future__ import annotations

from dondoc.web.accounts.models import User
from dondoc.web.accounts.recording import Actor


def may_manage(by: Actor, person: User | None = None, *, by_post: bool = False) -> bool:
    """Whether `by` may make an account, or change `person`'s.

    A command run on the server may, and so may an administrator of the system. Whoever administers a unit may where the caller has asked
    that post and says so with `by_post`; never for the account of an administrator of the system.
    """
    if not isinstance(by, User):
        return True
    if not by.is_active:
        return False
    return by.is_administrator or (by_post and (person is None or not person.is_administrator))


def may_name_administrators(by: Actor) -> bool:
    """Whether `by` may give somebody the administration of the system, or take it."""
    return not isinstance(by, User) or (by.is_active and by.is_administrator)
