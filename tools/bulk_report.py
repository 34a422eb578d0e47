"""Makes a period's data of any size, for measuring how fast its report is written and checked."""

from __future__ import annotations

from datetime import date, timedelta

from dondoc.engine.reporting.snapshot import AnswerRow, FindingRow, OutlineRow, PartRow, PeriodHead, PlanHead, Snapshot, TaskRow, UpdateRow
from dondoc.engine.tracking import TimeState
from dondoc.engine.writing.official.blocks import Letterhead
from dondoc.engine.writing.official.report_blocks import ReportIssuing
from dondoc.engine.writing.official.signing import Office, Signature

_WORDS = (
    "Rà soát hồ sơ quá hạn, lập danh sách theo từng công chức, viên chức thụ lý",
    "Công khai danh sách hồ sơ chậm giải quyết trên cổng thông tin điện tử",
    "Cập nhật diễn biến rừng, công bố hiện trạng rừng",
    "Tập huấn nghiệp vụ cho cán bộ bộ phận tiếp nhận và trả kết quả",
)
_STATES = (TimeState.DONE, TimeState.IN_TIME, TimeState.DONE_LATE, TimeState.LATE, TimeState.SOON, TimeState.OPEN)
_FINDINGS = 20
_CUT_OFF = date(2026, 9, 14)
ISSUING = ReportIssuing(
    Letterhead("Sở Nông nghiệp và Môi trường", "Hà Châu", "BC-SNNMT", "UBND tỉnh Hà Châu", 7, date(2026, 9, 16)),
    Signature("Hoàng Đức Thịnh", "Giám đốc", Office("Giám đốc")),
    lists_sources=True,
)


def bulk_snapshot(units: int, tasks_of_each: int) -> Snapshot:
    """Return a quarter of so many units, each with so many tasks of its own in every state."""
    names = [f"Chi cục Quản lý chuyên ngành số {number}" for number in range(1, units + 1)]
    return Snapshot(
        department="Sở Nông nghiệp và Môi trường",
        duty="Báo cáo kết quả khắc phục tồn tại, hạn chế",
        addressee="Ủy ban nhân dân tỉnh Hà Châu",
        period=PeriodHead("Quý III năm 2026", date(2026, 6, 15), _CUT_OFF, _CUT_OFF, date(2026, 9, 15), "Quý IV năm 2026"),
        plan=PlanHead("plan:1", "Kế hoạch", "12/KH-SNNMT", "Khắc phục tồn tại, hạn chế năm 2026", issued_on=date(2026, 1, 8)),
        outline=(OutlineRow("ket-qua", "Kết quả"), OutlineRow("ton-tai", "Tồn tại"), OutlineRow("kien-nghi", "Đề xuất, kiến nghị")),
        findings=tuple(FindingRow(f"finding:{number}", str(number), f"Tồn tại thứ {number}") for number in range(_FINDINGS)),
        tasks=tuple(_task(number, names[number // tasks_of_each]) for number in range(units * tasks_of_each)),
        answers=tuple(
            AnswerRow(f"answer:{unit}", unit, _CUT_OFF, texts=(("kien-nghi", f"Bố trí kinh phí cho {unit}."),)) for unit in names
        ),
    )


def _task(number: int, unit: str) -> TaskRow:
    state = _STATES[number % len(_STATES)]
    done, late = state in (TimeState.DONE, TimeState.DONE_LATE), state in (TimeState.LATE, TimeState.DONE_LATE)
    said = f"đã thực hiện đợt {number}"
    return TaskRow(
        key=f"task:{number}",
        code=f"NV26-{number:06}",
        number=f"{number // 90 + 1}.{number % 90 + 1}",
        text=f"{_WORDS[number % len(_WORDS)]} đợt {number}",
        heading=("Nhiệm vụ, giải pháp",),
        findings=(f"finding:{number % _FINDINGS}",),
        state=state,
        percent=100 if done else number % 100,
        due_on=_CUT_OFF + timedelta(days=-9 if late else 20),
        due_text="",
        parts=(PartRow(f"part:{number}", unit, leads=True, state=state, percent=0, due_on=None, late_days=6 if late else 0),),
        updates=(UpdateRow(f"update:{number}", unit, _CUT_OFF, said),) if number % 2 else (),
        done_on=_CUT_OFF if done else None,
        late_days=6 if late else 0,
        in_period=True,
    )
