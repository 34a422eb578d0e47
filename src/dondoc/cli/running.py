"""Runs a command line: looks up the inputs, has each worked on, writes what came of it, and returns the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from dondoc.cli.arguments import Command, Form, Request, UsageError, language_of, parse
from dondoc.cli.reasons import reason
from dondoc.engine.writing.language import Language, Words
from dondoc.engine.writing.terminal import clean

FINE, FAILED, WRONG_USAGE, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 130, 141


def main(words: Sequence[str] | None = None) -> int:
    """Run dondoc with the words after its name (without them those of this process) and return the exit code.

    0 well · 1 a file could not be read or written · 2 wrong usage · 130 stopped by Ctrl-C · 141 nobody reads the output.
    """
    given = list(sys.argv[1:] if words is None else words)
    _open_what_is_closed()
    language = language_of(given)
    try:
        return _run(parse(given))
    except UsageError as error:
        _say(error.words, language)
        _say(Words("Xem: dondoc --help", "See: dondoc --lang en --help"), language)
        return WRONG_USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # `dondoc extract … | head`: nobody reads any more. What Python would flush at exit has nowhere to go either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except OSError as error:
        where = f" «{error.filename2 or error.filename}»" if error.filename else ""
        why = reason(error)
        _say(Words(f"Không ghi được{where}: {why.vi}.", f"Cannot write{where}: {why.en}."), language)
        return FAILED


def _open_what_is_closed() -> None:
    """Give a process that was started without standard streams (`>&-`, some schedulers) ones that lead nowhere."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - it stays open as long as the process


def _run(request: Request) -> int:
    match request.command:
        case Command.HELP:
            from dondoc.cli.help_pages import HELP  # beside its only use

            _show(HELP.of(request.language))
        case Command.VERSION:
            from dondoc import __version__  # beside its only use

            _show(f"dondoc {__version__}\n")
        case Command.DEMO if request.prints:
            from dondoc.cli.demo import show  # late: it loads the engine

            _show(show(request.language))
        case Command.EXTRACT | Command.REVIEW | Command.FORM_CHECK:
            return _work(request)
        case _:
            from dondoc.cli.web import run  # late: it loads Django

            return run(request)
    return FINE


def _work(request: Request) -> int:
    # Late: these load the engine, which help and usage errors can do without.
    from dondoc.cli.batch import outcomes
    from dondoc.cli.inputs import STDIN, Inputs
    from dondoc.cli.outputs import Folder, sink_for
    from dondoc.cli.painting import shows_colour, width_of
    from dondoc.cli.work import Manner
    from dondoc.engine.writing.terminal import Page

    inputs = Inputs.of(request.paths)
    sink = sink_for(request, inputs.found)
    to_terminal = request.output in (None, STDIN) and request.form is Form.TABLE
    manner = Manner(
        command=request.command,
        form=request.form,
        page=Page.fitting(width_of(sys.stdout), request.language),
        colour=to_terminal and shows_colour(sys.stdout),
        together=len(inputs.found) > 1 and not isinstance(sink, Folder),
    )
    failures = len(inputs.missing)
    for words in inputs.missing:
        _say(words, request.language)
    with sink:
        for index, outcome in enumerate(outcomes(inputs.found, manner, request.jobs)):
            if outcome.payload is not None:
                sink.put(index, outcome.payload)
            elif outcome.failure is not None:
                failures += 1
                _say(outcome.failure, request.language)
    return FAILED if failures else FINE


def _show(text: str) -> None:
    """Write text as UTF-8 whatever the locale: a shell with LANG=C has no other way to write Vietnamese."""
    sys.stdout.buffer.write(text.encode())
    sys.stdout.flush()


def _say(words: Words, language: Language) -> None:
    sys.stderr.write(f"dondoc: {clean(words.of(language))}\n")
