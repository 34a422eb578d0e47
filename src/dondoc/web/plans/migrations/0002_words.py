"""Adds the index of the words in tasks, plans and findings."""

from __future__ import annotations

from django.db import migrations

from dondoc.web.plans.word_index import build, take_down


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]
    operations = [migrations.RunPython(build, take_down)]
