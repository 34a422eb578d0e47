"""Frames every change of a draft: one transaction, the rows before and after for undo, the plan's version, the log."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dondoc.web.audit.actions import record
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.actions.draft_changes import changes_between
from dondoc.web.plans.models import Assignment, Finding, Plan, PlanState, Question, Step, Target, Task
from dondoc.web.plans.permissions import may_confirm

KINDS: dict[str, type[models.Model]] = {
    model._meta.model_name or "": model for model in (Plan, Finding, Task, Assignment, Target, Question)
}
"""The tables whose rows a step may touch, in the order in which a row is made again."""


class CannotEdit(Exception):
    """A change of a draft that cannot be made; `words` say why and what to do."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class Overwritten(CannotEdit):
    """Someone else changed the same row after this person opened it; `who` they are."""

    def __init__(self, who: str) -> None:
        super().__init__(
            _("%(who)s vừa sửa chỗ này sau khi anh, chị mở. Bản mới ở bên dưới; nội dung anh, chị gõ chưa lưu, xem lại rồi lưu lần nữa.")
            % {"who": who or _("Người khác")}
        )
        self.who = who


@dataclass(slots=True)
class Edit:
    """An edit under way: rows are named before they change, and given back for saving."""

    plan: Plan
    scope: Scope
    before: dict[str, dict[str, object] | None] = field(default_factory=dict)
    rows: dict[str, models.Model] = field(default_factory=dict)

    def touch(self, row: models.Model) -> None:
        """Remember a row as it stands, before its first change."""
        name = name_of(row)
        if name not in self.before:
            self.before[name] = snapshot(row)
        self.rows[name] = row

    def save(self, row: models.Model, *fields: str) -> None:
        """Write the named fields of a row; raises KeyError for one that was not touched before it changed."""
        if name_of(row) not in self.before:
            raise KeyError(name_of(row))
        self.rows[name_of(row)] = row
        if isinstance(row, Task):
            row.updated_at = timezone.now()
            fields = (*fields, "updated_at")
        if isinstance(row, Task | Finding):
            row.version += 1
            fields = (*fields, "version")
        row.save(update_fields=list(fields))

    def add(self, row: models.Model) -> None:
        """Insert a new row."""
        row.save(force_insert=True)
        self.before[name_of(row)] = None
        self.rows[name_of(row)] = row

    def remove(self, row: models.Model) -> None:
        """Delete a row; undo makes it again under its own number."""
        self.touch(row)
        del self.rows[name_of(row)]
        row.delete()

    def after(self) -> dict[str, dict[str, object] | None]:
        """Return the touched rows as they stand now."""
        return {name: snapshot(self.rows[name]) if name in self.rows else None for name in self.before}


def name_of(row: models.Model) -> str:
    """Return the name under which a step knows a row: `task:12`."""
    return f"{row._meta.model_name}:{row.pk}"


def snapshot(row: models.Model) -> dict[str, object]:
    """Return every stored value of a row as JSON holds it; for a task its findings too."""
    values: dict[str, object] = {column.attname: column.value_from_object(row) for column in row._meta.concrete_fields}
    if isinstance(row, Task):
        values["findings"] = sorted(row.findings.values_list("pk", flat=True))
    plain: dict[str, object] = json.loads(json.dumps(values, cls=DjangoJSONEncoder))
    return plain


def locked_draft(plan_id: int, scope: Scope) -> Plan:
    """Return a draft, locked until the transaction ends; raises PermissionDenied or CannotEdit."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan_id)
    if not may_confirm(scope, plan):
        raise PermissionDenied
    if plan.state != PlanState.DRAFT:
        raise CannotEdit(_("Kế hoạch này không còn là bản chờ xác nhận; tải lại trang để xem bản hiện nay."))
    return plan


@contextmanager
def draft_edit(plan: Plan, *, scope: Scope, verb: str, label: str) -> Iterator[Edit]:
    """Open a change of a draft by `scope.user`; when the block ends well, keep it as one step and one row of the log.

    Raises PermissionDenied, and CannotEdit for a plan that is no draft any more. A block that touches nothing leaves no trace.
    """
    with transaction.atomic():
        edit = Edit(locked_draft(plan.pk, scope), scope)
        yield edit
        if not edit.before:
            return
        after = edit.after()
        last = Step.objects.filter(plan=edit.plan).values_list("number", flat=True).order_by("-number").first() or 0
        Step.objects.create(
            plan=edit.plan, number=last + 1, actor=scope.user, verb=verb, label=label[:300], before=edit.before, after=after
        )
        Plan.objects.filter(pk=edit.plan.pk).update(version=models.F("version") + 1)
        record(scope.user, verb, subject=edit.plan, changes=changes_between(edit.before, after), reason=label)
