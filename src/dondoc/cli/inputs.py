"""Turns the paths of a command line into the documents to read and the names of what is written for them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from dondoc.engine.writing.language import Words

STDIN = "-"
# What is read out of a folder; a file that is named outright is read whatever it is called.
EXTENSIONS = frozenset(
    ".docx .docm .doc .odt .rtf .pdf .xlsx .xlsm .xls .html .htm .mht .mhtml .txt .md .markdown .png .jpg .jpeg .tif .tiff".split()
)


@dataclass(frozen=True, slots=True)
class Input:
    """A document to read: `path`, or `-`; `below` is its path under the folder that was given, else its bare name."""

    path: str
    below: PurePath


@dataclass(frozen=True, slots=True)
class Inputs:
    """The documents that the paths lead to, in order and once each, and what could not be found."""

    found: tuple[Input, ...]
    missing: tuple[Words, ...]

    @classmethod
    def of(cls, paths: Sequence[str]) -> Inputs:
        """Look up every path; folders give the readable files in them and below, in the order of their names."""
        found: dict[str, Input] = {}
        missing: list[Words] = []
        for path in paths:
            here = list(_inputs(path))
            for item in here:
                found.setdefault(os.path.realpath(item.path) if item.path != STDIN else STDIN, item)
            if not here:
                missing.append(_nothing(path))
        return cls(tuple(found.values()), tuple(missing))


def output_names(inputs: Sequence[Input], ending: str) -> list[PurePath]:
    """Return the path below the output folder for each input, all different: `a.json`; where two would be one, `a.docx.json`."""
    short = [item.below.with_suffix(ending) if item.path != STDIN else PurePath("stdin" + ending) for item in inputs]
    doubled = Counter(_key(name) for name in short)
    taken: set[str] = set()
    names = []
    for item, name in zip(inputs, short, strict=True):
        full = item.below.with_name(item.below.name + ending)
        chosen = name if doubled[_key(name)] == 1 else full
        number = 2
        while _key(chosen) in taken:
            chosen = full.with_name(f"{item.below.name}-{number}{ending}")
            number += 1
        taken.add(_key(chosen))
        names.append(chosen)
    return names


def _inputs(path: str) -> Iterator[Input]:
    if path == STDIN:
        yield Input(STDIN, PurePath("stdin"))
    elif os.path.isdir(path):
        for folder, below, files in os.walk(path):
            below[:] = sorted(name for name in below if not name.startswith("."))
            for name in sorted(files):
                # "~$ke-hoach.docx" is the lock that Word leaves beside an open document.
                if PurePath(name).suffix.lower() in EXTENSIONS and not name.startswith((".", "~$")):
                    full = Path(folder, name)
                    yield Input(str(full), full.relative_to(path))
    elif os.path.exists(path):
        yield Input(path, PurePath(PurePath(path).name))


def _nothing(path: str) -> Words:
    if os.path.isdir(path):
        return Words(
            f"Thư mục «{path}» không có tệp nào dondoc đọc được. Hãy kiểm tra đường dẫn và đuôi tệp.",
            f"Folder “{path}” holds no file that dondoc reads. Check the path and the endings of the names.",
        )
    return Words(
        f"Không tìm thấy tệp «{path}». Hãy kiểm tra đường dẫn.",
        f"There is no file “{path}”. Check the path.",
    )


def _key(name: PurePath) -> str:
    """Return what two names that a case-blind disk takes for one have in common."""
    return str(name).casefold()
