"""The mentions of other documents → remarks where one document is given two dates or two issuers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from dondoc.engine.extraction.plan import Citation
from dondoc.engine.review.catalogue import quoted, remark
from dondoc.engine.review.examined import Examined, shown
from dondoc.engine.review.remark import Remark, RemarkCode
from dondoc.engine.vocabulary.folding import key

# "31/2018/QH14", "12/2021/QĐ-UBND": the year is part of the number, so it is never given again.
_WITH_YEAR = re.compile(r"/(?:19|20)[0-9]{2}/")
# More forms of one number than this are compared no further, so that the work stays linear.
_MOST_COMPARED = 8
_LONG_FORMS = (("ubnd", "ủy ban nhân dân"), ("hđnd", "hội đồng nhân dân"), ("cp", "chính phủ"), ("ttg", "thủ tướng chính phủ"))


def citations(examined: Examined) -> Iterator[Remark]:
    """Yield a remark at the first mention of a number that is at odds with an earlier mention of it.

    Numbers begin anew each year (Decree 30/2020, Article 15) and each office has its own, so a date of another year or an issuer of
    another place may be another document: only the day, the month or the year alone may differ.
    """
    known: dict[str, list[Citation]] = {}
    for citation in examined.plan.citations:
        if citation.dated is None:
            continue
        number = _normal(citation.number)
        same = known.setdefault(number, [])
        if any((citation.dated, _issuer(citation)) == (other.dated, _issuer(other)) for other in same):
            continue
        if all(citation.dated != other.dated or not _compatible(_issuer(citation), _issuer(other)) for other in same):
            yield from _first(_at_odds(citation, other) for other in same)
        if len(same) < _MOST_COMPARED:
            same.append(citation)


def _first(found: Iterator[Remark | None]) -> Iterator[Remark]:
    each = next((remark for remark in found if remark is not None), None)
    if each is not None:
        yield each


def _normal(number: str) -> str:
    """Return "05 /QĐ- UBND" and "5/qđ-ubnd" as one."""
    return re.sub(r"\s", "", key(number)).lstrip("0").replace("–", "-")


def _at_odds(citation: Citation, other: Citation) -> Remark | None:
    if citation.dated is None or other.dated is None:
        return None
    number, place = quoted(citation.number), (other.evidence,)
    related = _compatible(_issuer(citation), _issuer(other))
    if citation.dated != other.dated and related and _same_document(citation, other.dated):
        return remark(
            RemarkCode.CITATION_TWO_DATES,
            citation.evidence,
            related=place,
            number=number,
            date=shown(citation.dated),
            other=shown(other.dated),
            line=str(other.evidence.line),
        )
    if citation.dated == other.dated and not related:
        return remark(
            RemarkCode.CITATION_TWO_ISSUERS,
            citation.evidence,
            related=place,
            number=number,
            issuer=quoted(citation.issuer or ""),
            other=quoted(other.issuer or ""),
            line=str(other.evidence.line),
        )
    return None


def _same_document(citation: Citation, other: date) -> bool:
    """Tell whether two dates of one number can only be a slip."""
    dated = citation.dated
    if dated is None:
        return False
    if _WITH_YEAR.search(citation.number) is not None:
        return True
    return dated.year == other.year or (dated.day, dated.month) == (other.day, other.month)


def _issuer(citation: Citation) -> frozenset[str]:
    """Return the words of the issuer's name, short forms written out."""
    if citation.issuer is None:
        return frozenset()
    names = dict(_LONG_FORMS)
    return frozenset(word for part in key(citation.issuer).split() for word in names.get(part, part).split())


def _compatible(issuer: frozenset[str], other: frozenset[str]) -> bool:
    """One issuer may be printed shorter than the other, or not at all: "UBND tỉnh", "Chủ tịch UBND tỉnh Tân Giang"."""
    return issuer <= other or other <= issuer
