"""The table `kinds` → the kinds of documents with their names and abbreviations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dondoc.engine.vocabulary.loading import table


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document: `abbreviation` as in a symbol ("KH"), `None` for the official letter; `style` says whose it is.

    Styles: "state" (Decree 30/2020, Appendix III), "party" (only Party bodies issue it), "law" (normative documents).
    """

    id: str
    name: str
    abbreviation: str | None
    style: str
    example: str


@cache
def document_kinds() -> tuple[DocumentKind, ...]:
    """Return all kinds in the order of their ids."""
    return tuple(
        DocumentKind(
            kind_id,
            str(entry["name"]),
            str(entry["abbreviation"]) if "abbreviation" in entry else None,
            str(entry["style"]),
            str(entry["example"]),
        )
        for kind_id, entry in table("kinds").items()
    )
