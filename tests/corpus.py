"""Finds the annotated corpus of real directives, which stands beside the checkout and not in it."""

from __future__ import annotations

from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "corpus"

CORPUS: Path | None = _BESIDE if _BESIDE.is_dir() else None
"""The folder of annotated documents, or None where this checkout stands alone."""

SCORER: Path | None = _BESIDE.parent / "tools" / "score_extraction.py" if CORPUS else None
"""The program that scores extracted plans against the annotations, or None likewise."""

needs_corpus = pytest.mark.skipif(CORPUS is None, reason="the annotated corpus is not beside this checkout")
