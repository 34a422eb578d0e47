"""Runs the command line inside a test, and lays out a folder of directives."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from dondoc.cli import main
from tests.cli.shell import SHORT, Ran, Shell


@pytest.fixture
def dondoc(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Shell:
    """Runs the command line in this process, as if in a pipe: words, what standard input holds, and the environment."""

    def run(*words: str | Path, stdin: bytes = b"", **variables: str) -> Ran:
        with monkeypatch.context() as patch:
            for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
                patch.delenv(name, raising=False)
            for name, value in variables.items():
                patch.setenv(name, value)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
            code = main([str(word) for word in words])
        return Ran(code, *capsysbinary.readouterr())

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three short directives, one of them below, and what a folder holds beside documents."""
    (tmp_path / "con").mkdir()
    for name in ("a.txt", "b.txt", "con/a.txt"):
        (tmp_path / name).write_text(SHORT, encoding="utf-8")
    (tmp_path / "~$a.docx").write_bytes(b"lock")
    (tmp_path / ".an.txt").write_text(SHORT, encoding="utf-8")
    (tmp_path / "anh.gif").write_bytes(b"GIF89a")
    return tmp_path
