"""Checks the letters and the notice: what they say, where their lists stand, and that they are in form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dondoc.engine.reporting.runs import text_of
from dondoc.engine.writing.official.blocks import Figure, Letterhead, Numbered, OfficialDocument, Paragraph, Table
from dondoc.engine.writing.official.docx import official_docx
from dondoc.engine.writing.official.form_check import check_form
from dondoc.engine.writing.official.letters import (
    AssignedTask,
    Assignment,
    Conclusion,
    LetterIssuing,
    OverduePart,
    Point,
    Reminder,
    assignment_letter,
    conclusion_notice,
    reminder_letter,
)
from dondoc.engine.writing.official.signing import Office, Signature
from tests.engine.writing.official.reported import DEPARTMENT, FOREST, LAND, OFFICE, PLAN

ISSUING = LetterIssuing(
    Letterhead(DEPARTMENT, "Hà Châu", "SNNMT-VP", "UBND tỉnh Hà Châu", 214, date(2026, 11, 22)),
    Signature("Hoàng Đức Thịnh", "Giám đốc", Office("Giám đốc")),
    (FOREST, LAND),
    ("Như trên", "Lãnh đạo Sở", "Lưu: VT, VPS"),
)
TASK = AssignedTask(
    "task:1", "2.2.3", "Rà soát toàn bộ hồ sơ đất đai đang quá hạn.", LAND, (FOREST, OFFICE), "trước ngày 31/8/2026", "Danh sách"
)
LATE = OverduePart("part:1", "2.2.3", "Gửi phiếu xin lỗi cho từng tổ chức, cá nhân", LAND, date(2026, 8, 15), 20, 40, "đã gửi 41 phiếu")
CONCLUSION = Conclusion(
    "Giám đốc Sở Hoàng Đức Thịnh",
    date(2026, 11, 20),
    "giao ban tháng 11 năm 2026",
    (Point("Rà soát hồ sơ quá hạn", LAND, (FOREST, OFFICE), "trước ngày 30/11/2026"), Point("duy trì giao ban hằng tuần")),
)  # fmt: skip


def text(document: OfficialDocument) -> str:
    """The body as it is read."""
    return "\n".join(text_of(block.runs) for block in document.blocks if isinstance(block, Paragraph | Numbered))


def several(count: int) -> Reminder:
    """So many late parts of two units."""
    parts = tuple(replace(LATE, key=f"part:{place}", unit=(LAND, FOREST)[place % 2], late_days=place) for place in range(count))
    return Reminder(date(2026, 11, 22), parts, PLAN, date(2026, 11, 27))


@pytest.mark.parametrize(
    "document",
    [
        assignment_letter(Assignment(PLAN, (TASK,), date(2026, 12, 15)), ISSUING),
        assignment_letter(Assignment(PLAN, (TASK,) * 9), ISSUING),
        reminder_letter(several(3), ISSUING),
        reminder_letter(replace(several(40), plan=None, answer_by=None), replace(ISSUING, addressees=(LAND,))),
        conclusion_notice(CONCLUSION, replace(ISSUING, letterhead=replace(ISSUING.letterhead, symbol="TB-SNNMT"))),
    ],
)
def test_every_kind_of_document_is_in_form(document: OfficialDocument) -> None:
    assert check_form(official_docx(document), "x.docx").findings == ()


def test_a_few_assigned_tasks_stand_in_the_letter_with_their_terms() -> None:
    made = text(assignment_letter(Assignment(PLAN, (TASK,), date(2026, 12, 15)), ISSUING))
    assert "giao các đơn vị thực hiện 1 nhiệm vụ như sau:" in made
    assert (
        f"Rà soát toàn bộ hồ sơ đất đai đang quá hạn; đơn vị chủ trì: {LAND}; đơn vị phối hợp: {FOREST}, {OFFICE}; "
        "thời hạn: trước ngày 31/8/2026; sản phẩm: danh sách." in made
    )
    assert "trước ngày 15/12/2026." in made


def test_many_assigned_tasks_stand_in_an_annex() -> None:
    made = assignment_letter(Assignment(PLAN, (TASK,) * 9), ISSUING)
    assert "9 nhiệm vụ theo Phụ lục kèm theo." in text(made)
    table = made.annexes[0].blocks[0]
    assert isinstance(table, Table)
    assert [text_of(cell.runs) for cell in table.rows[8]][:3] == ["9", "2.2.3", "Rà soát toàn bộ hồ sơ đất đai đang quá hạn."]


def test_a_reminder_counts_what_is_late_and_lists_it_by_unit_the_longest_first() -> None:
    made = reminder_letter(several(3), ISSUING)
    assert "đến hết ngày 22/11/2026 còn 3 nhiệm vụ của Kế hoạch số 12/KH-SNNMT đã quá hạn chưa hoàn thành" in text(made)
    assert "gửi về Sở Nông nghiệp và Môi trường trước ngày 27/11/2026." in text(made)
    table = next(block for block in made.blocks if isinstance(block, Table))
    rows = [[text_of(cell.runs) for cell in row] for row in table.rows]
    assert [(row[1], row[4]) for row in rows] == [(FOREST, "1"), (LAND, "2"), (LAND, "0")]
    figures = [run for block in made.blocks if isinstance(block, Paragraph) for run in block.runs if isinstance(run, Figure)]
    assert figures == [Figure("3", ("part:0", "part:1", "part:2"))]


def test_a_conclusion_says_who_does_what_by_when() -> None:
    made = conclusion_notice(CONCLUSION, ISSUING)
    assert made.title == "Kết luận của Giám đốc Sở Hoàng Đức Thịnh tại cuộc họp giao ban tháng 11 năm 2026"
    assert f"Giao {LAND} chủ trì, phối hợp với {FOREST}, {OFFICE}: rà soát hồ sơ quá hạn; thời hạn: trước ngày 30/11/2026." in text(made)
    assert "Duy trì giao ban hằng tuần." in text(made)
    assert made.addressees == ()


def test_the_departments_own_words_open_and_close_a_letter() -> None:
    own = replace(ISSUING, opening="Theo chỉ đạo của Ủy ban nhân dân tỉnh, Sở yêu cầu thực hiện", closing="Đề nghị khẩn trương.")
    made = text(assignment_letter(Assignment(PLAN, (TASK,)), own))
    assert made.startswith("Theo chỉ đạo của Ủy ban nhân dân tỉnh, Sở yêu cầu thực hiện 1 nhiệm vụ")
    assert made.endswith("Đề nghị khẩn trương.")
