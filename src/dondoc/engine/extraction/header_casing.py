"""Turns words printed in capitals into the spelling that the document itself uses elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dondoc.engine.extraction.passage import Passage
from dondoc.engine.vocabulary.folding import fold

_VOWEL = re.compile(r"[aeiouyàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]")
_ROMAN = re.compile(r"(?=[IVXL])X{0,3}(?:IX|IV|V?I{0,3})")
# "tỉnh Tân Giang", "thành phố Tân Giang": what follows is a place, each word with a capital.
_PLACE_WORDS = (
    "tỉnh ủy", "thành ủy", "huyện ủy", "quận ủy", "thị ủy",
    "tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu",
)  # fmt: skip
_ORGANISATIONS = ("sở", "bộ", "ban", "cục", "chi cục", "phòng", "viện", "trung tâm", "văn phòng")
# Names that are one of a kind keep their capital inside another name: "Văn phòng Chính phủ".
_OFFICES = re.compile(r"\b(?:ủy ban|hội đồng|chính phủ|quốc hội|trung ương|nhà nước|mặt trận)\b")
# "Ủy ban nhân dân", though the body writes "Nhân dân" where it means the people.
_PEOPLES = re.compile(r"(?<=Ủy ban )Nhân dân|(?<=Uỷ ban )Nhân dân|(?<=Hội đồng )Nhân dân")
_JOINING = frozenset({"và", "của", "các", "về", "thuộc", "tại", "ở"})
_LONGEST_RUN = 12
_MODEL = 8_000
_TWO_CAPITALS = re.compile(r"[^\W\d_]{2}")
# Written with a capital wherever it stands (Decree 30/2020, Appendix II).
_ALWAYS_CAPITAL = frozenset({"đảng", "internet", "covid-19"})
_STOP = ".:;-/\"'([{“"


@dataclass(frozen=True, slots=True)
class Spelling:
    """The body of a document, by which words in capitals are spelt: `text` and its matching key."""

    text: str
    folded: str

    @classmethod
    def of(cls, passages: Iterable[Passage]) -> Spelling:
        """Take `passages` as the model of spelling, of each as much as a letterhead and preamble may hold."""
        model = list(passages)
        return cls(" ".join(each.text[:_MODEL] for each in model), " ".join(each.folded[:_MODEL] for each in model))


def is_capitals(text: str) -> bool:
    """Tell whether `text` is set in capitals; a symbol such as `QĐ-TTg` among them changes nothing."""
    if text.isupper():
        return _TWO_CAPITALS.search(text) is not None
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 1]
    upper = sum(word.isupper() for word in words)
    return upper * 2 > len(words) and not any(word.islower() for word in words)


def sentence(capitals: str, spelling: Spelling) -> str:
    """Spell a title printed in capitals as a sentence: the longest runs of words that the body has are spelt as there."""
    words = capitals.split()
    spelt = _by_runs(words, spelling)
    if not spelt:
        return ""
    return spelt[0][:1].upper() + " ".join(spelt)[1:]


def name(capitals: str, spelling: Spelling) -> str:
    """Spell the name of an organisation printed in capitals; the rules of names stand in where the body lacks it."""
    if not is_capitals(capitals):
        return capitals
    found = _in_body(fold(capitals), spelling)
    if found:
        return found[:1].upper() + found[1:]
    runs = _all_in_runs(capitals.split(), spelling)
    if runs:
        return runs[:1].upper() + runs[1:]
    words = [word if _is_acronym(word) else word.lower() for word in capitals.split()]
    _capitalise_parts(words)
    spelt = _OFFICES.sub(lambda office: office.group().capitalize(), " ".join(words))
    return spelt[:1].upper() + spelt[1:]


def _capitalise_parts(words: list[str]) -> None:
    """Set the capitals of "sở Công thương", "tỉnh Tân Giang" in place."""
    joined = " ".join(fold(word) for word in words)
    for head in _PLACE_WORDS:
        at = _word_position(joined, head)
        if at >= 0:
            first = joined[:at].count(" ") + head.count(" ") + 1
            words[first:] = [word[:1].upper() + word[1:] for word in words[first:]]
            break
    for head in sorted(_ORGANISATIONS, key=len, reverse=True):
        if joined.startswith(head + " "):
            first = head.count(" ") + 1
            words[first] = words[first][:1].upper() + words[first][1:]
            for index in range(first + 1, len(words)):
                if fold(words[index - 1]) in _JOINING:
                    words[index] = words[index][:1].upper() + words[index][1:]
            return


def _word_position(text: str, word: str) -> int:
    found = re.search(rf"(?<!\w){re.escape(word)} ", text)
    return found.start() if found else -1


def _by_runs(words: list[str], spelling: Spelling) -> list[str]:
    folded = [fold(word) for word in words]
    spelt: list[str] = []
    index = 0
    while index < len(words):
        length, run = _longest_run(folded, index, spelling)
        if length > 1:
            spelt.extend(run.split())
            index += length
        else:
            spelt.append(_single(words[index], spelling))
            index += 1
    return spelt


def _all_in_runs(words: list[str], spelling: Spelling) -> str:
    """Spell a name by runs of the body ("Sở Y tế", "Tân Giang"); "" where a word of it stands in none."""
    folded = [fold(word) for word in words]
    spelt: list[str] = []
    index = 0
    while index < len(words):
        length, run = _longest_run(folded, index, spelling)
        if length < 2:
            return ""
        spelt.append(run)
        index += length
    return _PEOPLES.sub(lambda found: found.group().lower(), " ".join(spelt))


def _longest_run(folded: list[str], index: int, spelling: Spelling) -> tuple[int, str]:
    best, run = 1, ""
    for length in range(2, min(_LONGEST_RUN, len(folded) - index) + 1):
        found = _in_body(" ".join(folded[index : index + length]), spelling)
        if not found:
            break
        best, run = length, found
    return best, run


def _in_body(key: str, spelling: Spelling) -> str:
    """Return `key` as the body spells it, the first time that it is not all capitals; "" where it never is."""
    at = spelling.folded.find(key)
    while at >= 0:
        end = at + len(key)
        whole = (at == 0 or not spelling.folded[at - 1].isalnum()) and (end == len(spelling.folded) or not spelling.folded[end].isalnum())
        found = spelling.text[at:end]
        if whole and not is_capitals(found):
            return _without_opening_capital(found) if _opens_sentence(spelling.text, at) else found
        at = spelling.folded.find(key, at + 1)
    return ""


def _opens_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip()[-1:] if at < 3 else text[at - 2 : at].strip()[-1:]
    return not before or before in _STOP


def _without_opening_capital(found: str) -> str:
    """ "Khắc phục hậu quả" is lower case inside a sentence; "Đắk Lắk" and "Ủy ban nhân dân" keep their capital."""
    second = found.split(" ", 2)[1:2]
    keeps = not second or not second[0][:1].islower() or fold(found).startswith(("ủy ban", "hội đồng", "thủ tướng", "chính phủ"))
    return found if keeps or found.split(" ", 1)[0].isupper() else found[:1].lower() + found[1:]


def _single(word: str, spelling: Spelling) -> str:
    if any(char.isdigit() for char in word):
        found = _in_body(fold(word.strip(",.;:")), spelling)
        return word.replace(word.strip(",.;:"), found) if found else word
    if _is_acronym(word):
        return word
    bare = re.sub(r"^\W+|\W+$", "", word)
    at = spelling.folded.find(f" {fold(bare)} ")
    in_capitals = at >= 0 and len(bare) > 1 and spelling.text[at + 1 : at + 1 + len(bare)].isupper()
    if in_capitals:
        return word
    return word.capitalize() if bare.lower() in _ALWAYS_CAPITAL else word.lower()


def _is_acronym(word: str) -> bool:
    """ "PTNT", "NN&PTNT", "XIV" stay in capitals."""
    bare = re.sub(r"^\W+|\W+$", "", word)
    if not bare.isupper() or len(bare) < 2:
        return False
    return "&" in bare or not _VOWEL.search(bare.lower()) or (_ROMAN.fullmatch(bare) is not None) or bare in ("UBND", "BQL", "QLDA")
