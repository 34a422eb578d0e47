"""Takes back the last step that a person made on a draft, as far as nobody has built on it since."""

from __future__ import annotations

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.web.audit.actions import record
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.actions.draft_changes import changes_between
from dondoc.web.plans.actions.draft_edit import KINDS, CannotEdit, locked_draft
from dondoc.web.plans.models import Finding, Plan, Step, Task


def undo(plan: Plan, *, scope: Scope) -> Step:
    """Bring the rows of the person's last step back as they were and return the step; raises CannotEdit where that cannot be."""
    with transaction.atomic():
        draft = locked_draft(plan.pk, scope)
        done = list(Step.objects.filter(plan=draft, undone_at=None).order_by("-number")[:200])
        step = next((one for one in done if one.actor_id == scope.user.pk), None)
        if step is None:
            raise CannotEdit(_("Không còn việc nào của anh, chị để hoàn tác."))
        later = {name for one in done if one.number > step.number for name in one.before}
        if later & step.before.keys():
            raise CannotEdit(_("Người khác đã sửa tiếp chỗ này nên không hoàn tác được; sửa lại bằng tay."))
        _bring_back(step)
        step.undone_at = timezone.now()
        step.save(update_fields=["undone_at"])
        Plan.objects.filter(pk=draft.pk).update(version=models.F("version") + 1)
        record(scope.user, gettext_noop("hoàn tác"), subject=draft, changes=changes_between(step.after, step.before), reason=step.label)
        return step


def _bring_back(step: Step) -> None:
    """Delete what the step made, then make or mend the rest, tasks before what hangs on them."""
    order = list(KINDS)
    names = sorted(step.before, key=lambda name: order.index(name.partition(":")[0]))
    for name in reversed(names):
        kind, _colon, key = name.partition(":")
        if step.before[name] is None:
            KINDS[kind]._default_manager.filter(pk=key).delete()
    for name in names:
        if step.before[name] is not None:
            _put(KINDS[name.partition(":")[0]], step.before[name])


def _put(model: type[models.Model], values: dict[str, object]) -> None:
    columns = {column.attname: column for column in model._meta.concrete_fields}
    row = model(**{name: columns[name].to_python(value) for name, value in values.items() if name in columns})
    if isinstance(row, Task):
        now = Task.objects.filter(pk=row.pk).values_list("version", flat=True).first()
        row.version = (row.version if now is None else now) + 1  # a form opened before the undo is out of date
        row.updated_at = timezone.now()
    row.save()
    if isinstance(row, Task):
        kept = values["findings"]
        row.findings.set(Finding.objects.filter(pk__in=kept if isinstance(kept, list) else []))
