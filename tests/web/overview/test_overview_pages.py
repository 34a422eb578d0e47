"""The pages of where things stand: what they say agrees with a table made by hand, and who has no part in it sees nothing."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from dondoc.engine.tracking import Act
from dondoc.web.accounts.models import User
from dondoc.web.jobs.models import Job
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.overview.queries.part_query import PartQuery
from dondoc.web.overview.views import exports
from dondoc.web.plans.models import Assignment, Plan
from dondoc.web.tracking.actions.acting import Said, act_on
from tests.builders import make_plan, make_task
from tests.people import Town

pytestmark = pytest.mark.django_db
LogIn = Callable[[User], Client]
PAGES = ("/tinh-hinh/", "/tinh-hinh/dien-bien/", "/tinh-hinh/nguoi-dung-dau/", "/tinh-hinh/gia-han/", "/tinh-hinh/phan-viec/")
DAY = timedelta(days=1)


def make_work(town: Town, *, times: int = 1) -> Plan:
    """Minh's division: one late, one due soon, one done in time; Thu's: one in time that Minh's cooperates in, one without a date."""
    plan = make_plan(town.department, number="7/KH", director=town.director, published_at=timezone.now() - 60 * DAY)
    today = timezone.localdate()
    for number in range(times):
        for place, (days, lead, cooperating) in enumerate(
            [(-5, town.planning, None), (3, town.planning, None), (20, town.planning, None), (60, town.staff, town.planning)]
        ):
            make_task(
                plan, f"Việc {number}-{place}", lead=lead, cooperating=cooperating, code=f"NV-{number}-{place}",
                deadline_kind="date", due_on=today + days * DAY,
            )  # fmt: skip
        make_task(plan, f"Việc thường xuyên {number}", lead=town.staff, deadline_kind="continuous", code=f"NV-{number}-9")
        finish(Assignment.objects.get(task__code=f"NV-{number}-2", unit=town.planning), town, now=timezone.now())
    Assignment.objects.update(given_at=timezone.now() - 60 * DAY)
    return plan


def finish(part: Assignment, town: Town, *, now: datetime) -> None:
    """Submit a part and confirm it."""
    on = timezone.localdate(now)
    act_on(part, Act.SUBMIT, said=Said(text="Đã xong toàn bộ, không có văn bản riêng."), scope=scope_of(town.minh, on=on), now=now)
    act_on(part, Act.CONFIRM, said=Said(), scope=scope_of(town.lan, on=on), now=now)


def test_the_counts_are_those_of_a_table_made_by_hand(town: Town, as_user: LogIn) -> None:
    make_work(town)
    found = as_user(town.lan).get("/tinh-hinh/").context["page"].standing
    assert {name: n for name, n in found.whole.counts.items() if n} == {"late": 1, "soon": 1, "in": 2, "open": 1, "done": 1}
    by_name = {line.name: {name: n for name, n in line.counts.items() if n} for line in found.lines}
    assert by_name[town.planning.name] == {"late": 1, "soon": 1, "in": 1, "done": 1}
    assert by_name[town.staff.name] == {"in": 1, "open": 1}


def test_the_ratio_of_a_head_is_that_of_a_table_made_by_hand(town: Town, as_user: LogIn) -> None:
    make_work(town)
    today = timezone.localdate()
    dated = [part for part in Assignment.objects.filter(unit=town.planning) if part.first_due_on and part.first_due_on.year == today.year]
    late = [part for part in dated if part.due_on and part.due_on < today and part.submitted_at is None]
    page = as_user(town.lan).get("/tinh-hinh/nguoi-dung-dau/")
    [line] = [line for line in page.context["lines"] if line.unit == town.planning.pk]
    assert (line.ratio.against, line.ratio.counted, line.heads) == (len(late), len(dated), ("Lê Anh Tuấn",))
    assert line.ratio.is_flagged == (len(late) / len(dated) >= 0.3)
    assert "không tự động" in page.content.decode()


