"""Turns a directive document into a register: what a Python program needs of dondoc, in two functions.

`extract` gives the plan, `read` the source that the plan's evidence points into. Files that cannot be read raise
`dondoc.engine.sources.errors.UnreadableSource`, whose `vi` and `en` say what to do.
"""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dondoc.engine.extraction.plan import Plan
    from dondoc.engine.sources.source import Source

__version__ = "0.1.0"

__all__ = ["__version__", "extract", "read"]


def read(document: str | PathLike[str] | bytes, name: str | None = None) -> Source:
    """Return the text, paragraphs and tables of a document given by its path or as its bytes.

    `name` stands in messages and in `Source.name`; without it the file's own name does. Raises `UnreadableSource` for
    what is no readable document, `OSError` for a path that cannot be opened.
    """
    from dondoc.engine.sources import read as read_bytes  # late: `import dondoc` alone shall cost nothing

    if isinstance(document, bytes):
        return read_bytes(document, name or "")
    path = Path(document)
    return read_bytes(path.read_bytes(), name or path.name)


def extract(document: str | PathLike[str] | bytes | Source, name: str | None = None) -> Plan:
    """Return the plan that a document states: findings, tasks, targets, duties, citations, each with its place.

    A `Source` that `read` gave may stand for the document. Raises what `read` raises.
    """
    from dondoc.engine.extraction import extract as extract_source  # late: it loads the vocabulary and its automaton
    from dondoc.engine.sources.source import Source

    return extract_source(document if isinstance(document, Source) else read(document, name))
