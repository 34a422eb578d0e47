"""Keeps the pages true: every link leads somewhere, every command and remark has its heading, made pages are fresh."""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
import sys
from dataclasses import fields
from datetime import date
from enum import StrEnum
from pathlib import Path

import pytest

import dondoc
import dondoc.engine.review
from dondoc.engine.extraction.plan import Plan

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


def remark_codes() -> set[str]:
    """The codes of every remark that the review can make: the values of the review's enums whose name ends in Code."""
    names = [module.name for module in pkgutil.walk_packages(dondoc.engine.review.__path__, "dondoc.engine.review.")]
    parts = [part for name in names for part in vars(importlib.import_module(name)).values()]
    enums = {part for part in parts if isinstance(part, type) and issubclass(part, StrEnum) and part.__name__.endswith("Code")}
    return {str(code) for enum in enums for code in enum}


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


def test_every_remark_has_a_heading() -> None:
    page = headings(DOCS / "reference" / "remarks.md")
    assert [code for code in remark_codes() if f"`{code}`" not in page] == []


def test_every_part_of_a_plan_is_on_the_page_about_json() -> None:
    page = (DOCS / "reference" / "json-schema.md").read_text(encoding="utf-8")
    assert [part.name for part in fields(Plan) if f"| `{part.name}` |" not in page] == []


def test_the_example_that_is_explained_is_read_as_the_page_says() -> None:
    words = (DOCS / "explanation" / "how-a-directive-is-read.md").read_text(encoding="utf-8").split("```")[1]
    plan = dondoc.extract(("KẾ HOẠCH\nKhắc phục tồn tại, hạn chế năm 2023\n" + words.strip()).encode(), "example.txt")
    assert [[unit.name for unit in task.leads] for task in plan.tasks] == [["Sở Nội vụ"], ["Sở Nội vụ"]]
    assert [[unit.name for unit in task.cooperating] for task in plan.tasks] == [["Văn phòng UBND tỉnh"], []]
    assert [task.deadline and (task.deadline.start, task.deadline.end) for task in plan.tasks] == [
        (None, date(2024, 6, 30)),
        (date(2024, 4, 1), date(2024, 6, 30)),
    ]
    assert [len(finding.causes) for finding in plan.findings] == [1]
    assert [task.finding for task in plan.tasks] == [0, 0]
    assert plan.targets == ()


def test_the_pages_made_from_data_are_fresh() -> None:
    ran = subprocess.run([sys.executable, ROOT / "tools" / "write_pages.py", "--check"], capture_output=True, text=True, check=False)
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
