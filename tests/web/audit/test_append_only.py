"""Nobody edits history: not through the models, not past them in SQL, not by any code of the application."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

import dondoc.web
from dondoc.web.audit.actions import record
from dondoc.web.audit.append_only import is_protected, protect, unprotect
from dondoc.web.audit.models import ChainHead, Entry
from tests.people import Town

WEB = Path(dondoc.web.__file__).parent


def _sql(statement: str) -> Callable[[], object]:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return run


CHANGES: dict[str, Callable[[], object]] = {
    "update through the model": lambda: Entry.objects.filter(sequence=1).update(reason="khác"),
    "save through the model": lambda: Entry.objects.get(sequence=1).save(),
    "bulk update": lambda: Entry.objects.bulk_update([Entry.objects.get(sequence=1)], ["reason"]),
    "delete through the model": lambda: Entry.objects.get(sequence=1).delete(),
    "delete of all": lambda: Entry.objects.all().delete(),
    "fast delete": lambda: Entry.objects.all()._raw_delete("default"),
    "update in SQL": _sql("UPDATE audit_entry SET actor_name = 'khác'"),
    "delete in SQL": _sql("DELETE FROM audit_entry WHERE sequence = 1"),
    "an end taken away": lambda: ChainHead.objects.all().delete(),
    "an end put back": lambda: ChainHead.objects.update(sequence=0),
}


@pytest.mark.django_db
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_the_database_refuses_every_change_of_a_row(town: Town, change: Callable[[], object]) -> None:
    with transaction.atomic():
        record(town.lan, "sửa", subject=town.planning, reason="thật")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        change()
    assert Entry.objects.get().reason == "thật"


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL truncates")
@pytest.mark.parametrize("tables", ["audit_entry", "audit_chainhead", "accounts_user CASCADE"])
def test_postgresql_refuses_to_truncate_the_log(db: None, tables: str) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        _sql(f"TRUNCATE {tables}")()


@pytest.mark.django_db
def test_the_locks_are_there_after_every_migration() -> None:
    assert is_protected(connection)
    with transaction.atomic():
        unprotect(connection)
        assert not is_protected(connection)
        protect(connection)
    assert is_protected(connection)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_database_of_tests_is_emptied_and_locked_again(turn: str, transactional_db: None) -> None:
    assert not Entry.objects.exists()
    assert is_protected(connection)


def test_only_one_function_of_the_application_writes_to_the_log() -> None:
    """Whatever else names the models of the log reads them: no other module calls a writing method on `Entry` or `ChainHead`."""
    writing = {"create", "bulk_create", "get_or_create", "update_or_create", "update", "bulk_update", "delete", "save"}
    found = set()
    for path in WEB.rglob("*.py"):
        if "migrations" in path.parts:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {
            alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module == "dondoc.web.audit.models"
            for alias in node.names
        }
        if names and any(isinstance(node, ast.Attribute) and node.attr in writing for node in ast.walk(tree)):
            found.add(path.relative_to(WEB).as_posix())
    assert found == {"audit/actions.py"}


def test_there_is_no_admin_site_that_could_reach_the_log() -> None:
    assert not apps.is_installed("django.contrib.admin")
