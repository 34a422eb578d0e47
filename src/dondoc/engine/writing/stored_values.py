"""Frozen dataclasses of the engine → JSON's own types, and back, so that what was stored is the value that was read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache, partial
from types import NoneType, UnionType
from typing import TypeVar, get_args, get_origin, get_type_hints

Value = TypeVar("Value")
Loader = Callable[[object], object]


class BrokenValue(ValueError):
    """Stored data that is no value of its kind: `where` names the place ("tasks[3].deadline.end"), `what` the fault."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where or 'the whole'}: {what}")
        self.where = where
        self.what = what

    def inside(self, place: str) -> BrokenValue:
        """Return the same fault as seen from the value that holds it at `place` ("end", "[3]")."""
        dot = "." if self.where and not self.where.startswith("[") else ""
        return BrokenValue(f"{place}{dot}{self.where}", self.what)


def load(kind: type[Value], data: object) -> Value:
    """Return the value of `kind` that `register_json.plain` turned into `data`.

    A field that is absent takes its default, so that what an older dondoc stored still loads. Raises `BrokenValue` for all else
    that does not fit.
    """
    made = _loader(kind)(data)
    if not isinstance(made, kind):
        raise BrokenValue("", f"{kind.__name__} was expected")
    return made


def digest(value: object) -> str:
    """Return the SHA-256 of a value's data: that of equal values is equal, through any storage.

    A field that holds its default is left out, so that a field which a later dondoc adds changes no digest; `1.0` is written as `1`,
    because storage may do so.
    """
    return hashlib.sha256(json.dumps(_told(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _told(value: object) -> object:
    kind: type = type(value)
    if kind is str or value is None or kind is int:  # most are
        return value
    if (parts := _parts(kind)) is not None:
        given = ((name, getattr(value, name), usual) for name, usual in parts)
        return {name: _told(held) for name, held, usual in given if usual is MISSING or held != usual}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_told(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value.isoformat() if isinstance(value, date) else value


@cache
def _parts(kind: type) -> tuple[tuple[str, object], ...] | None:
    """Return the fields of a dataclass with their defaults; none for any other type."""
    return tuple((part.name, part.default) for part in fields(kind)) if is_dataclass(kind) else None


_known: dict[object, Loader] = {}


def _loader(kind: object) -> Loader:
    """Return what loads a type, built when it is first wanted."""
    if kind not in _known:
        _known[kind] = _built_loader(kind)
    return _known[kind]


def _built_loader(kind: object) -> Loader:
    """Build what loads a type as a field's annotation names it; `TypeError` for one that the engine's values do not have."""
    if isinstance(kind, UnionType):
        return _union_loader(get_args(kind))
    if get_origin(kind) is tuple:
        return partial(_load_tuple, _loader(get_args(kind)[0]))
    if not isinstance(kind, type):
        raise TypeError(f"{kind} cannot be loaded")
    if is_dataclass(kind):
        return _dataclass_loader(kind)
    if issubclass(kind, Enum):
        return partial(_load_member, {member.value: member for member in kind}, kind.__name__)
    if kind is date:
        return _load_day
    if kind is float:
        return _load_number
    if kind in (str, int, bool):
        return partial(_load_plain, kind)
    raise TypeError(f"{kind.__name__} cannot be loaded")


def _union_loader(members: tuple[object, ...]) -> Loader:
    """Build the loader of "X | None", or of a choice of dataclasses, told apart by their fields."""
    some = [member for member in members if member is not NoneType]
    one = _loader(some[0]) if len(some) == 1 else partial(_load_choice, _choices(some))
    return one if len(some) == len(members) else partial(_load_optional, one)


def _choices(kinds: list[object]) -> tuple[tuple[frozenset[str], Loader], ...]:
    """Pair the fields that only one of the `kinds` has, and always stores, with its loader; `TypeError` where none has."""
    names = {kind: frozenset(get_type_hints(kind)) for kind in kinds}
    own = [(names[kind].difference(*(names[other] for other in kinds if other is not kind)), _loader(kind)) for kind in kinds]
    if not all(only for only, _ in own):
        raise TypeError(f"{kinds} cannot be told apart")
    return tuple(own)


def _dataclass_loader(kind: type) -> Loader:
    hints = get_type_hints(kind)
    parts = {part.name: _loader(hints[part.name]) for part in fields(kind)}
    wanted = frozenset(part.name for part in fields(kind) if part.default is MISSING and part.default_factory is MISSING)
    return partial(_load_dataclass, kind, parts=parts, wanted=wanted)


def _load_dataclass(kind: type, data: object, *, parts: Mapping[str, Loader], wanted: frozenset[str]) -> object:
    if not isinstance(data, dict):
        raise BrokenValue("", f"an object was expected, not {data!r:.60}")
    values: dict[str, object] = {}
    for name, value in data.items():
        part = parts.get(name)
        if part is None:
            raise BrokenValue(str(name), "no such field")
        try:
            values[name] = part(value)
        except BrokenValue as fault:
            raise fault.inside(name) from None
    if not wanted <= values.keys():
        raise BrokenValue(min(wanted - values.keys()), "is missing")
    made: object = kind(**values)
    return made


def _load_tuple(item: Loader, data: object) -> object:
    if not isinstance(data, list):
        raise BrokenValue("", f"a list was expected, not {data!r:.60}")
    made: list[object] = []  # its length tells which item is at fault
    try:
        for value in data:
            made.append(item(value))
    except BrokenValue as fault:
        raise fault.inside(f"[{len(made)}]") from None
    return tuple(made)


def _load_optional(one: Loader, data: object) -> object:
    return None if data is None else one(data)


def _load_choice(choices: tuple[tuple[frozenset[str], Loader], ...], data: object) -> object:
    if isinstance(data, dict):
        for own, one in choices:
            if not own.isdisjoint(data):
                return one(data)
    raise BrokenValue("", f"none of the kinds that may stand here: {data!r:.60}")


def _load_member(members: Mapping[object, object], name: str, data: object) -> object:
    if not isinstance(data, str) or data not in members:
        raise BrokenValue("", f"{data!r:.60} is no {name}")
    return members[data]


def _load_day(data: object) -> object:
    if isinstance(data, str):
        try:
            return date.fromisoformat(data)
        except ValueError:
            pass  # told below
    raise BrokenValue("", f"a day such as 2026-01-23 was expected, not {data!r:.60}")


def _load_number(data: object) -> object:
    if isinstance(data, bool) or not isinstance(data, int | float):
        raise BrokenValue("", f"a number was expected, not {data!r:.60}")
    return data


def _load_plain(kind: type, data: object) -> object:
    if type(data) is not kind:
        raise BrokenValue("", f"{kind.__name__} was expected, not {data!r:.60}")
    return data
