"""Holds a quarter of an invented department: a snapshot with everything in it, one of any size, and who issues its report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import cycle

from dondoc.engine.reporting.snapshot import (
    AnswerRow,
    Before,
    DifficultyRow,
    FiguresData,
    FindingRow,
    OutlineRow,
    PartRow,
    PeriodHead,
    PlanHead,
    Snapshot,
    TableRow,
    TargetRow,
    TaskRow,
    UpdateRow,
)
from dondoc.engine.tracking import TimeState
from dondoc.engine.writing.official.blocks import Letterhead
from dondoc.engine.writing.official.report_blocks import ReportIssuing
from dondoc.engine.writing.official.signing import Capacity, Office, Signature

DEPARTMENT = "Sở Nông nghiệp và Môi trường"
FOREST, LAND, OFFICE = "Chi cục Kiểm lâm", "Văn phòng Đăng ký đất đai", "Văn phòng Sở"
REVIEWED = "đã rà soát 1.204 hồ sơ, lập danh sách 112 hồ sơ quá hạn"
QUARTER = PeriodHead(
    "Quý III năm 2026",
    date(2026, 6, 15),
    date(2026, 9, 14),
    cut_off=date(2026, 9, 14),
    due_on=date(2026, 9, 15),
    next_label="Quý IV năm 2026",
)
PLAN = PlanHead(
    "plan:1",
    "Kế hoạch",
    "12/KH-SNNMT",
    "Khắc phục tồn tại, hạn chế và nâng cao các chỉ số cải cách hành chính năm 2026",
    DEPARTMENT,
    date(2026, 1, 8),
)
ISSUING = ReportIssuing(
    Letterhead(DEPARTMENT, "Hà Châu", "BC-SNNMT", "UBND tỉnh Hà Châu"),
    Signature("Lê Minh Quân", "Phó Giám đốc", Office("Giám đốc"), Capacity.DEPUTY),
    recipients=("Như trên", "Giám đốc, các Phó Giám đốc Sở", "Các phòng, đơn vị thuộc Sở", "Lưu: VT, VPS"),
    lists_sources=True,
)


def lead(unit: str, state: TimeState, *, excuse: str = "", late_days: int = 0) -> PartRow:
    """The part of a unit that leads."""
    return PartRow(f"part:{unit}:{state}", unit, leads=True, state=state, percent=0, due_on=None, late_days=late_days, excuse=excuse)


def tasks() -> tuple[TaskRow, ...]:
    """Seven tasks, one in each state that a report tells apart."""
    land = ("Cải cách thủ tục hành chính",)
    return (
        TaskRow(
            "task:1", "NV-001", "1.1", "Rà soát toàn bộ hồ sơ đất đai đang quá hạn, lập danh sách theo từng công chức, viên chức thụ lý",
            land, ("finding:1",), TimeState.DONE, 100, date(2026, 8, 31), "trước 31/8/2026", (lead(LAND, TimeState.DONE),),
            updates=(UpdateRow("update:1", LAND, date(2026, 8, 20), REVIEWED, 100, "214/BC-VPĐKĐĐ", date(2026, 8, 21)),),
            done_on=date(2026, 8, 21), in_period=True,
        ),
        TaskRow(
            "task:2", "NV-002", "1.2", "Công khai danh sách hồ sơ chậm giải quyết trên cổng thông tin của Sở",
            land, ("finding:1",), TimeState.DONE_LATE, 100, date(2026, 7, 31), "trong tháng 7/2026",
            (lead(OFFICE, TimeState.DONE_LATE, excuse="chờ thống nhất mẫu công khai với Sở Khoa học và Công nghệ", late_days=6),),
            updates=(UpdateRow("update:2", OFFICE, date(2026, 8, 10), "công khai hằng tuần từ ngày 10/8/2026", 100),),
            done_on=date(2026, 8, 10), late_days=6, in_period=True,
        ),
        TaskRow(
            "task:3", "NV-003", "1.3", "Gửi phiếu xin lỗi cho từng tổ chức, cá nhân có hồ sơ quá hạn",
            land, ("finding:1",), TimeState.LATE, 40, date(2026, 8, 15), "trước 15/8/2026",
            (lead(LAND, TimeState.LATE, excuse="thiếu biên chế bộ phận một cửa", late_days=20), lead(FOREST, TimeState.LATE, late_days=20)),
            updates=(UpdateRow("update:3", LAND, date(2026, 9, 1), "đã gửi 41/112 phiếu", 40),), late_days=20, extensions=1, in_period=True,
        ),
        TaskRow(
            "task:4", "NV-004", "2.1", "Cập nhật diễn biến rừng, công bố hiện trạng rừng", ("Lâm nghiệp",), ("finding:2",),
            TimeState.IN_TIME, 60, date(2026, 12, 15), "trước 15/12/2026", (lead(FOREST, TimeState.IN_TIME),),
            updates=(UpdateRow("update:4", FOREST, date(2026, 9, 5), "hoàn thành ngoại nghiệp tại 9/12 xã", 60),),
            in_period=True, due_next=True,
        ),
        TaskRow(
            "task:5", "NV-005", "", "Duy trì đường dây nóng tiếp nhận phản ánh, kiến nghị", ("Nhiệm vụ thường xuyên",), (),
            TimeState.OPEN, 0, None, "thường xuyên", (lead(OFFICE, TimeState.OPEN),),
        ),
        TaskRow(
            "task:6", "NV-006", "3.1", "Xây dựng phần mềm quản lý hồ sơ lưu trữ", ("Chuyển đổi số",), (),
            TimeState.HALTED, 10, date(2026, 10, 30), "trong tháng 10/2026", (lead(OFFICE, TimeState.HALTED),),
        ),
        TaskRow(
            "task:7", "NV-007", "3.2", "Số hóa hồ sơ đất đai giai đoạn 2015 - 2020", ("Chuyển đổi số",), (),
            TimeState.SOON, 80, date(2026, 9, 20), "trước 20/9/2026", (lead(LAND, TimeState.SOON),), due_next=True,
        ),
    )  # fmt: skip


def quarter() -> Snapshot:
    """The third quarter: three units owe a report, one sent it late, one is silent."""
    return Snapshot(
        department=DEPARTMENT,
        duty="Báo cáo kết quả khắc phục tồn tại, hạn chế và nâng cao chỉ số cải cách hành chính",
        addressee="Ủy ban nhân dân tỉnh Hà Châu",
        period=QUARTER,
        plan=PLAN,
        outline=(
            OutlineRow("ket-qua", "I. Kết quả thực hiện"),
            OutlineRow("ton-tai", "II. Tồn tại, hạn chế, khó khăn, vướng mắc"),
            OutlineRow("phuong-huong", "III. Phương hướng, nhiệm vụ kỳ tới"),
            OutlineRow("kien-nghi", "IV. Đề xuất, kiến nghị"),
        ),
        findings=(
            FindingRow("finding:1", "1", "Tỷ lệ hồ sơ đất đai giải quyết quá hạn còn cao", ("Thiếu người thụ lý",)),
            FindingRow("finding:2", "2", "Công bố hiện trạng rừng chậm so với quy định"),
            FindingRow("finding:3", "3", "Chưa có quy chế phối hợp liên ngành"),
        ),
        tasks=tasks(),
        targets=(
            TargetRow("target:1", "tỷ lệ hồ sơ đất đai giải quyết đúng hạn", ">=", 95, "%", "task:1", 91.5, date(2026, 9, 10), LAND, 84.2),
            TargetRow("target:2", "số xã hoàn thành cập nhật diễn biến rừng", ">=", 12, "xã", "task:4"),
        ),
        difficulties=(
            DifficultyRow("difficulty:1", LAND, "task:3", "Thiếu biên chế tại bộ phận một cửa", "bổ sung 2 biên chế",
                          "đang xem xét", OFFICE),
        ),
        answers=(
            AnswerRow("answer:1", FOREST, date(2026, 9, 14), texts=(
                ("ket-qua", "Đã tuần tra 24 đợt, phát hiện 3 vụ vi phạm."), ("kien-nghi", "Không có."),
            )),
            AnswerRow("answer:2", LAND, date(2026, 9, 17), 2, 1, (
                ("ket-qua", f"- Đã gửi 41/112 phiếu xin lỗi.\n- {REVIEWED.capitalize()}."),
                ("phuong-huong", "Gửi hết phiếu xin lỗi trước ngày 30/9/2026."),
            )),
            AnswerRow("answer:3", OFFICE, None),
        ),
        tables=(
            FiguresData("table:1", "Kết quả giải quyết hồ sơ", ("Tiếp nhận", "Đúng hạn", "Quá hạn"), (
                TableRow(LAND, ("1.204", "1.092", "112"), ("answer:2",)),
                TableRow("Tổng cộng", ("1.204", "1.092", "112"), ("answer:2",), bold=True))),
        ),
        before=Before("Quý II năm 2026", total=7, done=1, done_late=0, running=5, overdue=1),
    )  # fmt: skip


def large(units: int = 30, tasks_of_each: int = 83) -> Snapshot:
    """A department of many units, each with so many tasks of its own in every state."""
    names = [f"Chi cục Quản lý chuyên ngành số {number}" for number in range(1, units + 1)]
    base = quarter()
    patterns = tasks()
    rows = tuple(
        replace(
            pattern,
            key=f"task:{number}",
            code=f"NV-{number:04}",
            number=f"{number % tasks_of_each + 1}.{number // tasks_of_each + 1}",
            text=f"{pattern.text} tại địa bàn {number}",
            findings=(f"finding:{number % 20 + 1}",),
            parts=(replace(pattern.parts[0], key=f"part:{number}", unit=names[number // tasks_of_each]),),
            updates=tuple(replace(update, key=f"update:{number}", unit=names[number // tasks_of_each]) for update in pattern.updates),
        )
        for number, pattern in zip(range(units * tasks_of_each), cycle(patterns), strict=False)
    )
    findings = tuple(
        FindingRow(f"finding:{number}", str(number), f"Tồn tại, hạn chế thứ {number} trong công tác quản lý") for number in range(1, 21)
    )
    answers = tuple(replace(base.answers[0], key=f"answer:{place}", unit=unit) for place, unit in enumerate(names))
    return replace(base, tasks=rows, findings=findings, answers=answers)
