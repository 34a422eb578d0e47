"""Very many rows → a table, past the models and in one statement; what is there already stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from typing import Any

from django.db import connection, models

Field = models.Field[Any, Any]


def insert_new(model: type[models.Model], names: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
    """Insert rows of these columns, in their order; a column that is not named takes its field's default.

    A row that breaks a rule of uniqueness is left out, as are rows that another process wrote meanwhile.
    """
    if not rows:
        return
    own = {field.attname: field for field in model._meta.concrete_fields if not field.primary_key}
    given = [own.pop(name) for name in names]
    columns = [_stored(field, column) for field, column in zip(given, zip(*rows, strict=True), strict=True)]
    usual: list[Any] = [_turned(field)(field.get_default()) for field in own.values()]
    fields = ", ".join(connection.ops.quote_name(field.column or field.attname) for field in (*given, *own.values()))
    into = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({fields})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            chosen = [_chosen(field, column) for field, column in zip(given, columns, strict=True)]
            values = ", ".join([*(sql for sql, _ in chosen), *["%s"] * len(usual)])
            chosen_values: list[Any] = [value for _, value in chosen]
            cursor.execute(f"{into} SELECT {values} ON CONFLICT DO NOTHING", chosen_values + usual)
        else:
            places = ", ".join(["%s"] * (len(given) + len(usual)))
            filled = [(*row, *usual) for row in zip(*columns, strict=True)]
            cursor.executemany(f"{into} VALUES ({places}) ON CONFLICT DO NOTHING", filled)


def _chosen(field: Field, column: list[object]) -> tuple[str, object]:
    """Return how the server is given a column, and what it is given: the one value that all rows have, or each row's in turn."""
    kind = (field.db_type(connection) or "").partition("(")[0]
    if len(set(column)) == 1:
        return f"%s::{kind}", column[0]
    return f"UNNEST(%s::{kind}[])", column


def _stored(field: Field, column: Iterable[object]) -> list[object]:
    """Return a column's values as the database takes them; of days and moments, which are few, each is turned once."""
    return list(map(cache(_turned(field)), column)) if isinstance(field, models.DateField) else list(column)


def _turned(field: Field) -> Callable[[object], Any]:
    return partial(field.get_db_prep_save, connection=connection)
