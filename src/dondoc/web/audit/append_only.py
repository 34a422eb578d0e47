"""Makes the database itself refuse to change or remove a row of the log, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.backends.base.base import BaseDatabaseWrapper

__all__ = ["is_protected", "protect", "unprotect"]  # migrations and tests call the latter two

REFUSAL = "the log is append-only"

_SQLITE = {
    "audit_entry_no_update": f"BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    "audit_entry_no_delete": f"BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    "audit_head_no_delete": f"BEFORE DELETE ON audit_chainhead BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    "audit_head_no_return": (
        f"BEFORE UPDATE ON audit_chainhead WHEN NEW.sequence <= OLD.sequence BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    ),
}
_POSTGRESQL = {
    "audit_entry_no_change": "BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    "audit_head_no_removal": "BEFORE DELETE OR TRUNCATE ON audit_chainhead FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    "audit_head_no_return": (
        "BEFORE UPDATE ON audit_chainhead FOR EACH ROW WHEN (NEW.sequence <= OLD.sequence) EXECUTE FUNCTION audit_refuse()"
    ),
}
# The class of the error is that of a broken constraint, so that Django raises IntegrityError as it does on SQLite.
_FUNCTION = (
    "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
)


def protect(connection: BaseDatabaseWrapper) -> None:
    """Add the triggers; there is no way round them in the application: whoever empties a table drops them first (`unprotect`)."""
    if connection.vendor == "postgresql":
        _run(connection, [_FUNCTION, *(f"CREATE TRIGGER {name} {rest}" for name, rest in _POSTGRESQL.items())])
    else:
        _run(connection, [f"CREATE TRIGGER {name} {rest}" for name, rest in _SQLITE.items()])


def unprotect(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers: for a migration that must rebuild the tables, and for emptying a database of tests."""
    if connection.vendor == "postgresql":
        _run(connection, [f"DROP TRIGGER IF EXISTS {name} ON {rest.split(' ON ')[1].split()[0]}" for name, rest in _POSTGRESQL.items()])
    else:
        _run(connection, [f"DROP TRIGGER IF EXISTS {name}" for name in _SQLITE])


def is_protected(connection: BaseDatabaseWrapper) -> bool:
    """Whether every trigger is there and switched on; a table that SQLite has rebuilt has lost its own."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname = ANY(%s) AND tgenabled <> 'D'", [list(_POSTGRESQL)])
            return {name for (name,) in cursor.fetchall()} == set(_POSTGRESQL)
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return set(_SQLITE) <= {name for (name,) in cursor.fetchall()}


def _run(connection: BaseDatabaseWrapper, statements: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
