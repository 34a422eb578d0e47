"""Two readings, editions or registers → what in one is what in the other, and what changed between them."""

from __future__ import annotations

from dondoc.engine.comparing.alignment import Alignment, Pair, align
from dondoc.engine.comparing.changes import Piece, PieceKind, word_changes
from dondoc.engine.comparing.item import Item
from dondoc.engine.comparing.twins import Twin, find_twins
from dondoc.engine.comparing.unit_matching import KnownUnit, Match, MatchResult, MatchStep, Suggestion, UnitIndex

__all__ = [
    "Alignment",
    "Item",
    "KnownUnit",
    "Match",
    "MatchResult",
    "MatchStep",
    "Pair",
    "Piece",
    "PieceKind",
    "Suggestion",
    "Twin",
    "UnitIndex",
    "align",
    "find_twins",
    "word_changes",
]
