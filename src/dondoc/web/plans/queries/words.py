"""What a person types → the condition that a row has these words, the last of them perhaps only begun, with or without marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Expression, F, Func
from django.db.models.sql.compiler import SQLCompiler

from dondoc.engine.vocabulary.folding import fold, unaccented

MOST_WORDS = 16
_WORD = re.compile(r"[^\W_]+")
# A task's code ("NV26-0012"), a printed number ("2.2.3", "III.1.b"), a document's number and symbol ("83/KH-UBND").
_CODE = re.compile(r"[a-z]{1,4}\d{2}-\d{1,6}")
_PRINTED = re.compile(r"(?:\d+|[ivxl]+)(?:\.[0-9a-z]{1,4})+\.?")
_SYMBOL = re.compile(r"\d+[a-z]?/[\w./&-]*")

Statement = tuple[str, tuple[str | int, ...]]
"""Words of SQL with their parameters."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, folded: whole, and as words; where it is a number of some kind, which."""

    folded: str

    @classmethod
    def of(cls, text: str) -> Typed:
        """Fold what a person typed; more than two hundred characters are a slip of the clipboard."""
        return cls(" ".join(unaccented(fold(text[:200])).split()))

    @property
    def words(self) -> tuple[str, ...]:
        """The words, at most MOST_WORDS."""
        return tuple(_WORD.findall(self.folded))[:MOST_WORDS]

    @property
    def code(self) -> str:
        """The code of a task as it is stored, else nothing."""
        return self.folded.upper() if _CODE.fullmatch(self.folded) else ""

    @property
    def printed_number(self) -> str:
        """A task's printed number without its closing dot, else nothing."""
        return self.folded.rstrip(".") if _PRINTED.fullmatch(self.folded) else ""

    @property
    def symbol(self) -> str:
        """The beginning of a document's number and symbol, else nothing."""
        return self.folded if _SYMBOL.fullmatch(self.folded) else ""


class Says(Func):
    """The condition that a row has each of `words`, or with `together` all of them in a row; of the last word the beginning is enough.

    `table` is one of word_index.INDEXED; the row is named by its key.
    """

    output_field = BooleanField()
    conditional = True

    def __init__(self, table: str, words: tuple[str, ...], *, together: bool = False, key: Expression | F | None = None) -> None:
        super().__init__(key or F("pk"))
        self.table, self.words, self.together = table, words, together

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_context: object) -> Statement:
        """Ask the FTS5 table."""
        asked = " ".join([*(f'"{word}"' for word in self.words[:-1]), f'"{self.words[-1]}"*'])
        if self.together:
            asked = f'"{" ".join(self.words)}"*'
        rows = f"SELECT rowid FROM {self.table}_words WHERE {self.table}_words MATCH %s"  # noqa: S608 - a table of INDEXED
        return self._within(compiler, rows, asked)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_context: object) -> Statement:
        """Ask the generated column."""
        joint = " <-> " if self.together else " & "
        asked = joint.join([*self.words[:-1], f"{self.words[-1]}:*"])
        rows = f"SELECT id FROM {self.table} WHERE words @@ to_tsquery('simple', %s)"  # noqa: S608 - a table of INDEXED
        return self._within(compiler, rows, asked)

    def _within(self, compiler: SQLCompiler, rows: str, asked: str) -> Statement:
        key, params = compiler.compile(self.source_expressions[0])
        return f"{key} IN ({rows})", (*params, asked)
