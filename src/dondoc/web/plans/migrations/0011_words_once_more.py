"""Builds the index of words anew, for on SQLite the table of tasks was made anew."""

from __future__ import annotations

from django.db import migrations

from dondoc.web.plans.word_index import build, take_down


class Migration(migrations.Migration):
    """Builds the index."""

    dependencies = [("plans", "0010_begin_parts")]
    operations = [migrations.RunPython(build, take_down)]
