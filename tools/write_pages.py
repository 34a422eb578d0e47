"""Turns the vocabulary's glossary and the review's catalogue into their pages; with --check it only says which are stale."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENGINE = ROOT / "src" / "dondoc" / "engine"
SEVERITIES = {"error": "error: cannot stand as it is", "warning": "warning: a reader will stumble", "info": "info: good to know"}

GLOSSARY = """# Glossary

The words of the field, the English that stands for them, and the name they have in the code. Made by `make docs` from
`src/dondoc/engine/vocabulary/glossary.toml`; edit that file instead of this page.

| Vietnamese | English | in the code | meaning |
|---|---|---|---|
"""

REMARKS = """# Remarks

`dondoc review` looks at the directive itself. A remark has a stable code, a severity, the place it speaks of, and a sentence in
Vietnamese and in English. Remarks change nothing in the plan. Words in braces are filled in for each case.

Made by `make docs` from `src/dondoc/engine/review/remarks.toml`; edit that file instead of this page.
"""


def glossary(data: str) -> str:
    """Return the page for the glossary's TOML: one row for each term, in the order of the file."""
    return GLOSSARY + "".join(_term(term) for term in tomllib.loads(data)["term"])


def remarks(data: str) -> str:
    """Return the page for the catalogue's TOML: one part for each code, in the order of the file."""
    return REMARKS + "".join(_remark(code, entry) for code, entry in tomllib.loads(data).items())


def _term(term: dict[str, str]) -> str:
    code = ", ".join(f"`{name.strip()}`" for name in term["identifier"].split(",") if name.strip())
    cells = [term["vi"], term["en"], code, term["meaning"]]
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ").strip() for cell in cells) + " |\n"


def _remark(code: str, entry: dict[str, str]) -> str:
    part = f"\n## `{code}`\n\n*{SEVERITIES[entry['severity']]}*\n\n- {entry['vi']}\n- {entry['en']}\n"
    example = entry.get("example")
    return f"{part}\nDrawn by:\n\n```\n{example.strip()}\n```\n" if example else part


PAGES: tuple[tuple[Path, Path, Callable[[str], str]], ...] = (
    (ROOT / "docs" / "glossary.md", ENGINE / "vocabulary" / "glossary.toml", glossary),
    (ROOT / "docs" / "reference" / "remarks.md", ENGINE / "review" / "remarks.toml", remarks),
)


def main(arguments: list[str]) -> int:
    """Write the pages, or compare them with --check; return the exit code."""
    stale = [(page, made) for page, data, write in PAGES if (made := write(data.read_text(encoding="utf-8"))) != _now(page)]
    for page, made in stale:
        if "--check" in arguments:
            sys.stderr.write(f"{page.relative_to(ROOT)} is stale. Run: make docs\n")
        else:
            page.write_text(made, encoding="utf-8")
    return 1 if stale and "--check" in arguments else 0


def _now(page: Path) -> str:
    return page.read_text(encoding="utf-8") if page.exists() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
