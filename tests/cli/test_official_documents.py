"""Official documents from the shell: plans written in the decree's form, and the check of that form."""

from __future__ import annotations

import json
from pathlib import Path

import docx

from dondoc.cli.arguments import Command, Form
from dondoc.cli.work import Manner, work_on
from dondoc.engine.writing.language import Language
from dondoc.engine.writing.terminal import Page
from tests.cli.shell import SAMPLE, TEXT, Shell


def test_a_plan_is_written_as_word_and_is_then_in_form(dondoc: Shell, tmp_path: Path) -> None:
    assert dondoc("extract", TEXT, "--format", "docx", "-o", tmp_path / "ke-hoach.docx").returncode == 0
    checked = dondoc("form-check", tmp_path / "ke-hoach.docx", "--format", "json")
    assert checked.returncode == 0
    found = json.loads(checked.stdout)
    assert found["passes"]
    assert found["findings"] == []


def test_a_plan_is_written_as_pdf(dondoc: Shell, tmp_path: Path) -> None:
    assert dondoc("extract", TEXT, "--format", "pdf", "-o", tmp_path / "ke-hoach.pdf").returncode == 0
    assert (tmp_path / "ke-hoach.pdf").read_bytes().startswith(b"%PDF-")


def test_a_binary_file_goes_to_no_terminal_and_several_want_a_folder(dondoc: Shell, tmp_path: Path) -> None:
    ran = dondoc("extract", TEXT, SAMPLE / "ke-hoach-mau.docx", "--format", "docx", "-o", tmp_path / "mot.docx")
    assert ran.returncode == 2
    assert "THƯ_MỤC" in ran.stderr.decode() or "thư mục" in ran.stderr.decode()


def test_a_check_names_what_is_wrong_with_its_article_and_paragraph(dondoc: Shell, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Kính mời các đồng chí dự họp.")
    document.save(str(tmp_path / "thu-moi.docx"))
    ran = dondoc("form-check", tmp_path / "thu-moi.docx")
    assert ran.returncode == 0
    shown = ran.stdout.decode()
    assert "Chưa đúng thể thức" in shown
    assert "[page.margin]" in shown
    assert "Nghị định 30/2020/NĐ-CP, Phụ lục I" in shown
    assert "đoạn 1: Kính mời" in shown
    english = dondoc("form-check", tmp_path / "thu-moi.docx", "--lang", "en").stdout.decode()
    assert "Must be put right" in english
    assert "paragraph 1: Kính mời" in english


def test_a_file_that_is_no_docx_is_said_to_be_none(dondoc: Shell) -> None:
    ran = dondoc("form-check", TEXT)
    assert ran.returncode == 1
    assert "ke-hoach-mau.txt" in ran.stderr.decode()


def test_a_plain_check_says_that_all_is_in_form() -> None:
    manner = Manner(Command.FORM_CHECK, Form.TABLE, Page(100, Language.VI), colour=False)
    outcome = work_on(str(SAMPLE / "ke-hoach-mau.docx"), manner)
    assert outcome.payload is not None
    assert "Đúng thể thức: không có gì phải sửa." in outcome.payload.decode()
