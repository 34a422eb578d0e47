"""Sets how a department presses, from a day on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.engine.tracking import UrgingRules
from dondoc.web.audit.actions import Change, record
from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.permissions import Scope
from dondoc.web.tracking.actions.refusals import Refused
from dondoc.web.urging.models import USUAL, Rules
from dondoc.web.urging.permissions import may_set_rules

_NAMES = {
    "before": "nhắc trước (ngày làm việc)",
    "after_every": "nhắc sau hạn mỗi (ngày làm việc)",
    "cap": "nhắc sau hạn nhiều nhất (lần)",
    "head_days": "báo người đứng đầu khi chậm (ngày)",
    "head_times": "báo người đứng đầu sau (lần)",
    "director_days": "báo lãnh đạo khi chậm (ngày)",
    "director_times": "báo lãnh đạo sau (lần)",
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What shall hold, from which day, and what it rests on."""

    rules: UrgingRules
    valid_from: date
    basis: str = ""


def set_rules(department: Unit, terms: Terms, *, scope: Scope, now: datetime) -> Rules:
    """Set the rules of a department from today or a later day on; those set before for the same day give way.

    Raises PermissionDenied, and Refused for a day that has passed: what was owed then stands.
    """
    rules, valid_from, basis = terms.rules, terms.valid_from, " ".join(terms.basis.split())
    with transaction.atomic():
        if not may_set_rules(scope, department):
            raise PermissionDenied
        if valid_from < timezone.localdate(now):
            raise Refused(_("Quy tắc mới áp dụng từ hôm nay hoặc một ngày sau; những gì đã nhắc thì giữ nguyên."))
        Unit.objects.select_for_update().get(pk=department.pk)
        before = Rules.objects.filter(unit=department, valid_from__lte=valid_from).first()
        old = before.value() if before is not None else USUAL
        values = {name: getattr(rules, name) for name in _NAMES}
        row, _made = Rules.objects.update_or_create(
            unit=department,
            valid_from=valid_from,
            defaults={**values, "before": list(rules.before), "basis": basis, "set_by": scope.user, "set_at": now},
        )
        changes = {words: Change(_shown(getattr(old, name)), _shown(getattr(rules, name))) for name, words in _NAMES.items()}
        record(scope.user, gettext_noop("đặt quy tắc đôn đốc"), subject=row, changes=changes, reason=basis)
        return row


def _shown(value: int | tuple[int, ...]) -> int | str:
    return value if isinstance(value, int) else ", ".join(str(one) for one in value)
