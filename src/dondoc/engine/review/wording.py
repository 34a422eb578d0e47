"""The words of a task → what they say: a vague opening, a figure, a product, who decides; the words are in `words.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources

# Digits that measure nothing: a document's number, a date, a year, a numbered part, the name of a disease.
_NO_FIGURE = re.compile(
    r"""
      số\ ?[0-9]\S* | [0-9]+[a-zđ]?[/-]\S*[a-zđ]\S*                      # "số 57", "13-nq/tu", "15/kh-ubnd"
    | (?: ngày\ | tháng\ | năm\ | quý\ | giai\ đoạn\ )[0-9][0-9/.\-\ –]* # "ngày 15/10/2024", "giai đoạn 2021-2025"
    | (?<!\w) (?:19|20)[0-9]{2} (?!\w)                                   # "2024"
    | (?: khoản | điều | điểm | mục | mức\ độ | cấp | đề\ án | phụ\ lục | biểu )\ [0-9.]+ # "khoản 1 điều 5", "đề án 06"
    | [^\W\d_]+-?[0-9]+                                                  # "covid-19", "h5n1", "5g"
    """,
    re.VERBOSE,
)
_DIGIT = re.compile(r"[0-9]")
# How far a product may stand from what makes it: "xây dựng, trình cấp có thẩm quyền ban hành kế hoạch".
_REACH = 48


@cache
def phrases(name: str) -> tuple[str, ...]:
    """Return the words of one list of `words.toml`, longest first."""
    table = tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text("utf-8"))
    return tuple(sorted(table[name]["words"], key=len, reverse=True))


@cache
def _any(name: str) -> str:
    return "|".join(map(re.escape, phrases(name)))


@cache
def _product() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any('makes')})(?!\w)[^.;]{{0,{_REACH}}}?(?<!\w)(?:{_any('products')})(?!\w)")


@cache
def _decider() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any('carries_up')})(?!\w)[^.;]{{0,{_REACH}}}?(?<!\w)(?:{_any('deciders')})(?!\w)")


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"(?P<vague>{_any('vague')})(?!\w)")


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?:[\s,:;\"*]+|(?:{_any('before_verb')})(?!\w))")


def vague_opening(folded: str, units: Iterable[str]) -> str | None:
    """Return the vague verb that opens a task, after the names of `units` (folded) and what leads to the verb; else `None`."""
    names = sorted(units, key=len, reverse=True)
    at = 0
    while True:
        match = _before().match(folded, at)
        name = next((name for name in names if folded.startswith(name, at)), None)
        if match is None and name is None:
            break
        at = at + len(name) if name is not None and (match is None or len(name) > match.end() - at) else match.end() if match else at
    found = _opening().match(folded, at)
    return found["vague"] if found is not None else None


def names_figure(folded: str) -> bool:
    """Tell whether the words hold a number that measures something."""
    return _DIGIT.search(folded) is not None and _DIGIT.search(_NO_FIGURE.sub(" ", folded)) is not None


def names_product(folded: str) -> bool:
    """Tell whether the words name something that is made and can be handed over."""
    return _product().search(folded) is not None


def names_decider(folded: str) -> bool:
    """Tell whether the words say to whom the matter is carried for decision."""
    return _decider().search(folded) is not None


def leaves_to_powers(folded: str) -> bool:
    """Tell whether the words say that each decides within its own powers."""
    return any(words in folded for words in phrases("own_power"))
