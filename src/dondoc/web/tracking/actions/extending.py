"""Asks for more time before the last day, and decides on it; the old day counts until then and stays known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.engine.tracking import RUNNING, after_decision
from dondoc.web.audit.actions import Change, record
from dondoc.web.notices.actions import tell
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.actions.clocks import CLOCK, clock_of, set_clock
from dondoc.web.plans.models import Assignment
from dondoc.web.tracking.actions.acting import assigners, executors, locked, part_url
from dondoc.web.tracking.actions.refusals import Incomplete, Refused
from dondoc.web.tracking.actions.rolling import roll_up
from dondoc.web.tracking.models import Extension, ExtensionState
from dondoc.web.tracking.permissions import may_assign, may_execute


@dataclass(frozen=True, slots=True)
class Answer:
    """A decision on a request: granted up to `until` (as wanted where none is given), or refused with words."""

    grant: bool
    until: date | None = None
    words: str = ""


def ask_extension(part: Assignment, *, until: date, reason: str, scope: Scope, now: datetime) -> Extension:
    """Ask the assigner for a later last day, before the one in force has passed (QĐ 42/2014/QĐ-TTg).

    Raises PermissionDenied, and Refused where it has, where nothing is due, or where a request waits already.
    """
    on = timezone.localdate(now)
    with transaction.atomic():
        row = locked(part.pk)
        if not may_execute(scope, row):
            raise PermissionDenied
        if row.due_on is None:
            raise Refused(_("Việc này không có hạn nên không cần xin gia hạn."))
        if row.work not in RUNNING or row.submitted_at is not None:
            raise Refused(_("Việc này đã nộp hoặc đã kết thúc nên không xin gia hạn được."))
        if row.extension_open:
            raise Refused(_("Đã có một đề nghị gia hạn đang chờ quyết định."))
        if on > row.due_on:
            raise Refused(
                _("Đã quá hạn nên không xin gia hạn được nữa. Hãy nộp kết quả; nếu chậm vì lý do khách quan, ghi rõ để lãnh đạo xem xét.")
            )
        if until <= row.due_on:
            raise Incomplete(_("Ngày xin gia hạn phải sau hạn đang có hiệu lực."))
        if not reason.strip():
            raise Incomplete(_("Hãy ghi rõ lý do xin gia hạn."))
        asked = Extension.objects.create(
            part=row, asked_by=scope.user, asked_at=now, reason=reason.strip(), old_due_on=row.due_on, wanted_on=until
        )
        row.extension_open, row.version = True, row.version + 1
        row.save(update_fields=["extension_open", "version"])
        values = {"task": row.task.code, "unit": row.unit.name if row.unit else "", "day": date_format(until, "SHORT_DATE_FORMAT")}
        others = [person for person in assigners(row, on=on) if person.pk != scope.user.pk]
        tell(others, "extension.asked", values=values, url=part_url(row), key=f"extension:{asked.pk}")
        changes = {"hạn": Change(row.due_on, until)}
        record(scope.user, gettext_noop("xin gia hạn"), subject=row, changes=changes, reason=reason.strip()[:300])
        return asked


def decide_extension(asked: Extension, answer: Answer, *, scope: Scope, now: datetime) -> Extension:
    """Grant a later last day or refuse it; what was submitted in the meantime keeps its lateness. Raises PermissionDenied, Refused."""
    on = timezone.localdate(now)
    with transaction.atomic():
        row = locked(asked.part_id)
        if not may_assign(scope, row):
            raise PermissionDenied
        request = Extension.objects.select_for_update().get(pk=asked.pk)
        if request.state != ExtensionState.ASKED:
            raise Refused(_("Đề nghị này đã có quyết định."))
        until = answer.until or request.wanted_on
        if answer.grant and until <= request.old_due_on:
            raise Incomplete(_("Hạn mới phải sau hạn cũ."))
        if not answer.grant and not answer.words.strip():
            raise Incomplete(_("Hãy ghi rõ lý do không đồng ý."))
        request.state = ExtensionState.GRANTED if answer.grant else ExtensionState.REFUSED
        request.granted_on = until if answer.grant else None
        request.decided_by, request.decided_at, request.answer = scope.user, now, answer.words.strip()
        request.save(update_fields=["state", "granted_on", "decided_by", "decided_at", "answer"])
        changes = {"hạn": Change(row.due_on, until)} if answer.grant else {}
        _settle(row, until if answer.grant else None, on=on)
        roll_up(row, now=now)
        values = {"task": row.task.code, "day": date_format(until, "SHORT_DATE_FORMAT")}
        kind = "extension.granted" if answer.grant else "extension.refused"
        others = [person for person in executors(row, on=on) if person.pk != scope.user.pk]
        tell(others, kind, values=values, url=part_url(row), key=f"extension:{request.pk}:decided")
        verb = gettext_noop("đồng ý gia hạn") if answer.grant else gettext_noop("không đồng ý gia hạn")
        record(scope.user, verb, subject=row, changes=changes, reason=answer.words.strip()[:300])
        return request


def withdraw_extension(asked: Extension, *, scope: Scope, now: datetime) -> Extension:
    """Take back a request that nobody has decided on. Raises PermissionDenied, Refused."""
    with transaction.atomic():
        row = locked(asked.part_id)
        if not may_execute(scope, row):
            raise PermissionDenied
        taken = Extension.objects.filter(pk=asked.pk, state=ExtensionState.ASKED)
        if not taken.update(state=ExtensionState.WITHDRAWN, decided_by=scope.user, decided_at=now):
            raise Refused(_("Đề nghị này đã có quyết định."))
        _settle(row, None, on=timezone.localdate(now))
        roll_up(row, now=now)
        record(scope.user, gettext_noop("rút đề nghị gia hạn"), subject=row)
        asked.refresh_from_db()
        return asked


def _settle(part: Assignment, until: date | None, *, on: date) -> None:
    """Close the request: the day that was granted in answer to it counts from now on, and is counted."""
    granted = until is not None and part.submitted_at is None
    set_clock(part, after_decision(clock_of(part), until, on=on))
    part.extensions += granted
    part.version += 1
    part.save(update_fields=[*CLOCK, "extensions", "version"])