def test_a_division_sees_its_own_parts_alone(town: Town, as_user: LogIn) -> None:
    make_work(town)
    found = as_user(town.minh).get("/tinh-hinh/").context["page"].standing
    assert (found.whole.total, [line.name for line in found.lines]) == (4, [town.planning.name])


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("person", ["hoa", "quan"])
def test_who_has_no_part_in_it_sees_nothing(town: Town, as_user: LogIn, address: str, person: str) -> None:
    plan = make_work(town)
    for asked in ("", f"?van-ban={plan.pk}", f"?don-vi={town.planning.pk}", f"?lanh-dao={town.director.pk}"):
        words = as_user(getattr(town, person)).get(address + asked).content.decode()
        assert "NV-0-" not in words
        assert "7/KH" not in words
        assert town.director.full_name not in words


def test_a_units_page_is_there_for_whom_its_parts_are(town: Town, as_user: LogIn) -> None:
    make_work(town)
    address = f"/tinh-hinh/don-vi/{town.planning.pk}/"
    assert "4 phần việc: 1 quá hạn" in as_user(town.lan).get(address).content.decode()
    assert as_user(town.thu).get(address).status_code == 404
    assert as_user(town.hoa).get(address).status_code == 404


def test_the_workbook_holds_the_rows_of_the_list_and_no_formula(town: Town, as_user: LogIn) -> None:
    plan = make_work(town)
    make_task(plan, '=HYPERLINK("http://x")', lead=town.staff, code="=1+1", deadline_kind="date", due_on=timezone.localdate() - DAY)
    lan = as_user(town.lan)
    sheet = load_workbook(io.BytesIO(lan.post("/tinh-hinh/phan-viec/xlsx/", {"address": "thoi-gian=late"}).getvalue())).active
    assert sheet.max_row - 1 == lan.get("/tinh-hinh/phan-viec/?thoi-gian=late").context["list"].total == 2
    odd = [cell for row in sheet.iter_rows(min_row=2) for cell in row if str(cell.value).startswith("=")]
    assert len(odd) == 2
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in odd)
    assert load_workbook(io.BytesIO(as_user(town.hoa).post("/tinh-hinh/phan-viec/xlsx/", {}).getvalue())).active.max_row == 1


def test_a_long_list_is_written_in_the_background(town: Town, as_user: LogIn, monkeypatch: pytest.MonkeyPatch) -> None:
    make_work(town)
    monkeypatch.setattr(exports, "AT_ONCE", 2)
    answer = as_user(town.lan).post("/tinh-hinh/phan-viec/xlsx/", {"address": ""})
    job = Job.objects.get()
    assert answer["Location"] == f"/cong-viec-nen/{job.pk}/"
    assert as_user(town.hoa).get(f"/tinh-hinh/phan-viec/xlsx/{job.pk}/").status_code == 404


@pytest.mark.parametrize("person", ["lan", "minh"])
def test_pages_ask_the_database_as_often_for_many_rows(town: Town, as_user: LogIn, person: str) -> None:
    plan = make_work(town)
    client = as_user(getattr(town, person))
    addresses = [*PAGES, "/tinh-hinh/?theo=van-ban", "/tinh-hinh/?theo=lanh-dao", f"/tinh-hinh/?van-ban={plan.pk}&theo=linh-vuc"]
    addresses += [f"/tinh-hinh/don-vi/{town.planning.pk}/", "/tinh-hinh/?ngay=2026-01-31"]

    def statements() -> dict[str, int]:
        counted = {}
        for address in addresses:
            assert client.get(address).status_code == 200, address
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            counted[address] = len(asked)
        return counted

    before = statements()
    for number in range(40):
        make_task(plan, f"Thêm {number}", lead=town.planning, deadline_kind="date", due_on=timezone.localdate() + number * DAY)
    assert statements() == before
    assert {address: n for address, n in before.items() if n > 15} == {}


def test_how_it_stood_on_a_past_day_is_asked_by_the_address(town: Town, as_user: LogIn) -> None:
    make_work(town)
    lan, then = as_user(town.lan), timezone.localdate() - 30 * DAY
    assert lan.get(f"/tinh-hinh/?ngay={then}").context["page"].standing.whole.counts["late"] == 0
    assert lan.get(f"/tinh-hinh/?ngay={then}").context["page"].standing.whole.total == 6
    assert lan.get(f"/tinh-hinh/phan-viec/?{PartQuery(day=then, time='done').address()}").context["list"].total == 0
