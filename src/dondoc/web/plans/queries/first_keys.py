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


def first_keys(lists: Mapping[str, QuerySet[Any, Any]], *, first: int, bound: int) -> dict[str, FirstKeys]:
    """Return so many `first` keys of each list, and its number of rows up to a bound.

    A list is a query of one column in its order. Each is asked once, where a count and a page of rows would ask twice.
    """
    asked: list[str] = []
    params: list[Any] = []
    for name, keys in lists.items():
        try:
            sql, values = keys[: bound + 1].query.sql_with_params()
        except EmptyResultSet:
            continue
        asked.append(_OF_ONE.format(sql))
        params += [name, *values, first]
    found: dict[str, list[tuple[int, int, int]]] = {name: [] for name in lists}
    if asked:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(asked), params)
            for name, *row in cursor.fetchall():
                found[name].append(tuple(row))
    return {name: _firsts(sorted(rows), bound) for name, rows in found.items()}


def _firsts(rows: list[tuple[int, int, int]], bound: int) -> FirstKeys:
    return FirstKeys(tuple(key for _place, _number, key in rows), bounded(rows[0][1], bound)) if rows else FirstKeys()
