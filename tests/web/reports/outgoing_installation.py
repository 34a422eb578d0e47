"""Runs inside an installation of a test's own: documents to be numbered and written, many at one time or killed in their middle."""

from __future__ import annotations

import hashlib

from django.core.files.storage import default_storage
from django.utils import timezone

from dondoc.web.reports.actions.freezing import freeze_period
from dondoc.web.reports.actions.outgoing import begin, give_number
from dondoc.web.reports.actions.outgoing.drafting import Beginning
from dondoc.web.reports.actions.outgoing.files import ask_for_files
from dondoc.web.reports.models import Consolidation, NumberSeries, Outgoing, OutgoingKind, WrittenFile
from dondoc.web.reports.queries.outgoing.files import path_of
from tests.builders import make_plan, make_task
from tests.outgoing import letter, make_proposed
from tests.people import Town, make_town
from tests.reporting import make_duty, make_period


def prepared(count: int) -> list[int]:
    """Make the town and so many documents that wait for their numbers; return their keys."""
    town = make_town()
    return [make_proposed(town.department, town.lan, f"văn bản {number}").pk for number in range(count)]


def number(pk: int) -> None:
    """Give a document its number, as the one who drafted it."""
    outgoing = Outgoing.objects.select_related("unit", "created_by").get(pk=pk)
    assert outgoing.created_by is not None
    give_number(outgoing, by=outgoing.created_by, now=timezone.now())


def numbers_given() -> list[int]:
    """The numbers that documents bear, in order."""
    return sorted(number for number in Outgoing.objects.values_list("number", flat=True) if number is not None)


def last_numbers() -> list[int]:
    """How far each series has come."""
    return list(NumberSeries.objects.values_list("last", flat=True))


def reports_asked_for(count: int) -> None:
    """Make so many reports of one frozen period, and let all of their files be written."""
    town = make_town()
    plan = make_plan(town.department, number="12/KH-SNNMT")
    for row in range(12):
        make_task(plan, f"Rà soát thủ tục hành chính nhóm {row}", lead=town.planning, cooperating=town.staff, due_on=timezone.localdate())
    freeze_period(
        make_period(make_duty(town.department, reporters=(town.planning, town.staff), plan=plan)), by=town.lan, now=timezone.now()
    )
    report = Consolidation.objects.select_related("current", "plan").get()
    for place in range(count):
        beginning = Beginning(OutgoingKind.REPORT, letter(f"báo cáo {place}", kind="báo cáo"), None, plan, report)
        ask_for_files(begin(town.department, beginning, by=town.lan, now=timezone.now()), by=town.lan, now=timezone.now())


def whole_files() -> int:
    """How many files are there whole: the row names a hash, and the bytes in storage have it; fails for one that is half there."""
    for row in WrittenFile.objects.exclude(sha256=""):
        with default_storage.open(path_of(row.sha256)) as file:
            data = file.read()
        assert hashlib.sha256(data).hexdigest() == row.sha256
        assert len(data) == row.size
    return WrittenFile.objects.exclude(sha256="").count()


def one_file(town: Town) -> WrittenFile:
    """The DOCX of a proposed letter, asked for and not written yet."""
    return make_proposed(town.department, town.lan).files.get(format="docx")
