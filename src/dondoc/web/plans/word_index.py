"""Builds, in either database, the index of the words in a table's folded column, which the database itself keeps in step.

On SQLite it is an FTS5 table filled by triggers, on PostgreSQL a generated column under a GIN index. SQLite loses the triggers where a
later migration makes the table anew: such a migration builds the index again.
"""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

INDEXED = ("plans_task", "plans_plan", "plans_finding")

_EMBEDDED_OFF = (
    "DROP TRIGGER IF EXISTS {table}_words_added",
    "DROP TRIGGER IF EXISTS {table}_words_dropped",
    "DROP TRIGGER IF EXISTS {table}_words_changed",
    "DROP TABLE IF EXISTS {table}_words",
)
_DROPPED = "INSERT INTO {table}_words({table}_words, rowid, folded) VALUES ('delete', old.id, old.folded);"
_ADDED = "INSERT INTO {table}_words(rowid, folded) VALUES (new.id, new.folded);"
_EMBEDDED = (
    *_EMBEDDED_OFF,
    "CREATE VIRTUAL TABLE {table}_words USING fts5(folded, content='{table}', content_rowid='id', tokenize='unicode61', prefix='2 3')",
    "INSERT INTO {table}_words({table}_words) VALUES ('rebuild')",
    f"CREATE TRIGGER {{table}}_words_added AFTER INSERT ON {{table}} BEGIN {_ADDED} END",
    f"CREATE TRIGGER {{table}}_words_dropped AFTER DELETE ON {{table}} BEGIN {_DROPPED} END",
    f"CREATE TRIGGER {{table}}_words_changed AFTER UPDATE OF id, folded ON {{table}} BEGIN {_DROPPED} {_ADDED} END",
)
_SERVER_OFF = ("ALTER TABLE {table} DROP COLUMN IF EXISTS words",)
_SERVER = (
    *_SERVER_OFF,
    "ALTER TABLE {table} ADD COLUMN words tsvector GENERATED ALWAYS AS "
    "(to_tsvector('simple'::regconfig, regexp_replace(folded, '[^[:alnum:]]+', ' ', 'g'))) STORED",
    "CREATE INDEX {table}_words ON {table} USING gin (words)",
)


def build(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Build the indexes, in place of those that are there."""
    _run(editor, _EMBEDDED if editor.connection.vendor == "sqlite" else _SERVER)


def take_down(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the indexes away."""
    _run(editor, _EMBEDDED_OFF if editor.connection.vendor == "sqlite" else _SERVER_OFF)


def _run(editor: BaseDatabaseSchemaEditor, statements: tuple[str, ...]) -> None:
    for table in INDEXED:
        for statement in statements:
            editor.execute(statement.format(table=table))
