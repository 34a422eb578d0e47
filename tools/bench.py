"""Measures reading, extraction, the cold start, reports and the register's pages against their budgets; with --gate what is cheap and sure.

Every time is the best of several runs, and is also given as a ratio to a calibration loop that runs in the same minute:
machines differ and are shared, the ratio stays. The gate looks at ratios and memory only.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import inf, isfinite
from pathlib import Path
from tempfile import TemporaryDirectory

from bulk_report import ISSUING, bulk_snapshot
from dondoc.engine.extraction import extract
from dondoc.engine.reporting.passages import passages
from dondoc.engine.sources import read
from dondoc.engine.writing.official.blocks import OfficialDocument
from dondoc.engine.writing.official.docx import official_docx
from dondoc.engine.writing.official.form_check import check_form
from dondoc.engine.writing.official.pdf import official_pdf
from dondoc.engine.writing.official.report_blocks import report_document
from dondoc.engine.writing.report_sheets import report_xlsx
from temporary_postgres import find, running

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "src" / "dondoc" / "sample" / "ke-hoach-mau.txt"
# Real directives, where they stand beside the checkout; without them the sample is measured, and taken as often as makes it as long.
CORPUS = ROOT.parent / "shared" / "corpus"
LONG_TEXT = CORPUS / "thanh-hoa-ubnd-2022.txt"
LONG = 111_226  # characters, 54 pages
# The sample is all tasks, labels and tables: a character of it costs about twice as much.
ROOM = 1.0 if LONG_TEXT.exists() else 2.5
LONG_FILES = CORPUS / "renderings" / "thanh-hoa-ubnd-2022"

# The budgets: seconds where they stand alone, else what the name says.
CHARACTERS_A_SECOND = 1_500_000
LONG_SECONDS = 0.080
FILE_SECONDS = {".docx": 0.150, ".pdf": 0.350}
COLD_SECONDS = 0.6
COLD_MEGABYTES = 120
TWO_PROCESSES = 1.6
TASKS = 100_000
PAGE_SECONDS = {"list": 0.045, "list filtered, by deadline": 0.050, "search with marks": 0.060, "search without marks": 0.060}
PAGE_SECONDS |= {"matrix of 900 units by 12 periods": 0.100}
PAGE_SECONDS |= {"first page": 0.060, "first page, the office": 0.060}
PAGE_SECONDS |= {f"{page}{of}": 0.080 for page in ("where things stand", "the months") for of in ("", ", the whole department")}
ACT_SECONDS = {
    "an update": 0.030,
    "10,000 rows to XLSX in the background": 10.0,
    "XLSX of 4,000 rows read with its difference": 20.0,
    "a round of the clock over 10,000 due tasks": 10.0,
    "30 units × 83 tasks gathered, frozen and written as DOCX": 1.5,
}
ACT_MEGABYTES = 150
UNITS, TASKS_OF_EACH = 30, 83
DOCX_SECONDS, PDF_SECONDS, CHECK_SECONDS = 1.5, 1.0, 0.050
WRITTEN_REPORTS, NO_FAILURE = 200, 0
FILL_SECONDS, STATEMENTS, PAGE_BYTES = 60.0, 18, 200_000
# What the gate allows, in runs of the calibration loop: the budgets with room for a noisy minute.
GATE_LONG, GATE_FILE, GATE_COLD = 4.0, {".docx": 7.0, ".pdf": 15.0}, 25.0
LOOPS = "loops"
MOST_MEMORY = """\
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
PLAIN_LOOP = "x = 0\nfor i in range(12_000_000): x += i"


@dataclass(frozen=True)
class Figure:
    """One line of the report; `budget` is the most allowed, or the least where `least`; 0 is none."""

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
        bound = f"{'≥' if self.least else '≤'} {self.budget:,g}" if self.budget and isfinite(self.budget) else ""
        return f"{'  ' if self.kept else '✗ '}{self.name:<50}{self.value:>14,.3f} {self.unit:<14}{bound}".rstrip()


def calibration() -> None:
    """Run a fixed piece of plain Python: about 30 ms on the machine that the budgets were set on."""
    seen: dict[int, int] = {}
    for number in range(300_000):
        seen[number & 1023] = seen.get(number & 1023, 0) + number


