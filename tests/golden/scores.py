"""Turns the annotated corpus into scores of each document and facet, and with `make golden` into the committed baseline."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from contextlib import redirect_stdout
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Protocol, cast

from dondoc.engine.extraction import extract
from dondoc.engine.sources import read
from dondoc.engine.writing.register_gold import to_gold
from tests.corpus import CORPUS, SCORER

BASELINE = Path(__file__).with_name("baseline.json")
TOTAL = "ALL (micro)"
MACRO = "macro"
NAME_WIDTH = 32  # of the scorer's first column, whose names hold blanks
# A facet of one document may fall by one item's worth of noise in rounding, not more.
MOST_FALL = 0.002
# What the extraction must reach, whatever it reached before: the mean over documents, each document, each facet of the total.
LEAST_MEAN, LEAST_DOCUMENT, LEAST_FACET = 0.95, 0.88, 0.90

Scores = dict[str, dict[str, float]]
"""Document → facet → F1; a facet that a document's annotation lacks is left out."""


class _Scorer(Protocol):
    """What is used of the program that scores."""

    extract: Callable[[list[str], Path], object]
    main: Callable[[list[str]], None]


def scores() -> Scores:
    """Extract and score every annotated document in this process; `TOTAL` holds the facets over all of them."""
    scorer = _scorer()
    scorer.extract = lambda _command, path: _in_gold_shape(path)
    with redirect_stdout(io.StringIO()) as printed:
        scorer.main([str(CORPUS), "in this process"])
    return table(printed.getvalue())


def _scorer() -> _Scorer:
    spec = spec_from_file_location("scorer", str(SCORER))
    if spec is None or spec.loader is None:
        raise FileNotFoundError(SCORER)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast(_Scorer, module)


def _in_gold_shape(path: Path) -> object:
    source = read(path.read_bytes(), path.name)
    return json.loads(to_gold(extract(source), source))


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
    gained: list[str] = []
    lost: list[str] = []
    for name in {**before, **now}:
        for facet in {**before.get(name, {}), **now.get(name, {})}:
            old, new = before.get(name, {}).get(facet, 0.0), now.get(name, {}).get(facet, 0.0)
            if new != old:
                (gained if new > old else lost).append(f"{name:<{NAME_WIDTH}}{facet:<12}{old:.3f} → {new:.3f} ({new - old:+.3f})")
    return gained, lost


def falls(before: Scores, now: Scores) -> list[str]:
    """The facets of each document, and of all of them, that fell by more than `MOST_FALL`."""
    return [
        f"{name} {facet}"
        for name, facets in before.items()
        for facet, score in facets.items()
        if now.get(name, {}).get(facet, 0.0) < score - MOST_FALL - 1e-9
    ]


def below_floor(now: Scores) -> list[str]:
    """What is below the least that the extraction must reach."""
    documents = {name: facets[MACRO] for name, facets in now.items() if name != TOTAL}
    mean = sum(documents.values()) / len(documents)
    low = [f"mean over documents {mean:.3f}"] if mean < LEAST_MEAN else []
    low += [f"{name} {score:.3f}" for name, score in documents.items() if score < LEAST_DOCUMENT]
    return low + [f"{TOTAL} {facet} {score:.3f}" for facet, score in now[TOTAL].items() if score < LEAST_FACET]


def main() -> None:
    """Write the scores of now as the baseline."""
    BASELINE.write_text(json.dumps(scores(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
