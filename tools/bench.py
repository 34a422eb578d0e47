"""Measures reading, extraction and the cold start against their budgets; with --gate only what is cheap and sure.

Every time is the best of several runs, and is also given as a ratio to a calibration loop that runs in the same minute:
machines differ and are shared, the ratio stays. The gate looks at ratios and memory only.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from dondoc.engine.extraction import extract
from dondoc.engine.sources import read

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "src" / "dondoc" / "sample" / "ke-hoach-mau.txt"
# Real directives, where they stand beside the checkout; without them the sample alone is measured.
CORPUS = ROOT.parent / "shared" / "corpus"
LONG_TEXT = CORPUS / "thanh-hoa-ubnd-2022.txt"
LONG_DOCX = CORPUS / "renderings" / "thanh-hoa-ubnd-2022.docx"
LONG_PDF = CORPUS / "renderings" / "thanh-hoa-ubnd-2022.pdf"
LONG = 111_226  # characters

# The budgets: seconds where they stand alone, else what the name says.
CHARACTERS_A_SECOND = 1_500_000
LONG_SECONDS = 0.080
DOCX_SECONDS = 0.150
PDF_SECONDS = 0.350
COLD_SECONDS = 0.6
COLD_MEGABYTES = 120
TWO_PROCESSES = 1.6
# What the gate allows for the long text, in runs of the calibration loop: the budget with room for a noisy minute.
GATE_LOOPS = 4.0


@dataclass(frozen=True)
class Figure:
    """One line of the report; `budget` is the most allowed, or the least where `least`."""

    name: str
    value: float
    unit: str
    budget: float
    least: bool = False

    @property
    def kept(self) -> bool:
        """Whether the budget is kept."""
        return self.value >= self.budget if self.least else self.value <= self.budget

    def __str__(self) -> str:
        bound = "≥" if self.least else "≤"
        return f"{'  ' if self.kept else '✗ '}{self.name:<44}{self.value:>12,.3f} {self.unit:<18}{bound} {self.budget:,g}"


def calibration() -> None:
    """Run a fixed piece of plain Python: about 30 ms on the machine that the budgets were set on."""
    seen: dict[int, int] = {}
    for number in range(300_000):
        seen[number & 1023] = seen.get(number & 1023, 0) + number


def best(work: Callable[[], object], times: int) -> float:
    """The shortest of several runs, in seconds."""
    found = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        work()
        found = min(found, time.perf_counter() - start)
    return found


def long_text() -> str:
    """The long directive, or the sample repeated to its length."""
    if LONG_TEXT.exists():
        return LONG_TEXT.read_text(encoding="utf-8")
    sample = SAMPLE.read_text(encoding="utf-8")
    return (sample * (LONG // len(sample) + 1))[:LONG]


def extraction(runs: int) -> list[Figure]:
    """Text → plan, after one run to warm up."""
    data = long_text().encode()
    source = read(data, "directive.txt")
    extract(source)
    seconds = best(lambda: extract(source), runs)
    loops = seconds / best(calibration, runs)
    return [
        Figure("text → plan", len(source.text) / seconds, "characters/s", CHARACTERS_A_SECOND, least=True),
        Figure(f"{len(source.text):,} characters → plan", seconds, "s", LONG_SECONDS),
        Figure("the same in calibration loops", loops, "loops", GATE_LOOPS),
    ]


def reading(runs: int) -> list[Figure]:
    """Bytes → source for the long files, where they are at hand."""
    figures = []
    for name, path, budget in (("DOCX, 54 pages → source", LONG_DOCX, DOCX_SECONDS), ("PDF, 54 pages → source", LONG_PDF, PDF_SECONDS)):
        if path.exists():
            data = path.read_bytes()
            read(data, path.name)
            figures.append(Figure(name, best(partial(read, data, path.name), runs), "s", budget))
    return figures


def cold_start(runs: int) -> list[Figure]:
    """`dondoc extract` of the long text in a new process: time and most memory."""
    path = LONG_TEXT if LONG_TEXT.exists() else SAMPLE
    command = [sys.executable, "-m", "dondoc", "extract", "--format", "json", str(path)]
    seconds = best(partial(_quietly, command), runs)
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return [
        Figure("cold start to the end of extraction", seconds, "s", COLD_SECONDS),
        Figure("most memory of it", megabytes, "MB", COLD_MEGABYTES),
    ]


def in_parallel(documents: int) -> list[Figure]:
    """`dondoc extract` of a folder into JSON files: two processes against one."""
    words = SAMPLE.read_text(encoding="utf-8") if SAMPLE.exists() else long_text()[:12_000]
    with TemporaryDirectory() as place:
        folder = Path(place, "in")
        folder.mkdir()
        for number in range(documents):
            Path(folder, f"{number:04}.txt").write_text(words, encoding="utf-8")
        command = [sys.executable, "-m", "dondoc", "extract", str(folder), "--format", "json", "--output", f"{place}/out/", "--jobs"]
        alone, together = (best(partial(_quietly, [*command, jobs]), 1) for jobs in ("1", "2"))
    return [Figure(f"{documents:,} documents, two processes against one", alone / together, "times", TWO_PROCESSES, least=True)]


def _quietly(command: Sequence[str]) -> None:
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


def main(arguments: Sequence[str]) -> int:
    """Print the figures; return 1 where a budget is broken (with --gate: where a gate is)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gate", action="store_true", help="only the ratio to the calibration loop and the memory")
    if parser.parse_args(arguments).gate:
        figures = [figure for figure in [*extraction(5), *cold_start(1)] if figure.unit in ("loops", "MB")]
    else:
        figures = [*extraction(15), *reading(5), *cold_start(5), *in_parallel(1000)]
    for figure in figures:
        print(figure)
    return 0 if all(figure.kept for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
