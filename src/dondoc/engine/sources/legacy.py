"""Turns text set in the pre-Unicode Vietnamese fonts (TCVN3 `.Vn…`, VNI `VNI-…`) into Unicode."""

from __future__ import annotations

import re
import unicodedata

# TCVN 5712:1993 (TCVN3, "ABC"), bytes 0xA1-0xFF in order. "ư" is 0xAD, the soft hyphen of Latin-1: decode before any cleaning.
# A dot marks the bytes that the fonts leave to Latin-1 signs (° ± ² ³ ´).
_TCVN3_LETTERS = "ĂÂÊÔƠƯĐăâêôơưđẰ.....àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
_SYMBOL_FONT = 0xF000  # Word stores the bytes of symbol-encoded fonts as U+F0xx
_TCVN3 = {base + byte: letter for byte, letter in enumerate(_TCVN3_LETTERS, start=0xA1) if letter != "." for base in (0, _SYMBOL_FONT)}

_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
_VNI_TONE = {"ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_VNI_CIRCUMFLEX = {"â": "", "á": _ACUTE, "à": _GRAVE, "å": _HOOK, "ã": _TILDE, "ä": _DOT}
_VNI_BREVE = {"ê": "", "é": _ACUTE, "è": _GRAVE, "ú": _HOOK, "ü": _TILDE, "ë": _DOT}
_VNI_ALONE = {"í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ", "ö": "ư"}


def _vni_pairs() -> dict[str, str]:
    """Pairs of one base letter and one mark: 'aù' is 'á', 'eä' is 'ệ', 'öù' is 'ứ'."""
    pairs = {base + mark: base + tone for base in "aeouy" for mark, tone in _VNI_TONE.items() if base + mark != "yï"}
    pairs |= {base + mark: base + _CIRCUMFLEX + tone for base in "aeo" for mark, tone in _VNI_CIRCUMFLEX.items()}
    pairs |= {"a" + mark: "a" + _BREVE + tone for mark, tone in _VNI_BREVE.items()}
    pairs |= {base + mark: _VNI_ALONE[base] + tone for base in "ôö" for mark, tone in _VNI_TONE.items()}
    return {pair: unicodedata.normalize("NFC", letter) for pair, letter in pairs.items()}


def _vni_table() -> dict[str, str]:
    table = _vni_pairs() | _VNI_ALONE
    for pair, letter in list(table.items()):
        # "AÙ" and, from careless typing, "Aù"
        table[pair.upper()] = table[pair[0].upper() + pair[1:]] = letter.upper()
    return table


_VNI = _vni_table()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


def from_tcvn3(text: str) -> str:
    """Return TCVN3 text, whose bytes stand as Latin-1 or cp1252 characters, as Unicode: 'KÕ ho¹ch' is 'Kế hoạch'.

    Capitals with a tone live in the fonts whose names end in H (`.VnTimeH`), which show the same bytes as capitals:
    see `from_font`. Legal source of the code: TCVN 5712:1993.
    """
    return text.translate(_TCVN3)


def from_vni(text: str) -> str:
    """Return VNI-Windows text, whose bytes stand as Latin-1 or cp1252 characters, as Unicode: 'Keá hoaïch' is 'Kế hoạch'."""
    return _VNI_PATTERN.sub(lambda match: _VNI[match.group()], text)


# ".VnTime", "ABCDEF+.VnTimeH,Bold", "VnArialH-Italic"; not "Vnfont"
_TCVN3_FONT = re.compile(
    r"""
    (?: ^ | \+ )                      # a PDF sets a subset's name before a plus
    (?: \.Vn | Vn(?=[A-Z\d]) )
    [\w .]*? (?P<capitals> H )?
    (?: [,-] .* )? $                  # a style: ",Bold", "-Italic"
    """,
    re.VERBOSE,
)
# "VNI-Times", "ABCDEF+VNI-Helve-Condense"
_VNI_FONT = re.compile(r"(?: ^ | \+ ) VNI [- ]", re.VERBOSE | re.IGNORECASE)
_UNICODE_VIETNAMESE = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u0300-\u0323\u1ea0-\u1ef9]")


def from_font(text: str, font: str) -> str:
    """Return `text` as the named font shows it: decoded for `.Vn…` and `VNI-…`, in capitals for `.Vn…H`, else as it is.

    Text that already holds Vietnamese Unicode letters is left alone, since programs fall back to another font there.
    """
    font = font.strip().strip("\"'")
    tcvn3 = _TCVN3_FONT.search(font)
    if tcvn3 is None and _VNI_FONT.search(font) is None or _UNICODE_VIETNAMESE.search(text):
        return text
    if tcvn3 is None:
        return from_vni(text)
    text = from_tcvn3(text)
    return text.upper() if tcvn3["capitals"] else text


def is_legacy_font(font: str) -> bool:
    """Tell whether text in the named font needs `from_font`."""
    font = font.strip().strip("\"'")
    return _TCVN3_FONT.search(font) is not None or _VNI_FONT.search(font) is not None
