"""Turns a form check into lines for a terminal: what blocks, then what is advised, each with its article and places."""

from __future__ import annotations

from collections.abc import Iterator

from dondoc.engine.writing.language import Language, Words
from dondoc.engine.writing.official.form_check import Finding, FormReview, Weight
from dondoc.engine.writing.terminal import Line, Page, Piece, Tone, block, wrap

_WEIGHTS = {
    Weight.BLOCKING: (Words("Phải sửa", "Must be put right"), Tone.ALERT),
    Weight.ADVICE: (Words("Nên sửa", "Better otherwise"), Tone.WARNING),
}


def form_table(found: FormReview, page: Page) -> Iterator[Line]:
    """Yield the findings in lines that fit the page."""
    language = page.language
    yield from block(found.name, page.width, tone=Tone.GROUP)
    yield from block(_summary(found, language), page.width, tone=Tone.FAINT)
    yield ()
    for weight, (words, tone) in _WEIGHTS.items():
        findings = [finding for finding in found.findings if finding.weight is weight]
        if findings:
            yield from block(f"▌ {words.of(language)} ({len(findings)})", page.width, tone=Tone.GROUP)
            for finding in findings:
                yield from _finding(finding, tone, page)
            yield ()


def _summary(found: FormReview, language: Language) -> str:
    if not found.findings:
        return Words("Đúng thể thức: không có gì phải sửa.", "In form: there is nothing to put right.").of(language)
    if found.passes:
        return Words("Đúng thể thức; có một số điểm nên sửa.", "In form; a few things would be better otherwise.").of(language)
    return Words("Chưa đúng thể thức theo Nghị định 30/2020/NĐ-CP.", "Not in the form of Decree 30/2020/NĐ-CP.").of(language)


def _finding(finding: Finding, tone: Tone, page: Page) -> Iterator[Line]:
    language = page.language
    sentence = finding.vi if language is Language.VI else finding.en
    count = f" ({finding.count})" if finding.count > 1 else ""
    for number, line in enumerate(wrap(f"{sentence}{count}  [{finding.code}]", page.width - 4)):
        yield (Piece("    " if number else "  ● ", tone), Piece(line))
    yield from block(finding.article, page.width, tone=Tone.FAINT, indent=6, most=2)
    for place in finding.places:
        at = Words(f"đoạn {place.paragraph}", f"paragraph {place.paragraph}").of(language)
        for line in wrap(f"{at}: {place.words}", page.width - 6, 1):
            yield (Piece("      "), Piece(line, Tone.FAINT))