def best(work: Callable[[], object], times: int) -> float:
    """The shortest of several runs, in seconds."""
    found = inf
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
    source = read(long_text().encode(), "directive.txt")
    extract(source)
    seconds = best(lambda: extract(source), runs)
    return [
        Figure("text → plan", len(source.text) / seconds, "characters/s", CHARACTERS_A_SECOND / ROOM, least=True),
        Figure(f"{len(source.text):,} characters → plan", seconds, "s", LONG_SECONDS * ROOM),
        Figure("text → plan in calibration loops", seconds / best(calibration, runs), LOOPS, GATE_LONG * ROOM),
    ]


def files(runs: int) -> list[Figure]:
    """Bytes → plan for the long directive as DOCX and PDF, else for the sample, reckoned at the same length."""
    figures = []
    for suffix, budget in FILE_SECONDS.items():
        path = LONG_FILES.with_suffix(suffix) if LONG_FILES.with_suffix(suffix).exists() else SAMPLE.with_suffix(suffix)
        data = path.read_bytes()
        characters = len(read(data, path.name).text)
        seconds = best(partial(_to_plan, data, path.name), runs) * (1.0 if path.parent == LONG_FILES.parent else LONG / characters)
        kind = suffix[1:].upper()
        figures.append(Figure(f"{kind}, 54 pages → plan", seconds, "s", budget * ROOM))
        figures.append(Figure(f"{kind} → plan in calibration loops", seconds / best(calibration, runs), LOOPS, GATE_FILE[suffix] * ROOM))
    return figures


def _to_plan(data: bytes, name: str) -> None:
    extract(read(data, name))


def cold_start(runs: int) -> list[Figure]:
    """`dondoc extract` of the long text in a new process: time and most memory."""
    with TemporaryDirectory() as place:
        path = Path(place, "directive.txt")
        path.write_text(long_text(), encoding="utf-8")
        command = [sys.executable, "-m", "dondoc", "extract", "--format", "json", str(path)]
        seconds = best(partial(_quietly, command), runs)
        # A child begins with the memory of its parent on its account; a small one between them keeps this process out of it.
        told = subprocess.run([sys.executable, "-c", MOST_MEMORY, *command], capture_output=True, text=True, check=True)
    megabytes = int(told.stdout) / 1024
    return [
        Figure("cold start to the end of extraction", seconds, "s", COLD_SECONDS * ROOM),
        Figure("cold start in calibration loops", seconds / best(calibration, 5), LOOPS, GATE_COLD),
        Figure("most memory of a cold start", megabytes, "MB", COLD_MEGABYTES),
    ]


def reports(runs: int) -> list[Figure]:
    """A frozen period → its report in each form; and the form check of that report."""
    snapshot = bulk_snapshot(UNITS, TASKS_OF_EACH)
    document = _report(UNITS)
    checked = official_docx(document)
    size = f"{UNITS} units × {TASKS_OF_EACH} tasks"
    check = best(lambda: check_form(checked, "report.docx"), 3 * runs)
    return [
        Figure(f"{size} consolidated, as DOCX", best(lambda: official_docx(_report(UNITS)), runs), "s", DOCX_SECONDS),
        Figure(f"{size} as PDF", best(lambda: official_pdf(document), runs), "s", PDF_SECONDS),
        Figure(f"{size} as XLSX", best(lambda: report_xlsx(snapshot), runs), "s", inf),
        Figure("form check of it", check, "s", CHECK_SECONDS),
        Figure("form check of it in calibration loops", check / best(calibration, runs), LOOPS, inf),
    ]


def _report(units: int) -> OfficialDocument:
    snapshot = bulk_snapshot(units, TASKS_OF_EACH)
    return report_document(snapshot, passages(snapshot), ISSUING)


