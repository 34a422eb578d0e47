"""What may be done to accounts, each verb in one transaction with its row of the log."""

from __future__ import annotations

from dondoc.web.accounts.actions.invitations import InvitationUsed, accept_invitation, invite
from dondoc.web.accounts.actions.passwords import change_password
from dondoc.web.accounts.actions.people import (
    LastAdministrator,
    PersonDetails,
    UsernameTaken,
    change_person,
    create_person,
    deactivate,
    reactivate,
)
from dondoc.web.accounts.actions.second_factor import turn_off_second_factor
from dondoc.web.accounts.actions.sessions import end_other_sessions, end_session

__all__ = [
    "InvitationUsed",
    "LastAdministrator",
    "PersonDetails",
    "UsernameTaken",
    "accept_invitation",
    "change_password",
    "change_person",
    "create_person",
    "deactivate",
    "end_other_sessions",
    "end_session",
    "invite",
    "reactivate",
    "turn_off_second_factor",
]
