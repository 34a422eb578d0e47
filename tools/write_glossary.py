"""Turns the vocabulary's glossary into docs/glossary.md; with --check it only says whether the page is stale."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "src" / "dondoc" / "engine" / "vocabulary" / "glossary.toml"
PAGE = ROOT / "docs" / "glossary.md"

HEAD = """# Glossary

The words of the field, the English that stands for them, and the name they have in the code. Made by `make docs` from
`src/dondoc/engine/vocabulary/glossary.toml`; edit that file instead of this page.

| Vietnamese | English | in the code | meaning |
|---|---|---|---|
"""


def page(data: str) -> str:
    """Return the page for the glossary's TOML: one row for each entry, in the order of the file."""
    tables = (value for value in tomllib.loads(data).values() if isinstance(value, list))
    return HEAD + "".join(_row(entry) for entries in tables for entry in entries)


def _row(entry: dict[str, str]) -> str:
    code = ", ".join(f"`{name.strip()}`" for name in entry["identifier"].split(",") if name.strip())
    cells = [entry["vi"], entry["en"], code, entry["meaning"]]
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ").strip() for cell in cells) + " |\n"


def main(arguments: list[str]) -> int:
    """Write the page, or compare it with --check; return the exit code."""
    made = page(DATA.read_text(encoding="utf-8"))
    if "--check" not in arguments:
        PAGE.write_text(made, encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != made:
        sys.stderr.write(f"{PAGE.relative_to(ROOT)} is stale. Run: make docs\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
