"""The ordinals of one list as printed → where numbers are left out or used twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Points run in Vietnamese letters (Decree 30/2020, Annex I); Word's own lists leave out "đ", and a lone "i", "l", "v" or "x" is
# read as a Roman number.
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_MAY_BE_MISSING = frozenset(_LETTERS.index(letter) + 1 for letter in "đilvx")
LETTERED = frozenset({"a", "A", "(a"})
"""The styles of markers that count in letters."""
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
# More numbers than this are not left out by a slip: what follows is another list, or no number at all.
_WIDEST_GAP = 3
_LAST_WORD = re.compile(r"\w+$")


@dataclass(frozen=True, slots=True)
class Fault:
    """A slip at the member `at`: the numbers `missing` after the member `before`, or the number of `before` again if none is.

    `before` is `None` where the list begins with a later number.
    """

    at: int
    before: int | None
    missing: tuple[int, ...]


def faults(ordinals: Sequence[int | None], *, restarts: bool) -> list[Fault]:
    """Return the slips in a list; `None` stands for a member that is not counted.

    A list may begin anew with 1 where it `restarts`; an inner list may stand in an outer one, which then goes on. Numbers that
    come later, or go back, are no gap: the paragraphs may stand in another order.
    """
    found: list[Fault] = []
    members = [(at, number) for at, number in enumerate(ordinals) if number is not None]
    ends_at = {number: at for at, number in members}
    last, before = -1, 0
    slack = False
    held: list[int] = []
    seen: set[int] = set()
    for at, number in members:
        if last < 0:
            if 1 < number <= _WIDEST_GAP and len(members) > 1 and members[1][1] > number:
                found.append(Fault(at, None, tuple(range(1, number))))
        elif number == before + 1 or (slack and number == before + 2):
            slack = False
        elif held and number == held[-1] + 1:
            held.pop()
            slack = False
        elif number == before and not (number == 1 and restarts):
            found.append(Fault(at, last, ()))
            slack = True
        elif number == 1:
            held.append(before)
            seen.clear()
        elif number > before + 1:
            missing = tuple(range(before + 1, number)) if number - before <= _WIDEST_GAP + 1 else ()
            if missing and not any(other in seen or ends_at.get(other, -1) > at for other in missing):
                found.append(Fault(at, last, missing))
        last, before = at, number
        seen.add(number)
    return found


def may_be_missing(style: str, numbers: Sequence[int]) -> bool:
    """Tell whether a list of letters leaves out nothing but letters that lists do leave out."""
    return style in LETTERED and all(number in _MAY_BE_MISSING for number in numbers)


def label(printed: str, number: int, *, letters: bool) -> str:
    """Return `number` in the style of `printed`: "III" beside "IV", "c" beside "d" where `letters`, "Phụ lục 02" beside "Phụ lục 03"."""
    match = _LAST_WORD.search(printed)
    if match is None:
        return str(number)
    own = match.group()
    if own.isdigit():
        new = str(number).zfill(len(own)) if own.startswith("0") else str(number)
    elif letters:
        new = _LETTERS[number - 1].upper() if own.isupper() else _LETTERS[number - 1]
    else:
        new = roman(number) if own.isupper() else roman(number).lower()
    return printed[: match.start()] + new


def roman(number: int) -> str:
    """Return a small number in Roman capitals: 4 → "IV"."""
    parts = []
    for value, letters in _ROMAN:
        while number >= value:
            parts.append(letters)
            number -= value
    return "".join(parts)
