"""What higher apps let the loop do: when it is set up, each hands in what is gone through with everything else, and what is then sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

Round = Callable[[datetime], int]
_ALSO: list[Round] = []
_SENDING: list[Round] = []


def tick_also(function: Round, *, send: Round) -> None:
    """Let the loop call two functions with the moment, safe to call at any time and any number of times.

    `function` returns how many reminders it found owed, `send` how many mails left.
    """
    if function not in _ALSO:
        _ALSO.append(function)
        _SENDING.append(send)


def tick_others(now: datetime) -> int:
    """Go through what higher apps handed in; return how many reminders were new."""
    return sum(function(now) for function in _ALSO)


def send_others(now: datetime) -> int:
    """Send what higher apps owe by now; return how many mails left."""
    return sum(send(now) for send in _SENDING)
