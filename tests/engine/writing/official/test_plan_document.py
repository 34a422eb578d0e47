"""A plan written as an official document is read back as the same plan."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dondoc.engine.extraction import extract
from dondoc.engine.extraction.plan import Deadline, DeadlineKind, Evidence, Finding, Header, Plan, Printed, Signer, Task, UnitMention
from dondoc.engine.sources import read
from dondoc.engine.writing.official.docx import official_docx
from dondoc.engine.writing.official.form_check import check_form
from dondoc.engine.writing.official.pdf import official_pdf
from dondoc.engine.writing.official.plan_blocks import plan_document

SAMPLE = Path(__file__).resolve().parents[4] / "src" / "dondoc" / "sample" / "ke-hoach-mau.docx"
NOWHERE = Evidence(1, 0, 0, "", "test")
UNITS = ("Sở Nội vụ", "Sở Y tế", "Văn phòng Sở", "Phòng Kế hoạch - Tài chính", "UBND các xã, phường", "Chi cục Kiểm lâm", "Thanh tra tỉnh")
WORKS = (
    "Rà soát, cập nhật thủ tục hành chính thuộc phạm vi quản lý",
    "Kiểm tra công vụ tại bộ phận tiếp nhận và trả kết quả",
    "Hoàn thiện cơ sở dữ liệu về hòa giải ở cơ sở; công khai trên Trang thông tin điện tử.",
    "Công khai danh sách hồ sơ chậm giải quyết và lý do chậm, hoàn thành trước ngày 30/6/2026",
    "Văn phòng Sở chủ trì tập huấn kỹ năng giao tiếp, ứng xử cho công chức, viên chức",
)
SHORTCOMINGS = (
    "Năm 2025 còn 1.246 hồ sơ đất đai giải quyết quá hạn, chiếm 6,8% tổng số hồ sơ đã giải quyết",
    "Tỷ lệ hồ sơ nộp trực tuyến toàn trình còn thấp",
    "Công tác tự kiểm tra ở một số đơn vị còn hình thức; kiến nghị sau kiểm tra chậm được thực hiện.",
)

Meaning = tuple[str, tuple[str, ...], tuple[str, ...], object, str | None]


def meaning(plan: Plan) -> list[Meaning]:
    """Return what each task says: its words, who leads, who cooperates, by when, and which finding it remedies."""
    return [
        (
            task.text,
            tuple(unit.name for unit in task.leads),
            tuple(unit.name for unit in task.cooperating),
            task.deadline and (task.deadline.kind, task.deadline.start, task.deadline.end, task.deadline.strict, task.deadline.recurrence),
            plan.findings[task.finding].text if task.finding is not None else None,
        )
        for task in plan.tasks
    ]


def printed(value: str) -> Printed:
    """Return a value of the head."""
    return Printed(value, NOWHERE)


HEAD = Header(
    kind=printed("kế hoạch"),
    number=printed("38/KH-SNNMT"),
    symbol=printed("KH-SNNMT"),
    issuer=printed("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"),
    place=printed("Hà Châu"),
    issued_on=printed("2026-01-23"),
    title=printed("Khắc phục tồn tại, hạn chế năm 2026"),
    signer=Signer(printed("Lê Minh Quân"), printed("Giám đốc")),
)


def deadlines() -> st.SearchStrategy[Deadline | None]:
    """Draw deadlines whose printed words are lost, as those are that a person set in the register."""
    day = st.dates(date(2026, 2, 1), date(2027, 12, 31))
    on_day = st.builds(Deadline, st.just(DeadlineKind.DATE), st.none(), day, st.just(NOWHERE), strict=st.booleans())
    months = st.sampled_from(((1, 3, 31), (4, 6, 30), (9, 9, 30), (1, 12, 31), (7, 12, 31)))
    span = months.map(lambda part: Deadline(DeadlineKind.SPAN, date(2026, part[0], 1), date(2026, part[1], part[2]), NOWHERE))
    opened = st.just(Deadline(DeadlineKind.OPEN, date(2026, 1, 1), None, NOWHERE))
    always = st.just(Deadline(DeadlineKind.CONTINUOUS, None, None, NOWHERE))
    return st.one_of(st.none(), on_day, span, opened, always)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Draw a plan whose tasks of one finding stand together, as they are written."""
    findings = tuple(Finding(text, NOWHERE) for text in draw(st.lists(st.sampled_from(SHORTCOMINGS), max_size=3, unique=True)))
    tasks: list[Task] = []
    for finding in (*range(len(findings)), None):
        for _ in range(draw(st.integers(1, 3))):
            names = draw(st.lists(st.sampled_from(UNITS), min_size=1, max_size=4, unique=True))
            cut = draw(st.integers(1, len(names)))
            mentions = [UnitMention(name, NOWHERE) for name in names]
            tasks.append(
                Task(
                    draw(st.sampled_from(WORKS)),
                    NOWHERE,
                    heading=draw(st.sampled_from(((), ("I. NHIỆM VỤ, GIẢI PHÁP",)))),
                    finding=finding,
                    leads=tuple(mentions[:cut]),
                    cooperating=tuple(mentions[cut:]),
                    deadline=draw(deadlines()),
                )
            )
    return Plan(HEAD, findings, tuple(tasks))


