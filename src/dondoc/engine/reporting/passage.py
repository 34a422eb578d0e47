"""The values that a drafted report is made of: passages in the order of the outline, each with the rows that it was drafted from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dondoc.engine.reporting.runs import Figure, Run, text_of


class Place(StrEnum):
    """What a passage is: a numbered title of one of three levels, a paragraph, or an item of a list."""

    SECTION = "section"  # I.
    TITLE = "title"  # 1.
    SUBTITLE = "subtitle"  # a)
    TEXT = "text"
    ITEM = "item"  # -


TITLES = frozenset({Place.SECTION, Place.TITLE, Place.SUBTITLE})


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage; `key` stays the same from snapshot to snapshot, `section` is the key of the outline item that it stands under.

    `section` is empty for the opening and the closing. `drafted` is the text that the data draft, also where a person wrote another;
    `sources` are the keys of the rows behind it.
    """

    key: str
    place: Place
    section: str
    runs: tuple[Run, ...]
    drafted: str
    sources: tuple[str, ...] = ()
    edited: bool = False

    @property
    def text(self) -> str:
        """The passage as it is read."""
        return text_of(self.runs)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of the passage in their order."""
        return tuple(run for run in self.runs if isinstance(run, Figure))


def drafted(key: str, place: Place, *, section: str, runs: tuple[Run, ...], sources: tuple[str, ...] = ()) -> Passage:
    """Return a passage as the data draft it; the rows behind its figures are added to its sources."""
    behind = [source for run in runs if isinstance(run, Figure) for source in run.sources]
    return Passage(key, place, section, runs, text_of(runs), tuple(dict.fromkeys((*behind, *sources))))
