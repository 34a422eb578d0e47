"""Locks the log: from here on the database refuses to change or remove a row."""

from __future__ import annotations

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from dondoc.web.audit.append_only import protect, unprotect


def lock(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Add the triggers."""
    protect(editor.connection)


def unlock(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers."""
    unprotect(editor.connection)


class Migration(migrations.Migration):
    """Alters first, since SQLite rebuilds an altered table without its triggers."""

    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.AlterField(model_name="entry", name="verb", field=models.CharField(max_length=120)),
        migrations.RunPython(lock, unlock),
    ]
