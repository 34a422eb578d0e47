"""The sample directive: its three forms give what was annotated by hand, and its files are made from its words."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TypedDict

import pytest

import dondoc
from dondoc.engine.extraction.plan import Deadline, Plan
from dondoc.engine.review import RemarkCode, review

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "src" / "dondoc" / "sample"
FORMS = ("txt", "docx", "pdf")
MARK = re.compile(r"^(?:[-+]|\w\)|\d+\.)\s+")


class Due(TypedDict):
    """An annotated deadline."""

    kind: str
    start: str | None
    end: str | None


class TaskNote(TypedDict):
    """An annotated task."""

    text: str
    finding: int | None
    lead: list[str]
    cooperating: list[str]
    deadline: Due | None


@cache
def gold() -> list[TaskNote]:
    """The annotated tasks."""
    tasks: list[TaskNote] = json.loads((SAMPLE / "ke-hoach-mau.gold.json").read_text(encoding="utf-8"))["tasks"]
    return tasks


@cache
def plan(form: str) -> Plan:
    """What is read from one form."""
    return dondoc.extract(SAMPLE / f"ke-hoach-mau.{form}")


def key(text: str) -> str:
    """The first words of a task without the mark before them."""
    return MARK.sub("", " ".join(text.split()))[:50]


def due(deadline: Deadline | None) -> tuple[str, str | None, str | None] | None:
    """A deadline as it is compared."""
    if deadline is None:
        return None
    start, end = (day.isoformat() if day is not None else None for day in (deadline.start, deadline.end))
    return deadline.kind.value, start, end


@pytest.mark.parametrize("form", FORMS)
def test_each_form_gives_the_annotated_tasks_and_no_other(form: str) -> None:
    assert [key(task.text) for task in plan(form).tasks] == [key(task["text"]) for task in gold()]


@pytest.mark.parametrize("form", FORMS)
def test_each_form_gives_the_annotated_leads_and_cooperating_units(form: str) -> None:
    found = {key(task.text): ([unit.name for unit in task.leads], [unit.name for unit in task.cooperating]) for task in plan(form).tasks}
    wanted = {key(task["text"]): (task["lead"], task["cooperating"]) for task in gold()}
    assert found == wanted


@pytest.mark.parametrize("form", FORMS)
def test_each_form_gives_the_annotated_deadlines(form: str) -> None:
    found = {key(task.text): due(task.deadline) for task in plan(form).tasks}
    wanted = {
        key(task["text"]): (task["deadline"]["kind"], task["deadline"]["start"], task["deadline"]["end"]) if task["deadline"] else None
        for task in gold()
    }
    assert found == wanted


@pytest.mark.parametrize("form", FORMS)
def test_each_form_ties_the_tasks_to_their_findings(form: str) -> None:
    read = plan(form)
    lines = (SAMPLE / "ke-hoach-mau.txt").read_text(encoding="utf-8").splitlines()
    for task, wanted in zip(read.tasks, gold(), strict=True):
        finding = " ".join(read.findings[task.finding].text.split()) if task.finding is not None else None
        annotated = lines[wanted["finding"] - 1] if wanted["finding"] is not None else None
        assert (finding is None) == (annotated is None), task.text
        assert finding is None or finding in (annotated or ""), task.text


@pytest.mark.parametrize("form", FORMS)
def test_each_form_gives_the_head_the_results_and_the_figures(form: str) -> None:
    read, wanted = plan(form), json.loads((SAMPLE / "ke-hoach-mau.gold.json").read_text(encoding="utf-8"))
    head = read.document
    for name in ("kind", "number", "symbol", "issuer", "place", "issued_on", "title"):
        value = getattr(head, name)
        assert value is not None, name
        assert value.value == wanted["document"][name]
    assert head.signer is not None
    assert head.signer.name is not None
    assert head.signer.name.value == wanted["document"]["signer"]["name"]
    assert [(item.op, item.value, item.maximum) for item in read.targets] == [
        (item["op"], item["value"], item.get("max")) for item in wanted["targets"]
    ]
    assert [(item.number, item.dated.isoformat() if item.dated else None) for item in read.citations] == [
        (item["number"], item["date"]) for item in wanted["citations"]
    ]
    assert [(item.value, item.change, item.rank, item.of) for item in read.results] == [
        (item["value"], item["change"], item["rank"], item["of"]) for item in wanted["results"]
    ]
    assert [(item.frequency.value, item.bearer) for item in read.reporting] == [
        (item["frequency"], item["from"]) for item in wanted["reporting"]
    ]


@pytest.mark.parametrize("form", FORMS)
def test_the_review_finds_the_five_deliberate_defects_of_each_form(form: str) -> None:
    source = dondoc.read(SAMPLE / f"ke-hoach-mau.{form}")
    remarks = review(dondoc.extract(source), source).remarks
    deliberate = {
        RemarkCode.NUMBER_GAP: "2.3",
        RemarkCode.TASK_NO_LEAD: "chủ trì",
        RemarkCode.DEADLINE_REST_DAY: "15/03/2026",
        RemarkCode.CITATION_TWO_DATES: "215/KH-UBND",
        RemarkCode.UNIT_DISSOLVED: "Sở Thông tin và Truyền thông",
    }
    for code, words in deliberate.items():
        found = [remark for remark in remarks if remark.code is code]
        assert len(found) == 1, code
        assert words in found[0].vi
    wrong = {remark.code for remark in remarks if remark.code.split(".")[0] in ("number", "citation", "unit", "day", "year", "reference")}
    assert wrong <= set(deliberate)


def test_the_sample_has_sixty_tasks_or_so_and_every_kind_of_deadline() -> None:
    assert 55 <= len(gold()) <= 65
    kinds = {task["deadline"]["kind"] if task["deadline"] else None for task in gold()}
    assert kinds == {"date", "span", "open", "continuous", "event", "recurring", None}


def test_the_files_of_the_sample_are_made_from_its_words() -> None:
    ran = subprocess.run([sys.executable, ROOT / "tools" / "make_sample.py", "--check"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_pdf_is_small_enough_to_ship() -> None:
    assert (SAMPLE / "ke-hoach-mau.pdf").stat().st_size < 200_000
