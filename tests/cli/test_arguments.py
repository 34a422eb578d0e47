"""The words of a command line: what they ask for, and what a wrong one is told."""

from __future__ import annotations

import re

import pytest

from dondoc.cli import main
from dondoc.cli.arguments import Command, Form, Serving, UsageError, language_of, parse
from dondoc.engine.writing.language import Language


def test_options_may_stand_anywhere_and_the_last_one_counts() -> None:
    request = parse(["--lang", "en", "extract", "a.txt", "--format=json", "--format", "xlsx", "-o", "out", "b.txt", "-j2"])
    assert (request.command, request.language, request.form) == (Command.EXTRACT, Language.EN, Form.XLSX)
    assert (request.paths, request.output, request.jobs) == (("a.txt", "b.txt"), "out", 2)


def test_after_two_dashes_a_name_may_begin_with_a_dash() -> None:
    assert parse(["extract", "--", "-ke-hoach.txt"]).paths == ("-ke-hoach.txt",)
    assert parse(["extract", "-"]).paths == ("-",)


def test_the_commands_of_the_web_side_take_their_own_options() -> None:
    served = parse(["serve", "--host", "0.0.0.0", "--port", "8080", "--workers", "3", "--plain-http"]).serving
    assert (served.host, served.port, served.processes, served.plain_http) == ("0.0.0.0", 8080, 3, True)
    assert parse(["serve"]).serving == Serving()
    assert parse(["worker", "--concurrency", "4"]).serving.processes == 4
    assert parse(["createadmin", "--username", "lan", "--full-name", "Nguyễn Thị Lan"]).passed == (
        "--username=lan",
        "--full-name=Nguyễn Thị Lan",
    )
    assert parse(["demo", "--print"]).prints
    assert parse(["demo", "--data", "mau"]).data == "mau"


@pytest.mark.parametrize(
    "words, said",
    [
        ([], "Thiếu lệnh"),
        (["extrakt", "a"], "extract, review, form-check, serve, worker, tick, migrate, createadmin, audit, demo"),
        (["extract"], "ít nhất một tệp"),
        (["extract", "a", "--format", "odt"], "table, json, xlsx, gold, docx, pdf"),
        (["review", "a", "--format", "xlsx"], "table, json"),
        (["extract", "a", "--fromat", "json"], "Không có tùy chọn --fromat"),
        (["extract", "a", "-o"], "-o cần một giá trị"),
        (["extract", "a", "--jobs", "0"], "số nguyên từ 1"),
        (["extract", "a", "--jobs", "hai"], "số nguyên từ 1"),
        (["extract", "a", "--lang", "fr"], "vi, en"),
        (["demo", "a"], "chỉ nhận tùy chọn"),
        (["serve", "--port", "tám"], "số nguyên từ 1"),
        (["serve", "--port", "70000"], "lớn nhất là 65535"),
        (["serve", "--workers", "0"], "số nguyên từ 1"),
        (["serve", "--format", "json"], "--host, --port, --workers, --plain-http"),
        (["extract", "a", "--port", "8000"], "không có tùy chọn --port"),
        (["worker", "a"], "--concurrency"),
        (["migrate", "--jobs", "2"], "không có tùy chọn --jobs"),
        (["audit"], "dondoc audit verify"),
        (["audit", "repair"], "dondoc audit verify"),
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
    assert "{extract,review,form-check,serve,worker,tick,migrate,createadmin,audit,demo}" in capsys.readouterr().out
    assert main(["extract", "--help", "--lang", "en"]) == 0
    assert "Exit codes" in capsys.readouterr().out
    assert main(["--version"]) == 0
    assert re.fullmatch(r"dondoc \d+\.\d+\.\d+\n", capsys.readouterr().out)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_line_of_the_help_is_wider_than_a_plain_terminal(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--help", "--lang", lang])
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 100
