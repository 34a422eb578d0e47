"""Holds the renderings of one real directive to the tasks of its text: same lead, same deadline, whatever the file."""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import pytest

from dondoc.engine.extraction import extract
from dondoc.engine.extraction.plan import Task
from dondoc.engine.sources import read
from dondoc.engine.vocabulary.folding import key
from tests.corpus import CORPUS, needs_corpus
from tests.engine.extraction.building import when

NAME = "thanh-hoa-ubnd-2022"
IN_CI = os.environ.get("CI") == "true"  # where nothing may be left out
FOLDER = CORPUS / "renderings" if CORPUS else Path()
# In a scan a letter of a name and a word or two of a task may be misread: "ban quản lý khu kinh tế nghỉ sơn".
MOSTLY_ALIKE = 0.85
NEARLY_ALIKE = 0.9

pytestmark = [needs_corpus, pytest.mark.corpus]


def words(task: Task) -> str:
    """Return the letters and figures of a task, by which it is known in any rendering."""
    return re.sub(r"[\W_]+", "", key(unicodedata.normalize("NFC", task.text)))


def leads(task: Task) -> list[str]:
    """Return who leads a task, as names are compared."""
    return [key(unicodedata.normalize("NFC", lead.name)) for lead in task.leads]


@cache
def tasks(path: Path) -> tuple[Task, ...]:
    """Return the tasks of a file; a scan is read once."""
    return extract(read(path.read_bytes(), path.name)).tasks


def missing(truth: tuple[Task, ...], found: tuple[Task, ...], *, scanned: bool = False) -> list[str]:
    """Return the tasks of `truth` that `found` lacks or gives with other leads or another deadline."""
    rest = list(found)
    lost = []
    for task in truth:
        match = next((at for at, other in enumerate(rest) if _same(task, other, scanned)), None)
        if match is None:
            lost.append(f"{task.evidence.line}: {leads(task)} {when(task.deadline)} {task.text[:80]}")
        else:
            del rest[match]
    return lost


def _same(task: Task, other: Task, scanned: bool) -> bool:
    ours, theirs = leads(task), leads(other)
    if when(task.deadline) != when(other.deadline) or len(ours) != len(theirs):
        return False
    if not scanned:
        return ours == theirs and words(task) == words(other)
    return all(_alike(*pair, NEARLY_ALIKE) for pair in zip(ours, theirs, strict=True)) and _alike(words(task), words(other), MOSTLY_ALIKE)


def _alike(one: str, other: str, least: float) -> bool:
    matcher = SequenceMatcher(None, one[:160], other[:160], autojunk=False)
    return matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least and matcher.ratio() >= least


@pytest.mark.parametrize("suffix", ["docx", "html", "pdf"])
def test_a_rendering_gives_the_tasks_of_the_text(suffix: str) -> None:
    truth = tasks(FOLDER.parent / f"{NAME}.txt")
    lost = missing(truth, tasks(FOLDER / f"{NAME}.{suffix}"))
    assert len(lost) <= len(truth) * 0.02, "\n".join(lost)


@pytest.mark.programs
@pytest.mark.skipif(not (IN_CI or shutil.which("soffice")), reason="LibreOffice is not installed: apt-get install libreoffice-writer")
def test_an_old_word_file_gives_the_tasks_of_the_text() -> None:
    truth = tasks(FOLDER.parent / f"{NAME}.txt")
    lost = missing(truth, tasks(FOLDER / f"{NAME}.doc"))
    assert len(lost) <= len(truth) * 0.02, "\n".join(lost)


@pytest.mark.programs
@pytest.mark.skipif(not (IN_CI or shutil.which("tesseract")), reason="not installed: apt-get install tesseract-ocr tesseract-ocr-vie")
@pytest.mark.parametrize(("scan", "share"), [("scan-clean", 0.95), ("scan-noisy", 0.90)])
def test_a_scan_gives_nearly_all_tasks_of_its_pages(scan: str, share: float) -> None:
    truth = tasks(FOLDER / f"{NAME}.9-pages.pdf")
    lost = missing(truth, tasks(FOLDER / f"{NAME}.9-pages.{scan}.pdf"), scanned=True)
    assert len(lost) <= len(truth) * (1 - share), f"{len(lost)} of {len(truth)}\n" + "\n".join(lost)
