"""Writes one row of the log in the transaction of the change it tells."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models, transaction
from django.utils import translation
from django.utils.functional import Promise

from dondoc.engine.vocabulary.folding import fold, unaccented
from dondoc.web.accounts.models import User
from dondoc.web.audit.chain import hash_of
from dondoc.web.audit.models import ChainHead, Entry
from dondoc.web.audit.moment import moment_of_change

Value = str | Promise | int | float | bool | date | None
Stored = str | int | float | bool | None

LABEL = 300
"""Characters of a record's name that a row keeps."""
BATCH = 500


@dataclass(frozen=True, slots=True)
class System:
    """An actor that is no person, by its name: the clock, the loader of the demo."""

    name: str


@dataclass(frozen=True, slots=True)
class Change:
    """One field's value before and after; the field is named in Vietnamese, as its form names it."""

    old: Value
    new: Value


Changes = Mapping[str, Change]


def record(by: User | System, verb: str, *, subject: models.Model, changes: Changes | None = None, reason: str = "") -> Entry:
    """Add a row for what `by` did to `subject` and return it; runs inside the caller's transaction.

    `verb` is the Vietnamese phrase that the history shows ("đưa kế hoạch vào sổ"), marked for translation by the caller. A subject whose
    history also belongs on another record's page names that record in `audit_parent`. A change from a value to the same one is left out.

    Call it after the last change of the action: it locks the end of the chain until the transaction ends, and a change made under that
    lock could wait for a row whose holder waits for the chain (PostgreSQL then ends one of the two with an error, and nothing of it stays).
    """
    head = _end_of_chain()
    entry = _next_entry(head, _values(by, verb, subject), changes=changes or {}, reason=reason)
    entry.save(force_insert=True)
    ChainHead.objects.filter(pk=1).update(sequence=head.sequence, hash=head.hash)
    return entry


def record_each(by: User | System, verb: str, told: Sequence[tuple[models.Model, Changes]]) -> None:
    """Add a row for each of many records to which `by` did the same at once, as `record` does for one, in a few statements."""
    if not told:
        return
    head = _end_of_chain()
    entries = [_next_entry(head, _values(by, verb, subject), changes=changes, reason="") for subject, changes in told]
    Entry.objects.bulk_create(entries, batch_size=BATCH)
    ChainHead.objects.filter(pk=1).update(sequence=head.sequence, hash=head.hash)


def _end_of_chain() -> ChainHead:
    """Lock the end of the chain and return it; raises RuntimeError outside a transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a log row is written in the transaction of its change")
    return ChainHead.objects.select_for_update().get_or_create(pk=1)[0]


def _next_entry(head: ChainHead, values: dict[str, object], *, changes: Changes, reason: str) -> Entry:
    """Return the row that follows `head`, which moves on to it."""
    changed = _changes(changes)
    values |= {"changes": changed, "reason": _clean(reason), "sequence": head.sequence + 1, "at": moment_of_change()}
    entry = Entry(**values, folded=_folded(values, changed), previous_hash=head.hash, hash=hash_of(head.hash, values))
    head.sequence, head.hash = entry.sequence, entry.hash
    return entry


def _values(by: User | System, verb: str, subject: models.Model) -> dict[str, object]:
    if subject.pk is None:
        raise ValueError(f"{subject!r} has no number: it is recorded after it is saved and before it is deleted")
    if len(verb) > (longest := Entry._meta.get_field("verb").max_length or 0):
        raise ValueError(f"{verb!r} is longer than the {longest} characters of a verb")
    parent: models.Model | None = getattr(subject, "audit_parent", None)
    return {
        "actor_id": by.pk if isinstance(by, User) else None,
        "actor_name": _clean(by.full_name if isinstance(by, User) else by.name),
        "verb": _clean(verb),
        "subject_type": subject._meta.label_lower,
        "subject_id": str(subject.pk),
        "subject_label": _clean(str(subject))[:LABEL],
        "within_type": parent._meta.label_lower if parent is not None else "",
        "within_id": str(parent.pk) if parent is not None else "",
    }


def _changes(changes: Changes) -> dict[str, list[Stored]]:
    pairs = {_clean(name): [_stored(change.old), _stored(change.new)] for name, change in changes.items()}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _stored(value: Value) -> Stored:
    """Return a value as both databases give it back: PostgreSQL writes 1e16 without its exponent and knows no NaN."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"{value} is no number that the log can keep")
        return int(value) if value.is_integer() else value
    if isinstance(value, str | Promise):
        return _clean(value)
    return value


def _clean(text: str | Promise) -> str:
    """Return the Vietnamese text without what a database cannot keep: the zero character, halves of characters."""
    with translation.override("vi"):
        return str(text).replace("\x00", "").encode("utf-8", "replace").decode()


def _folded(values: Mapping[str, object], changes: Mapping[str, list[Stored]]) -> str:
    words = [str(values[name]) for name in ("actor_name", "verb", "subject_label", "reason")]
    for name, pair in changes.items():
        words += [name, *(value for value in pair if isinstance(value, str))]
    return unaccented(fold(" ".join(words)))
