"""What every change of a calendar begins with: may this person, and nobody else at the same moment."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.engine.tracking.working_time import Sessions, WrongSessions, read_sessions, shown_sessions
from dondoc.web.accounts.models import User
from dondoc.web.audit.actions import record
from dondoc.web.calendars.models import CalendarStamp, Withdrawable
from dondoc.web.calendars.permissions import may_keep_calendar
from dondoc.web.organisations.actions.deciding import Actor, CannotChange
from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.permissions import scope_of


def claim_calendar(unit: Unit | None, *, by: Actor, now: datetime) -> None:
    """Let only one change of calendars at a time go on, and tell every process that it holds an old one; raises PermissionDenied."""
    if isinstance(by, User) and not may_keep_calendar(scope_of(by, on=timezone.localdate(now)), unit):
        raise PermissionDenied
    token = uuid4()
    CalendarStamp.objects.select_for_update().get_or_create(pk=1, defaults={"token": token})
    CalendarStamp.objects.filter(pk=1).update(token=token)


def withdraw(row: Withdrawable, *, reason: str, by: Actor, now: datetime) -> None:
    """Take a row back, which stays to be read; what it covered shows again. Call within a transaction. Raises CannotChange."""
    claim_calendar(row.unit, by=by, now=now)
    if not reason.strip():
        raise CannotChange(_("Hãy ghi lý do rút, để người xem sau hiểu vì sao hạn đã đổi."))
    if not type(row)._default_manager.filter(pk=row.pk, withdrawn_at=None).update(withdrawn_at=now):
        raise CannotChange(_("Mục này đã được người khác rút. Tải lại trang để xem lịch hiện nay."))
    row.withdrawn_at = now
    record(by, gettext_noop("rút khỏi lịch làm việc"), subject=row, reason=reason.strip())


def sessions_of(text: str) -> Sessions:
    """Return the sessions that words say; raises CannotChange with what was expected."""
    try:
        return read_sessions(text)
    except WrongSessions as wrong:
        raise CannotChange(
            _("“%(said)s” không phải giờ làm việc. Ghi như 07:00-11:30, 13:30-17:00; buổi sau bắt đầu khi buổi trước đã hết.")
            % {"said": wrong.said}
        ) from wrong


def tidied_sessions(text: str) -> str:
    """Return sessions in the one way they are stored."""
    return shown_sessions(sessions_of(text))


def author(by: Actor) -> User | None:
    """Return the person who acts, or `None` for the system."""
    return by if isinstance(by, User) else None
