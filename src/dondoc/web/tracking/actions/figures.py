"""Writes what was reached of a target by the end of a period, and sets a wrong figure right by a newer one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.web.audit.actions import Change, record
from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.models import Target
from dondoc.web.plans.queries.sight import visible_plans, visible_tasks
from dondoc.web.tracking.actions.refusals import Incomplete, Refused
from dondoc.web.tracking.models import Figure
from dondoc.web.tracking.permissions import may_report_figures
from dondoc.web.tracking.queries.targets import parts_with_target

LARGEST = 1e15


@dataclass(frozen=True, slots=True)
class Reached:
    """What a unit reached by the end of a day; without a unit, all of the plan's."""

    value: float
    period_to: date
    unit: Unit | None = None
    note: str = ""


def report_figure(target: Target, reached: Reached, *, scope: Scope, now: datetime) -> Figure:
    """Write a figure for a period that has none of the unit. Raises PermissionDenied, Incomplete, Refused."""
    with transaction.atomic():
        row = _locked(target, reached.unit, scope)
        _check(row, reached, on=timezone.localdate(now))
        if row.figures.filter(unit=reached.unit, period_to=reached.period_to, corrected_by=None).exists():
            raise Refused(_("Đã có số liệu đến ngày này. Nếu số cũ sai, bấm “Sửa số” ở dòng đó để ghi số đúng kèm lý do."))
        return _write(row, reached, scope=scope, now=now)


def correct_figure(figure: Figure, reached: Reached, *, scope: Scope, now: datetime) -> Figure:
    """Write the right figure beside a wrong one, which stays. Raises PermissionDenied, Incomplete, Refused."""
    with transaction.atomic():
        row = _locked(figure.target, figure.unit, scope)
        right = Reached(reached.value, figure.period_to, figure.unit, reached.note)
        _check(row, right, on=timezone.localdate(now))
        if not right.note.strip():
            raise Incomplete(_("Hãy ghi rõ vì sao số cũ sai."))
        if Figure.objects.filter(corrects=figure).exists():
            raise Refused(_("Số này đã được sửa trước đó. Hãy sửa số mới nhất."))
        return _write(row, right, scope=scope, now=now, corrects=figure)


def _locked(target: Target, unit: Unit | None, scope: Scope) -> Target:
    row = Target.objects.select_for_update(of=("self",)).select_related("plan__unit", "task").get(pk=target.pk)
    sees = visible_tasks(scope, few=True).filter(pk=row.task_id) if row.task_id is not None else visible_plans(scope).filter(pk=row.plan_id)
    if row.dropped or not sees.exists() or not may_report_figures(scope, row, unit):
        raise PermissionDenied
    if unit is not None and not parts_with_target(row).filter(unit=unit).exists():
        raise PermissionDenied
    return row


def _check(target: Target, reached: Reached, *, on: date) -> None:
    if reached.period_to > on:
        raise Incomplete(_("Số liệu tính đến một ngày đã qua, không phải ngày ở tương lai."))
    if not math.isfinite(reached.value) or abs(reached.value) > LARGEST:
        raise Incomplete(_("Số liệu là một con số, ví dụ 80 hoặc 98,5."))
    if target.unit == "%" and not 0 <= reached.value <= 100:
        raise Incomplete(_("Tỷ lệ phần trăm nằm trong khoảng 0 đến 100."))


def _write(target: Target, reached: Reached, *, scope: Scope, now: datetime, corrects: Figure | None = None) -> Figure:
    figure = Figure.objects.create(
        target=target,
        unit=reached.unit,
        period_to=reached.period_to,
        value=reached.value,
        note=reached.note.strip(),
        by=scope.user,
        at=now,
        corrects=corrects,
    )
    verb = gettext_noop("báo số liệu chỉ tiêu") if corrects is None else gettext_noop("sửa số liệu chỉ tiêu")
    old = corrects.value if corrects is not None else None
    changes = {"số liệu": Change(old, reached.value), "đến ngày": Change(None, reached.period_to)}
    record(scope.user, verb, subject=target.task or target.plan, changes=changes, reason=reached.note.strip()[:300])
    return figure
