"""The page that checks the form of a Word file: what it says of good, bad and broken files, and that it keeps none."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document
from docx.shared import Mm, Pt
from pytest_django.fixtures import Settings

from dondoc.engine.writing.official.docx import official_docx
from dondoc.engine.writing.official.form_check import check_form
from dondoc.engine.writing.official.form_check.components import Component, by_component, component_of
from dondoc.engine.writing.official.form_check.finding import Finding, Weight
from dondoc.engine.writing.official.form_check.rules import rules
from dondoc.web.accounts.models import User
from dondoc.web.plans.models import Document as StoredDocument
from tests.engine.writing.official.documents import report
from tests.people import Town

LogIn = Callable[[User], Client]
URL = "/bao-cao/kiem-tra-the-thuc/"


def sent(client: Client, data: bytes, name: str = "bao-cao.docx") -> tuple[int, str]:
    """Send a file; the status and the page."""
    answer = client.post(URL, {"file": SimpleUploadedFile(name, data)})
    return answer.status_code, re.sub(r"\s+", " ", answer.content.decode())


def spoilt() -> bytes:
    """A report with a narrow margin, small words in the body and a mark in its text."""
    document = Document(io.BytesIO(official_docx(report(5))))
    document.sections[0].left_margin = Mm(15)
    paragraph = next(one for one in document.paragraphs if "Trong kỳ có" in one.text)
    paragraph.runs[0].font.size = Pt(9)
    paragraph.runs[0].text = "a) <script>alert(1)</script> Trong kỳ có rất nhiều nhiệm vụ phải hoàn thành "
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


@pytest.mark.django_db
def test_a_report_of_ours_is_in_form(town: Town, as_user: LogIn) -> None:
    status, page = sent(as_user(town.lan), official_docx(report(5)))
    assert status == 200
    assert "Đúng thể thức" in page
    assert "không có gì phải sửa" in page
    assert "phải sửa</span>" not in page


@pytest.mark.django_db
def test_what_must_be_put_right_is_told_with_its_place_and_its_article(town: Town, as_user: LogIn) -> None:
    status, page = sent(as_user(town.minh), spoilt(), "du-thao.docx")
    assert status == 200
    assert "Chưa đúng thể thức" in page
    assert "Lề trái 15 mm, phải từ 30 đến 35 mm." in page
    assert "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục I.3" in page
    assert page.index("Trang giấy, lề, số trang") < page.index("Nội dung, đề mục, bảng")
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "Phụ lục</span>" in page.split("Phần đúng thể thức")[1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("ke-hoach.pdf", b"%PDF-1.7", "Chỉ kiểm tra được tệp Word (.docx)"),
        ("ke-hoach.doc", b"\xd0\xcf\x11\xe0", "Tệp .doc kiểu cũ"),
        ("ke-hoach.docx", b"", "Tệp rỗng"),
        ("ke-hoach.docx", b"PK\x03\x04 broken", "ke-hoach.docx"),
        ("ke-hoach.docx", b"<html></html>", "ke-hoach.docx"),
    ],
)
def test_a_file_that_cannot_be_checked_is_refused_with_a_sentence(town: Town, as_user: LogIn, name: str, data: bytes, words: str) -> None:
    status, page = sent(as_user(town.lan), data, name)
    assert status == 422
    assert words in page
    assert "Đúng thể thức" not in page


@pytest.mark.django_db
def test_without_a_file_the_page_asks_for_one(town: Town, as_user: LogIn) -> None:
    client = as_user(town.lan)
    assert "Kéo tệp Word vào đây" in client.get(URL).content.decode()
    answer = client.post(URL, {})
    assert answer.status_code == 422
    assert "Chọn một tệp Word (.docx)." in answer.content.decode()


@pytest.mark.django_db
def test_a_file_above_the_limit_is_refused_before_it_is_read(town: Town, as_user: LogIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dondoc.web.reports.forms.form_check.MOST_BYTES", 1 << 20)
    status, page = sent(as_user(town.lan), b"PK" + bytes(2 << 20))
    assert status == 422
    assert "Tệp lớn hơn 1 MB" in page


@pytest.mark.django_db
def test_a_file_above_the_limit_of_every_upload_is_cut_off_and_told_so(town: Town, as_user: LogIn, settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 1000
    status, page = sent(as_user(town.lan), b"PK" + bytes(5000))
    assert status == 422
    assert "Hãy bỏ bớt hình rồi nộp lại" in page
    assert "Chọn một tệp Word" not in page


@pytest.mark.django_db
def test_nothing_of_the_file_is_kept(town: Town, as_user: LogIn, django_assert_max_num_queries: Callable[..., object]) -> None:
    client = as_user(town.lan)
    client.get(URL)
    with django_assert_max_num_queries(15):  # type: ignore[attr-defined]  # a context manager
        sent(client, official_docx(report(5)))
    assert not StoredDocument.objects.exists()


@pytest.mark.django_db
def test_a_visitor_is_asked_to_log_in(client: Client) -> None:
    answer = client.get(URL)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("accounts:login"))


def test_every_rule_belongs_to_a_component_and_every_finding_stands_in_one() -> None:
    for code, rule in rules().items():
        assert component_of(Finding(code, rule.weight, rule.article, "", "", (), 1)) in Component
    review = check_form(spoilt(), "x.docx")
    parts = by_component(review)
    assert [part.component for part in parts] == list(Component)
    assert sorted(finding.code for part in parts for finding in part.findings) == sorted(finding.code for finding in review.findings)
    page = parts[0]
    assert not page.whole
    assert {finding.weight for finding in page.findings} == {Weight.BLOCKING}
