"""A row of the log → what is shown of it, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext

from dondoc.engine.comparing import Piece, PieceKind, word_changes
from dondoc.web.audit.kinds import kinds
from dondoc.web.audit.models import Entry

NOTHING = "–"
"""Stands for a value that was not there."""
LONG = 60
"""Characters from which a text is shown by its differences and not whole."""
COMPARED = 6000
"""Characters up to which two texts are compared word by word."""
AROUND = 40
"""Characters shown of what stayed the same on either side of a difference."""
PART = " · "
"""Stands between a part's own words and the name of its field: "2.1 Rà soát thủ tục · thời hạn"."""
WORDED = frozenset({"cách nêu thời hạn", "khớp danh bạ", "loại", "tình trạng", "trạng thái", "vai trò", "ý kiến"})
"""Fields whose values are the product's words and not a person's, so that a reader has them in their language."""

_NUMBERED = re.compile(r"(.*?)( \(\d+\))?", re.DOTALL)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?:[+-]\d\d:\d\d)?")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field's change as it is read: `old` → `new`, or for long texts the `pieces` that differ among what surrounds them."""

    name: str
    old: str = ""
    new: str = ""
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the log as it is read; `is_system` where no person did it."""

    sequence: int
    at: datetime
    actor: str
    is_system: bool
    verb: str
    kind: str
    label: str
    reason: str
    changes: tuple[FieldChange, ...]


def lines_of(entries: Iterable[Entry]) -> tuple[Line, ...]:
    """Return the lines of the rows, in their order; a kind of record that no app names any more is called by its label."""
    named = kinds()
    return tuple(
        Line(
            sequence=entry.sequence,
            at=entry.at,
            actor=entry.actor_name,
            is_system=entry.actor_id is None,
            verb=gettext(entry.verb),
            kind=named.get(entry.subject_type, entry.subject_type),
            label=entry.subject_label,
            reason=entry.reason,
            changes=tuple(_change(name, old, new) for name, (old, new) in entry.changes.items()),
        )
        for entry in entries
    )


def _change(name: str, old: object, new: object) -> FieldChange:
    part, dot, field = name.rpartition(PART)
    field, number = _NUMBERED.fullmatch(field).groups("")  # type: ignore[union-attr]  # matches everything
    shown = part + dot + (gettext(field) if field else field) + number
    if field in WORDED:
        return FieldChange(shown, _worded(old), _worded(new))
    if isinstance(old, str) and isinstance(new, str) and old and new and LONG < max(len(old), len(new)) <= COMPARED:
        return FieldChange(shown, pieces=tuple(_shortened(word_changes(old, new))))
    return FieldChange(shown, _said(old), _said(new))


def _worded(value: object) -> str:
    """Say the product's own words, one or several with commas between."""
    whole = gettext(str(value)) if value else NOTHING
    return ", ".join(gettext(word) for word in whole.split(", ")) if whole == value else whole


def _said(value: object) -> str:
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return gettext("có") if value else gettext("không")
    if isinstance(value, int | float):
        return number_format(value, use_l10n=True, force_grouping=False)
    text = str(value)
    try:
        if _DAY.fullmatch(text):
            return date_format(date.fromisoformat(text), "SHORT_DATE_FORMAT")
        if _MOMENT.fullmatch(text):
            return _moment(datetime.fromisoformat(text))
    except ValueError:  # "2026-13-45" is a text like any other
        return text
    return text


def _moment(value: datetime) -> str:
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{date_format(local, 'TIME_FORMAT')} {date_format(local, 'SHORT_DATE_FORMAT')}"


def _shortened(pieces: tuple[Piece, ...]) -> Iterable[Piece]:
    """Leave of what stayed the same only what stands beside a difference."""
    for index, piece in enumerate(pieces):
        if piece.kind is not PieceKind.SAME:
            yield piece
            continue
        before, after = index > 0, index < len(pieces) - 1
        yield Piece(PieceKind.SAME, _around(piece.text, before=before, after=after))


def _around(text: str, *, before: bool, after: bool) -> str:
    """Return the beginning of a text that follows a difference and the end of one that a difference follows."""
    if len(text) <= AROUND * (before + after) + 2:
        return text
    head = text[:AROUND].rpartition(" ")[0] + " " if before else ""
    tail = " " + text[-AROUND:].partition(" ")[2] if after else ""
    return f"{head}…{tail}"
