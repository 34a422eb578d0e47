"""Turns the units and the deadline of a task into the words of a table's cell, so chosen that they are read back as they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dondoc.engine.extraction import deadlines, units
from dondoc.engine.extraction.passage import Origin, Passage, passage
from dondoc.engine.extraction.plan import Deadline, DeadlineKind, Target, UnitMention
from dondoc.engine.sources.source import LineIndex
from dondoc.engine.vocabulary.printing import day
from dondoc.engine.writing.deadline_words import deadline_words
from dondoc.engine.writing.figures import number
from dondoc.engine.writing.language import Language

NO_DEADLINE = "Không ấn định"
_REACHES = {">=": "đạt từ {} trở lên", "<=": "không quá {}", "=": "đạt {}", ">": "đạt trên {}", "<": "dưới {}"}
_JOINTS = ("; ", "\n", ", ")


def units_cell(mentions: Sequence[UnitMention], text: str = "") -> str:
    """Return the names of units as one cell, parted in the first of several ways from which all are read back.

    A name that no list is read back as stays out of the cell where the task's own `text` charges it.
    """
    names = [mention.name for mention in mentions]
    for joint in _JOINTS if names else ():
        cell = joint.join(names)
        read, beside = units.leads_and_partners(_passage(cell), 0, end=len(cell), rule="units.column")
        if [mention.name for mention in read] == names and not beside:
            return cell
    whole = _passage(text)
    charged = units.charged(whole, 0, units.units_in(whole)).mentions if text and names else ()
    return "" if names and [mention.name for mention in charged] == names else _JOINTS[0].join(names)


def target_words(target: Target) -> str:
    """Return a target as a sentence: "Chỉ số CCHC của Sở đạt từ 90 điểm trở lên"."""
    most = f"/{number(target.maximum, Language.VI)}" if target.maximum is not None else ""
    unit = "%" if target.unit == "%" else f" {target.unit}" if target.unit else ""
    value = f"{number(target.value, Language.VI)}{most}{unit}"
    return f"{_opening(target.subject)} {_REACHES[target.op].format(value)}"


def deadline_cell(deadline: Deadline | None, text: str, *, issued: date | None) -> str:
    """Return a deadline as one cell: as printed where that is read as it is meant, else in words that are.

    A task without a deadline whose own `text` names a time says so, else that time would be read as its deadline.
    """
    if deadline is None:
        own = deadlines.in_sentence(_passage(text), 0, end=len(text), issued=issued)
        return "" if own is None else NO_DEADLINE
    wordings = (_opening(" ".join(deadline.evidence.text.split())), *_wordings(deadline))
    return next((words for words in wordings if words and _same(_read(words, issued), deadline)), wordings[0] or wordings[1])


def _wordings(deadline: Deadline) -> tuple[str, ...]:
    """Return what a clerk would write for this deadline, the shortest first."""
    opening = _opening(deadline_words(deadline, Language.VI))
    if deadline.kind is DeadlineKind.DATE and deadline.end is not None:
        return (f"{'Trước' if deadline.strict else 'Chậm nhất'} ngày {day(deadline.end)}", opening)
    if deadline.kind is DeadlineKind.SPAN and deadline.start is not None and deadline.end is not None:
        return (opening, f"Từ ngày {day(deadline.start)} đến ngày {day(deadline.end)}")
    if deadline.kind is DeadlineKind.OPEN and deadline.start is not None:
        return (opening, f"Từ ngày {day(deadline.start)} trở đi")
    return (opening,)


def _opening(words: str) -> str:
    return words[:1].upper() + words[1:]


def _read(words: str, issued: date | None) -> Deadline | None:
    return deadlines.in_label(_passage(words), 0, end=len(words), issued=issued)


def _same(one: Deadline | None, other: Deadline) -> bool:
    return one is not None and _meaning(one) == _meaning(other)


def _meaning(deadline: Deadline) -> tuple[DeadlineKind, date | None, date | None, bool, str | None]:
    return deadline.kind, deadline.start, deadline.end, deadline.strict, deadline.recurrence


def _passage(text: str) -> Passage:
    return passage(Origin(text, LineIndex.of(text)), 0, end=len(text))
