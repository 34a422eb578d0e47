"""The check of the whole log: it holds what is sound, and names the first row of whatever was done to it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.utils import timezone

from dondoc.web.audit.actions import Change, record
from dondoc.web.audit.append_only import protect, unprotect
from dondoc.web.audit.chain import GENESIS, HASHED, hash_of
from dondoc.web.audit.models import ChainHead, Entry
from dondoc.web.audit.queries import Mark, verify
from tests.builders import make_user
from tests.people import Town

ROWS = 6


@pytest.fixture
def log(town: Town) -> Town:
    """Six rows of the log."""
    for number in range(1, ROWS + 1):
        with transaction.atomic():
            record(town.lan, "sửa", subject=town.planning, changes={"thứ tự": Change(None, number)}, reason="theo văn bản")
    return town


def _behind_its_back(change: Callable[[], object]) -> None:
    """Do what only somebody with the keys of the database can do."""
    unprotect(connection)
    change()
    protect(connection)


def _rehash(first: int) -> None:
    """Make every row from `first` on fit again, as a careful forger would."""
    previous = Entry.objects.filter(sequence=first - 1).values_list("hash", flat=True).first() or GENESIS
    for entry in Entry.objects.filter(sequence__gte=first).order_by("sequence"):
        own = hash_of(previous, {name: getattr(entry, name) for name in HASHED})
        Entry.objects.filter(pk=entry.pk).update(previous_hash=previous, hash=own)
        previous = own
    ChainHead.objects.update(hash=previous)


def test_an_empty_log_is_sound(db: None) -> None:
    assert verify().is_sound
    assert verify().rows == 0


def test_a_log_that_nobody_touched_is_sound(log: Town) -> None:
    verdict = verify()
    assert verdict.is_sound
    assert verdict.end == Mark(ROWS, Entry.objects.get(sequence=ROWS).hash)


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in HASHED if name != "sequence"])
def test_a_change_of_any_value_is_found_at_its_row(log: Town, name: str) -> None:
    other = {
        "at": timezone.now(),
        "actor_id": log.hoa.pk,
        "changes": {"thứ tự": [None, 99]},
    }.get(name, "khác")
    _behind_its_back(lambda: Entry.objects.filter(sequence=3).update(**{name: other}))
    broken = verify().broken
    assert broken is not None
    assert broken.sequence == 3


def test_a_row_taken_out_leaves_a_gap_that_is_named(log: Town) -> None:
    _behind_its_back(lambda: Entry.objects.filter(sequence=4).delete())
    broken = verify().broken
    assert broken is not None
    assert (broken.sequence, "thiếu" in broken.words) == (4, True)


def test_a_tail_cut_off_is_found_where_it_began(log: Town) -> None:
    _behind_its_back(lambda: Entry.objects.filter(sequence__gte=5).delete())
    broken = verify().broken
    assert broken is not None
    assert (broken.sequence, "cắt" in broken.words) == (5, True)


def test_a_tail_cut_off_with_its_end_moved_back_is_found_by_the_hash_written_down(log: Town) -> None:
    known = verify().end

    def cut() -> None:
        Entry.objects.filter(sequence__gte=5).delete()
        ChainHead.objects.update(sequence=4, hash=Entry.objects.get(sequence=4).hash)

    _behind_its_back(cut)
    assert verify().broken is None
    broken = verify(known).broken
    assert broken is not None
    assert broken.sequence == 5


def test_a_chain_written_anew_is_found_by_the_hash_written_down(log: Town) -> None:
    known = verify().end

    def forge() -> None:
        Entry.objects.filter(sequence=2).update(reason="khác")
        _rehash(2)

    _behind_its_back(forge)
    assert verify().broken is None
    broken = verify(known).broken
    assert broken is not None
    assert broken.sequence == ROWS


def test_a_row_pushed_in_past_the_application_is_found(log: Town) -> None:
    entry = Entry.objects.get(sequence=ROWS)
    entry.sequence, entry.previous_hash = ROWS + 1, entry.hash
    entry.hash = hash_of(entry.previous_hash, {name: getattr(entry, name) for name in HASHED})
    entry.save(force_insert=True)
    broken = verify().broken
    assert broken is not None
    assert (broken.sequence, "ngoài" in broken.words) == (ROWS + 1, True)


def test_an_end_that_was_altered_is_found(log: Town) -> None:
    _behind_its_back(lambda: ChainHead.objects.update(hash="f" * 64))
    assert verify().broken is not None


def test_a_log_without_its_end_is_found(log: Town) -> None:
    _behind_its_back(lambda: ChainHead.objects.all().delete())
    assert verify().broken is not None


def test_locks_taken_off_are_reported_though_the_chain_holds(log: Town) -> None:
    unprotect(connection)
    verdict = verify()
    protect(connection)
    assert verdict.broken is None
    assert not verdict.is_sound


def test_the_command_prints_the_end_to_write_down(log: Town) -> None:
    said = StringIO()
    call_command("audit_verify", stdout=said)
    assert f"{ROWS}:{Entry.objects.get(sequence=ROWS).hash}" in said.getvalue()
    call_command("audit_verify", known=f"{ROWS}:{Entry.objects.get(sequence=ROWS).hash}", stdout=StringIO())


def test_the_command_ends_with_1_and_names_the_row(log: Town) -> None:
    _behind_its_back(lambda: Entry.objects.filter(sequence=2).update(verb="khác"))
    with pytest.raises(CommandError, match="dòng 2") as failure:
        call_command("audit_verify", stdout=StringIO())
    assert failure.value.returncode == 1


def test_the_command_says_how_a_mark_is_written(db: None) -> None:
    with pytest.raises(CommandError, match="số:mã") as failure:
        call_command("audit_verify", known="ba:dd", stdout=StringIO())
    assert failure.value.returncode == 2


def test_twenty_thousand_rows_take_less_than_a_second_of_work_and_little_memory(db: None) -> None:
    person = make_user("lan", "Nguyễn Thị Lan")
    previous, entries, at = GENESIS, [], timezone.now()
    for sequence in range(1, 20_001):
        values = dict(
            zip(
                HASHED,
                (sequence, at, person.pk, person.full_name, "sửa", "plans.task", str(sequence), "Rà soát hồ sơ quá hạn", "plans.plan", "1",
                 {"thời hạn": ["2026-06-30", "2026-09-30"], "nội dung": ["Rà soát", "Rà soát, xử lý dứt điểm"]}, "theo văn bản"),
                strict=True,
            )
        )  # fmt: skip
        own = hash_of(previous, values)
        entries.append(Entry(**values, previous_hash=previous, hash=own))
        previous = own
    Entry.objects.bulk_create(entries, batch_size=5000)
    ChainHead.objects.create(pk=1, sequence=20_000, hash=previous)
    del entries
    start = time.process_time()
    assert verify().broken is None
    seconds = time.process_time() - start
    tracemalloc.start()
    verify()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert seconds < 1
    assert peak < 24 * 2**20


@pytest.mark.django_db(transaction=True)
def test_writers_in_several_processes_never_share_a_predecessor(tmp_path: Path) -> None:
    make_user("lan", "Nguyễn Thị Lan")
    writers, rows = 3, 40
    address = _address(tmp_path)
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.web.audit.writer", f"người ghi {number}", str(rows)],
            env=os.environ
            | {"DONDOC_TEST_DATABASE": address, "DJANGO_SETTINGS_MODULE": "tests.web.settings", "DONDOC_TEST_DATA": str(tmp_path)},
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(writers)
    ]
    for process in processes:
        _, said = process.communicate(timeout=60)
        assert process.returncode == 0, said
    if connection.vendor == "sqlite":
        _take_back(tmp_path)
    found = list(Entry.objects.order_by("sequence").values_list("previous_hash", "hash", "actor_name"))
    assert len({previous for previous, _, _ in found}) == len(found) == writers * rows
    assert Counter(name for *_, name in found) == {f"người ghi {number}": rows for number in range(writers)}
    assert verify().is_sound


def _address(folder: Path) -> str:
    """Where other processes find this test's database; SQLite's lies in memory, so they get a copy on disk."""
    if connection.vendor == "postgresql":
        set_ = connection.settings_dict
        return f"postgresql://{set_['USER']}:{set_['PASSWORD']}@{set_['HOST']}:{set_['PORT']}/{set_['NAME']}"
    with sqlite3.connect(folder / "log.sqlite3") as copy:
        connection.connection.backup(copy)
    copy.close()
    return f"sqlite:///{folder / 'log.sqlite3'}"


def _take_back(folder: Path) -> None:
    with sqlite3.connect(folder / "log.sqlite3") as copy:
        copy.backup(connection.connection)
    copy.close()
