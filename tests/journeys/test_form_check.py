"""A clerk checks a Word file's form in the browser, on a desk and on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dondoc.engine.writing.official.docx import official_docx
from dondoc.web.accounts.models import User
from tests.engine.writing.official.documents import report
from tests.journeys.watching import Complaints, assert_accessible, assert_fits
from tests.people import Town


def test_a_file_is_checked_put_right_and_checked_again(
    town: Town, page_as: Callable[[User], Page], complaints: Complaints, tmp_path: Path
) -> None:
    good, plain = tmp_path / "bao-cao.docx", tmp_path / "ghi-chu.txt"
    good.write_bytes(official_docx(report(5)))
    plain.write_text("Ghi chú")
    complaints.expect("422")
    page = page_as(town.minh)
    page.goto("/bao-cao/")
    page.get_by_role("link", name="Kiểm tra thể thức").click()
    page.locator("input[type=file]").set_input_files(plain)
    page.get_by_role("button", name="Kiểm tra").click()
    expect(page.get_by_role("alert")).to_contain_text("Chỉ kiểm tra được tệp Word (.docx)")
    assert_accessible(page)
    page.locator("input[type=file]").set_input_files(good)
    page.get_by_role("button", name="Kiểm tra").click()
    expect(page.get_by_text("Đúng thể thức", exact=True)).to_be_visible()
    assert_accessible(page)


@pytest.mark.parametrize("width", [1366, 390])
def test_what_is_wrong_with_a_file_fits_the_window(town: Town, open_window: Callable[..., Page], tmp_path: Path, width: int) -> None:
    bad = tmp_path / ("du-thao-bao-cao-" * 6 + ".docx")
    bad.write_bytes((Path(__file__).resolve().parents[2] / "src" / "dondoc" / "sample" / "ke-hoach-mau.docx").read_bytes())
    page = open_window(town.lan, viewport={"width": width, "height": 800})
    page.goto("/bao-cao/kiem-tra-the-thuc/")
    page.locator("input[type=file]").set_input_files(bad)
    page.get_by_role("button", name="Kiểm tra").click()
    expect(page.locator("#ket-luan")).to_have_text(re.compile("Đúng thể thức|Chưa đúng thể thức"))
    assert_accessible(page)
    assert_fits(page)
