"""Turns toned lines into text for a terminal, with colours where it shows them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TextIO

from dondoc.engine.writing.terminal import Line, Tone

WIDTH = 100  # where there is no terminal to ask
_CODES = {
    Tone.TITLE: "1",
    Tone.HEAD: "1",
    Tone.FAINT: "2",
    Tone.GROUP: "1;36",
    Tone.DATE: "33",
    Tone.ALERT: "31",
    Tone.WARNING: "33",
}


def width_of(stream: TextIO) -> int:
    """Return the columns of the terminal behind `stream`; `COLUMNS` wins, and `WIDTH` stands in for a pipe or a file."""
    chosen = os.environ.get("COLUMNS", "")
    if chosen.isdigit() and int(chosen) > 0:
        return int(chosen)
    return (os.get_terminal_size(stream.fileno()).columns or WIDTH) if stream.isatty() else WIDTH


def shows_colour(stream: TextIO) -> bool:
    """Return whether to colour: `NO_COLOR` forbids, `FORCE_COLOR` asks, else only a terminal that is not dumb."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def painted(lines: Iterable[Line], *, colour: bool) -> str:
    """Return the lines as one text; each tone is closed before the line ends."""
    return "".join(_line(line, colour) + "\n" for line in lines)


def _line(line: Line, colour: bool) -> str:
    if not colour:
        return "".join(piece.text for piece in line)
    return "".join(
        f"\x1b[{_CODES[piece.tone]}m{piece.text}\x1b[0m" if piece.tone in _CODES and piece.text.strip() else piece.text for piece in line
    )
