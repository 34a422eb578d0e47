"""The places in a text where a unit may begin → the units that begin there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from dondoc.engine.vocabulary import elision
from dondoc.engine.vocabulary.grammar import Head, grammar
from dondoc.engine.vocabulary.groups import group_end, group_sort, unit_after_person
from dondoc.engine.vocabulary.levels import after_known, is_other_city, levels_end
from dondoc.engine.vocabulary.registry import registry
from dondoc.engine.vocabulary.tails import name_end
from dondoc.engine.vocabulary.unit import Group, UnitHit, UnitKind

_DEEPEST = 4
"""How many names may stand inside one another: "Tổ giúp việc Ban Chỉ đạo …", "Giám đốc Văn phòng Đảng ủy …"."""


class Name(NamedTuple):
    """A name that ends at `end`; `ids` are the units that it may mean."""

    end: int
    ids: tuple[str, ...]
    kind: UnitKind
    group: Group | None = None


@dataclass(frozen=True, slots=True)
class Scan:
    """One reading of a text; `in_list` where every part is expected to be a unit.

    `known`, `heads`, `persons` and `groups` are where each may begin, with the ends of what was found there.
    """

    text: str
    folded: str
    in_list: bool
    known: dict[int, int] = field(default_factory=dict)
    heads: dict[int, list[int]] = field(default_factory=dict)
    persons: dict[int, int] = field(default_factory=dict)
    groups: set[int] = field(default_factory=set)
    _memo: dict[int, Name | None] = field(default_factory=dict)

    def opens(self, place: int) -> bool:
        """Return whether something that may be a unit begins at `place`."""
        return place in self.known or place in self.heads or place in self.groups

    def hits(self) -> list[UnitHit]:
        """Return the units in order; after each also those that leave its opening word out ("Sở Tài chính, Nội vụ")."""
        found: list[UnitHit] = []
        at = 0
        for start in sorted({*self.known, *self.heads, *self.persons, *self.groups}):
            if start < at:
                continue
            listed = elision.listed_together(self, start)
            if not listed:
                name = self.name_at(start)
                if name is None:
                    continue
                hit = self.named(start, name, end=name.end, printed=self.text[start : name.end])
                listed = [hit, *elision.listed_after(self, hit)]
            found.extend(listed)
            at = listed[-1].end
        return found

    def named(self, start: int, name: Name, *, end: int, printed: str) -> UnitHit:
        """Return a hit with the name as printed or, where its opening word is left out, as meant."""
        units = [registry().unit(unit_id) for unit_id in name.ids]
        one = units[0] if len(units) == 1 else None
        return UnitHit(
            start=start,
            end=end,
            name=printed,
            unit_id=one.id if one else None,
            kind=one.kind if one and name.kind is not UnitKind.HEAD else name.kind,
            group=one.group if one and one.group else name.group,
            dissolved=bool(units) and all(unit.valid_to is not None for unit in units),
        )

    def elided(self, at: int, end: int, head: str) -> UnitHit:
        """Return the unit whose name is `head` and what stands from `at` to `end`."""
        ids = registry().names.get(f"{head} {self.folded[at:end]}", ())
        printed = f"{head.capitalize()} {self.text[at:end]}"
        return self.named(at, Name(end, ids, grammar().heads[head].kind), end=end, printed=printed)

    def closed(self, end: int) -> Name:
        """Return a nameless group that ends at `end`."""
        return Name(end, (), UnitKind.GROUP, Group.CLOSED)

    def name_at(self, start: int, depth: int = 0) -> Name | None:
        """Return the longest name that begins at `start`, or `None`."""
        if start in self._memo:
            return self._memo[start]
        if depth > _DEEPEST:
            return None
        best: Name | None = None
        for name in self._names_at(start, depth):
            if best is None or name.end > best.end:
                best = name
        self._memo[start] = best
        return best

    def _names_at(self, start: int, depth: int) -> list[Name]:
        found = []
        head = self._head(start)
        may_open = head is None or not head.not_after or not self._follows(start, head.not_after)
        grouped = group_end(self, start, depth) if start in self.groups and may_open else None
        if start in self.known and may_open and (grouped is not None or start not in self.groups or not self._is_noun(start)):
            found.append(self._known(start))
        if grouped is not None:
            found.append(Name(grouped, self._group_ids(start, grouped), UnitKind.GROUP, group_sort(self.folded[start:grouped])))
        if start in self.persons:
            inner = unit_after_person(self, self.persons[start], depth)
            if inner is not None:
                found.append(Name(inner.end, self._ids(start, inner.end) or inner.ids, UnitKind.HEAD, inner.group))
        if head is not None and may_open and (start not in self.known or self._goes_on(start, head)):
            found.extend(self._headed(start, depth))
        return found

    def _known(self, start: int) -> Name:
        end = self.known[start]
        ids = self._ids(start, end) or registry().loose[self.folded[start:end]]
        unit = registry().unit(ids[0])
        longer = after_known(self, end, unit)
        return Name(longer, () if is_other_city(self, start, longer) else ids, unit.kind, unit.group)

    def _headed(self, start: int, depth: int) -> list[Name]:
        found = []
        for after in self.heads[start]:
            head = grammar().heads[self.folded[start:after]]
            if not self.text[start].isupper() and not (head.small and self.text[after + 1 : after + 2].isupper()):
                continue
            levels = levels_end(self, after)
            if levels is not None:
                found.append(Name(levels, self._ids(start, levels), head.kind, self._level_group(after)))
            end = name_end(self, start, after=after, depth=depth)
            if end is not None:
                found.append(Name(end, self._ids(start, end), head.kind))
        return found

    def _level_group(self, after: int) -> Group | None:
        """ "UBND các xã" and "UBND xã, phường" are groups, "UBND xã Sơn Mai" and "Công an tỉnh" are not."""
        single = self.folded.startswith((" tỉnh", " huyện", " xã", " phường", " thành phố", " thị xã"), after)
        return None if single and "," not in self.folded[after : after + 24] else Group.CLOSED

    def _head(self, start: int) -> Head | None:
        ends = self.heads.get(start)
        return None if ends is None else grammar().heads[self.folded[start : ends[0]]]

    def _follows(self, start: int, refused: frozenset[str]) -> bool:
        return self.folded[max(start - 12, 0) : max(start - 1, 0)].rpartition(" ")[2] in refused

    def _is_noun(self, start: int) -> bool:
        """Whether the known name is but "các" and a word, which mean nothing where the word goes on: "các ngành| nghề"."""
        return self.folded.startswith("các ", start) and " " not in self.folded[start + len("các ") : self.known[start]]

    def _goes_on(self, start: int, head: Head) -> bool:
        """A known name may be the beginning of a longer one: "Phòng Tổ chức| - Hành chính", "Phòng Kinh tế| và Hạ tầng"."""
        end = self.known[start]
        if end in self.heads[start]:
            return self.text[end + 1 : end + 2].isupper()
        if head.kind in elision.ELIDING or self.folded.endswith(("tỉnh", "thành phố"), start, end):
            return False
        joint = " - " if self.folded.startswith(" - ", end) else " và "
        return self.folded.startswith(joint, end) and self.text[end + len(joint) : end + len(joint) + 1].isupper()

    def _ids(self, start: int, end: int) -> tuple[str, ...]:
        return registry().names.get(self.folded[start:end], ())

    def _group_ids(self, start: int, end: int) -> tuple[str, ...]:
        return self._ids(start, end) or registry().names.get("các " + self.folded[start:end], ())
