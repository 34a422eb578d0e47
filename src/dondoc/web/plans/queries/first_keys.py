"""Several lists → the keys of the first rows of each and how many rows it has, in one statement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from dondoc.web.plans.queries.tasks import Count, bounded

_OF_ONE = (
    "SELECT %s, numbered.* FROM"
    " (SELECT ROW_NUMBER() OVER () AS place, COUNT(*) OVER () AS number, listed.* FROM ({}) AS listed) AS numbered WHERE place <= %s"
)


@dataclass(frozen=True, slots=True)
class FirstKeys:
    """The keys of a list's first rows, in its order, and how many rows it has."""

    keys: tuple[int, ...] = ()
    total: Count = Count(0)


@dataclass(frozen=True, slots=True)
class Asked:
    """Several lists, written as one statement: to write it takes as long as to run it, so who asks the same again keeps it."""

    names: tuple[str, ...]
    sql: str
    params: tuple[Any, ...]
    bound: int


def asked(lists: Mapping[str, QuerySet[Any, Any]], *, first: int, bound: int) -> Asked:
    """Return the statement for so many `first` keys of each list, and its number of rows up to a bound.

    A list is a query of one column in its order. Each is asked once, where a count and a page of rows would ask twice.
    """
    statements: list[str] = []
    params: list[Any] = []
    for name, keys in lists.items():
        try:
            sql, values = keys[: bound + 1].query.sql_with_params()
        except EmptyResultSet:
            continue
        statements.append(_OF_ONE.format(sql))
        params += [name, *values, first]
    return Asked(tuple(lists), " UNION ALL ".join(statements), tuple(params), bound)


def first_keys(asked: Asked) -> dict[str, FirstKeys]:
    """Return the first keys of each list and how many rows it has."""
    found: dict[str, list[tuple[int, int, int]]] = {name: [] for name in asked.names}
    if asked.sql:
        with connection.cursor() as cursor:
            cursor.execute(asked.sql, asked.params)
            for name, *row in cursor.fetchall():
                found[name].append(tuple(row))
    return {name: _firsts(sorted(rows), asked.bound) for name, rows in found.items()}


def _firsts(rows: list[tuple[int, int, int]], bound: int) -> FirstKeys:
    return FirstKeys(tuple(key for _place, _number, key in rows), bounded(rows[0][1], bound)) if rows else FirstKeys()
