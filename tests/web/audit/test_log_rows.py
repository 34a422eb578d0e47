"""A row of the log: who, what, from which value to which, in words that both databases give back alike."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy

from dondoc.web.accounts.models import User
from dondoc.web.audit.actions import Change, System, record
from dondoc.web.audit.models import ChainHead, Entry
from dondoc.web.audit.queries import verify
from tests.builders import make_plan, make_task, make_user
from tests.people import Town

pytestmark = pytest.mark.django_db

AWKWARD: list[Any] = [
    "Thừa Thiên Huế",
    "Thu\u031b\u0300a",  # decomposed: kept as it came
    'dấu " \\ / và \u2028 dòng',
    "🏛️ 政府",
    "a\x00b",
    "\ud800 một nửa",
    "<script>",
    "",
    None,
    True,
    False,
    0,
    -7,
    2**53 + 1,
    1.0,
    1e16,
    1e22,
    -0.0,
    0.1 + 0.2,
    1e-7,
    date(2026, 6, 30),
    datetime(2026, 6, 30, 8, 5, tzinfo=UTC),
    gettext_lazy("đã giao"),
]


def test_a_row_needs_the_transaction_of_its_change(transactional_db: None) -> None:
    person = make_user("lan", "Nguyễn Thị Lan")
    with pytest.raises(RuntimeError, match="transaction"):
        record(person, "đổi tên", subject=person)


def test_every_value_hashes_the_same_when_it_comes_back(town: Town) -> None:
    for value in AWKWARD:
        with transaction.atomic():
            record(town.lan, "sửa", subject=town.planning, changes={"từ": Change("–", value), "đến": Change(value, "–")}, reason=str(value))
    verdict = verify()
    assert verdict.broken is None
    assert verdict.rows == len(AWKWARD)


def test_a_number_that_no_database_keeps_is_refused(town: Town) -> None:
    with pytest.raises(ValueError, match="nan"), transaction.atomic():
        record(town.lan, "sửa", subject=town.planning, changes={"điểm": Change(0, float("nan"))})


def test_values_that_did_not_change_are_left_out(town: Town) -> None:
    with transaction.atomic():
        entry = record(town.lan, "sửa", subject=town.planning, changes={"tên": Change("A", "A"), "loại": Change("phòng", "chi cục")})
    assert entry.changes == {"loại": ["phòng", "chi cục"]}


def test_words_are_stored_in_vietnamese_whatever_the_reader_speaks(town: Town) -> None:
    with translation.override("en"), transaction.atomic():
        entry = record(
            town.lan, "sửa", subject=town.planning, changes={"trạng thái": Change(gettext_lazy("Phòng"), gettext_lazy("Văn phòng"))}
        )
    assert entry.changes == {"trạng thái": ["Phòng", "Văn phòng"]}


def test_a_task_also_belongs_to_the_history_of_its_plan(town: Town) -> None:
    task = make_task(make_plan(town.department), "Rà soát hồ sơ quá hạn", lead=town.planning)
    with transaction.atomic():
        entry = record(town.lan, "sửa", subject=task)
    assert (entry.within_type, entry.within_id) == ("plans.plan", str(task.plan_id))


def test_the_system_is_named_without_being_a_person(town: Town) -> None:
    with transaction.atomic():
        entry = record(System("đồng hồ"), "nhắc hạn", subject=town.planning)
    assert (entry.actor, entry.actor_name) == (None, "đồng hồ")


def test_a_record_without_a_number_cannot_be_told_of(town: Town) -> None:
    with pytest.raises(ValueError, match="no number"), transaction.atomic():
        record(town.lan, "xóa", subject=User(username="ai-do"))


def test_a_verb_too_long_for_one_database_is_refused_on_both(town: Town) -> None:
    with pytest.raises(ValueError, match="longer"), transaction.atomic():
        record(town.lan, "rất " * 40, subject=town.planning)


def test_what_is_rolled_back_leaves_no_row_and_no_gap(town: Town) -> None:
    with transaction.atomic():
        record(town.lan, "sửa", subject=town.planning)
    with transaction.atomic():
        record(town.lan, "sửa", subject=town.staff)
        transaction.set_rollback(True)
    with transaction.atomic():
        record(town.lan, "sửa", subject=town.office)
    assert list(Entry.objects.order_by("sequence").values_list("sequence", flat=True)) == [1, 2]
    assert ChainHead.objects.get().sequence == 2
    assert verify().broken is None
