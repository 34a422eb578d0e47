"""Turns src/dondoc/sample/ke-hoach-mau.toml into the sample as Word, PDF (through LibreOffice) and text, with its annotations.

Run it after the words were changed; LibreOffice must be installed. `--check` only says whether text, Word and annotations are fresh.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NotRequired, TypedDict, cast

import sample_docx
from sample_docx import Annex, Block, Letterhead, Sample

SAMPLE = Path(__file__).resolve().parents[1] / "src" / "dondoc" / "sample"
NAME = "ke-hoach-mau"
ABOVE = "^"
LETTERS = "abcdđeghiklmnopqrstuvxy"


class Due(TypedDict):
    """A deadline as annotated."""

    kind: str
    text: NotRequired[str]
    start: NotRequired[date]
    end: NotRequired[date]


class TaskNote(TypedDict, total=False):
    """What stands beside a paragraph that is a task."""

    finding: str
    lead: list[str]
    cooperating: list[str]
    deadline: Due


Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def main(arguments: list[str]) -> int:
    """Write the four files, or compare three of them with what would be written."""
    sample = cast(Sample, tomllib.loads((SAMPLE / f"{NAME}.toml").read_text(encoding="utf-8")))
    lines = text_lines(sample)
    made = {
        f"{NAME}.txt": ("\n".join(lines.texts) + "\n").encode(),
        f"{NAME}.gold.json": (json.dumps(gold(sample, lines), ensure_ascii=False, indent=1) + "\n").encode(),
        f"{NAME}.docx": sample_docx.document(sample, [lines.number(index) for index in range(len(sample["block"]))]),
    }
    if arguments == ["--check"]:
        stale = [name for name, data in made.items() if not (SAMPLE / name).exists() or (SAMPLE / name).read_bytes() != data]
        print("\n".join(f"{name} is stale: python tools/make_sample.py" for name in stale), end="\n" if stale else "")
        return 1 if stale else 0
    for name, data in made.items():
        (SAMPLE / name).write_bytes(data)
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf", "--outdir", str(SAMPLE)]
        subprocess.run([*command, str(SAMPLE / f"{NAME}.docx")], check=True, stdout=subprocess.DEVNULL)
    return 0


class Lines:
    """The text form: its lines, the line of each block and of each table row, and the numbers that Word would make."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.at: dict[int, int] = {}
        self.rows: dict[str, int] = {}
        self._numbers: dict[int, str] = {}

    def add(self, text: str, *, blank: bool = True) -> int:
        """Add a line and, as web pages do, a blank one; return its 1-based number."""
        self.texts.append(text)
        line = len(self.texts)
        if blank:
            self.texts.append("")
        return line

    def block(self, index: int, number: str, text: str) -> None:
        """Add a paragraph with the number that stands before it."""
        self._numbers[index] = number
        self.at[index] = self.add(f"{number} {text}" if number else text)

    def number(self, index: int) -> str:
        """Return the number or dash that Word makes for a block, "" for none."""
        return self._numbers.get(index, "")


def text_lines(sample: Sample) -> Lines:
    """Lay the sample out as text: a paragraph a line, tables between bars with merged cells repeated."""
    lines = Lines()
    for text in _head(sample["document"]):
        lines.add(text)
    count, last = 0, ""
    for index, block in enumerate(sample["block"]):
        if block["style"] == "table":
            for row in [block["columns"], *filled(block["rows"])]:
                lines.rows[row[0]] = lines.add(_bars(row, len(block["columns"])), blank=False)
            lines.texts.append("")
            last = ""
            continue
        style = block.get("list", "")
        count = count + 1 if style and style == last else 1
        last = style
        lines.block(index, {"": "", "-": "-", "1)": f"{count})", "a)": f"{LETTERS[count - 1]})"}[style], block["text"])
    for text in _foot(sample["document"]):
        lines.add(text)
    _annex(sample["annex"], lines)
    return lines


def filled(rows: list[list[str]]) -> list[list[str]]:
    """Return the rows with the words of merged cells in each place that they cover."""
    full: list[list[str]] = []
    for row in rows:
        above = next((former for former in reversed(full) if len(former) == len(row)), row)
        full.append([above[place] if cell == ABOVE else cell for place, cell in enumerate(row)])
    return full


