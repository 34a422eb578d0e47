"""The table `kinds` → the kinds of documents with their names and abbreviations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dondoc.engine.vocabulary.folding import fold
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


@cache
def kind_of_symbol(symbol: str) -> DocumentKind | None:
    """Return the kind that a symbol names, `None` where it names none.

    "KH-UBND", "83/KH-UBND", "QĐ-TTg", "08-NQ/TU" and "192/2019/NQ-HĐND" begin with the kind after the number; a symbol
    of two bodies ("1614/UBND-THKH") is an official letter's.
    """
    parts = [part for part in symbol.strip().replace("/", "-").split("-") if part and not part[0].isdigit()]
    if not parts:
        return None
    for kind in document_kinds():
        if kind.abbreviation is not None and fold(kind.abbreviation) == fold(parts[0]):
            return kind
    return next(kind for kind in document_kinds() if kind.abbreviation is None) if len(parts) > 1 else None
