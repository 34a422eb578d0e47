"""Builds the index of words anew, for on SQLite the table was made anew."""

from __future__ import annotations

from django.db import migrations

from dondoc.web.plans.word_index import build, take_down


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_task_series_and_candidates")]
    operations = [migrations.RunPython(build, take_down)]
