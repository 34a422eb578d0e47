"""Older office formats are read through LibreOffice, which is kept on a short lead."""

from __future__ import annotations

import json
import os
import shutil
import stat
import time
from pathlib import Path

import pytest

from dondoc.engine.sources import office
from dondoc.engine.sources.errors import BrokenFile, MissingProgram, TooLarge
from dondoc.engine.sources.source import Format
from tests.corpus import CORPUS, needs_corpus
from tests.engine.sources.laid_out import laid_out
from tests.engine.sources.office_files import compound

needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None and os.environ.get("CI") != "true",
    reason="LibreOffice is not installed: apt-get install libreoffice-writer-nogui libreoffice-calc-nogui",
)

RTF = (
    rb"{\rtf1\ansi\uc1 {\b K\u7870? HO\u7840?CH}\par "
    rb"\trowd\cellx2000\cellx5000 1\intbl\cell R\u224? so\u225?t\intbl\cell\row\pard "
    rb"{\field{\*\fldinst INCLUDEPICTURE http://127.0.0.1:9/x.png}{\fldrslt }}H\u7871?t.\par}"
)


@pytest.mark.programs
@needs_libreoffice
def test_a_rich_text_file_is_converted_and_read_with_a_note() -> None:
    source = office.read(RTF, "a.rtf")
    assert laid_out(source) == ["KẾ HOẠCH", [["1", "Rà soát"]], "Hết."]
    assert source.format is Format.DOCX
    assert source.notes[0].code == "office.converted"


@pytest.mark.programs
@needs_libreoffice
def test_an_open_document_is_read_without_the_file_that_it_links_to(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật", encoding="utf-8")
    flat = (
        '<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:section text:name="s">'
        f'<text:section-source xlink:href="{secret.as_uri()}" xlink:type="simple"/></text:section><text:p>Sở Nội vụ chủ trì.</text:p>'
        "</office:text></office:body></office:document>"
    )
    assert laid_out(office.read(flat.encode(), "a.fodt")) == ["Sở Nội vụ chủ trì."]


@pytest.mark.programs
@needs_libreoffice
def test_a_file_that_libreoffice_cannot_open_is_broken() -> None:
    with pytest.raises(BrokenFile):
        office.read(compound([("WordDocument", b"\xec\xa5" + bytes(4000))]), "a.doc")


@pytest.mark.programs
@needs_libreoffice
@needs_corpus
def test_the_old_word_rendering_reads_as_its_truth() -> None:
    assert CORPUS is not None
    rendering = CORPUS / "renderings" / "thanh-hoa-ubnd-2022.doc"
    truth = json.loads(rendering.with_suffix(".truth.json").read_text(encoding="utf-8"))
    got = laid_out(office.read(rendering.read_bytes(), rendering.name))
    assert [block for block in got if isinstance(block, str)] == [block for kind, block in truth if kind == "p"]
    rows = [row for kind, block in truth if kind == "t" for row in block if len(row) > 2]
    assert [row for block in got if not isinstance(block, str) for row in block if len(row) > 2 and len(set(row)) > 1] == rows


def stand_in(folder: Path, script: str, *, library: bool = True) -> None:
    """Put a shell script in the place of LibreOffice."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    if library:
        (folder / "libswlo.so").touch()


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder where programs are looked for first, beside the system's own tools."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setattr(office.shutil, "which", lambda name: str(folder / name) if (folder / name).exists() else None)
    return folder


def test_without_libreoffice_the_message_names_the_debian_package(programs: Path) -> None:
    with pytest.raises(MissingProgram) as caught:
        office.read(RTF, "a.rtf")
    assert "libreoffice-writer-nogui" in caught.value.vi
    stand_in(programs, "exit 0", library=False)
    with pytest.raises(MissingProgram):
        office.read(RTF, "a.rtf")


def test_a_conversion_that_hangs_is_stopped_with_all_its_children(programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "TIME_LIMIT", 0.3)
    child = tmp_path / "child"
    stand_in(programs, f"sleep 60 & echo $! > {child}; wait")
    with pytest.raises(TooLarge):
        office.read(RTF, "a.rtf")
    # A killed orphan still counts as running until the system has collected it; the child would sleep for a minute.
    ends = time.monotonic() + 10
    while _runs(int(child.read_text())) and time.monotonic() < ends:
        time.sleep(0.05)
    assert not _runs(int(child.read_text()))


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().split(")")[1].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def test_the_name_of_the_file_is_never_part_of_the_command(programs: Path, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    stand_in(programs, f'echo "$@" > {seen}')
    with pytest.raises(BrokenFile):
        office.read(RTF, "--version; rm -rf x.rtf")
    assert "rm -rf" not in seen.read_text()
    assert "--headless" in seen.read_text()


def test_what_a_conversion_writes_is_bounded(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "MAX_OUTPUT", 1000)
    stand_in(programs, "mkdir -p out; head -c 100000 /dev/zero > out/source.docx")
    with pytest.raises(BrokenFile):
        office.read(RTF, "a.rtf")