def in_parallel(documents: int, rounds: int) -> list[Figure]:
    """`dondoc extract` of a folder into JSON files: two processes against one.

    The second processor of a shared machine comes and goes: what two plain loops gain over one, measured in turn with it,
    is taken for what the machine gives, and the gain is reckoned for two free processors.
    """
    words = SAMPLE.read_text(encoding="utf-8")[:8_000]
    with TemporaryDirectory() as place:
        folder = Path(place, "in")
        folder.mkdir()
        for number in range(documents):
            Path(folder, f"{number:04}.txt").write_text(words, encoding="utf-8")
        command = [sys.executable, "-m", "dondoc", "extract", str(folder), "--format", "json", "--output", f"{place}/out/", "--jobs"]
        works = (partial(_quietly, [*command, "1"]), partial(_quietly, [*command, "2"]), partial(_loops, 1), partial(_loops, 2))
        times = [[best(work, 1) for work in works] for _ in range(rounds)]
    alone, together, one_loop, two_loops = (min(column) for column in zip(*times, strict=True))
    gain, machine = alone / together, 2 * one_loop / two_loops
    return [
        Figure(f"{documents:,} documents in one process", documents / alone, "documents/s", 0, least=True),
        Figure("two plain loops against one, on this machine now", machine, "times", 0, least=True),
        Figure("two processes against one", gain, "times", 0, least=True),
        Figure("the same with two processors free", min(2.0, gain / machine * 2), "times", TWO_PROCESSES, least=True),
    ]


def _loops(processes: int) -> None:
    running = [subprocess.Popen([sys.executable, "-c", PLAIN_LOOP]) for _ in range(processes)]
    for process in running:
        process.wait()


def _quietly(command: Sequence[str]) -> None:
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


def register() -> list[Figure]:
    """The register's pages at 100,000 tasks for one unit's officer, on both databases; PostgreSQL only where it is installed."""
    figures = register_on("SQLite", "")
    programs = find()
    if programs is not None:
        with running(programs) as address:
            figures += register_on("PostgreSQL", address)
    return figures


def register_on(name: str, address: str) -> list[Figure]:
    """The same on one database, beside calibration loops that run right before and after."""
    command = [sys.executable, str(ROOT / "tools" / "bench_register.py"), str(TASKS)]
    with TemporaryDirectory() as place:
        settings = {"DONDOC_DATA": place, "DONDOC_DATABASE": address, "DJANGO_SETTINGS_MODULE": "dondoc.web.config.settings"}
        before = best(calibration, 5)
        told = subprocess.run(command, env={**os.environ, **settings}, capture_output=True, text=True, check=True)
        loop = min(before, best(calibration, 5))
    found = json.loads(told.stdout)
    figures = [Figure(f"{name}: {TASKS:,} tasks made", found["fill"], "s", FILL_SECONDS)]
    for page, values in found["pages"].items():
        figures.append(Figure(f"{name}: {page}", values["seconds"], "s", PAGE_SECONDS.get(page, 0) or inf))
        figures.append(Figure(f"{name}: {page} in calibration loops", values["seconds"] / loop, LOOPS, inf))
    for act, values in found["acts"].items():
        figures.append(Figure(f"{name}: {act}", values["seconds"], "s", ACT_SECONDS.get(act, 0) or inf))
        figures.append(Figure(f"{name}: {act} in calibration loops", values["seconds"] / loop, LOOPS, inf))
        if "megabytes" in values:
            figures.append(Figure(f"{name}: memory that it adds", values["megabytes"], "MB", ACT_MEGABYTES))
    figures.append(
        Figure(f"{name}: most SQL statements of a page", max(page["statements"] for page in found["pages"].values()), "", STATEMENTS)
    )
    figures.append(Figure(f"{name}: heaviest page", max(page["bytes"] for page in found["pages"].values()), "bytes", PAGE_BYTES))
    return figures


def written() -> list[Figure]:
    """Reports that two workers write in the background, each as DOCX, PDF and XLSX; none may fail or be tried twice."""
    command = [sys.executable, str(ROOT / "tools" / "bench_written.py"), str(WRITTEN_REPORTS)]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return [
        Figure(f"{WRITTEN_REPORTS} reports written by two workers", found["seconds"], "s", inf),
        Figure("files of theirs that failed or were tried twice", found["failures"], "", NO_FAILURE),
    ]


def main(arguments: Sequence[str]) -> int:
    """Print the figures; return 1 where a budget is broken (with --gate: where a gate is)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gate", action="store_true", help="only the ratios to the calibration loop and the memory")
    if parser.parse_args(arguments).gate:
        figures = [figure for figure in [*extraction(5), *files(3), *cold_start(2)] if figure.unit in (LOOPS, "MB")]
    else:
        figures = [*extraction(15), *files(7), *cold_start(5), *reports(5), *in_parallel(1000, 2), *written(), *register()]
    for figure in figures:
        print(figure)
    return 0 if all(figure.kept for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
