"""A directive of our own writing, read by the engine and drafted for the town's department."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

import dondoc
from dondoc.engine.writing.plan_values import dump_plan
from dondoc.engine.writing.source_values import dump_source
from dondoc.web.plans.actions.drafting import draft_plan
from dondoc.web.plans.models import Document, DocumentState, Plan, Reading
from tests.people import Town

TODAY = date(2026, 2, 2)
DIRECTIVE = """SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG
Số: 12/KH-SNNMT
Hà Châu, ngày 23 tháng 01 năm 2026
KẾ HOẠCH
Khắc phục tồn tại, hạn chế trong công tác cải cách hành chính năm 2026
I. TỒN TẠI, HẠN CHẾ VÀ NHIỆM VỤ KHẮC PHỤC
1. Giải quyết hồ sơ
1.1. Tồn tại, hạn chế: Năm 2025 còn 46 hồ sơ giải quyết quá hạn.
1.2. Nhiệm vụ, giải pháp
a) Rà soát toàn bộ hồ sơ quá hạn và giải quyết dứt điểm từng hồ sơ.
Đơn vị chủ trì: Phòng Kế hoạch - Tài chính.
Thời gian hoàn thành: Trước ngày 31/3/2026.
b) Xây dựng quy chế phối hợp luân chuyển hồ sơ giữa các phòng.
Đơn vị chủ trì: Phòng Pháp chế.
Đơn vị phối hợp: các đơn vị liên quan.
Thời gian hoàn thành: Quý II/2026.
c) Bảo đảm ít nhất 98% hồ sơ được trả đúng hạn.
Đơn vị chủ trì: Phòng Tổ chức - Cán bộ.
Thời gian hoàn thành: Trước ngày 30/6/2026.
"""


def draft_from(text: str, town: Town) -> Plan:
    """Read a text and draft it for the town's department, as Lan would."""
    source = dondoc.read(text.encode(), "ke-hoach.txt")
    document = Document.objects.create(
        unit=town.department,
        sha256=f"{abs(hash(text)):064d}"[-64:],
        name="ke-hoach.txt",
        size=len(text),
        format=source.format.value,
        state=DocumentState.READ,
        uploaded_by=town.lan,
    )
    plan = dondoc.extract(source)
    reading = Reading.objects.create(
        document=document, engine="thử", source=dump_source(source), plan=dump_plan(plan), read_at=timezone.now()
    )
    return draft_plan(reading, by=town.lan, on=TODAY)
