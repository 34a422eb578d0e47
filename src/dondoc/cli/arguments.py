"""Turns the words of a command line into a request, or into an error that says what was expected."""

from __future__ import annotations

import getopt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dondoc.engine.writing.language import Language, Words


class Command(StrEnum):
    """What to do; the last two come from options, not from a word."""

    EXTRACT = "extract"
    REVIEW = "review"
    DEMO = "demo"
    HELP = "help"
    VERSION = "version"


class Form(StrEnum):
    """How a register is written."""

    TABLE = "table"
    JSON = "json"
    XLSX = "xlsx"
    GOLD = "gold"


@dataclass(frozen=True, slots=True)
class Request:
    """A whole command line; `jobs` is `None` where nobody chose."""

    command: Command
    language: Language
    paths: tuple[str, ...] = ()
    form: Form = Form.TABLE
    output: str | None = None
    jobs: int | None = None


class UsageError(Exception):
    """A command line that asks for nothing dondoc can do; `words` say what is wrong and what was expected."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.words = Words(vi, en)


_SHORT = "ho:j:"
_LONG = ("help", "version", "format=", "output=", "jobs=", "lang=")
_ALSO = {"-h": "--help", "-o": "--output", "-j": "--jobs"}
_COMMANDS = (Command.EXTRACT, Command.REVIEW, Command.DEMO)
_FORMS = {
    Command.EXTRACT: (Form.TABLE, Form.JSON, Form.XLSX, Form.GOLD),
    Command.REVIEW: (Form.TABLE, Form.JSON),
    Command.DEMO: (),
}


def language_of(words: Sequence[str]) -> Language:
    """Return the language asked for, before anything else is understood: errors are said in it too."""
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == "--":
            break
        if word in ("--lang=en", "--lang") and (word.endswith("en") or following == "en"):
            return Language.EN
    return Language.VI


def parse(words: Sequence[str]) -> Request:
    """Return the request that the words after the program's name make; raises UsageError."""
    options, places = _split(words)
    language = Language(_one_of("--lang", options.get("--lang", "vi"), tuple(Language)))
    if "--help" in options:
        return Request(Command.HELP, language)
    if "--version" in options:
        return Request(Command.VERSION, language)
    if not places:
        raise UsageError("Thiếu lệnh.", "A command is missing.")
    command = Command(_one_of("", places[0], _COMMANDS))
    paths = tuple(places[1:])
    _check(command, options, paths)
    return Request(
        command,
        language,
        paths=paths,
        form=Form(_one_of("--format", options.get("--format", "table"), _FORMS[command] or tuple(Form))),
        output=options.get("--output"),
        jobs=_jobs(options.get("--jobs")),
    )


def _split(words: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Part options from places; an option given twice counts as given last."""
    try:
        given, places = getopt.gnu_getopt(list(words), _SHORT, _LONG)
    except getopt.GetoptError as error:
        name = ("--" if len(error.opt) > 1 else "-") + error.opt
        wants = error.opt + "=" in _LONG or error.opt + ":" in _SHORT
        if wants:
            raise UsageError(f"Tùy chọn {name} cần một giá trị.", f"Option {name} wants a value.") from error
        known = ", ".join("--" + option.rstrip("=") for option in _LONG)
        raise UsageError(f"Không có tùy chọn {name}; các tùy chọn: {known}.", f"No option {name}; there are {known}.") from error
    return {_ALSO.get(name, name): value for name, value in given}, places


def _one_of(option: str, value: str, allowed: Sequence[str]) -> str:
    if value in allowed:
        return value
    listed = ", ".join(allowed)
    if option:
        raise UsageError(f"{option} {value!r}: giá trị phải là một trong: {listed}.", f"{option} {value!r}: expected one of {listed}.")
    raise UsageError(f"Không có lệnh {value!r}; các lệnh: {listed}.", f"No command {value!r}; there are {listed}.")


def _check(command: Command, options: dict[str, str], paths: tuple[str, ...]) -> None:
    if command is not Command.DEMO and not paths:
        raise UsageError(
            f"Lệnh {command} cần ít nhất một tệp hoặc thư mục («-» là đầu vào chuẩn).",
            f"{command} wants at least one file or folder (“-” is standard input).",
        )
    if command is Command.DEMO and (paths or options.keys() - {"--lang"}):
        raise UsageError("Lệnh demo chỉ nhận tùy chọn --lang.", "demo takes only the option --lang.")


def _jobs(value: str | None) -> int | None:
    if value is None:
        return None
    if not (value.isascii() and value.isdigit() and int(value) >= 1):
        raise UsageError(f"--jobs {value!r}: phải là số nguyên từ 1 trở lên.", f"--jobs {value!r}: expected a whole number from 1 up.")
    return int(value)
