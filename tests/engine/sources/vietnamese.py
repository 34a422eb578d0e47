"""Writes Vietnamese syllables, and the old codes that a typist of the nineties would have used for them."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

_ONSETS = "b c ch d đ g gh h k kh l m n ng ngh nh p ph r s t th tr v x".split()
_RHYMES = "an ang anh ăn âm ay ây ao em eng eo ên êu im inh on ong oi ôn ông ơi ơn un ung uôn ưng ương ươi iên iêu oan oang uyên y".split()
_TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
_VOWELS = "aăâeêioôơuưy"


def toned(rhyme: str, tone: str) -> str:
    """Return a rhyme with its tone on the last vowel before the final consonant, as the orthography has it."""
    vowels = [place for place, letter in enumerate(rhyme) if letter in _VOWELS]
    shaped = [place for place in vowels if rhyme[place] in "ăâêôơư"]
    closed = vowels[-1] + 1 < len(rhyme)
    place = shaped[-1] if shaped else vowels[-1] if closed else vowels[0]
    return unicodedata.normalize("NFC", rhyme[: place + 1] + tone) + rhyme[place + 1 :]


def syllables() -> st.SearchStrategy[str]:
    """Return syllables in lower case, NFC."""
    return st.builds(lambda onset, rhyme, tone: onset + toned(rhyme, tone), *map(st.sampled_from, (_ONSETS, _RHYMES, _TONES)))


# TCVN 5712:1993 for lower case, from "ă" at 0xA8; written down apart from the table under test.
_TCVN3 = dict(
    zip(
        (
            "ă â ê ô ơ ư đ à ả ã á ạ ằ ẳ ẵ ắ ặ ầ ẩ ẫ ấ ậ è ẻ ẽ é ẹ ề ể ễ ế ệ ì ỉ ĩ í ị "
            "ò ỏ õ ó ọ ồ ổ ỗ ố ộ ờ ở ỡ ớ ợ ù ủ ũ ú ụ ừ ử ữ ứ ự ỳ ỷ ỹ ý ỵ"
        ).split(),
        bytes.fromhex(
            "a8 a9 aa ab ac ad ae b5 b6 b7 b8 b9 bb bc bd be c6 c7 c8 c9 ca cb cc ce cf d0 d1 d2 d3 d4 d5 d6 d7 d8 dc dd de "
            "df e1 e2 e3 e4 e5 e6 e7 e8 e9 ea eb ec ed ee ef f1 f2 f3 f4 f5 f6 f7 f8 f9 fa fb fc fd fe"
        ).decode("latin-1"),
        strict=True,
    )
)


def to_tcvn3(text: str) -> str:
    """Return lower-case text as TCVN3 bytes read as Latin-1."""
    return "".join(_TCVN3.get(letter, letter) for letter in text)


_VNI_TONE = dict(zip(_TONES, ("", "ø", "ù", "û", "õ", "ï"), strict=True))
_VNI_CIRCUMFLEX = dict(zip(_TONES, ("â", "à", "á", "å", "ã", "ä"), strict=True))
_VNI_BREVE = dict(zip(_TONES, ("ê", "è", "é", "ú", "ü", "ë"), strict=True))
_VNI_I = dict(zip(_TONES, ("i", "ì", "í", "æ", "ó", "ò"), strict=True))


def to_vni(text: str) -> str:
    """Return text as VNI-Windows bytes read as Latin-1."""
    return "".join(_to_vni(letter) for letter in text)


def _to_vni(letter: str) -> str:
    if letter.isupper():
        return _to_vni(letter.lower()).upper()
    if letter in "đỵ":
        return {"đ": "ñ", "ỵ": "î"}[letter]
    marks = unicodedata.normalize("NFD", letter)
    base, tone = marks[0], "".join(mark for mark in marks[1:] if mark in _TONES)
    shape = "".join(mark for mark in marks[1:] if mark not in _TONES)
    if base == "i":
        return _VNI_I[tone]
    if shape == "\u0302":
        return base + _VNI_CIRCUMFLEX[tone]
    if shape == "\u0306":
        return base + _VNI_BREVE[tone]
    if shape == "\u031b":
        return {"o": "ô", "u": "ö"}[base] + _VNI_TONE[tone]
    return base + _VNI_TONE[tone]
