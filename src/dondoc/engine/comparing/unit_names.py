"""A printed name of a unit → the spellings under which it is looked up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dondoc.engine.vocabulary.folding import fold, unaccented
from dondoc.engine.vocabulary.grammar import grammar
from dondoc.engine.vocabulary.naming import spellings
from dondoc.engine.vocabulary.provinces import province_names

_JOINTS = re.compile(r"[-,/.;:()\"']+")
_AND = re.compile(r"\s*&\s*")
# "Sở Y tế (chủ trì)", "Giao Sở Y tế chủ trì, phối hợp": what a plan says of a unit beside its name
_BEFORE = re.compile(r"^(?:(?:đơn vị|cơ quan|giao|và) )?(?:(?:chủ trì|phối hợp|thực hiện)(?: (?:chủ trì|phối hợp|thực hiện|với))* )?")
_AFTER = re.compile(r"(?: (?:là|làm|cơ quan|đơn vị|đầu mối|chủ trì|phối hợp|thực hiện|tham mưu|tổng hợp|chịu trách nhiệm|và))+$")
_OWNER = re.compile(r" (?:thuộc|trực thuộc|của) (?=\w)")
_TIER = re.compile(r" (?:tỉnh|thành phố|tp|sở)$")
# "ủy ban nhân dân tỉnh| tân giang|"
_AFTER_TIER = re.compile(r" \w+ tỉnh((?: \w+){1,5})$")
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_MOST_LETTERS = 10
"""An abbreviation has no more letters: "BCĐCCHCCĐS" is about the longest."""
_LEAST_LETTERS = 3


@cache
def _places() -> tuple[str, ...]:
    """Folded names of provinces as tails of a name, the longest first."""
    return tuple(" " + name for name in sorted((plain_name(name) for name in province_names()), key=lambda name: (-len(name), name)))


def plain_name(printed: str) -> str:
    """Return a name without what prints differently: case, marks in the old place, dashes, commas, blanks, "&", "UBND".

    "Sở Lao động – Thương binh & Xã hội" and "SỞ LAO ĐỘNG, THƯƠNG BINH VÀ XÃ HỘI" give one text.
    """
    folded = _AND.sub(" và ", fold(unicodedata.normalize("NFC", printed)))
    plain = " ".join(_JOINTS.sub(" ", folded).split())
    return max(spellings(plain), key=lambda name: (len(name), name))


@dataclass(frozen=True, slots=True)
class Shortened:
    """A plain name without its tail; `owner` is the body that the tail named, `tierless` whether a "tỉnh" or "Sở" was cut off."""

    name: str
    owner: str | None = None
    tierless: bool = False


def without_tail(plain: str) -> Iterator[Shortened]:
    """Yield shorter and shorter readings of a plain name.

    What is cut: what the unit does ("chủ trì"), whom it belongs to ("thuộc Sở …"), the province, a closing "tỉnh" or "Sở".
    """
    name = _AFTER.sub("", plain[_opening_end(plain) :])
    if name != plain and name:
        yield Shortened(name)
    stated = _OWNER.search(name)
    owner = name[stated.end() :] if stated is not None else None
    if stated is not None:
        name = name[: stated.start()]
        yield Shortened(name, owner)
    place = _place_tail(name)
    if place is not None:
        name = name.removesuffix(place)
        yield Shortened(name, owner)
        if _TIER.search(name) is None:  # "Kho bạc Nhà nước Thanh Hóa" is "Kho bạc Nhà nước tỉnh" there
            yield Shortened(f"{name} tỉnh", owner)
    tier = _TIER.search(name)
    if tier is not None and " " in name[: tier.start()]:
        yield Shortened(name[: tier.start()], owner, tierless=True)


def province_in(plain: str) -> str | None:
    """Return the province that closes a plain name: "nghệ an" for "sở y tế tỉnh nghệ an chủ trì"."""
    place = _place_tail(_AFTER.sub("", plain))
    return place.strip() if place is not None else None


def _place_tail(name: str) -> str | None:
    """Return the province that closes a name of at least two words more, the word "tỉnh" before it not counted, or `None`."""
    tier = _AFTER_TIER.search(name)
    if tier is not None:
        return tier.group(1)
    if not name.endswith(_places()):
        return None
    place = next(tail for tail in _places() if name.endswith(tail))
    return place if " " in name.removesuffix(place) else None


def _opening_end(plain: str) -> int:
    opening = _BEFORE.match(plain)
    return opening.end() if opening is not None else 0


def initials(plain: str) -> Iterator[str]:
    """Yield the first letters of a unit's words without "và": "pkhtc" for "phòng kế hoạch tài chính", and without "phòng": "khtc"."""
    tokens = [word for word in _TOKEN.findall(plain) if word != "và"]
    letters = "".join(unaccented(word)[:1] for word in tokens)
    yield letters
    head = grammar().head_words.end_at(plain, 0)
    if head is not None:
        rest = letters[len(_TOKEN.findall(plain[:head])) :]
        if len(rest) >= _LEAST_LETTERS:
            yield rest


def short_letters(printed: str, known_words: frozenset[str]) -> str | None:
    """Return the letters that an abbreviated name gives of its unit's words, `None` where nothing in it is abbreviated.

    "P. KH-TC" gives "pkhtc"; "Chi cục Trồng trọt và BVTV" gives "ccttbvtv": a word of `known_words` (those of all units) gives its
    first letter, unless it stands in capitals among words that do not ("CA tỉnh").
    """
    text = unicodedata.normalize("NFC", printed)
    tokens, shouted = [token for token in _TOKEN.findall(text) if fold(token) != "và"], text.isupper()
    parts = []
    for token in tokens:
        folded = fold(token)
        is_word = folded in known_words and (shouted or not token.isupper())
        parts.append((unaccented(folded), is_word))
    if not any(len(letters) <= _MOST_LETTERS and not is_word for letters, is_word in parts):
        return None
    return "".join(letters[:1] if is_word else letters for letters, is_word in parts)


def fits(printed: str, plain: str) -> bool:
    """Return whether every token of `printed` is a word of the name, or the first letters of words, from its start to its end.

    A name's opening ("phòng") may be missing; "và" may.
    """
    tokens = [part for part in _TOKEN.findall(fold(unicodedata.normalize("NFC", printed))) if part != "và"]
    own = [word for word in _TOKEN.findall(plain) if word != "và"]
    head = grammar().head_words.end_at(plain, 0)
    starts = {0, len(_TOKEN.findall(plain[:head])) if head is not None else 0}
    return any(_fits_from(tokens, own[start:]) for start in starts)


def _fits_from(tokens: list[str], own: list[str]) -> bool:
    at = 0
    for token in tokens:
        if at < len(own) and token == own[at]:
            at += 1
            continue
        letters = unaccented(token)
        if letters != "".join(unaccented(word)[:1] for word in own[at : at + len(letters)]):
            return False
        at += len(letters)
    return at == len(own)
