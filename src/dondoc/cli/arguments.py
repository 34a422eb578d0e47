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
    FORM_CHECK = "form-check"
    SERVE = "serve"
    WORKER = "worker"
    TICK = "tick"
    MIGRATE = "migrate"
    CREATEADMIN = "createadmin"
    AUDIT = "audit"
    DEMO = "demo"
    HELP = "help"
    VERSION = "version"


class Form(StrEnum):
    """How a register or a check is written."""

    TABLE = "table"
    JSON = "json"
    XLSX = "xlsx"
    GOLD = "gold"
    DOCX = "docx"
    PDF = "pdf"

    @property
    def is_binary(self) -> bool:
        """Whether it is a file of its own for each document, and nothing for a terminal."""
        return self in (Form.XLSX, Form.DOCX, Form.PDF)


_HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Serving:
    """Where pages are served, and by how many processes; `port` is `None` where nobody chose."""

    host: str = _HOST
    port: int | None = None
    processes: int = 1
    plain_http: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """A whole command line; `jobs` is `None` where nobody chose, `passed` goes on to a command of the web side as it stands.

    `prints` and `data` are the demo's: print a register instead of serving an office, and the folder in which to keep that office.
    """

    command: Command
    language: Language
    paths: tuple[str, ...] = ()
    form: Form = Form.TABLE
    output: str | None = None
    jobs: int | None = None
    serving: Serving = Serving()
    prints: bool = False
    data: str | None = None
    passed: tuple[str, ...] = ()


class UsageError(Exception):
    """A command line that asks for nothing dondoc can do; `words` say what is wrong and what was expected."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.words = Words(vi, en)


_SHORT = "ho:j:"
_ALSO = {"-h": "--help", "-o": "--output", "-j": "--jobs"}
_EVERYWHERE = ("help", "version", "lang=")
_OPTIONS: dict[Command, tuple[str, ...]] = {
    Command.EXTRACT: ("format=", "output=", "jobs="),
    Command.REVIEW: ("format=", "output=", "jobs="),
    Command.FORM_CHECK: ("format=", "output=", "jobs="),
    Command.SERVE: ("host=", "port=", "workers=", "plain-http"),
    Command.WORKER: ("concurrency=",),
    Command.TICK: (),
    Command.MIGRATE: (),
    Command.CREATEADMIN: ("username=", "full-name="),
    Command.AUDIT: ("known=",),
    Command.DEMO: ("print", "port=", "data="),
}
_LONG = tuple(dict.fromkeys((*_EVERYWHERE, *(option for options in _OPTIONS.values() for option in options))))
_FORMS = {
    Command.EXTRACT: (Form.TABLE, Form.JSON, Form.XLSX, Form.GOLD, Form.DOCX, Form.PDF),
    Command.REVIEW: (Form.TABLE, Form.JSON),
    Command.FORM_CHECK: (Form.TABLE, Form.JSON),
}
_PASSED = ("--username", "--full-name", "--known")
_MOST_PORTS = 65_535


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
    command = Command(_one_of("", places[0], tuple(_OPTIONS)))
    paths = tuple(places[1:])
    _check_options(command, options)
    _check_places(command, paths)
    return Request(
        command,
        language,
        paths=paths,
        form=Form(_one_of("--format", options.get("--format", "table"), _FORMS.get(command, tuple(Form)))),
        output=options.get("--output"),
        jobs=_count("--jobs", options),
        serving=_serving(options),
        prints="--print" in options,
        data=options.get("--data"),
        passed=tuple(f"{name}={options[name]}" for name in _PASSED if name in options),
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
        known = _listed(_LONG)
        raise UsageError(f"Không có tùy chọn {name}; các tùy chọn: {known}.", f"No option {name}; there are {known}.") from error
    return {_ALSO.get(name, name): value for name, value in given}, places


def _one_of(option: str, value: str, allowed: Sequence[str]) -> str:
    if value in allowed:
        return value
    listed = ", ".join(allowed)
    if option:
        raise UsageError(f"{option} {value!r}: giá trị phải là một trong: {listed}.", f"{option} {value!r}: expected one of {listed}.")
    raise UsageError(f"Không có lệnh {value!r}; các lệnh: {listed}.", f"No command {value!r}; there are {listed}.")


def _check_options(command: Command, options: dict[str, str]) -> None:
    own = (*_OPTIONS[command], *_EVERYWHERE)
    foreign = [name for name in options if name.removeprefix("--") not in {option.rstrip("=") for option in own}]
    if foreign:
        known = _listed(own)
        raise UsageError(
            f"Lệnh {command} không có tùy chọn {foreign[0]}; các tùy chọn: {known}.",
            f"{command} has no option {foreign[0]}; there are {known}.",
        )


def _check_places(command: Command, paths: tuple[str, ...]) -> None:
    if command in _FORMS:
        if not paths:
            raise UsageError(
                f"Lệnh {command} cần ít nhất một tệp hoặc thư mục («-» là đầu vào chuẩn).",
                f"{command} wants at least one file or folder (“-” is standard input).",
            )
    elif command is Command.AUDIT:
        if paths != ("verify",):
            raise UsageError("Lệnh audit có một việc: dondoc audit verify.", "audit does one thing: dondoc audit verify.")
    elif paths:
        known = _listed((*_OPTIONS[command], *_EVERYWHERE))
        raise UsageError(
            f"Lệnh {command} chỉ nhận tùy chọn, không nhận {paths[0]!r}; các tùy chọn: {known}.",
            f"{command} takes options only, not {paths[0]!r}; there are {known}.",
        )


def _listed(options: Sequence[str]) -> str:
    return ", ".join("--" + option.rstrip("=") for option in options)


def _serving(options: dict[str, str]) -> Serving:
    processes = _count("--workers", options) or _count("--concurrency", options) or 1
    port = _count("--port", options)
    if port is not None and port > _MOST_PORTS:
        raise UsageError(f"--port {port}: cổng lớn nhất là {_MOST_PORTS}.", f"--port {port}: the highest port is {_MOST_PORTS}.")
    return Serving(options.get("--host", _HOST), port, processes, "--plain-http" in options)


def _count(option: str, options: dict[str, str]) -> int | None:
    value = options.get(option)
    if value is None:
        return None
    if not (value.isascii() and value.isdigit() and int(value) >= 1):
        raise UsageError(f"{option} {value!r}: phải là số nguyên từ 1 trở lên.", f"{option} {value!r}: expected a whole number from 1 up.")
    return int(value)
