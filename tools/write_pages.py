"""Turns the vocabulary's glossary and the review's catalogue into their pages; with --check it only says which are stale."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

from dondoc.engine.writing.official.measures import PAGE_MEASURES, TABLE_SIZES, ZONES, Span

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

FORM_RULES = """# Form rules

How dondoc writes official documents and what `dondoc form-check` checks: the form of Decree 30/2020/NĐ-CP. A finding that is
**blocking** must be put right before the document goes out; **advice** would only be better so. Words in braces are filled in for
each case.

Made by `make docs` from `src/dondoc/engine/writing/official/measures.py` and
`src/dondoc/engine/writing/official/form_check/rules.toml`; edit those files instead of this page.
"""


def glossary(data: str) -> str:
    """Return the page for the glossary's TOML: one row for each term, in the order of the file."""
    return GLOSSARY + "".join(_term(term) for term in tomllib.loads(data)["term"])


def remarks(data: str) -> str:
    """Return the page for the catalogue's TOML: one part for each code, in the order of the file."""
    return REMARKS + "".join(_remark(code, entry) for code, entry in tomllib.loads(data).items())


def form_rules(data: str) -> str:
    """Return the page for the form: the page's measures, the components, and the rules in the order of the file."""
    page = "".join(f"| {one.name.vi} | {one.name.en} | {_span(one.span)} {one.unit} | {one.article} |\n" for one in PAGE_MEASURES)
    zones = "".join(
        f"| {zone.box} | {zone.name.vi} | {_span(zone.sizes)} pt | {_marks(zone.bold, zone.italic, zone.capitals)} | {zone.article} |\n"
        for zone in ZONES.values()
    )
    rules = "".join(_form_rule(code, entry) for code, entry in tomllib.loads(data).items())
    return (
        f"{FORM_RULES}\n## The page\n\n| Vietnamese | English | allowed | rule |\n|---|---|---|---|\n{page}\n"
        "## The components\n\nBox: the number in the decree's diagram (Appendix I, Part I, IV). Letters: black, Times New Roman,\n"
        "Unicode (I.4).\n\n"
        f"| box | component | size | letters | rule |\n|---|---|---|---|---|\n{zones}\n"
        f"The decree sets no size for the cells of a table; dondoc writes 12 pt and advises {_span(TABLE_SIZES)} pt.\n\n"
        f"## The rules\n{rules}"
    )


def _form_rule(code: str, entry: dict[str, str]) -> str:
    article = f" · {entry['article']}" if "article" in entry else ""
    return f"\n### `{code}`\n\n*{entry['weight']}*{article}\n\n- {entry['vi']}\n- {entry['en']}\n"


def _span(span: Span) -> str:
    return f"{span.least:g}" if span.least == span.most else f"{span.least:g} to {span.most:g}"


def _marks(bold: bool | None, italic: bool | None, capitals: bool | None) -> str:
    said = (("bold", bold), ("italic", italic), ("capitals", capitals))
    return ", ".join(name for name, mark in said if mark) or "upright, regular"


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
    (ROOT / "docs" / "reference" / "form-rules.md", ENGINE / "writing" / "official" / "form_check" / "rules.toml", form_rules),
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
