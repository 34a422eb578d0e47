"""Turns the outline that units answer under into the sections of a report, each with what the data have to say there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from dondoc.engine.reporting.snapshot import OutlineRow, Snapshot
from dondoc.engine.vocabulary.folding import fold


class Theme(StrEnum):
    """What the data have to say, in the order of the usual outline (kết quả, tồn tại, phương hướng, kiến nghị)."""

    GENERAL = "general"
    FINDINGS = "findings"
    RESULTS = "results"
    WEAK = "weak"
    NEXT = "next"
    PROPOSALS = "proposals"


# A title is about the theme whose word stands first in it: "kết quả khắc phục tồn tại" tells of results.
_WORDS = {
    Theme.RESULTS: ("kết quả", "tình hình thực hiện", "tình hình triển khai", "thực hiện nhiệm vụ"),
    Theme.GENERAL: ("tình hình chung", "đánh giá chung", "khái quát", "chỉ đạo", "công tác triển khai"),
    Theme.FINDINGS: ("khắc phục",),
    Theme.NEXT: (
        "phương hướng", "giải pháp", "biện pháp", "kỳ tới", "tiếp theo", "thời gian tới", "trọng tâm", "tháng tới", "quý tới", "năm tới",
    ),
    Theme.WEAK: ("tồn tại", "hạn chế", "khó khăn", "vướng mắc", "nguyên nhân", "chậm"),
    Theme.PROPOSALS: ("đề xuất", "kiến nghị"),
}  # fmt: skip
_USUAL = {
    Theme.RESULTS: "Kết quả thực hiện",
    Theme.WEAK: "Tồn tại, hạn chế và nguyên nhân",
    Theme.NEXT: "Phương hướng, nhiệm vụ kỳ tới",
    Theme.PROPOSALS: "Đề xuất, kiến nghị",
}
_PRINTED = re.compile(r"(?:(?:phần|mục)\s+)?(?:[IVXLC]{1,5}|[A-Z]|\d{1,2})\s*[.)/:]\s*(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the report: the key of its outline item, its title without a number, and the themes told in it."""

    key: str
    title: str
    themes: tuple[Theme, ...]


def sections(snapshot: Snapshot) -> tuple[Section, ...]:
    """Return the sections: the duty's outline, then the usual ones for what it has no place for.

    Each theme is told once: under the first title that speaks of it, and of its own kind where one does.
    """
    at = _places(snapshot.outline)
    own = [
        Section(row.key, _unnumbered(row.title), tuple(theme for theme in Theme if at.get(theme) == place))
        for place, row in enumerate(snapshot.outline)
    ]
    missing = [Section(f"_{theme.value}", words, (theme,)) for theme, words in _USUAL.items() if theme not in at]
    homeless = tuple(theme for theme in (Theme.GENERAL, Theme.FINDINGS) if theme not in at)
    return tuple(_with(one, homeless) if Theme.RESULTS in one.themes else one for one in (*own, *missing))


def _with(section: Section, themes: tuple[Theme, ...]) -> Section:
    return Section(section.key, section.title, tuple(theme for theme in Theme if theme in (*section.themes, *themes)))


def _places(outline: tuple[OutlineRow, ...]) -> dict[Theme, int]:
    """Return for each theme the place of its item: the first that is about it, else the first about less that names it too."""
    titles = [fold(row.title) for row in outline]
    about = [_about(title) for title in titles]
    found: dict[Theme, int] = {}
    for theme, words in _WORDS.items():
        naming = [place for place, title in enumerate(titles) if any(word in title for word in words)]
        first = [place for place in naming if about[place] is theme]
        beside = [place for place in naming if theme is Theme.FINDINGS or about[place] not in (Theme.RESULTS, Theme.GENERAL)]
        if first or (beside and theme not in (Theme.GENERAL, Theme.RESULTS)):
            found[theme] = (first or beside)[0]
    return found


def _about(title: str) -> Theme | None:
    """Return the theme whose word stands first in a title."""
    places = {theme: min((title.find(word) for word in words if word in title), default=-1) for theme, words in _WORDS.items()}
    named = [theme for theme, place in places.items() if place >= 0]
    return min(named, key=lambda theme: places[theme]) if named else None


def _unnumbered(title: str) -> str:
    return _PRINTED.sub("", title.strip(), count=1) if _PRINTED.match(title.strip()) else title.strip()
