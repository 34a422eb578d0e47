"""The files of an outgoing document: which there are, how far their writing is, where their bytes lie, and what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dondoc.engine.vocabulary.folding import fold, unaccented
from dondoc.web.jobs.models import Job
from dondoc.web.reports.models import Outgoing, OutgoingKind, WrittenFile

_PAPER = ("docx", "pdf")
_LONGEST_SLUG = 60


@dataclass(frozen=True, slots=True)
class FileRow:
    """One format of a document's words as they stand: the file where it is written, else the job that writes it, else nothing."""

    format: str
    written: WrittenFile | None
    job: Job | None

    @property
    def is_ready(self) -> bool:
        """Whether it can be taken."""
        return self.written is not None and bool(self.written.sha256)

    @property
    def is_awaited(self) -> bool:
        """Whether somebody writes it."""
        return not self.is_ready and self.job is not None and not self.job.finished

    @property
    def has_failed(self) -> bool:
        """Whether its writing ended without a file."""
        return not self.is_ready and self.job is not None and self.job.finished

    @property
    def note(self) -> str:
        """What is to be known of the file, as the job that wrote it said."""
        return str((self.job.result or {}).get("note", "")) if self.job is not None and isinstance(self.job.result, dict) else ""


def formats_of(outgoing: Outgoing) -> tuple[str, ...]:
    """Return the formats that a document is written in: a report's annexes as a workbook too."""
    return (*_PAPER, "xlsx") if outgoing.kind == OutgoingKind.REPORT and outgoing.snapshot_id is not None else _PAPER


def files_of(outgoing: Outgoing) -> tuple[FileRow, ...]:
    """Return the files of the document's words as they stand, in one statement."""
    found = {one.format: one for one in outgoing.files.filter(of_version=outgoing.text_version).select_related("job")}
    return tuple(FileRow(name, found.get(name), found[name].job if name in found else None) for name in formats_of(outgoing))


def path_of(sha256: str) -> str:
    """Return where the bytes of a hash lie in storage."""
    return f"van-ban-di/{sha256[:2]}/{sha256}"


def file_name(outgoing: Outgoing, ending: str, *, signed: bool = False) -> str:
    """Return the name under which a file is taken: "05-BC-SNNMT-ket-qua-quy-iv.pdf"."""
    parts = [f"{outgoing.number:02}" if outgoing.number is not None else "du-thao", *_words(outgoing.symbol), *_words(outgoing.title)]
    stem = "-".join(parts)[:_LONGEST_SLUG].rstrip("-")
    return f"{stem}{'-da-ky' if signed else ''}.{ending}"


def _words(text: str) -> Iterator[str]:
    plain = unaccented(fold(text))
    yield from (re.findall(r"[a-z0-9]+", plain) if text != text.upper() else re.findall(r"\w+", text))
