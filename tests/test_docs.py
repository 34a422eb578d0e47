"""Keeps the pages true: every link leads somewhere, every command and remark has its heading, made pages are fresh."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import dondoc

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
CODE_PATH = re.compile(r"`(?P<path>(?:src|tests|tools|docs)/[\w./-]+\.\w+)`")
TASK = re.compile(r"`make (?P<name>[a-z]+)`")


def headings(page: Path) -> str:
    """The headings of a page, one a line."""
    return "\n".join(line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("#"))


def anchor(heading: str) -> str:
    """The name that a heading has in links."""
    return re.sub(r"[^\w\- ]", "", heading.lstrip("# ").lower()).strip().replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    for link in LINK.finditer(page.read_text(encoding="utf-8")):
        target, _, place = link["target"].partition("#")
        file = (page.parent / target).resolve() if target else page
        assert file.exists(), link["target"]
        assert not place or place in map(anchor, headings(file).splitlines()), link["target"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_file_and_task_that_a_page_names_is_there(page: Path) -> None:
    words = page.read_text(encoding="utf-8")
    tasks = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert [path for path in CODE_PATH.findall(words) if not (ROOT / path).exists()] == []
    assert set(TASK.findall(words)) <= tasks


def test_every_command_has_a_heading() -> None:
    shown = subprocess.run([sys.executable, "-m", "dondoc", "--help"], capture_output=True, text=True, check=True).stdout
    commands = re.search(r"\{([a-z,-]+)\}", shown)
    assert commands, shown
    page = headings(DOCS / "reference" / "command-line.md")
    assert [name for name in commands[1].split(",") if f"dondoc {name}" not in page] == []


def test_the_glossary_page_is_made_from_the_vocabulary() -> None:
    ran = subprocess.run([sys.executable, ROOT / "tools" / "write_glossary.py", "--check"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_every_decision_is_listed_and_has_its_four_parts() -> None:
    listed = (DOCS / "decisions" / "README.md").read_text(encoding="utf-8")
    for page in (DOCS / "decisions").glob("[0-9]*.md"):
        words = page.read_text(encoding="utf-8")
        assert f"({page.name})" in listed
        for part in ("Context", "Decision", "Consequences", "Alternatives"):
            assert f"**{part}.**" in words, f"{page.name} has no {part}"


def test_the_changelog_has_this_version() -> None:
    assert f"## [{dondoc.__version__}]" in headings(ROOT / "CHANGELOG.md")
