"""Gives the tasks and parts of registers that are older than tracking what publishing gives them now."""

from __future__ import annotations

from datetime import timedelta

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Now

SEEN = Q(state="active") | (Q(state__in=["dropped", "superseded"]) & ~Q(code=""))


def begin(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Set each published task's last day; every part takes it over, and the plan by which its unit sees it."""
    tasks, parts = apps.get_model("plans", "Task"), apps.get_model("plans", "Assignment")
    published = tasks.objects.filter(due_on__isnull=False).exclude(state="draft")
    published.filter(due_strict=False).update(last_day=F("due_on"))
    days = published.filter(due_strict=True).order_by().values_list("due_on", flat=True).distinct()
    for day in list(days):
        published.filter(due_strict=True, due_on=day).update(last_day=day - timedelta(days=1))
    of_part = tasks.objects.filter(pk=OuterRef("task"))
    parts.objects.filter(Exists(of_part.filter(SEEN))).update(plan=Subquery(of_part.values("plan")[:1]))
    parts.objects.update(task_active=Exists(of_part.filter(state="active")), task_day=Subquery(of_part.values("last_day")[:1]))
    carried = parts.objects.filter(plan__isnull=False, unit__isnull=False, role__in=["lead", "cooperating"])
    carried.update(due_on=F("task_day"), first_due_on=F("task_day"), given_at=Now(), review_on=Value(None))


class Migration(migrations.Migration):
    """Begins the parts."""

    dependencies = [("plans", "0009_parts_carried")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
