"""Turns text into the share of its words that are valid Vietnamese syllables: high for Vietnamese, low for garbled text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ONSETS = frozenset(["", *"b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()])
_OPEN_RHYMES = (
    "a ai ao au ay âu ây e eo ê êu i ia iu iêu o oa oai oao oay oe oeo oi ô ôi ơ ơi u ua ui uơ uê uôi uy uya uyu uây "
    "ư ưa ưi ưu ươi ươu y yêu"
).split()
_NASAL_RHYMES = (
    "am an ang anh ăm ăn ăng âm ân âng em en eng ên êm êng ênh im in inh iêm iên iêng om on ong oam oan oang oanh oăm oăn "
    "oăng oen oong ôm ôn ông ơm ơn um un ung uôm uôn uông uân uâng uênh uyn uynh uyên ưm ưn ưng ươm ươn ương yêm yên yêng yn ynh"
).split()
_STOP_RHYMES = (
    "ac ach ap at ăc ăk ăp ăt âc âp ât ec ep et êp êt êch ich ip it iêc iêp iêt oc op ot oac oach oap oat oăc oăt oet ooc ôc ôp ôt "
    "ơp ơt uc up ut uôc uôt uât uêch uych uyp uyt uyêt ưc ưp ưt ươc ươp ươt ych yt yêt"
).split()
_TONES = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_STOP_TONES = ("\u0301", "\u0323")  # a rhyme that ends in c, ch, p, t takes only sắc or nặng


def _toned_places(rhyme: str) -> list[int]:
    """Where the tone mark stands in a rhyme; both the old and the new place in oa, oe, uy ('hoà', 'hòa')."""
    vowels = [place for place, letter in enumerate(rhyme) if letter in "aăâeêioôơuưy"]
    shaped = [place for place in vowels if rhyme[place] in "ăâêôơư"]
    if shaped:
        return [0] if rhyme == "ưa" else [shaped[0] if rhyme in ("ưi", "ưu") else shaped[-1]]
    if len(vowels) == 1:
        return vowels
    if rhyme in ("uya", "uyu"):
        return [1]
    if rhyme[:2] in ("oa", "oe", "uy"):
        return [0, 1]
    return [vowels[1]] if vowels[-1] + 1 < len(rhyme) or len(vowels) == 3 else [vowels[0]]


def _all_rhymes() -> frozenset[str]:
    """Every rhyme with every tone that it can take, in NFC."""
    rhymes = {*_OPEN_RHYMES, *_NASAL_RHYMES}
    for kind, tones in ((_OPEN_RHYMES, _TONES), (_NASAL_RHYMES, _TONES), (_STOP_RHYMES, _STOP_TONES)):
        for rhyme in kind:
            for place in _toned_places(rhyme):
                head, tail = rhyme[: place + 1], rhyme[place + 1 :]
                rhymes.update(unicodedata.normalize("NFC", head + tone) + tail for tone in tones)
    return frozenset(rhymes)


_RHYMES = _all_rhymes()
# Words are what stands between spaces, digits and the signs that Vietnamese text uses; any other sign is part of a word and spoils it.
_WORD = re.compile(r"""[^\s\d!-/:-@\[-`{-~\u2010-\u2026\u00a0\u00b0\u00ab\u00bb\u2264\u2265\u00d7]+""")


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """Tell whether a word in NFC or NFD, in any case, is spelt as a Vietnamese syllable ('Thủy', 'nghiêng'; not 'plan', 'hµnh')."""
    word = unicodedata.normalize("NFC", word.lower())
    return any(word[:cut] in _ONSETS and word[cut:] in _RHYMES for cut in range(min(3, len(word)), -1, -1))


@lru_cache(maxsize=8192)
def _is_abbreviation(word: str) -> bool:
    """Abbreviations in capitals ('UBND', 'HĐND') and the letters of points ('b)', 'đ)') say nothing about the encoding."""
    if len(word) == 1:
        return word.lower() in "bcdđghklmnpqrstvx"
    return word.isupper() and set(word) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZĐ") and not is_syllable(word)


def share(text: str) -> float:
    """Return the share (0 to 1) of the words of `text` that are valid Vietnamese syllables; 1 where there are no words.

    Abbreviations in capitals do not count. Good text of a public office gives more than 0.9, text in the wrong encoding less than 0.6.
    """
    words = [word for word in _WORD.findall(text) if not _is_abbreviation(word)]
    return sum(map(is_syllable, words)) / len(words) if words else 1.0
