"""Many records changed alike at once: a row for each, chained as if written one by one."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from dondoc.web.audit.actions import Change, System, record, record_each
from dondoc.web.audit.chain import GENESIS
from dondoc.web.audit.models import ChainHead, Entry
from tests.builders import make_unit


@pytest.mark.django_db
def test_many_rows_are_chained_one_to_the_next() -> None:
    units = [make_unit(f"Phòng {number}") for number in range(30)]
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        record_each(System("thử"), "nhập từ danh sách", [(unit, {"tên": Change(None, unit.name)}) for unit in units])
    assert len(queries) < 10
    with transaction.atomic():
        record(System("thử"), "sửa", subject=units[0])
    rows = list(Entry.objects.order_by("sequence"))
    assert [row.previous_hash for row in rows] == [GENESIS, *(row.hash for row in rows[:-1])]
    assert (ChainHead.objects.get().sequence, ChainHead.objects.get().hash) == (31, rows[-1].hash)
    assert rows[3].changes == {"tên": [None, "Phòng 3"]}


@pytest.mark.django_db
def test_nothing_to_tell_leaves_the_chain_alone() -> None:
    with transaction.atomic():
        record_each(System("thử"), "nhập từ danh sách", [])
    assert not Entry.objects.exists()
