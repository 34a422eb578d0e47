"""Turns what a register holds beside its tasks into lines for a terminal: results, targets, reports, citations, doubts, notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dondoc.engine.extraction.plan import Citation, Evidence, Frequency, ReportDuty, Result, Target
from dondoc.engine.vocabulary.printing import day
from dondoc.engine.writing.figures import OPERATORS, change, number
from dondoc.engine.writing.language import Language, Words
from dondoc.engine.writing.register import Register
from dondoc.engine.writing.terminal import Column, Line, Page, Piece, Tone, block, rows, wrap

FREQUENCIES = {
    Frequency.DAILY: Words("hằng ngày", "daily"),
    Frequency.WEEKLY: Words("hằng tuần", "weekly"),
    Frequency.MONTHLY: Words("hằng tháng", "monthly"),
    Frequency.QUARTERLY: Words("hằng quý", "quarterly"),
    Frequency.SIX_MONTHLY: Words("6 tháng", "six-monthly"),
    Frequency.NINE_MONTHLY: Words("9 tháng", "nine-monthly"),
    Frequency.ANNUAL: Words("hằng năm", "annual"),
    Frequency.AD_HOC: Words("đột xuất", "ad hoc"),
    Frequency.ONCE: Words("một lần", "once"),
    Frequency.PERIODIC: Words("định kỳ", "periodic"),
}
_FIGURES = 22


def lists(register: Register, page: Page) -> Iterator[Line]:
    """Yield the lists that are not empty, each under its heading."""
    plan, source, language = register.plan, register.source, page.language
    results = [(item.index, result_figures(item, language), item.evidence) for item in plan.results]
    targets = [(item.subject, target_figures(item, language), item.evidence) for item in plan.targets]
    yield from _figures(Words("Kết quả đã đạt", "Past results").of(language), results, page)
    yield from _figures(Words("Chỉ tiêu", "Targets").of(language), targets, page)
    duties = [_duty(duty, language) for duty in plan.reporting]
    yield from _points(Words("Chế độ báo cáo", "Reporting duties").of(language), duties, page=page)
    cited = list(dict.fromkeys(_citation(item) for item in plan.citations))
    yield from _points(Words("Văn bản viện dẫn", "Documents cited").of(language), cited, page=page)
    doubts = [f"{place(doubt.evidence, language)}: {doubt.text} ({doubt.code})" for doubt in plan.doubts]
    yield from _points(Words("Điểm cần người xem", "Doubts").of(language), doubts, page=page, tone=Tone.WARNING)
    notes = [note.vi if language is Language.VI else note.en for note in source.notes]
    yield from _points(Words("Khi đọc tệp", "While reading").of(language), notes, page=page, tone=Tone.WARNING)


def target_figures(target: Target, language: Language) -> str:
    """Return a target's figures: `≥ 90 điểm`, `≥ 9,5/10 điểm`, `= 100 %`."""
    most = f"/{number(target.maximum, language)}" if target.maximum is not None else ""
    return " ".join(filter(None, (OPERATORS.get(target.op, target.op), number(target.value, language) + most, target.unit)))


def result_figures(result: Result, language: Language) -> str:
    """Return a result's figures: `84,62 điểm (−2,15) · 11/14`."""
    most = f"/{number(result.maximum, language)}" if result.maximum is not None else ""
    value = " ".join(filter(None, (number(result.value, language) + most, result.unit)))
    moved = f" ({change(result.change, language)})" if result.change is not None else ""
    rank = f"{Words('thứ', 'rank').of(language)} {result.rank}" if result.rank is not None else ""
    among = f"/{result.of}" if rank and result.of is not None else ""
    return " · ".join(filter(None, (value + moved, rank + among)))


def _figures(title: str, items: Sequence[tuple[str, str, Evidence]], page: Page) -> Iterator[Line]:
    """Yield a list of figures: subject, figures at the right, line."""
    if not items:
        return
    width, language = page.width, page.language
    yield from _title(title, len(items))
    most = min(max(len(figures) for _, figures, _ in items), max(_FIGURES, width // 3))
    last = max(len(place(evidence, language)) for _, _, evidence in items)
    columns = (Column(width - most - last - 6), Column(most, right=True), Column(last, right=True))
    for subject, figures, evidence in items:
        cells = [
            [Piece(line) for line in wrap(subject, columns[0].width, 2)],
            [Piece(line, Tone.DATE) for line in wrap(figures, most)],
            [Piece(place(evidence, language), Tone.FAINT)],
        ]
        yield from rows(columns, cells, indent=2)
    yield ()


def _points(title: str, items: Sequence[str], *, page: Page, tone: Tone = Tone.PLAIN) -> Iterator[Line]:
    if not items:
        return
    yield from _title(title, len(items))
    for item in items:
        first, *rest = wrap(item, page.width - 4, 3) or [""]
        yield (Piece("  · ", Tone.FAINT), Piece(first, tone))
        for line in rest:
            yield (Piece("    "), Piece(line, tone))
    yield ()


def _title(title: str, count: int) -> Iterator[Line]:
    yield from block(f"▌ {title} ({count})", 80, tone=Tone.GROUP)


def _duty(duty: ReportDuty, language: Language) -> str:
    parties = " → ".join(filter(None, (duty.bearer, duty.addressee)))
    return " · ".join(filter(None, (FREQUENCIES[duty.frequency].of(language), parties, duty.due)))


def _citation(citation: Citation) -> str:
    dated = f"({day(citation.dated)})" if citation.dated is not None else ""
    return " ".join(filter(None, (citation.kind, citation.number, dated, citation.issuer)))


def place(evidence: Evidence, language: Language) -> str:
    """Return where a value stands: its page where there are pages, else its line."""
    if evidence.page is not None:
        return f"{Words('trang', 'page').of(language)} {evidence.page}"
    return f"{Words('dòng', 'line').of(language)} {evidence.line}"
