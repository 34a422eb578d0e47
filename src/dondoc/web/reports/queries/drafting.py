"""A frozen snapshot and what people made of its passages → the report as it reads now, passage by passage with its state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dondoc.engine.comparing.changes import Piece, word_changes
from dondoc.engine.reporting.editing import with_edits
from dondoc.engine.reporting.passage import TITLES, Passage
from dondoc.engine.reporting.passages import passages
from dondoc.engine.reporting.runs import Figure
from dondoc.engine.reporting.snapshot import Snapshot as Data
from dondoc.engine.writing.stored_values import load
from dondoc.web.reports.models import Consolidation, OutgoingState, PassageEdit, Snapshot


class State(StrEnum):
    """What a person has made of a passage; `CHANGED` means that the data now draft another text than the one they settled."""

    UNREAD = "unread"
    CHANGED = "changed"
    READ = "read"
    REWRITTEN = "rewritten"
    LEFT_OUT = "left-out"


STATE_NAMES: dict[str, str | Promise] = {
    State.UNREAD: _("dự thảo, chưa đọc"),
    State.CHANGED: _("dự thảo đổi theo lần chốt mới"),
    State.READ: _("đã đọc"),
    State.REWRITTEN: _("đã viết lại"),
    State.LEFT_OUT: _("đã bỏ"),
}
GIVEN_OUT = (OutgoingState.NUMBERED, OutgoingState.ISSUED)
"""States of a document from which on its report no longer changes."""
UNSETTLED = (State.UNREAD, State.CHANGED)
"""States in which a person still has to look."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """The data of a snapshot and the passages that they draft."""

    data: Data
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A passage as drafted, as it reads now (None where it is left out), what a person made of it, and its place in the report."""

    drafted: Passage
    now: Passage | None
    edit: PassageEdit | None
    state: State
    place: int

    @property
    def is_title(self) -> bool:
        """Whether it is a heading, which needs no reading of its own."""
        return self.drafted.place in TITLES

    @property
    def is_unsettled(self) -> bool:
        """Whether a person still has to look."""
        return self.state in UNSETTLED and not (self.is_title and self.state is State.UNREAD)

    @property
    def version(self) -> int:
        """The version of what a person made of it, 0 where nobody did anything."""
        return self.edit.version if self.edit is not None else 0

    @property
    def text(self) -> str:
        """The words as they read now, also of what is left out."""
        return self.now.text if self.now is not None else self.drafted.text

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures as they read now, in their order."""
        return self.now.figures if self.now is not None else ()

    @property
    def changes(self) -> tuple[Piece, ...]:
        """What a new snapshot changed in the drafted words since a person settled them, word by word."""
        return word_changes(self.edit.drafted, self.drafted.drafted) if self.edit is not None and self.state is State.CHANGED else ()

    @property
    def words(self) -> str | Promise:
        """Its state in words."""
        return STATE_NAMES[self.state]


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it reads now: its data, its passages in their order, and words that people wrote over what is drafted no more."""

    snapshot: Snapshot
    data: Data
    told: tuple[Told, ...]
    orphans: tuple[PassageEdit, ...]

    @property
    def printed(self) -> tuple[Passage, ...]:
        """The passages as they shall be printed."""
        return tuple(one.now for one in self.told if one.now is not None)

    @property
    def unsettled(self) -> int:
        """How many passages a person still has to look at."""
        return sum(one.is_unsettled for one in self.told)

    def told_of(self, key: str) -> Told | None:
        """Return the passage of a key."""
        return next((one for one in self.told if one.drafted.key == key), None)


def report_of(consolidation: Consolidation) -> Report | None:
    """Return the report as it reads now, in two statements at most and one for its edits; None before anything was frozen."""
    if consolidation.current_id is None:
        return None
    snapshot = Snapshot.objects.defer("data").select_related("taken_by").get(pk=consolidation.current_id)
    drafted = drafted_from(snapshot)
    edits = {edit.key: edit for edit in consolidation.edits.select_related("by")}
    told = _told(drafted.passages, edits)
    known = {one.drafted.key for one in told}
    return Report(snapshot, drafted.data, told, tuple(edit for key, edit in edits.items() if edit.text and key not in known))


def drafted_from(snapshot: Snapshot) -> Drafted:
    """Return a snapshot's data and the passages that they draft; held, as a snapshot never changes."""
    return _drafted(snapshot.pk, snapshot.sha256)


@lru_cache(maxsize=8)
def _drafted(pk: int, sha256: str) -> Drafted:
    data = load(Data, Snapshot.objects.values_list("data", flat=True).get(pk=pk, sha256=sha256))
    return Drafted(data, passages(data))


def _told(drafted: Sequence[Passage], edits: Mapping[str, PassageEdit]) -> tuple[Told, ...]:
    now = {passage.key: passage for passage in with_edits(tuple(drafted), {key: edit.text for key, edit in edits.items()})}
    return tuple(
        Told(passage, now.get(passage.key), edits.get(passage.key), _state(passage, edits.get(passage.key)), place)
        for place, passage in enumerate(drafted)
    )


def _state(passage: Passage, edit: PassageEdit | None) -> State:
    if edit is None:
        return State.UNREAD
    if edit.text == "":
        return State.LEFT_OUT
    if edit.drafted != passage.drafted:
        return State.CHANGED
    return State.READ if edit.text is None else State.REWRITTEN
