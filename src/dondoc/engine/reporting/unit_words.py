"""Turns what units wrote under an item of the outline into items that name them, without what the report says already."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field

from dondoc.engine.reporting.passage import Passage, Place, drafted
from dondoc.engine.reporting.phrasing import clipped, names
from dondoc.engine.reporting.runs import Words
from dondoc.engine.reporting.snapshot import AnswerRow, Snapshot
from dondoc.engine.vocabulary.folding import fold

_NOTHING = re.compile(
    r"(?:không|không có|không phát sinh|chưa có|không có nội dung|không có ý kiến|không có kiến nghị|không có nhiệm vụ quá hạn)[.\s]*"
)
_BULLET = re.compile(r"^\s*[-+*•–]\s*")
_REPEATED = 12
"""Fewer characters that a line has in common with an update may be chance."""
# The facts that a unit's report is prefilled with, and the sentences around them; see unit_drafts.
_FACT = re.compile(
    r"(?:kết quả: .+|hoàn thành(?: ngày [\d/]+)?(?:, (?:đúng hạn|quá hạn [\d.]+ ngày làm việc))?|tiến độ \d+%|hạn [\d/]+"
    r"|(?:nộp kết quả ngày [\d/]+, )?quá hạn [\d.]+ ngày làm việc(?:, chờ xác nhận)?|đã gia hạn [\d.]+ lần|chưa nêu lý do"
    r"|đạt .+ \(mục tiêu .+|kỳ trước .+\)|.+ trả lời: .+|)"
)
_OPENING = re.compile(r"(?:hoàn thành nhiệm vụ quá hạn: |chỉ tiêu |khó khăn, vướng mắc(?: khi thực hiện nhiệm vụ |: ))")
_SUMMARY = re.compile(r"trong kỳ, đơn vị thực hiện [\d.]+ nhiệm vụ: .*|[\d.]+ nhiệm vụ khác đến hạn trong kỳ tới")


@dataclass(slots=True)
class _Told:
    """What the report says of a unit elsewhere, folded: the names of its tasks and targets, and what it said of them."""

    names: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def unit_texts(snapshot: Snapshot, section: str) -> Iterator[Passage]:
    """Yield one item for each unit that wrote something here; units that wrote the same stand in one."""
    written = [(answer, dict(answer.texts).get(section, "")) for answer in snapshot.answers if answer.submitted_on is not None]
    told = _told(snapshot, {answer.unit for answer, text in written if text})
    found: dict[str, tuple[str, list[AnswerRow]]] = {}
    for answer, said in written:
        text = _new_lines(said, told.get(answer.unit, _Told()))
        if text and not _NOTHING.fullmatch(fold(text)):
            found.setdefault(fold(text), (text, []))[1].append(answer)
    for text, answers in found.values():
        who = names([answer.unit for answer in answers])
        keys = tuple(answer.key for answer in answers)
        joint = ":\n" if "\n" in text else ": "
        yield drafted(f"units.{section}.{keys[0]}", Place.ITEM, section=section, runs=(Words(f"{who}{joint}{text}"),), sources=keys)


def _told(snapshot: Snapshot, units: Set[str]) -> dict[str, _Told]:
    """Return for some units what the report says of them; the longest first, so that one text within another is not met before it."""
    found = {unit: _Told() for unit in units}
    if not found:
        return found
    tasks = {task.key: task for task in snapshot.tasks}
    for task in snapshot.tasks:
        for part in task.parts:
            if own := found.get(part.unit):
                own.names.append(_plain(clipped(task.text)))
                own.texts.append(_plain(part.excuse) and f"lý do: {_plain(part.excuse)}")
        for update in task.updates:
            if own := found.get(update.unit):
                own.texts.append(_plain(update.text))
    for target in snapshot.targets:
        for part in tasks[target.task].parts if target.task in tasks else ():
            if own := found.get(part.unit):
                own.names.append(_plain(clipped(target.subject)))
    for row in snapshot.difficulties:
        if own := found.get(row.unit):
            own.texts.extend((_plain(row.text), _plain(row.proposal)))
    for own in found.values():
        own.names.sort(key=len, reverse=True)
        own.texts = sorted((text for text in own.texts if len(text) >= _REPEATED), key=len, reverse=True)
    return found


def _new_lines(text: str, told: _Told) -> str:
    """Return the lines that say more than the report does elsewhere, without their bullets."""
    lines = (_BULLET.sub("", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and _says_more(_plain(line), told))


def _says_more(line: str, told: _Told) -> bool:
    """Whether a line holds more than what was told, and more than what a unit's report is prefilled with."""
    if any(text in line and 2 * len(text) >= len(line) for text in told.texts) or _SUMMARY.fullmatch(line):
        return False
    opening = _OPENING.match(line)
    rest = line[opening.end() :] if opening is not None else line
    name = next((name for name in told.names if name and rest.startswith(name)), "")
    if not name and opening is None:
        return True
    return any(_FACT.fullmatch(fact.strip(" .:,")) is None for fact in _facts(rest[len(name) :], told.texts))


def _facts(rest: str, texts: Sequence[str]) -> list[str]:
    """Return what stands beside a name, without what was told."""
    rest = re.sub(r"^…? ?(?:\(nhiệm vụ [^)]+\))?", "", rest)
    for text in texts:
        rest = rest.replace(text, "")
    return rest.split(";") if ";" in rest else [rest]


def _plain(text: str) -> str:
    return " ".join(fold(text).split()).strip(" .;,:")
