"""Counts many lists of parts in one statement, each by the very conditions that show its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import add
from typing import Any

from django.db.models import Expression, IntegerField, OuterRef, Q, QuerySet, Subquery, Value

from dondoc.web.overview.queries.conditions import Pieces
from dondoc.web.plans.models import Assignment

Named = Mapping[str, Pieces]


class Rows(Subquery):
    """How many rows a query gives, as one value of another."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    empty_result_set_value = 0


def number_of(parts: QuerySet[Assignment], pieces: Iterable[Q]) -> Expression:
    """Return how many of the parts meet one of the pieces: the index answers each of them by itself, which is many times faster than
    weighing every row.
    """
    counted = [Rows(parts.filter(piece).order_by().values("pk")) for piece in pieces]
    return reduce(add, counted, Value(0)) if counted else Value(0, output_field=IntegerField())


def counted_by(rows: QuerySet[Any], key: str, *, parts: QuerySet[Assignment], pieces: Named) -> dict[int, dict[str, int]]:
    """Return for each of the rows how many of its parts meet each of the named pieces; `key` is the parts' column that names the row."""
    own = parts.filter(**{key: OuterRef("pk")})
    found = rows.order_by().values_list("pk", *(number_of(own, some) for some in pieces.values()))
    return {row[0]: dict(zip(pieces, row[1:], strict=True)) for row in found}


def counted(one: QuerySet[Any], *, parts: QuerySet[Assignment], pieces: Named) -> dict[str, int]:
    """Return how many of the parts meet each of the named pieces, in one statement; `one` is any query that gives one row."""
    row = one.values_list(*(number_of(parts, some) for some in pieces.values())).first()
    return dict(zip(pieces, row or [0] * len(pieces), strict=True))


def summed(counts: Iterable[Mapping[str, int]], names: Sequence[str]) -> dict[str, int]:
    """Return the sums of counts of the same names."""
    total = dict.fromkeys(names, 0)
    for one in counts:
        for name, number in one.items():
            total[name] += number
    return total
