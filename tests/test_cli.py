"""The command line, as a shell sees it: what is printed where, what is written, and the exit code."""

from __future__ import annotations

import io
import json
import multiprocessing
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath

import pytest

from dondoc.cli import main
from dondoc.cli.arguments import Command, Form, UsageError, language_of, parse
from dondoc.cli.inputs import EXTENSIONS, Input, Inputs, output_names
from dondoc.cli.pool import on_processes
from dondoc.cli.work import Manner, work_on
from dondoc.engine.sources import detection
from dondoc.engine.writing.language import Language
from dondoc.engine.writing.terminal import Page
from tests import deadly

SAMPLE = Path(__file__).resolve().parents[1] / "src" / "dondoc" / "sample"
TEXT = SAMPLE / "ke-hoach-mau.txt"
SHORT = "KẾ HOẠCH\n\nII. NHIỆM VỤ\n\n1. Văn phòng Sở rà soát hồ sơ trễ hạn trước ngày 30/6/2026.\n"


@dataclass(frozen=True)
class Ran:
    """What a run left behind."""

    returncode: int
    stdout: bytes
    stderr: bytes


Shell = Callable[..., Ran]


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


# --- arguments ----------------------------------------------------------------------------------------------------------------


def test_options_may_stand_anywhere_and_the_last_one_counts() -> None:
    request = parse(["--lang", "en", "extract", "a.txt", "--format=json", "--format", "xlsx", "-o", "out", "b.txt", "-j2"])
    assert (request.command, request.language, request.form) == (Command.EXTRACT, Language.EN, Form.XLSX)
    assert (request.paths, request.output, request.jobs) == (("a.txt", "b.txt"), "out", 2)


def test_after_two_dashes_a_name_may_begin_with_a_dash() -> None:
    assert parse(["extract", "--", "-ke-hoach.txt"]).paths == ("-ke-hoach.txt",)
    assert parse(["extract", "-"]).paths == ("-",)


@pytest.mark.parametrize(
    "words, said",
    [
        ([], "Thiếu lệnh"),
        (["extrakt", "a"], "extract, review, demo"),
        (["extract"], "ít nhất một tệp"),
        (["extract", "a", "--format", "docx"], "table, json, xlsx, gold"),
        (["review", "a", "--format", "xlsx"], "table, json"),
        (["extract", "a", "--fromat", "json"], "Không có tùy chọn --fromat"),
        (["extract", "a", "-o"], "-o cần một giá trị"),
        (["extract", "a", "--jobs", "0"], "số nguyên từ 1"),
        (["extract", "a", "--jobs", "hai"], "số nguyên từ 1"),
        (["extract", "a", "--lang", "fr"], "vi, en"),
        (["demo", "a"], "chỉ nhận"),
    ],
)
def test_a_wrong_command_line_says_what_was_expected(words: list[str], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(words)
    assert said in caught.value.words.vi


def test_a_wrong_command_line_exits_with_two_and_in_the_language_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "--lang=en"]) == 2
    assert "wants at least one file" in capsys.readouterr().err
    assert main(["--lang", "en", "--nothing"]) == 2
    assert "No option --nothing" in capsys.readouterr().err
    assert language_of(["extract", "--", "--lang=en"]) is Language.VI


