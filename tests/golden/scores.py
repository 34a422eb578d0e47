"""Turns the annotated corpus into scores of each document and facet, and with `make golden` into the committed baseline."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.corpus import CORPUS, SCORER

BASELINE = Path(__file__).with_name("baseline.json")
TOTAL = "ALL (micro)"
NAME_WIDTH = 32  # of the scorer's first column, whose names hold blanks

Scores = dict[str, dict[str, float]]
"""Document → facet → F1; a facet that a document's annotation lacks is left out."""


def scores() -> Scores:
    """Extract every annotated document as a user would and score it; `TOTAL` holds the facets over all of them."""
    command = [sys.executable, str(SCORER), str(CORPUS), sys.executable, "-m", "dondoc", "extract", "--format", "gold"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise RuntimeError(ran.stderr)
    return table(ran.stdout)


def table(printed: str) -> Scores:
    """Read the table that the scorer prints."""
    head, *rows = [line for line in printed.splitlines() if line.strip()]
    facets = head[NAME_WIDTH:].split()
    return {
        row[:NAME_WIDTH].strip(): {facet: float(cell) for facet, cell in zip(facets, row[NAME_WIDTH:].split(), strict=True) if cell != "-"}
        for row in rows
    }


def differences(before: Scores, now: Scores) -> tuple[list[str], list[str]]:
    """What was gained and what was lost since the baseline, one line for each document and facet."""
    gained, lost = [], []
    for name, facets in now.items():
        for facet, score in facets.items():
            old = before.get(name, {}).get(facet, 0.0)
            if score != old:
                (gained if score > old else lost).append(f"{name:<{NAME_WIDTH}}{facet:<12}{old:.3f} → {score:.3f} ({score - old:+.3f})")
    return gained, lost


def falls(before: Scores, now: Scores) -> list[str]:
    """What may not fall: the macro of each document, and each facet over all of them."""
    held = [(name, "macro") for name in before] + [(TOTAL, facet) for facet in before.get(TOTAL, {})]
    return [f"{name} {facet}" for name, facet in dict.fromkeys(held) if now.get(name, {}).get(facet, 0.0) < before[name][facet]]


def main() -> None:
    """Write the scores of now as the baseline."""
    BASELINE.write_text(json.dumps(scores(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
