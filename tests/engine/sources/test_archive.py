"""Zip-based files are opened within bounds."""

from __future__ import annotations

import random
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.sources.archive import MAX_ENTRIES, MAX_PART, open_archive
from dondoc.engine.sources.errors import BrokenFile, EncryptedFile, TooLarge, UnreadableSource
from tests.engine.sources.office_files import zipped

_SIZE_IN_DIRECTORY = 24


def patched(data: bytes, offset: int, value: bytes) -> bytes:
    """Change a field of the first entry of the central directory."""
    at = data.index(b"PK\x01\x02") + offset
    return data[:at] + value + data[at + len(value) :]


def test_parts_are_found_whatever_the_case_and_slashes_of_their_names() -> None:
    archive = open_archive(zipped({"Word\\Document.xml": b"a", "/_rels/.rels": b"b"}), "a.docx")
    assert archive.read("word/document.xml") == b"a"
    assert archive.read("_rels/.rels") == b"b"
    assert archive.read("word/other.xml") is None


def test_a_part_that_unpacks_far_beyond_its_packed_size_is_refused() -> None:
    bomb = zipped({"word/document.xml": b"\0" * (8 << 20)})
    assert len(bomb) < 20_000
    with pytest.raises(TooLarge):
        open_archive(bomb, "a.docx").read("word/document.xml")


def test_a_part_above_the_bound_is_refused_before_it_is_unpacked() -> None:
    data = patched(zipped({"a.xml": b"x" * 100}, zipfile.ZIP_STORED), _SIZE_IN_DIRECTORY, (MAX_PART + 1).to_bytes(4, "little"))
    with pytest.raises(TooLarge):
        open_archive(data, "a.docx").read("a.xml")


def test_parts_that_are_too_large_together_are_refused() -> None:
    data = patched(zipped({"a.xml": b"x"}), _SIZE_IN_DIRECTORY, (600 << 20).to_bytes(4, "little"))
    with pytest.raises(TooLarge):
        open_archive(data, "a.docx")


def test_a_false_declared_size_is_damage() -> None:
    packed = zipped({"a.xml": random.Random(1).randbytes(5000)})
    with pytest.raises(BrokenFile):
        open_archive(patched(packed, _SIZE_IN_DIRECTORY, (900).to_bytes(4, "little")), "a.docx").read("a.xml")


def test_too_many_entries_are_refused() -> None:
    data = zipped({f"{n}": b"" for n in range(MAX_ENTRIES + 1)}, zipfile.ZIP_STORED)
    with pytest.raises(TooLarge):
        open_archive(data, "a.docx")


def test_a_part_under_a_password_is_an_encrypted_file() -> None:
    with pytest.raises(EncryptedFile):
        open_archive(patched(zipped({"a.xml": b"x"}), 8, b"\x01"), "a.docx").read("a.xml")


def test_compressions_that_no_office_program_writes_are_refused() -> None:
    with pytest.raises(BrokenFile):
        open_archive(zipped({"a.xml": b"x" * 500}, zipfile.ZIP_LZMA), "a.docx").read("a.xml")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x05\x06", b"PK\x03\x04" + bytes(400)])
def test_what_is_no_whole_zip_is_broken(data: bytes) -> None:
    with pytest.raises(BrokenFile):
        open_archive(data, "a.docx")


SEED = zipped({"word/document.xml": b"<a/>" * 50, "b/c.xml": b"d" * 30})


@given(st.lists(st.tuples(st.integers(0, len(SEED) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_damaged_zips_give_bytes_or_named_errors(changes: list[tuple[int, int]]) -> None:
    data = bytearray(SEED)
    for at, value in changes:
        data[at] = value
    try:
        archive = open_archive(bytes(data), "a.docx")
        for part in archive.members:
            archive.read(part)
    except UnreadableSource:
        pass
