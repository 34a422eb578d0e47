"""Turns counts, names, days and other people's words into runs of administrative Vietnamese."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dondoc.engine.reporting.runs import Figure, Run, Words
from dondoc.engine.reporting.snapshot import PlanHead, TaskRow
from dondoc.engine.vocabulary.printing import day, printed_number

LONGEST_TASK = 150
"""Characters of a task that a sentence repeats; the whole of it stands in the annex."""
MOST_NAMES = 8
_ENDS = " .;,:-–…"
_FINDING_NUMBER = re.compile(r"[0-9IVXLC]+(?:\.[0-9a-zđ]+)+")


def said(words: str, *parts: Run) -> tuple[Run, ...]:
    """Return runs for a sentence whose "{}" are `parts`; neighbouring words of one weight become one run."""
    found: list[Run] = []
    pieces = words.split("{}")
    for index, piece in enumerate(pieces):
        following = parts[index : index + 1] if index + 1 < len(pieces) else ()
        for run in (Words(piece), *following):
            if isinstance(run, Words) and not run.text:
                continue
            last = found[-1] if found else None
            if isinstance(run, Words) and isinstance(last, Words) and (run.bold, run.italic) == (last.bold, last.italic):
                found[-1] = Words(last.text + run.text, last.bold, last.italic)
            else:
                found.append(run)
    return tuple(found)


def count(keys: Sequence[str]) -> Figure:
    """Return how many rows there are, as a figure that opens them."""
    return Figure(printed_number(len(keys)), tuple(keys))


def share(part: Sequence[str], whole: Sequence[str]) -> Figure:
    """Return a part of a whole in hundredths with one decimal, as a figure that opens the part."""
    return Figure(f"{printed_number(round(100 * len(part) / len(whole), 1))}%", tuple(part))


def joined(sentences: Sequence[tuple[Run, ...]], joint: str) -> tuple[Run, ...]:
    """Return runs one after the other with `joint` between them."""
    parts: list[Run] = []
    for index, runs in enumerate(sentences):
        parts += [Words(joint), *runs] if index else runs
    return said("{}" * len(parts), *parts)


def names(of: Sequence[str], most: int = MOST_NAMES) -> str:
    """Return names as a list in a sentence, parted by semicolons where a name has a comma; of a long list only how many more."""
    shown = list(of[:most]) if len(of) > most + 1 else list(of)
    joint = "; " if any("," in name for name in shown) else ", "
    more = f" và {printed_number(len(of) - len(shown))} đơn vị khác" if len(of) > len(shown) else ""
    return joint.join(shown) + more


def clipped(text: str, most: int = LONGEST_TASK) -> str:
    """Return words on one line without the mark at their end, cut between words where they are long."""
    line = " ".join(text.split()).strip(_ENDS)
    if len(line) <= most:
        return line
    return line[:most].rsplit(" ", 1)[0].rstrip(_ENDS) + "…"


def capital(text: str) -> str:
    """Return text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """Return text with a small letter at its beginning, unless it begins with a word in capitals ("UBND")."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def plan_name(plan: PlanHead) -> str:
    """Return a plan as it is called after it was named in full: kind and number, else its title."""
    kind = capital(plan.kind or "văn bản")
    return f"{kind} số {plan.number}" if plan.number else f"{kind} “{clipped(plan.title)}”"


def plan_name_in_full(plan: PlanHead) -> str:
    """Return a plan as it is named the first time: kind, number, day, issuer and title (Decree 30/2020/NĐ-CP, Appendix I, II.6)."""
    kind = capital(plan.kind or "văn bản")
    number = f" số {plan.number}" if plan.number else ""
    issued = f" ngày {day(plan.issued_on)}" if plan.issued_on is not None else ""
    issuer = f" của {plan.issuer}" if plan.issuer else ""
    title = clipped(plan.title, 400)
    about = title if title.lower().startswith(("về ", "v/v ")) else f"về {small(title)}"
    return f"{kind}{number}{issued}{issuer}{f' {about}' if title else ''}"


def task_name(task: TaskRow) -> str:
    """Return a task as a sentence names it: its words, and the number that the plan prints where that finds it ("2.2.3", not "a)")."""
    number = task.number.strip(_ENDS)
    return f"{clipped(task.text)}{f' (nhiệm vụ {number})' if _FINDING_NUMBER.fullmatch(number) else ''}"