def test_the_sample_plan_comes_back_whole_from_word() -> None:
    plan = extract(read(SAMPLE.read_bytes(), SAMPLE.name))
    data = official_docx(plan_document(plan))
    again = extract(read(data, "ke-hoach.docx"))
    assert sorted(map(repr, meaning(again))) == sorted(map(repr, meaning(plan)))
    assert sorted(finding.text for finding in again.findings) == sorted(finding.text for finding in plan.findings)
    assert len(again.targets) == len(plan.targets)
    assert [(duty.frequency, duty.bearer, duty.addressee) for duty in again.reporting] == [
        (duty.frequency, duty.bearer, duty.addressee) for duty in plan.reporting
    ]
    for part in ("kind", "number", "symbol", "issuer", "place", "issued_on", "title"):
        assert getattr(again.document, part).value == getattr(plan.document, part).value, part
    assert check_form(data, "ke-hoach.docx").findings == ()


def test_the_sample_plan_comes_back_from_the_pdf() -> None:
    plan = extract(read(SAMPLE.read_bytes(), SAMPLE.name))
    again = extract(read(official_pdf(plan_document(plan)).data, "ke-hoach.pdf"))
    assert [task[:4] for task in meaning(again)] == [task[:4] for task in meaning(plan)]


@given(plans())
@settings(max_examples=60)
def test_any_plan_comes_back_with_its_findings_tasks_units_and_deadlines(plan: Plan) -> None:
    data = official_docx(plan_document(plan))
    again = extract(read(data, "ke-hoach.docx"))
    assert meaning(again) == meaning(plan)
    assert {finding.text for finding in again.findings} == {finding.text for finding in plan.findings}
    assert check_form(data, "ke-hoach.docx").passes


def test_a_draft_keeps_its_blanks_and_what_is_known_of_its_day() -> None:
    head = Header(kind=printed("kế hoạch"), symbol=printed("KH-SNNMT"), place=printed("Hà Châu"), issued_on=printed("2026-04"))
    text = read(official_docx(plan_document(Plan(head))), "du-thao.docx").text
    assert "/KH-SNNMT" in text
    assert "tháng 4 năm 2026" in text


def test_a_finding_that_no_task_remedies_is_stated_in_the_body() -> None:
    plan = Plan(HEAD, (Finding(SHORTCOMINGS[0], NOWHERE), Finding(SHORTCOMINGS[1], NOWHERE)))
    again = extract(read(official_docx(plan_document(plan)), "ke-hoach.docx"))
    assert [finding.text for finding in again.findings] == [finding.text for finding in plan.findings]
    assert again.tasks == ()


@pytest.mark.parametrize(("title", "lines"), [("Phó Chủ tịch", ("TM.", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")), ("Chủ tịch", ("TM.", "CHỦ TỊCH"))])
def test_a_committee_signs_as_a_body(title: str, lines: tuple[str, ...]) -> None:
    head = Header(issuer=printed("ỦY BAN NHÂN DÂN TỈNH HÀ CHÂU"), signer=Signer(printed("Trần Văn An"), printed(title)))
    text = read(official_docx(plan_document(Plan(head))), "ke-hoach.docx").text
    assert all(line in text for line in lines)
