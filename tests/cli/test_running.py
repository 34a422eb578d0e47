"""A run as a shell sees it: what goes to which stream, the exit code, the review and the demo."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from dondoc.cli.arguments import Command, Form
from dondoc.cli.work import Manner, work_on
from dondoc.engine.writing.language import Language
from dondoc.engine.writing.terminal import Page
from tests.cli.shell import SHORT, TEXT, Shell


def test_one_document_gives_one_json_object_and_several_give_a_line_each(dondoc: Shell, folder: Path) -> None:
    one = dondoc("extract", folder / "a.txt", "--format", "json")
    assert json.loads(one.stdout)["source"]["name"] == "a.txt"
    assert one.stdout.count(b"\n") > 10
    several = dondoc("extract", folder, "--format", "json").stdout.splitlines()
    assert [json.loads(line)["source"]["name"] for line in several] == ["a.txt", "b.txt", "a.txt"]


def test_standard_input_is_read_by_a_dash(dondoc: Shell) -> None:
    ran = dondoc("extract", "-", "--format", "json", stdin=SHORT.encode("utf-16"))
    assert ran.returncode == 0
    assert json.loads(ran.stdout)["source"]["name"] == "stdin"
    assert len(json.loads(ran.stdout)["tasks"]) == 1


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_bad_file_does_not_stop_the_others(dondoc: Shell, folder: Path, jobs: str) -> None:
    (folder / "b.pdf").write_bytes(b"%PDF-1.7 hong")
    ran = dondoc("extract", folder, folder / "khong-co.txt", "--format", "json", "--jobs", jobs)
    assert ran.returncode == 1
    assert len(ran.stdout.splitlines()) == 3
    said = ran.stderr.decode().splitlines()
    assert len(said) == 2
    assert any("b.pdf" in line for line in said)
    assert any("khong-co.txt" in line for line in said)


def test_processes_give_what_one_process_gives_in_the_same_order(dondoc: Shell, folder: Path) -> None:
    alone, together = (dondoc("extract", folder, TEXT, "--format", "gold", "--jobs", jobs).stdout for jobs in ("1", "2"))
    assert alone == together
    assert len(alone.splitlines()) == 4


def test_a_fault_in_dondoc_itself_is_told_as_one_and_not_as_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError("chia cho 0")

    monkeypatch.setattr("dondoc.cli.work.extract", fail)
    outcome = work_on(str(TEXT), Manner(Command.EXTRACT, Form.JSON, Page(80, Language.VI), colour=False))
    assert outcome.payload is None
    assert outcome.failure is not None
    assert "ZeroDivisionError: chia cho 0 (test_running.py:" in outcome.failure.vi


def test_several_workbooks_want_a_folder_and_one_workbook_wants_a_place(dondoc: Shell, folder: Path, tmp_path: Path) -> None:
    assert dondoc("extract", folder, "--format", "xlsx", "-o", tmp_path / "a.xlsx").returncode == 2
    assert dondoc("extract", folder, "--format", "xlsx").returncode == 2
    piped = dondoc("extract", folder / "a.txt", "--format", "xlsx")
    assert piped.returncode == 0
    assert piped.stdout.startswith(b"PK")


def test_a_pipe_gets_no_colour_and_a_hundred_columns(dondoc: Shell) -> None:
    words = dondoc("extract", TEXT).stdout.decode()
    assert "\x1b" not in words
    assert max(map(len, words.splitlines())) <= 100
    assert "Văn phòng Đăng ký đất đai" in words


def test_columns_and_colour_follow_the_environment(dondoc: Shell) -> None:
    assert max(map(len, dondoc("extract", TEXT, COLUMNS="80").stdout.decode().splitlines())) <= 80
    assert b"\x1b[" in dondoc("extract", TEXT, FORCE_COLOR="1").stdout
    assert b"\x1b[" not in dondoc("extract", TEXT, FORCE_COLOR="1", NO_COLOR="1").stdout


def test_nothing_but_messages_goes_to_a_standard_error_that_nobody_watches(dondoc: Shell, folder: Path) -> None:
    assert dondoc("extract", folder, "--jobs", "2").stderr == b""


@pytest.mark.skipif(sys.platform == "darwin", reason="this system refuses names that are no UTF-8")
def test_a_name_that_is_no_utf_8_or_steers_a_terminal_is_shown_without_harm(tmp_path: Path, dondoc: Shell) -> None:
    for name in (b"a\xff.txt", b"b\x1b[31m.txt"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(SHORT, encoding="utf-8")
    ran = dondoc("extract", tmp_path)
    assert (ran.returncode, b"\x1b" in ran.stdout) == (0, False)
    missing = dondoc("extract", tmp_path / "c\x1b[31m.txt", tmp_path / os.fsdecode(b"d\xff.txt"))
    assert (missing.returncode, b"\x1b" in missing.stderr) == (1, False)
    assert json.loads(dondoc("extract", "--format", "json", tmp_path / os.fsdecode(b"a\xff.txt")).stdout)["source"]["name"] == "a\ufffd.txt"


def test_a_review_is_shown_and_written_as_json_and_is_no_failure(dondoc: Shell) -> None:
    shown = dondoc("review", TEXT)
    assert shown.returncode == 0
    words = shown.stdout.decode()
    assert "2.3" in words
    assert "[number.gap]" in words
    assert "rõ người" in words
    data = json.loads(dondoc("review", TEXT, "--format", "json").stdout)
    assert list(data) == ["dondoc", "source", "remarks", "clarity"]
    assert {"code", "severity", "evidence", "vi", "en", "related"} == set(data["remarks"][0])
    assert 0 <= data["clarity"]["score"] <= 1


@pytest.mark.parametrize("lang, said", [("vi", "Thử tiếp với văn bản của anh, chị"), ("en", "Try it with a document of your own")])
def test_the_demo_shows_the_register_the_review_and_what_to_try_next(dondoc: Shell, lang: str, said: str) -> None:
    ran = dondoc("demo", "--print", "--lang", lang, COLUMNS="80")
    assert (ran.returncode, ran.stderr) == (0, b"")
    words = ran.stdout.decode()
    assert words.index("38/KH-SNNMT") < words.index("[number.gap]") < words.index(said) < words.index("dondoc review")
    assert max(map(len, words.splitlines())) <= 80