def test_help_and_version_go_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "{extract,review,demo}" in capsys.readouterr().out
    assert main(["extract", "--help", "--lang", "en"]) == 0
    assert "Exit codes" in capsys.readouterr().out
    assert main(["--version"]) == 0
    assert re.fullmatch(r"dondoc \d+\.\d+\.\d+\n", capsys.readouterr().out)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_line_of_the_help_is_wider_than_a_plain_terminal(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--help", "--lang", lang])
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 100


# --- files --------------------------------------------------------------------------------------------------------------------


def test_every_ending_that_is_read_out_of_a_folder_is_known_to_the_readers() -> None:
    assert {ending.removeprefix(".") for ending in EXTENSIONS} <= set(detection._EXTENSIONS)


def test_a_folder_gives_its_documents_and_those_below_in_order(folder: Path) -> None:
    assert [item.below.as_posix() for item in Inputs.of([str(folder)]).found] == ["a.txt", "b.txt", "con/a.txt"]


def test_a_document_that_is_named_twice_is_read_once(folder: Path) -> None:
    found = Inputs.of([str(folder / "b.txt"), str(folder), str(folder / "con" / ".." / "b.txt")]).found
    assert [item.below.as_posix() for item in found] == ["b.txt", "a.txt", "con/a.txt"]


def test_a_folder_without_documents_and_a_missing_file_are_said(tmp_path: Path) -> None:
    missing = Inputs.of([str(tmp_path), str(tmp_path / "khong-co.txt")]).missing
    assert ["không có tệp nào" in missing[0].vi, "Không tìm thấy" in missing[1].vi] == [True, True]


@pytest.mark.parametrize(
    "inputs, names",
    [
        (["a.docx", "b.pdf"], ["a.json", "b.json"]),
        (["a.docx", "a.pdf"], ["a.docx.json", "a.pdf.json"]),
        (["x/a.txt", "y/a.txt"], ["x/a.json", "y/a.json"]),
        (["a.txt", "a.txt", "a.txt"], ["a.txt.json", "a.txt-2.json", "a.txt-3.json"]),
        (["A.txt", "a.txt"], ["A.txt.json", "a.txt-2.json"]),
        (["ke.hoach.2026.docx"], ["ke.hoach.2026.json"]),
    ],
)
def test_two_inputs_never_share_an_output(inputs: list[str], names: list[str]) -> None:
    assert [name.as_posix() for name in output_names([Input(path, PurePath(path)) for path in inputs], ".json")] == names


def test_registers_of_a_folder_go_under_the_names_of_its_documents(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    out = tmp_path_factory.mktemp("ra") / "moi"
    assert main(["extract", str(folder), "--format", "json", "-o", f"{out}/"]) == 0
    assert sorted(path.relative_to(out).as_posix() for path in out.rglob("*.*")) == ["a.json", "b.json", "con/a.json"]
    assert json.loads((out / "con" / "a.json").read_text(encoding="utf-8"))["source"]["name"] == "a.txt"


def test_an_input_is_never_written_over(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    link = folder / "lien-ket.json"
    link.symlink_to(folder / "a.txt")
    for output in (folder / "a.txt", link):
        assert main(["extract", str(folder / "a.txt"), "--format", "json", "-o", str(output)]) == 2
        assert "không được ghi đè" in capsys.readouterr().err
    assert main(["extract", str(folder / "a.txt"), "-o", f"{folder}/"]) == 2
    assert (folder / "a.txt").read_text(encoding="utf-8") == SHORT


def test_a_register_replaces_an_older_one_whole_or_not_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(SHORT, encoding="utf-8")
    out = tmp_path / "a.json"
    out.write_text("cũ", encoding="utf-8")
    out.chmod(0o600)
    assert main(["extract", str(tmp_path / "rong.pdf"), "--format", "json", "-o", str(out)]) == 1
    assert out.read_text(encoding="utf-8") == "cũ"
    assert main(["extract", str(tmp_path / "a.txt"), "--format", "json", "-o", str(out)]) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["tasks"]
    assert out.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "a.txt"]


def test_a_place_that_cannot_be_written_is_named_with_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "khong-co" / "a.json"
    assert main(["extract", str(TEXT), "-o", str(out)]) == 1
    said = capsys.readouterr().err
    assert str(out) in said
    assert "kiểm tra đường dẫn" in said


# --- reading ------------------------------------------------------------------------------------------------------------------


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
    assert "ZeroDivisionError: chia cho 0 (test_cli.py:" in outcome.failure.vi


def test_several_workbooks_want_a_folder_and_one_workbook_wants_a_place(dondoc: Shell, folder: Path, tmp_path: Path) -> None:
    assert dondoc("extract", folder, "--format", "xlsx", "-o", tmp_path / "a.xlsx").returncode == 2
    assert dondoc("extract", folder, "--format", "xlsx").returncode == 2
    piped = dondoc("extract", folder / "a.txt", "--format", "xlsx")
    assert piped.returncode == 0
    assert piped.stdout.startswith(b"PK")


# --- the terminal -------------------------------------------------------------------------------------------------------------


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


def test_a_terminal_that_watches_is_shown_progress(folder: Path) -> None:
    for number in range(60):
        shutil.copy(TEXT, folder / f"k{number:02}.txt")
    seen = on_a_terminal("extract", folder, "--format", "json", "-o", "/dev/null", "--jobs", "2")
    assert re.search(r"█+░* \d+/63 tệp", seen)


@pytest.mark.parametrize("stop", [os.killpg, os.kill], ids=["at the keyboard", "the first process alone"])
def test_ctrl_c_ends_every_process_with_130_and_no_traceback(folder: Path, stop: Callable[[int, int], None]) -> None:
    for number in range(200):
        shutil.copy(TEXT, folder / f"k{number:03}.txt")
    command = [sys.executable, "-m", "dondoc", "extract", str(folder), "--format", "json", "--jobs", "2"]
    ran = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    assert ran.stdout is not None
    ran.stdout.readline()
    stop(ran.pid, signal.SIGINT)
    _, said = ran.communicate(timeout=20)
    assert ran.returncode == 130
    assert b"Traceback" not in said
    assert is_gone(ran.pid)


def test_a_process_that_is_killed_takes_no_file_with_it(folder: Path) -> None:
    for number in range(20):
        (folder / f"k{number:02}.txt").write_text(SHORT, encoding="utf-8")
    inputs = Inputs.of([str(folder)]).found
    coming = on_processes(inputs, Manner(Command.EXTRACT, Form.JSON, Page(80, Language.VI), colour=False, together=True), 2)
    found = [next(coming)]
    for process in multiprocessing.active_children():
        process.kill()
    found.extend(coming)
    assert [outcome.failure for outcome in found if outcome.failure is not None] == []
    assert [json.loads(outcome.payload or b"")["source"]["name"] for outcome in found] == [item.below.name for item in inputs]


def test_a_file_that_kills_its_process_is_the_only_one_lost(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "chet.txt").write_text(SHORT, encoding="utf-8")
    monkeypatch.setattr("dondoc.cli.pool.work_on", deadly.work_on)
    inputs = Inputs.of([str(folder)]).found
    found = list(on_processes(inputs, Manner(Command.EXTRACT, Form.JSON, Page(80, Language.VI), colour=False), 2))
    lost = [(item.below.name, outcome.failure.vi) for item, outcome in zip(inputs, found, strict=True) if outcome.failure is not None]
    assert [name for name, _ in lost] == ["chet.txt"]
    assert "bị hệ thống dừng" in lost[0][1]


def test_a_reader_that_leaves_early_is_no_error() -> None:
    command = f"{sys.executable} -m dondoc extract {TEXT} {TEXT.with_suffix('.docx')} --format json | head -c 10"
    ran = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)
    assert (len(ran.stdout), ran.stderr) == (10, b"")


@pytest.mark.parametrize(
    "shell, code, said",
    [
        ("{dondoc} extract {text} > /dev/full", 1, "ổ đĩa đã đầy"),
        ("{dondoc} extract {text} >&- 2>&-", 0, ""),
        ("{dondoc} extract {text} - <&-", 1, "rỗng"),
        ("PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 LC_ALL=POSIX {dondoc} --help > /dev/null", 0, ""),
        ("PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 LC_ALL=POSIX {dondoc} extract {text} > /dev/null", 0, ""),
    ],
)
def test_odd_surroundings_give_a_message_and_no_traceback(shell: str, code: int, said: str) -> None:
    ran = subprocess.run(
        ["/bin/sh", "-c", shell.format(dondoc=f"{sys.executable} -m dondoc", text=TEXT)], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, "Traceback" in ran.stderr) == (code, False), ran.stderr
    assert said in ran.stderr


@pytest.mark.skipif(sys.platform == "darwin", reason="this system refuses names that are no UTF-8")
def test_a_name_that_is_no_utf_8_or_steers_a_terminal_is_shown_without_harm(tmp_path: Path, dondoc: Shell) -> None:
    for name in (b"a\xff.txt", b"b\x1b[31m.txt"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(SHORT, encoding="utf-8")
    ran = dondoc("extract", tmp_path)
    assert (ran.returncode, b"\x1b" in ran.stdout) == (0, False)
    missing = dondoc("extract", tmp_path / "c\x1b[31m.txt", tmp_path / os.fsdecode(b"d\xff.txt"))
    assert (missing.returncode, b"\x1b" in missing.stderr) == (1, False)
    assert json.loads(dondoc("extract", "--format", "json", tmp_path / os.fsdecode(b"a\xff.txt")).stdout)["source"]["name"] == "a\ufffd.txt"


# --- review and demo ----------------------------------------------------------------------------------------------------------


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
    ran = dondoc("demo", "--lang", lang, COLUMNS="80")
    assert (ran.returncode, ran.stderr) == (0, b"")
    words = ran.stdout.decode()
    assert words.index("38/KH-SNNMT") < words.index("[number.gap]") < words.index(said) < words.index("dondoc review")
    assert max(map(len, words.splitlines())) <= 80


def is_gone(group: int) -> bool:
    """Whether no process of a group is left, within five seconds."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def on_a_terminal(*words: str | Path) -> str:
    """Run dondoc with a terminal as standard error and return what it showed."""
    ours, theirs = pty.openpty()
    ran = subprocess.Popen([sys.executable, "-m", "dondoc", *map(str, words)], stdout=subprocess.DEVNULL, stderr=theirs)
    os.close(theirs)
    seen = b""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        seen += piece
    ran.wait(timeout=20)
    os.close(ours)
    return seen.decode(errors="replace")
