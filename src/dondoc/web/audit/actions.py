"""Writes one row of the log in the transaction of the change it tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models, transaction
from django.utils import timezone

from dondoc.engine.vocabulary.folding import fold, unaccented
from dondoc.web.accounts.models import User
from dondoc.web.audit.chain import hash_of
from dondoc.web.audit.models import ChainHead, Entry

Value = str | int | float | bool | date | None


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
    history also belongs on another record's page names that record in `audit_parent`.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a log row is written in the transaction of its change")
    head, _ = ChainHead.objects.select_for_update().get_or_create(pk=1)
    parent = getattr(subject, "audit_parent", None)
    actor = by.pk if isinstance(by, User) else None
    values: dict[str, object] = {
        "sequence": head.sequence + 1,
        "at": timezone.now(),
        "actor_name": by.full_name if isinstance(by, User) else by.name,
        "verb": verb,
        "subject_type": subject._meta.label_lower,
        "subject_id": str(subject.pk),
        "subject_label": str(subject)[:300],
        "within_type": parent._meta.label_lower if parent is not None else "",
        "within_id": str(parent.pk) if parent is not None else "",
        "changes": {name: [_shown(change.old), _shown(change.new)] for name, change in (changes or {}).items() if change.old != change.new},
        "reason": reason,
    }
    entry = Entry(
        previous_hash=head.hash, hash=hash_of(head.hash, {**values, "actor": actor}), folded=_folded(values), actor_id=actor, **values
    )
    entry.save(force_insert=True)
    ChainHead.objects.filter(pk=1).update(sequence=entry.sequence, hash=entry.hash)
    return entry


def _shown(value: Value) -> str | int | float | bool | None:
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else value


def _folded(values: Mapping[str, object]) -> str:
    said = " ".join(str(values[name]) for name in ("actor_name", "verb", "subject_label", "changes", "reason"))
    return unaccented(fold(said))
