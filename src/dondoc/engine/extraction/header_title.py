"""Turns the lines below the letterhead into the document's kind and title."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dondoc.engine.extraction.header_casing import Spelling, is_capitals, sentence
from dondoc.engine.extraction.header_lines import Sheet
from dondoc.engine.extraction.plan import Printed
from dondoc.engine.vocabulary.folding import fold
from dondoc.engine.vocabulary.kinds import document_kinds

# Longest first, so that "chương trình hành động" is not read as "chương trình".
KINDS = tuple(sorted((fold(kind.name) for kind in document_kinds() if kind.style != "law"), key=len, reverse=True))
"""The kinds of documents that a title may name, in folded spelling."""
_BY_ABBREVIATION = {fold(kind.abbreviation): fold(kind.name) for kind in document_kinds() if kind.abbreviation and kind.style != "law"} | {
    "cv": "công văn",
    "ctrhđ": "chương trình hành động",
}
_KIND_LINE = re.compile(
    r"\n[ *_#]*(?P<kind>" + "|".join(kind.replace(" ", r"\s+") for kind in KINDS) + r")(?=[\s:*_]|của|$)",
)
# "V/v triển khai di dời cụm công nghiệp": what an official letter is about.
_SUBJECT = re.compile(r"\n[ *_]*v\s?/\s?v\s?[:.]?\s+")
_LETTER_TO = re.compile(r"kính\s+gửi")
# Where the title ends: a rule, a note in brackets, the preamble, an addressee.
_ENDS = re.compile(
    r"""
    [-_*=~\s.]{3,}$ | [(\[] | căn\ cứ | kính\ gửi | số\s*: | xét\ | theo\ đề\ nghị | ngày\ \d | trong\ (?:thời|những|quá)
      | để\ | nhằm\ | nơi\ nhận | cộng\ hòa | độc\ lập
      | (?:i|1|a|điều\ 1)\s?[./):] | (?:phần|chương)\ (?:thứ\ )?\w+\s*(?:[./):]|$)
      | thực\ hiện\ (?:quyết|nghị|chỉ|kế|công|thông|kết|ý|đề|chương|luật|văn)
      | [^,]{2,40},\s*ngày\s | sau\ khi\ | hiện\ nay | tiếp\ theo | trên\ cơ\ sở
    """,
    re.VERBOSE,
)
# "THỦ TƯỚNG CHÍNH PHỦ điện:" opens a dispatch's list of addressees.
_ADDRESSEES = re.compile(r"điện\s*:|^quyết\s+định\s*:?$|^chỉ\s+thị\s*:?$")
_AUTHORITY = re.compile(
    r"(?:(?:chủ tịch|phó chủ tịch|bộ trưởng|giám đốc|thủ tướng|ủy ban|ubnd|hội đồng|thường trực|ban|sở|bộ) |tỉnh ủy|thành ủy|chính phủ$)"
)
# "CỦA BỘ CHÍNH TRỊ, BAN BÍ THƯ" between the kind and "về ...": who concludes.
_OF_WHOM = re.compile(r"của\s+")
_LONGEST_LINE = 130
_LONGEST_TITLE = 1500


@dataclass(frozen=True, slots=True)
class Title:
    """Kind and title, the issuer where the title names it, and where the title ends (0 where there is none)."""

    kind: Printed | None
    title: Printed | None
    issuer: Printed | None
    end: int


def read_title(head: Sheet, *, start: int, symbol: Printed | None, spelling: Spelling) -> Title:
    """Read the kind and title below position `start`; an official letter has no kind line, its symbol shows what it is."""
    kind = _kind_line(head, start, symbol)
    if kind is not None:
        return _below_kind(head, kind, spelling)
    subject = _SUBJECT.search(head.folded)
    by_symbol = _kind_of_symbol(symbol)
    if subject is not None and by_symbol is None:
        title, end = _subject(head, subject.end())
        return Title(head.printed(subject.start(), subject.end(), rule="title.letter", value="công văn"), title, None, end)
    if symbol is None:
        return Title(None, None, None, 0)
    known = by_symbol or ("công văn" if _LETTER_TO.search(head.folded) else None)
    return Title(Printed(known, symbol.evidence) if known else None, None, None, 0)


def _kind_of_symbol(symbol: Printed | None) -> str | None:
    """`KH-UBND` is a plan; `UBND-KT` names no kind: an official letter."""
    if symbol is None:
        return None
    parts = re.split(r"[-/&]", re.sub(r"^\d{4}/", "", symbol.value))
    return _BY_ABBREVIATION.get(parts[0].lower())


def _kind_line(head: Sheet, start: int, symbol: Printed | None) -> re.Match[str] | None:
    """The first line in capitals that is or opens with a kind, preferably the one that the symbol names."""
    wanted = _kind_of_symbol(symbol)
    first = None
    for found in _KIND_LINE.finditer(head.folded, head.folded.rfind("\n", 0, start)):
        begin, end = found.span("kind")
        if not is_capitals(head.text[begin:end]):
            continue
        if " ".join(found["kind"].split()) == wanted:
            return found
        first = first or found
    return first


def _below_kind(head: Sheet, found: re.Match[str], spelling: Spelling) -> Title:
    kind = head.printed(*found.span("kind"), rule="title.kind", value=" ".join(found["kind"].split()))
    spans = _title_lines(head, found.end("kind"))
    if not spans:
        return Title(kind, None, None, found.end("kind"))
    issuer, spans = _of_whom(head, spans, spelling)
    end = spans[-1][1] if spans else found.end("kind")
    if not spans:
        return Title(kind, None, issuer, end)
    shown = " ".join(" ".join(head.text[a:b].split()) for a, b in spans).strip(' *_.-:"')
    if is_capitals(shown):
        shown = sentence(shown, spelling)
    return Title(kind, head.printed(spans[0][0], end, rule="title.title", value=shown), issuer, end)


def _title_lines(head: Sheet, at: int) -> list[tuple[int, int]]:
    """Return the ranges of the lines that make up the title, from position `at`."""
    spans: list[tuple[int, int]] = []
    first_passage_end = 0
    while at < len(head.text) and (not spans or at - spans[0][0] < _LONGEST_TITLE):
        end = head.text.find("\n", at)
        end = len(head.text) if end < 0 else end
        begin = at + len(head.text[at:end]) - len(head.text[at:end].lstrip(" *_:#"))
        if begin < end:
            if _is_over(head, begin, end=end, spans=spans, first_passage_end=first_passage_end):
                break
            if not spans:
                first_passage_end = head.passage_end(begin)
            spans.append((begin, end))
        at = end + 1
    return spans


def _is_over(head: Sheet, begin: int, *, end: int, spans: list[tuple[int, int]], first_passage_end: int) -> bool:
    line, folded = head.text[begin:end], head.folded[begin:end]
    if _ADDRESSEES.search(folded) or not re.search(r"[^\W\d_]", line):
        return True
    if not spans or (len(spans) == 1 and _names_whose(head.folded[slice(*spans[0])])):
        return bool(_ENDS.match(folded)) and not folded.startswith(("thực hiện", "trong", "để ", "nhằm "))
    before = head.text[slice(*spans[-1])]
    capitals = is_capitals(before)
    if capitals != is_capitals(line) and (capitals or not re.search(r"\d", line)):
        return True
    if begin < first_passage_end:
        return bool(re.match(r"[-_*=~\s.]{3,}$|\(", folded))
    if _ENDS.match(folded) or before.rstrip()[-1:] in ".;:" or len(line) > _LONGEST_LINE:
        return True
    if line[0].isupper() and not capitals and line.rstrip()[-1] in ".;:,":
        return True
    return capitals and _AUTHORITY.match(folded) is not None


def _names_whose(folded: str) -> bool:
    """Tell whether the first line only says whose conclusion it is: what it is about stands on the next."""
    return folded.startswith("của ") and re.search(r"\s(?:về|tại)\s", folded) is None


def _of_whom(head: Sheet, spans: list[tuple[int, int]], spelling: Spelling) -> tuple[Printed | None, list[tuple[int, int]]]:
    """Split "CỦA BỘ CHÍNH TRỊ" off the title: it names the issuer, and the title goes on with "về ..."."""
    begin, end = spans[0]
    opening = _OF_WHOM.match(head.folded, begin, end)
    if opening is None or not is_capitals(head.text[begin : opening.end()] + "Ủ"):
        return None, spans
    about = re.search(r"(?<=[A-ZĐ\s\u00c0-\u1ef8])[vV](?:ề|Ề)\s", head.text[opening.end() : end])
    stop = opening.end() + about.start() if about else end
    named = head.text[opening.end() : stop].strip(" ,\n")
    if not is_capitals(named):
        return None, spans
    issuer = head.printed(opening.end(), opening.end() + len(named), rule="title.issuer", value=_spelt(named, spelling))
    return issuer, [(stop, end), *spans[1:]] if about else spans[1:]


def _spelt(capitals: str, spelling: Spelling) -> str:
    shown = sentence(capitals, spelling)
    return re.sub(r"(?<=, )ban\b", "Ban", shown)


def _subject(head: Sheet, at: int) -> tuple[Printed | None, int]:
    """Read what an official letter is about: to the end of its cell or paragraph."""
    end = head.passage_end(at)
    while True:
        stop = re.search(r"\n\s*\n?(?:kính\s+gửi|cộng\s+hòa|độc\s+lập|[^,\n]{2,30},\s*ngày\s|-{3,})", head.folded[at:end])
        end = at + stop.start() if stop else end
        following = re.match(r"\n\n(?=[^\W\d_A-ZĐ])", head.text[end : end + 3])
        if stop or following is None or not head.text[end + 2].islower():
            break
        end = head.passage_end(end + 2)
    shown = " ".join(head.text[at:end].split()).strip(" .;")
    return (head.printed(at, end, rule="title.subject", value=shown) if shown else None), end
