"""The duties that a plan prints, proposed, confirmed and set up at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from dondoc.engine.extraction import extract
from dondoc.engine.sources import read
from dondoc.engine.writing.plan_values import dump_plan
from dondoc.engine.writing.source_values import dump_source
from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import UnitGroup
from dondoc.web.plans.actions.reading_rows import duty_rows
from dondoc.web.plans.models import Document, Duty, Plan, Reading
from dondoc.web.reports.models import Period, ReportDuty
from dondoc.web.reports.queries.printed_duties import Proposal, proposals
from tests.builders import make_plan
from tests.people import Town

TEXT = """UBND TỈNH HÀ CHÂU
SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG
KẾ HOẠCH
Khắc phục tồn tại, hạn chế
V. CHẾ ĐỘ BÁO CÁO
1. Các phòng, đơn vị thuộc Sở định kỳ ngày 15 của tháng cuối quý báo cáo kết quả thực hiện về Văn phòng Sở.
2. Văn phòng Sở tổng hợp, báo cáo UBND tỉnh (qua Sở Nội vụ) trước ngày 20 của tháng cuối quý.
3. Phòng Kế hoạch - Tài chính báo cáo Giám đốc Sở trước ngày 05/10 hằng năm.
4. Văn phòng Sở tổng kết việc thực hiện Kế hoạch, báo cáo UBND tỉnh chậm nhất ngày 10/6/2099.
5. Phòng Thanh tra báo cáo Văn phòng Sở định kỳ 6 tháng.
"""


@pytest.fixture
def plan(town: Town) -> Plan:
    UnitGroup.objects.create(
        name="Các phòng, đơn vị thuộc Sở", folded="cac phong, don vi thuoc so", scope=town.department, children_of=town.department
    )
    source = read(TEXT.encode(), "ke-hoach.txt")
    found = extract(source)
    document = Document.objects.create(
        unit=town.department, sha256="0" * 64, name="ke-hoach.txt", size=1, format="txt", uploaded_by=town.lan
    )
    reading = Reading.objects.create(document=document, engine="thử", source=dump_source(source), plan=dump_plan(found))
    made = make_plan(town.department, number="38/KH-SNNMT", issued_on=date(2026, 6, 1), reading=reading)
    Duty.objects.bulk_create(duty_rows(made, found.reporting))
    return made


def proposed(plan: Plan) -> dict[str, Proposal]:
    return {f"{one.duty.frequency} {one.duty.bearer}": one for one in proposals(plan, on=date(2026, 11, 23))}


def test_a_group_that_a_plan_names_stands_for_its_units(town: Town, plan: Plan) -> None:
    one = proposed(plan)["quarterly Các phòng, đơn vị thuộc Sở"]
    assert set(one.reporters) == {town.office, town.planning, town.staff}
    assert (one.collector, one.is_sure) == (town.office, True)
    assert (one.terms.rule.day, one.terms.rule.strict) == (15, False)
    assert one.name == "Báo cáo quý thực hiện Kế hoạch số 38/KH-SNNMT"


def test_what_the_collector_sends_on_is_told_with_what_it_collects(plan: Plan) -> None:
    found = proposed(plan)
    units, onward = found["quarterly Các phòng, đơn vị thuộc Sở"], found["quarterly Văn phòng Sở"]
    assert (units.addressee, units.onward_due) == ("UBND tỉnh (qua Sở Nội vụ)", "trước ngày 20 của tháng cuối quý")
    assert (onward.onward, onward.is_sure) == (True, False)


def test_a_unit_that_nobody_knows_is_named_for_a_person_to_settle(plan: Plan) -> None:
    one = proposed(plan)["six-monthly Phòng Thanh tra"]
    assert (one.reporters, one.unknown, one.is_sure) == ((), ("Phòng Thanh tra",), False)
    assert any("2 ngày làm việc" in words for words in one.opens)


def test_a_yearly_report_due_in_october_closes_its_figures_before(town: Town, plan: Plan) -> None:
    one = proposed(plan)["annual Phòng Kế hoạch - Tài chính"]
    assert (one.terms.rhythm.cutoff_month, one.reporters, one.is_sure) == (9, (town.planning,), True)


def test_a_report_owed_once_is_proposed_with_its_day(plan: Plan) -> None:
    [once] = [one for one in proposed(plan).values() if one.duty.frequency == "once"]
    assert (once.once_due, once.is_sure) == (date(2099, 6, 10), False)


def ticked(page: str) -> list[str]:
    return re.findall(r'name="(c\d+)-lap" value="1" checked', page)


def posted(page: str, keys: list[str], **more: str) -> dict[str, str]:
    """Return what a browser would send: every field of the page as it stands, ticked where asked."""
    values: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and 'type="checkbox"' not in tag:
            values[name[1]] = value[1] if value else ""
        elif name and " checked" in tag and not name[1].endswith("-lap"):
            values[name[1]] = value[1] if value else "on"
    for name, inside in re.findall(r'<textarea name="([^"]+)"[^>]*>\s*([^<]*)</textarea>', page):
        values[name] = inside
    for name, inside in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', inside)
        values[name] = chosen[1] if chosen else ""
    return {**values, **{f"{key}-lap": "1" for key in keys}, **more}


def test_one_confirmation_sets_up_all_that_is_sure(town: Town, plan: Plan, as_user: Callable[[User], Client]) -> None:
    lan, path = as_user(town.lan), f"/bao-cao/che-do/tu-ke-hoach/{plan.pk}/"
    page = lan.get(path).content.decode()
    assert len(ticked(page)) == 2
    answer = lan.post(path, posted(page, ticked(page)))
    assert answer.status_code == 302, answer.content.decode()
    quarter = ReportDuty.objects.get(frequency="quarterly")
    assert (quarter.printed, quarter.plan, quarter.due_kind, quarter.due_day) == (
        "định kỳ ngày 15 của tháng cuối quý",
        plan,
        "day",
        15,
    )
    assert quarter.reporters.count() == 3
    year = ReportDuty.objects.get(frequency="annual")
    assert (year.cutoff_month, year.due_month, year.due_strict) == (9, 10, True)


def test_a_confirmed_duty_is_not_proposed_again(town: Town, plan: Plan, as_user: Callable[[User], Client]) -> None:
    lan, path = as_user(town.lan), f"/bao-cao/che-do/tu-ke-hoach/{plan.pk}/"
    page = lan.get(path).content.decode()
    keys = ticked(page)
    lan.post(path, posted(page, keys))
    again = lan.get(path).content.decode()
    assert ticked(again) == []
    assert "đã lập" in again
    lan.post(path, posted(page, keys))
    assert ReportDuty.objects.count() == 2


def test_a_report_owed_once_is_asked_for_with_its_duty(town: Town, plan: Plan, as_user: Callable[[User], Client]) -> None:
    lan, path = as_user(town.lan), f"/bao-cao/che-do/tu-ke-hoach/{plan.pk}/"
    once = plan.duties.get(frequency="once")
    page = lan.get(path).content.decode()
    answer = lan.post(path, posted(page, [f"c{once.pk}"]))
    assert answer.status_code == 302, answer.content.decode()
    period = Period.objects.get(duty__read_from=once)
    assert (period.due_on, period.first_day) == (date(2099, 6, 10), date(2026, 6, 1))


def test_a_duty_without_a_known_unit_is_sent_back_with_the_field_open(town: Town, plan: Plan, as_user: Callable[[User], Client]) -> None:
    lan, path = as_user(town.lan), f"/bao-cao/che-do/tu-ke-hoach/{plan.pk}/"
    unknown = plan.duties.get(bearer="Phòng Thanh tra")
    page = lan.get(path).content.decode()
    answer = lan.post(path, posted(page, [f"c{unknown.pk}"]))
    assert answer.status_code == 422
    assert not ReportDuty.objects.exists()
    mended = lan.post(path, posted(page, [f"c{unknown.pk}"], **{f"c{unknown.pk}-reporters": town.staff.name}))
    assert mended.status_code == 302
    assert ReportDuty.objects.get().reporters.get().unit == town.staff


def test_nothing_ticked_sets_up_nothing_and_says_so(town: Town, plan: Plan, as_user: Callable[[User], Client]) -> None:
    answer = as_user(town.lan).post(f"/bao-cao/che-do/tu-ke-hoach/{plan.pk}/", {})
    assert answer.status_code == 422
    assert "Hãy đánh dấu ít nhất một" in answer.content.decode()


@pytest.mark.parametrize("who", ["minh", "hoa", "quan"])
def test_only_who_keeps_duties_finds_the_page(town: Town, plan: Plan, as_user: Callable[[User], Client], who: str) -> None:
    assert as_user(getattr(town, who)).get(f"/bao-cao/che-do/tu-ke-hoach/{plan.pk}/").status_code == 404


def test_the_plan_s_page_leads_to_its_duties(town: Town, plan: Plan, as_user: Callable[[User], Client]) -> None:
    path = f"/bao-cao/che-do/tu-ke-hoach/{plan.pk}/"
    assert path in as_user(town.lan).get(f"/ke-hoach/{plan.pk}/").content.decode()


def test_a_plan_that_prints_no_duty_says_what_to_do(town: Town, as_user: Callable[[User], Client]) -> None:
    bare = make_plan(town.department)
    page = as_user(town.lan).get(f"/bao-cao/che-do/tu-ke-hoach/{bare.pk}/").content.decode()
    assert "không quy định chế độ báo cáo nào" in page
    assert (
        f"/bao-cao/che-do/tu-ke-hoach/{bare.pk}/" in as_user(town.lan).get(f"/ke-hoach/{bare.pk}/").content.decode()
    )  # a duty can be made for it


def test_first_days_are_today_so_that_no_past_period_is_asked_for(town: Town, plan: Plan, as_user: Callable[[User], Client]) -> None:
    page = as_user(town.lan).get(f"/bao-cao/che-do/tu-ke-hoach/{plan.pk}/").content.decode()
    assert f'value="{timezone.localdate():%d/%m/%Y}"' in page
