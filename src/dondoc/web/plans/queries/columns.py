"""The heads of a table of tasks, and the choices that its filters offer."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from dondoc.web.plans.queries.task_query import COLUMNS, KINDS, QUIET, ROLES, SIZES, SORTS, STATES, TIMES, WINDOWS, WORKS, TaskQuery

_SORTED_BY = {"so": "so", "ma": "ma", "chu-tri": "don-vi", "han": "han", "cap-nhat": "cap-nhat"}
_NUMBERS = ("so", "ma")


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head: `link` turns or sets the order, `aria` says the order in force."""

    name: str
    label: str | Promise
    link: str = ""
    aria: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, the words for it and the list with it."""

    value: str
    label: str | Promise
    link: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """All that stands above a table: each filter's choices, columns and orders."""

    windows: tuple[Choice, ...]
    times: tuple[Choice, ...]
    works: tuple[Choice, ...]
    quiet: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    states: tuple[Choice, ...]
    roles: tuple[Choice, ...]
    sorts: tuple[Choice, ...]
    columns: tuple[Choice, ...]
    sizes: tuple[Choice, ...]


def heads(query: TaskQuery) -> tuple[Head, ...]:
    """Return the heads of the columns that the query shows, the task's own after its numbers."""
    before = tuple(_head(query, name) for name in query.columns if name in _NUMBERS)
    after = tuple(_head(query, name) for name in query.columns if name not in _NUMBERS)
    return (*before, Head("nhiem-vu", pgettext_lazy("một", "Nhiệm vụ")), *after)


def _head(query: TaskQuery, name: str) -> Head:
    sort = _SORTED_BY.get(name)
    if sort is None:
        return Head(name, COLUMNS[name])
    descends = query.reverse != (sort == "cap-nhat")  # the newest come first by themselves
    aria = ("descending" if descends else "ascending") if query.sort == sort else ""
    return Head(name, COLUMNS[name], query.sorted_by(sort).link(), aria)


def bar(query: TaskQuery) -> Bar:
    """Return what the filters offer."""
    return Bar(
        windows=tuple(Choice(value, label, query.but(due=value).link(), query.due == value) for value, label in WINDOWS.items()),
        times=tuple(Choice(value, label, query.but(time=value).link(), query.time == value) for value, label in TIMES.items()),
        works=tuple(Choice(value, label, query.but(work=value).link(), query.work == value) for value, label in WORKS.items()),
        quiet=tuple(Choice(value, label, query.but(quiet=value).link(), query.quiet == value) for value, label in QUIET.items()),
        kinds=tuple(Choice(value, label, query.but(kind=value).link(), query.kind == value) for value, label in KINDS.items()),
        states=tuple(Choice(value, label, query.but(state=value).link(), query.state == value) for value, label in STATES.items()),
        roles=tuple(Choice(value, label, query.but(role=value).link(), query.role == value) for value, label in ROLES.items()),
        sorts=tuple(Choice(value, label, query.sorted_by(value).link(), query.sort == value) for value, label in SORTS.items()),
        columns=tuple(Choice(value, label, "", value in query.columns) for value, label in COLUMNS.items()),
        sizes=tuple(Choice(str(size), str(size), query.but(size=size).link(), query.size == size) for size in SIZES),
    )
