"""Turns directive texts of our own writing into what each step of extraction makes of them, in lines that a test can list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from textwrap import dedent

from dondoc.engine.extraction import extract
from dondoc.engine.extraction.outline import Node, outline
from dondoc.engine.extraction.plan import Deadline, Evidence, Plan, Task, UnitMention
from dondoc.engine.extraction.reading import read_source
from dondoc.engine.extraction.roles import Labelled, roles
from dondoc.engine.sources import text as text_source
from dondoc.engine.sources.source import Format, GridCell, Source, SourceBuilder

HEAD = """\
ỦY BAN NHÂN DÂN
TỈNH TÂN GIANG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 45/KH-UBND
Tân Giang, ngày 05 tháng 3 năm 2025
KẾ HOẠCH
Khắc phục tồn tại, hạn chế trong công tác cải cách hành chính năm 2025
"""
"""The head of a plan of the invented province, a paragraph a line."""

FOOT = """\
Nơi nhận:
- Các sở, ban, ngành;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Văn Mẫu
"""


def source(text: str) -> Source:
    """Return a text, its common indent taken away, as the text reader gives it."""
    return text_source.of(dedent(text), "ke-hoach.txt")


def plan(text: str) -> Plan:
    """Return the plan of a whole text."""
    return extract(source(text))


def body(text: str) -> Plan:
    """Return the plan of a text that stands between the head and the foot of a provincial plan."""
    return plan(HEAD + dedent(text) + FOOT)


def nodes(text: str) -> tuple[Node, ...]:
    """Return the outline of a text."""
    return outline(read_source(source(text)).items)


def labelled(text: str) -> tuple[Labelled, ...]:
    """Return the nodes of a text with their parts."""
    return roles(nodes(text))


def parts(text: str) -> list[str]:
    """Return the part of each paragraph of a text."""
    return [item.part.value for item in labelled(text)]


def tree(text: str) -> list[str]:
    """Return each paragraph's marker (or first word) as deep as it stands."""
    return [
        "  " * sum(1 for _ in node.ancestors()) + (node.marker.printed if node.marker else node.words.split()[0]) for node in nodes(text)
    ]


def grid(*rows: Sequence[str | tuple[str, str]]) -> Source:
    """Return a source that is one table; a cell given as (words, key) is one merged cell wherever its key stands."""
    builder = SourceBuilder("bang.docx", Format.DOCX)
    cells = [
        [GridCell(cell, (at, column)) if isinstance(cell, str) else GridCell(*cell) for column, cell in enumerate(row)]
        for at, row in enumerate(rows)
    ]
    builder.table(cells)
    return builder.build()


def tasks(of: Plan) -> list[str]:
    """Return the tasks as lines: first three words | leads | cooperating units | deadline."""
    return [" | ".join((_opening(task), _names(task.leads), _names(task.cooperating), when(task.deadline))) for task in of.tasks]


def when(deadline: Deadline | None) -> str:
    """Return kind, first and last day in one line; what is not there is a dash."""
    return f"{deadline.kind} {deadline.start or '-'} {deadline.end or '-'}" if deadline else "-"


def findings(of: Plan) -> list[str]:
    """Return the findings as lines: first three words, and the first three of each cause after an arrow."""
    return [
        " ← ".join(" ".join(words.split()[:3]) for words in (item.text, *(cause.text for cause in item.causes))) for item in of.findings
    ]


def links(of: Plan) -> list[int | None]:
    """Return for each task the place of the finding that it remedies."""
    return [task.finding for task in of.tasks]


def evidences(value: object) -> Iterator[Evidence]:
    """Yield every evidence that a plan holds."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from evidences(item)
    elif is_dataclass(value):
        for item in fields(value):
            yield from evidences(getattr(value, item.name))


def _opening(task: Task) -> str:
    return " ".join(task.text.split()[:3])


def _names(units: tuple[UnitMention, ...]) -> str:
    return "; ".join(unit.name for unit in units) or "-"
