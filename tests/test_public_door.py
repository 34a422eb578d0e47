"""What a Python program gets from `import dondoc`, and what it costs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import dondoc
from dondoc.engine.sources.errors import UnreadableSource

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "src" / "dondoc" / "sample" / "ke-hoach-mau.txt"
HEAVY = ("lxml", "openpyxl", "rich", "pypdfium2", "numpy", "cv2", "PIL", "selectolax", "ahocorasick", "multiprocessing")


def loaded_by(code: str) -> set[str]:
    """The heavy modules that a fresh Python has loaded after `code`."""
    ask = f"{code}\nimport sys\nprint(' '.join(name for name in {HEAVY!r} if name in sys.modules))"
    ran = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    return set(ran.stdout.split("\n")[-2].split())


def test_a_path_its_bytes_and_its_source_give_the_same_plan() -> None:
    by_path = dondoc.extract(SAMPLE)
    assert by_path == dondoc.extract(str(SAMPLE))
    assert by_path == dondoc.extract(SAMPLE.read_bytes(), "ke-hoach-mau.txt")
    assert by_path == dondoc.extract(dondoc.read(SAMPLE))


def test_evidence_points_into_the_source_that_read_gives() -> None:
    source = dondoc.read(SAMPLE)
    for task in dondoc.extract(source).tasks:
        assert source.text[task.evidence.start : task.evidence.end] == task.evidence.text


def test_the_name_of_a_source_is_the_file_s_unless_another_is_given() -> None:
    assert dondoc.read(SAMPLE).name == "ke-hoach-mau.txt"
    assert dondoc.read(SAMPLE, "khac.txt").name == "khac.txt"


def test_a_file_that_cannot_be_read_is_a_named_error_in_both_languages() -> None:
    with pytest.raises(UnreadableSource) as caught:
        dondoc.extract(b"", "rong.pdf")
    assert "rong.pdf" in caught.value.vi
    assert "rong.pdf" in caught.value.en
    with pytest.raises(FileNotFoundError):
        dondoc.extract("khong-co.docx")


def test_importing_dondoc_loads_nothing_heavy() -> None:
    assert loaded_by("import dondoc") == set()


def test_reading_a_text_loads_no_library_of_another_format() -> None:
    code = f"import dondoc.cli; dondoc.cli.main(['extract', {str(SAMPLE)!r}, '-o', '/dev/null'])"
    assert loaded_by(code) <= {"ahocorasick"}


def test_the_door_offers_two_functions_and_a_version() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", dondoc.__version__)
    assert set(dondoc.__all__) == {"__version__", "extract", "read"}
