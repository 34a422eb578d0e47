"""Counts the parts that are there, and adds the triggers that keep the counts in step."""

from __future__ import annotations

from django.db import migrations

from dondoc.web.plans.part_counts import build, take_down


class Migration(migrations.Migration):
    """Counts the parts."""

    dependencies = [("plans", "0015_part_counts")]
    operations = [migrations.RunPython(build, take_down)]