def gold(sample: Sample, lines: Lines) -> dict[str, Json]:
    """Return the annotations in the shape of the corpus, with the lines of the text form."""
    blocks = list(enumerate(sample["block"]))
    findings = {block["is_finding"]: lines.at[index] for index, block in blocks if "is_finding" in block}
    return {
        "document": _document(sample["document"]),
        "findings": [_finding(key, line, sample, lines) for key, line in findings.items()],
        "tasks": list(_tasks(sample, lines, findings)),
        "targets": [
            {"line": lines.at[index], **cast(dict[str, Json], target)} for index, block in blocks for target in block.get("targets", [])
        ],
        "reporting": [{"line": lines.at[index], **block["reporting"]} for index, block in blocks if "reporting" in block],
        "citations": [
            {"line": lines.at[index], "kind": cited["kind"], "number": cited["number"], "date": _day(cited.get("date"))}
            for index, block in blocks
            for cited in block.get("citations", [])
        ],
        "results": [{"line": lines.at[index], **block["result"]} for index, block in blocks if "result" in block],
    }


def _head(head: Letterhead) -> Iterator[str]:
    yield head["parent"]
    yield " ".join(head["body"])
    yield "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    yield "Độc lập - Tự do - Hạnh phúc"
    yield f"Số: {head['number']}"
    yield sample_docx.place_and_date(head)
    yield head["kind"]
    yield head["title"]


def _foot(head: Letterhead) -> Iterator[str]:
    yield "Nơi nhận:"
    yield from (f"- {recipient}" for recipient in head["recipients"])
    yield head["position"]
    yield head["signer"]


def _annex(annex: Annex, lines: Lines) -> None:
    for text in (annex["heading"], annex["title"], annex["reference"]):
        lines.add(text)
    for row in [annex["columns"], *annex["rows"]]:
        lines.add(_bars(row, len(annex["columns"])), blank=False)


def _bars(row: list[str], columns: int) -> str:
    return "| " + " | ".join([*row, *[""] * (columns - len(row))]) + " |"


def _document(head: Letterhead) -> dict[str, Json]:
    return {
        "kind": head["kind"].lower(),
        "number": head["number"],
        "symbol": head["number"].partition("/")[2],
        "issuer": head["issuer"],
        "place": head["place"],
        "issued_on": head["date"].isoformat(),
        "title": head["title"],
        "signer": {"name": head["signer"], "position": head["position"].capitalize()},
    }


def _finding(key: str, line: int, sample: Sample, lines: Lines) -> dict[str, Json]:
    causes: list[Json] = [lines.at[index] for index, block in enumerate(sample["block"]) if block.get("cause_of") == key]
    return {"line": line, "text": lines.texts[line - 1][:80], "causes": causes}


def _tasks(sample: Sample, lines: Lines, findings: dict[str, int]) -> Iterator[Json]:
    for index, block in enumerate(sample["block"]):
        if block["style"] == "table":
            yield from _rows(block, lines)
        elif "task" in block:
            note = cast(TaskNote, block["task"])
            line = lines.at[index]
            finding = findings[note["finding"]] if "finding" in note else None
            yield {
                "line": line,
                "text": lines.texts[line - 1][:80],
                "finding": finding,
                "lead": cast(list[Json], note.get("lead", [])),
                "cooperating": cast(list[Json], note.get("cooperating", [])),
                "deadline": _due(note.get("deadline"), _line_of(note.get("deadline"), lines, line)),
            }


def _rows(block: Block, lines: Lines) -> Iterator[Json]:
    for row in filled(block["rows"]):
        if len(row) < len(block["columns"]):
            continue
        line = lines.rows[row[0]]
        due = cast(Due, {**block["deadlines"][row[0]], "text": row[4]})
        yield {
            "line": line,
            "text": row[1][:80],
            "finding": None,
            "lead": cast(list[Json], row[2].split("; ")),
            "cooperating": cast(list[Json], row[3].split("; ")),
            "deadline": _due(due, line),
        }


def _line_of(due: Due | None, lines: Lines, line: int) -> int:
    """Return the line that prints a task's deadline: its own, else the nearest label line after it, else before it."""
    words = due["text"] if due is not None and "text" in due else ""
    after = range(line, min(line + 9, len(lines.texts) + 1))
    before = range(line - 1, 0, -1)
    return next((place for place in (*after, *before) if words in lines.texts[place - 1]), line)


def _due(due: Due | None, line: int) -> Json:
    if due is None:
        return None
    return {"text": due["text"], "line": line, "start": _day(due.get("start")), "end": _day(due.get("end")), "kind": due["kind"]}


def _day(value: date | None) -> str | None:
    return value.isoformat() if value is not None else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
