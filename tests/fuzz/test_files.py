"""Damaged and hostile files of every format are read or refused with a named reason, in bounded time; `make fuzz` hunts longer."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.extraction import extract
from dondoc.engine.sources import read
from dondoc.engine.sources.errors import UnreadableSource
from dondoc.engine.sources.source import Source
from tests.engine.extraction.building import evidences
from tests.engine.extraction.passages import stands
from tests.fuzz.mutating import damaged, samples

# A sample of this size is read in a tenth of a second; a damaged one may take a while, but never hang.
MOST_SECONDS = 10


@pytest.fixture(autouse=True, scope="module")
def _no_programs() -> Iterator[None]:
    """Leave OCR and LibreOffice out: each file that wants them would cost seconds, and they are refused by name instead."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", "")
        yield


def survives(name: str, data: bytes) -> bool:
    """Read a file and extract its plan, or see it refused; tell which, and fail for anything else."""
    start = time.process_time()
    read_or_refused = _read(name, data)
    if isinstance(read_or_refused, UnreadableSource):
        assert read_or_refused.vi
        assert read_or_refused.en
    else:
        assert all(stands(evidence, read_or_refused.text) for evidence in evidences(extract(read_or_refused)))
    assert time.process_time() - start < MOST_SECONDS
    return not isinstance(read_or_refused, UnreadableSource)


def _read(name: str, data: bytes) -> Source | UnreadableSource:
    try:
        return read(data, name)
    except UnreadableSource as refused:
        return refused


@pytest.mark.parametrize("name", samples())
def test_the_sound_files_that_are_damaged_below_are_read(name: str) -> None:
    assert survives(name, samples()[name])


@given(damaged())
def test_a_damaged_file_is_read_or_refused_by_name(file: tuple[str, bytes]) -> None:
    survives(*file)


@given(st.sampled_from(["a.txt", "a.docx", "a.pdf", "a.xlsx", "a.html", "a.md", "a.mht", "a", ""]), st.binary(max_size=400))
def test_random_bytes_under_any_name_are_read_or_refused_by_name(name: str, data: bytes) -> None:
    survives(name, data)


@given(
    st.sampled_from(["a.txt", "a.html", "a.md"]),
    st.text(max_size=400),
    st.sampled_from(["utf-8", "utf-16", "utf-8-sig", "utf-32", "cp1258"]),
)
def test_any_words_in_any_encoding_are_read_or_refused_by_name(name: str, words: str, encoding: str) -> None:
    survives(name, words.encode(encoding, errors="replace"))
