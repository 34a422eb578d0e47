"""Turns what a person wrote over drafted passages into passages again, whose figures keep their rows where they still say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from dondoc.engine.reporting.passage import Passage
from dondoc.engine.reporting.runs import Figure, Run, Words

_TOKEN = re.compile(r"\d[\d.,/:]*\d\s?%|\d\s?%|\d[\d.,/:]*\d|\d|\w+")


def with_edits(passages: tuple[Passage, ...], edits: Mapping[str, str | None]) -> tuple[Passage, ...]:
    """Return the passages as they shall be printed.

    An edit replaces the drafted words of the passage with that key; `None` was read and left as drafted, blank was left out. An edit
    of a passage that is no longer drafted is without effect.
    """
    return tuple(_edited(passages, edits))


def _edited(passages: tuple[Passage, ...], edits: Mapping[str, str | None]) -> Iterator[Passage]:
    for passage in passages:
        text = edits.get(passage.key)
        if text is None:
            yield passage
        elif text.strip():
            yield replace(passage, runs=retraced(passage.runs, text.strip()), edited=True)


def retraced(drafted: tuple[Run, ...], text: str) -> tuple[Run, ...]:
    """Return `text` as runs: a figure that stood in the drafted runs beside the same word keeps the rows behind it.

    A figure that was drafted once, or with the same rows each time, needs no such word.
    """
    known = _figures(drafted)
    found: list[Run] = []
    end = 0
    tokens = list(_TOKEN.finditer(text))
    for place, token in enumerate(tokens):
        beside = (_word(tokens, place - 1), _word(tokens, place + 1))
        match = _best(known, token.group(), beside)
        if match is None:
            continue
        if token.start() > end:
            found.append(Words(text[end : token.start()]))
        found.append(Figure(match.text, match.sources))
        end = token.start() + len(match.text)
    return (*found, Words(text[end:])) if end < len(text) else tuple(found)


def _figures(drafted: tuple[Run, ...]) -> list[tuple[Figure, tuple[str, str]]]:
    """Pair the figures with the words before and after them."""
    whole = "".join(run.text for run in drafted)
    found, at = [], 0
    for run in drafted:
        if isinstance(run, Figure):
            before, after = _TOKEN.findall(whole[:at]), _TOKEN.findall(whole[at + len(run.text) :])
            found.append((run, (before[-1].lower() if before else "", after[0].lower() if after else "")))
        at += len(run.text)
    return found


def _best(known: list[tuple[Figure, tuple[str, str]]], token: str, beside: tuple[str, str]) -> Figure | None:
    same = [(figure, words) for figure, words in known if _says(token, figure.text)]
    if len({figure.sources for figure, _ in same}) == 1:
        return same[0][0]
    shared = [sum(one == other and one != "" for one, other in zip(words, beside, strict=True)) for _, words in same]
    best = [figure for (figure, _), score in zip(same, shared, strict=True) if score and score == max(shared)]
    return best[0] if len({figure.sources for figure in best}) == 1 else None


def _says(token: str, figure: str) -> bool:
    """Whether a token of a text is a drafted figure, whose measure ("62 ha") may follow in words of its own."""
    return token == figure or (figure.startswith(token) and figure[len(token) :][:1] == " ")


def _word(tokens: list[re.Match[str]], place: int) -> str:
    return tokens[place].group().lower() if 0 <= place < len(tokens) else ""
