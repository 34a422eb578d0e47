"""A directive of our own writing, and the background worked off within the test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from dondoc.web.jobs.leases import claim
from dondoc.web.jobs.performing import perform
from dondoc.web.organisations.permissions import Scope, scope_of
from dondoc.web.plans.actions.receiving import Received, Upload, receive
from dondoc.web.plans.models import Plan
from tests.people import Town

TODAY = date(2026, 2, 2)
DIRECTIVE = """SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG
Số: 12/KH-SNNMT
Hà Châu, ngày 23 tháng 01 năm 2026
KẾ HOẠCH
Khắc phục tồn tại, hạn chế trong công tác cải cách hành chính năm 2026
Căn cứ Kế hoạch số 215/KH-UBND ngày 26/12/2025 của Ủy ban nhân dân tỉnh;
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


@pytest.fixture(autouse=True)
def _files(settings: Settings, tmp_path: Path) -> None:
    """Files of one test are no other's."""
    folder = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path / "files")}}
    settings.STORAGES = {**settings.STORAGES, "default": folder}


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """The folder that files are stored in."""
    return tmp_path / "files"


@pytest.fixture
def office(town: Town) -> Scope:
    """What Lan's posts give her."""
    return scope_of(town.lan, on=TODAY)


@pytest.fixture
def now() -> datetime:
    """The moment of the test."""
    return timezone.now()


@pytest.fixture
def work_off() -> Callable[[], int]:
    """Do every job that waits, as a worker would; return how many there were."""

    def work() -> int:
        done = 0
        while (job := claim("thử", now=timezone.now() + timedelta(days=1), lease=timedelta(days=2))) is not None:
            perform(job)
            done += 1
        return done

    return work


@pytest.fixture
def bring(town: Town, office: Scope, now: datetime) -> Callable[..., Received]:
    """Bring a text or bytes into the department's register, as Lan."""

    def receive_it(content: str | bytes = DIRECTIVE, name: str = "ke-hoach.txt") -> Received:
        data = content.encode() if isinstance(content, str) else content
        return receive(town.department, Upload(name, data), scope=office, now=now)

    return receive_it


@pytest.fixture
def draft(bring: Callable[..., Received], work_off: Callable[[], int]) -> Plan:
    """The directive above, read in the background and waiting to be confirmed."""
    received = bring()
    work_off()
    return Plan.objects.get(document=received.document)
