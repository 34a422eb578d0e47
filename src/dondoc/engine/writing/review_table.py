"""Turns a review into lines for a terminal: the remarks by their weight, then how clear the directive is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dondoc.engine.review import Review
from dondoc.engine.review.clarity import Clarity, TaskClarity
from dondoc.engine.review.remark import Remark, Severity
from dondoc.engine.writing.language import Language, Words
from dondoc.engine.writing.register import Register
from dondoc.engine.writing.register_lists import place
from dondoc.engine.writing.register_table import head
from dondoc.engine.writing.terminal import Column, Line, Page, Piece, Tone, block, rows, wrap

_SEVERITIES = {
    Severity.ERROR: (Words("Lỗi", "Errors"), Tone.ALERT),
    Severity.WARNING: (Words("Cảnh báo", "Warnings"), Tone.WARNING),
    Severity.INFO: (Words("Lưu ý", "Good to know"), Tone.FAINT),
}
_ASPECTS = {
    "người": Words("rõ người", "who"),
    "việc": Words("rõ việc", "what"),
    "thời gian": Words("rõ thời gian", "when"),
    "trách nhiệm": Words("rõ trách nhiệm", "who answers"),
    "sản phẩm": Words("rõ sản phẩm", "what comes of it"),
    "thẩm quyền": Words("rõ thẩm quyền", "by what authority"),
}
_PLACES = 4  # how many places of one remark are quoted
_WORST = 5  # how many of the least clear tasks are named
_CLEAR = 0.5  # a task below this is worth naming
_BAR = 20


def review_table(register: Register, found: Review, page: Page) -> Iterator[Line]:
    """Yield the review in lines that fit the page."""
    width, language = page.width, page.language
    yield from head(register, page)
    counts = [
        (words.of(language).lower(), sum(remark.severity is weight for remark in found.remarks))
        for weight, (words, _) in _SEVERITIES.items()
    ]
    said = " · ".join(f"{count} {name}" for name, count in counts if count) or Words("không có nhận xét nào", "no remarks").of(language)
    yield from block(f"{Words('Rà soát', 'Review').of(language)}: {said}", width, tone=Tone.FAINT)
    yield ()
    for severity, (words, tone) in _SEVERITIES.items():
        remarks = [remark for remark in found.remarks if remark.severity is severity]
        if remarks:
            yield from block(f"▌ {words.of(language)} ({len(remarks)})", width, tone=Tone.GROUP)
            for alike in _alike(remarks, language):
                yield from _remark(alike, tone, page)
            yield ()
    yield from _clarity(register, found.clarity, page)


def _alike(remarks: Sequence[Remark], language: Language) -> list[list[Remark]]:
    """Return the remarks with those of the same words together, in the order of the first of each."""
    groups: dict[str, list[Remark]] = {}
    for remark in remarks:
        groups.setdefault(remark.vi if language is Language.VI else remark.en, []).append(remark)
    return list(groups.values())


def _remark(alike: Sequence[Remark], tone: Tone, page: Page) -> Iterator[Line]:
    """Yield one sentence and the places it speaks of, each with its first words."""
    width, language = page.width, page.language
    sentence = alike[0].vi if language is Language.VI else alike[0].en
    count = f" ({len(alike)})" if len(alike) > 1 else ""
    for number, line in enumerate(wrap(f"{sentence}{count}  [{alike[0].code}]", width - 4)):
        yield (Piece("    " if number else "  ● ", tone), Piece(line))
    for remark in alike[:_PLACES]:
        at = place(remark.evidence, language)
        for line in wrap(f"{at}: {remark.evidence.text}", width - 6, 1):
            yield (Piece("      "), Piece(line, Tone.FAINT))
    if len(alike) > _PLACES:
        others = ", ".join(place(remark.evidence, language) for remark in alike[_PLACES:])
        yield from block(f"{Words('và', 'and').of(language)} {others}", width, tone=Tone.FAINT, indent=6, most=2)


def _clarity(register: Register, found: Clarity, page: Page) -> Iterator[Line]:
    """Yield the score in all, a bar for each of the six aspects, and the least clear tasks with the reasons."""
    if found.score is None:
        return
    width, language = page.width, page.language
    title = Words("Độ rõ của văn bản theo «6 rõ»", "Clarity by the Government's “6 rõ”").of(language)
    yield from block(f"▌ {title}: {_percent(found.score)}", width, tone=Tone.GROUP)
    columns = (Column(20), Column(_BAR), Column(5, right=True))
    for aspect in found.aspects:
        full = round(aspect.score * _BAR)
        bar = Piece("█" * full + "░" * (_BAR - full), Tone.DATE)
        yield from rows(columns, [[Piece(_ASPECTS[aspect.aspect].of(language))], [bar], [Piece(_percent(aspect.score))]], indent=2)
    worst = sorted((task for task in found.tasks if task.score < _CLEAR), key=lambda task: task.score)[:_WORST]
    if worst:
        yield ()
        yield from block(f"▌ {Words('Nhiệm vụ cần làm rõ nhất', 'Tasks to make clearer first').of(language)}", width, tone=Tone.GROUP)
    for task in worst:
        yield from _worst(register, task, page)
    yield ()


def _worst(register: Register, clarity: TaskClarity, page: Page) -> Iterator[Line]:
    width, task = page.width, register.plan.tasks[clarity.task]
    for line in wrap(f"{clarity.task + 1}. {task.text}", width - 9, 1):
        yield (Piece(f"  {_percent(clarity.score):>5}  ", Tone.DATE), Piece(line))
    reasons = " ".join(judged.vi if page.language is Language.VI else judged.en for judged in clarity.judgements if judged.score < 1)
    yield from block(reasons, width, tone=Tone.FAINT, indent=9, most=2)


def _percent(score: float) -> str:
    return f"{round(100 * score)} %"
