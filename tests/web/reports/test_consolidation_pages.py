"""The pages of a consolidated report: reading, editing, freezing, and the rows behind every figure."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dondoc.engine.reporting.runs import Figure
from dondoc.engine.sources import read
from dondoc.engine.tracking import Work
from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Role
from dondoc.web.plans.models import Finding, Plan, PlanState
from dondoc.web.reports.actions.freezing import freeze_period
from dondoc.web.reports.models import Answer, Consolidation, Outgoing, PassageEdit, Period, Snapshot
from dondoc.web.reports.queries.drafting import report_of
from tests.builders import make_plan, make_post, make_task, make_user
from tests.people import Town
from tests.reporting import at, carried, make_duty, make_period, said, sent_in
from tests.reporting import report_of as unit_report

pytestmark = pytest.mark.django_db
LogIn = Callable[[User], Client]
COUNTS = "general.counts"


@pytest.fixture(autouse=True)
def _friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 20 November 2026, six days after the cut-off."""
    monkeypatch.setattr(timezone, "now", lambda: at(date(2026, 11, 20)))


@pytest.fixture
def plan(town: Town) -> Plan:
    """A plan whose three tasks stand in three states on 14/11/2026."""
    plan = make_plan(town.department, number="12/KH-SNNMT", issued_on=date(2026, 1, 5), issuer=town.department.name, place="Hà Châu")
    finding = Finding.objects.create(plan=plan, position=1, number="1.", text="Hồ sơ quá hạn còn nhiều")
    on = at(date(2026, 11, 3))
    done = {"work": Work.DONE, "submitted_at": on, "ended_at": on, "late_days": 0, "percent": 100}
    states: list[tuple[date, dict[str, object]]] = [
        (date(2026, 11, 5), done),
        (date(2026, 11, 6), {}),
        (date(2026, 12, 6), {"percent": 40}),
    ]
    for place, (due_on, values) in enumerate(states):
        one = make_task(plan, f"Việc thứ {place + 1}", lead=town.planning, deadline_kind="date", due_on=due_on, code=f"NV26-000{place + 1}")
        one.findings.add(finding)
        part = carried(one, town.planning, **values)  # type: ignore[arg-type]  # as the part stores them
        said(part, date(2026, 11, 2), "Đã họp thống nhất cách làm")
    return plan


@pytest.fixture
def period(town: Town, plan: Plan) -> Period:
    """November: one division reported, one did not."""
    period = make_period(make_duty(town.department, reporters=[town.planning, town.staff], plan=plan))
    report = sent_in(unit_report(period, town.planning), date(2026, 11, 16))
    Answer.objects.create(report=report, item=period.duty.outline.all()[0], text="Phòng đã rà soát 47 hồ sơ.")
    return period


@pytest.fixture
def frozen(town: Town, period: Period) -> Snapshot:
    """The period's data, frozen."""
    return freeze_period(period, by=town.lan, now=timezone.now()).snapshot


def page_of(period: Period, tail: str = "") -> str:
    """The address of the report, or of a page of it."""
    return f"/bao-cao/tong-hop/{period.pk}/{tail}"


def rows_of(key: str, number: int | str) -> dict[str, str | int]:
    """The address of a figure: its passage and which of its figures."""
    return {"doan": key, "so": number}


def sent(snapshot: Snapshot, act: str, key: str = COUNTS, **values: object) -> dict[str, object]:
    """What the form of a passage sends in."""
    return {"doan": key, "lan": snapshot.pk, "v": 0, "lam": act, **values}


PAGES = ("", "kem-theo/", "lan-chot/", "so-sanh/?tu=1", "trinh-ky/", f"so-lieu/?doan={COUNTS}&so=1")


@pytest.mark.parametrize("name", ["hoa", "minh", "tuan", "thu", "quan"])
def test_whoever_does_not_collect_finds_no_report(town: Town, frozen: Snapshot, period: Period, as_user: LogIn, name: str) -> None:
    client = as_user(getattr(town, name))
    assert {tail: client.get(page_of(period, tail)).status_code for tail in PAGES} == dict.fromkeys(PAGES, 404)


@pytest.mark.parametrize("tail", ["chot/", "doan/", "muc/", "trich-yeu/", "trinh-ky/"])
def test_an_outsider_changes_nothing_by_any_address(town: Town, frozen: Snapshot, period: Period, as_user: LogIn, tail: str) -> None:
    values = {**sent(frozen, "leave"), "muc": "ket-qua", "title": "Khác", "version": 1, "signing": "", "seen": 99, "unread": "on"}
    assert as_user(town.hoa).post(page_of(period, tail), values).status_code == 404
    assert (PassageEdit.objects.count(), Snapshot.objects.count(), Outgoing.objects.count()) == (0, 1, 0)
    assert Consolidation.objects.get().title == ""


def test_before_anything_is_frozen_the_page_says_so_and_changes_nothing(town: Town, period: Period, as_user: LogIn) -> None:
    client = as_user(town.lan)
    shown = client.get(page_of(period)).content.decode()
    assert "Chưa chốt số liệu của kỳ này" in shown
    assert "1/2 đơn vị đã nộp báo cáo" in shown
    assert not Consolidation.objects.exists()
    assert client.get(page_of(period, "lan-chot/")).status_code == 404
    assert client.post(page_of(period, "chot/")).status_code == 302
    assert Snapshot.objects.get().taken_by == town.lan
    assert "trong đó 1 đúng hạn" not in shown


def test_the_sheet_prints_what_the_passages_say_and_marks_what_nobody_read(
    town: Town, frozen: Snapshot, period: Period, as_user: LogIn
) -> None:
    client = as_user(town.lan)
    shown = client.get(page_of(period, "?muc=ket-qua")).content.decode()
    sheet = shown[shown.index('class="desk"') :]
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SỞ NÔNG NGHIỆP", "Kính gửi: Ủy ban nhân dân tỉnh", "Phạm Hồng Sơn", "/BC-SNNMT"):
        assert words in sheet
    marked = len(re.findall("<mark>", sheet))
    report = report_of(Consolidation.objects.get())
    assert report is not None
    assert marked == report.unsettled > 5
    client.post(page_of(period, "muc/"), {"muc": "ket-qua", "lan": frozen.pk})
    again = client.get(page_of(period, "?muc=ket-qua")).content.decode()
    left = report_of(Consolidation.objects.get())
    assert left is not None
    assert len(re.findall("<mark>", again)) == left.unsettled < marked
    assert not [one for one in left.told if one.drafted.section == "ket-qua" and one.is_unsettled]


def test_a_passage_is_read_written_left_out_and_taken_back_by_its_form(
    town: Town, frozen: Snapshot, period: Period, as_user: LogIn
) -> None:
    client = as_user(town.lan)
    read = client.post(page_of(period, "doan/"), sent(frozen, "read"))
    assert read.headers["Location"].startswith(page_of(period, "?muc=ket-qua#doan-"))
    client.post(page_of(period, "doan/"), sent(frozen, "write", v=1, chu="Ba nhiệm vụ:\nmột đã xong."))
    shown = client.get(page_of(period, "?muc=ket-qua")).content.decode()
    assert "Ba nhiệm vụ:<br>một đã xong." in shown
    assert '<p class="p-NoiDung" id="in-' in shown
    client.post(page_of(period, "doan/"), sent(frozen, "leave", v=2))
    assert "một đã xong" not in client.get(page_of(period, "?muc=ket-qua")).content.decode()
    client.post(page_of(period, "doan/"), sent(frozen, "restore", v=3))
    assert PassageEdit.objects.get().text is None


def test_who_writes_over_another_gets_both_texts_and_loses_neither(town: Town, frozen: Snapshot, period: Period, as_user: LogIn) -> None:
    as_user(town.lan).post(page_of(period, "doan/"), sent(frozen, "write", chu="Lời của Lan"))
    answer = as_user(town.director).post(page_of(period, "doan/"), sent(frozen, "write", chu="Lời của giám đốc"))
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Lời của Lan" in shown
    assert ">Lời của giám đốc</textarea>" in shown
    assert 'name="v" value="1"' in shown
    as_user(town.director).post(page_of(period, "doan/"), sent(frozen, "write", v=1, chu="Lời của giám đốc"))
    assert PassageEdit.objects.get().text == "Lời của giám đốc"


@pytest.mark.parametrize("values", [{"doan": "khong-co"}, {"lam": "xoa"}, {"lan": "x"}, {"v": "-1"}, {"doan": ""}])
def test_a_broken_form_changes_nothing(town: Town, frozen: Snapshot, period: Period, as_user: LogIn, values: dict[str, object]) -> None:
    answer = as_user(town.lan).post(page_of(period, "doan/"), {**sent(frozen, "leave"), **values})
    assert answer.status_code == 302
    assert not PassageEdit.objects.exists()


def test_the_title_is_worded_on_the_page_and_printed(town: Town, frozen: Snapshot, period: Period, as_user: LogIn) -> None:
    client = as_user(town.lan)
    client.post(page_of(period, "trich-yeu/"), {"title": "Kết quả khắc phục tháng 11 năm 2026", "version": 1})
    assert '<p class="p-TrichYeu">Kết quả khắc phục tháng 11 năm 2026</p>' in client.get(page_of(period)).content.decode()
    client.post(page_of(period, "trich-yeu/"), {"title": "Khác", "version": 1})
    assert Consolidation.objects.get().title == "Kết quả khắc phục tháng 11 năm 2026"


def test_every_counted_figure_opens_just_as_many_rows(town: Town, frozen: Snapshot, period: Period, as_user: LogIn) -> None:
    report, client = report_of(Consolidation.objects.get()), as_user(town.lan)
    assert report is not None
    opened = 0
    for told in report.told:
        for number, figure in enumerate(told.figures, 1):
            answer = client.get(page_of(period, "so-lieu/"), rows_of(told.drafted.key, number))
            rows = answer.context["rows"].paginator.count
            assert rows == len(figure.sources) > 0
            assert all(row.text and row.text != row.key for row in answer.context["rows"])
            if figure.text.isdigit() and told.drafted.key.endswith("counts"):
                assert rows == int(figure.text)
                opened += 1
    assert opened >= 6


def test_the_rows_of_a_figure_lead_to_the_tasks_themselves(town: Town, frozen: Snapshot, period: Period, as_user: LogIn) -> None:
    client = as_user(town.lan)
    shown = client.get(page_of(period, "so-lieu/"), rows_of(COUNTS, 1))
    assert [row.name for row in shown.context["rows"]] == ["NV26-0001", "NV26-0002", "NV26-0003"]
    assert all(client.get(row.url).status_code == 200 for row in shown.context["rows"])
    assert client.get(page_of(period, "so-lieu/"), rows_of(COUNTS, 99)).status_code == 404
    assert client.get(page_of(period, "so-lieu/"), rows_of("khong-co", 1)).status_code == 404
    assert client.get(page_of(period, "so-lieu/"), rows_of(COUNTS, "²")).status_code == 404


def test_the_head_of_a_collecting_division_reads_the_rows_without_doors_to_others_tasks(town: Town, plan: Plan, as_user: LogIn) -> None:
    period = make_period(make_duty(town.department, reporters=[town.staff], collector=town.staff, plan=plan))
    freeze_period(period, by=town.thu, now=timezone.now())
    client = as_user(town.thu)
    rows = client.get(page_of(period, "so-lieu/"), rows_of(COUNTS, 1)).context["rows"]
    assert [row.url for row in rows] == ["", "", ""]
    shown = client.get(page_of(period)).content.decode()
    assert "Chốt lại số liệu" in shown
    assert f'href="{page_of(period, "trinh-ky/")}"' not in shown
    assert client.get(page_of(period, "trinh-ky/")).status_code == 403


def test_the_tables_that_go_with_the_report_are_shown_as_they_will_be_printed(
    town: Town, frozen: Snapshot, period: Period, as_user: LogIn
) -> None:
    client = as_user(town.lan)
    tables = {table.title: table for table in client.get(page_of(period, "kem-theo/")).context["tables"]}
    units = next(table for title, table in tables.items() if "gửi báo cáo" in title)
    assert units.count == 2
    assert "Chưa gửi báo cáo" in client.get(page_of(period, f"kem-theo/?bieu={units.key}")).content.decode()
    assert any(table.count == 3 for table in tables.values())


def test_the_draft_can_be_taken_away_before_it_is_proposed(town: Town, frozen: Snapshot, period: Period, as_user: LogIn) -> None:
    client = as_user(town.lan)
    client.post(page_of(period, "doan/"), sent(frozen, "write", chu="Kế hoạch có 3 nhiệm vụ, đang theo dõi sát."))
    for ending, words in (("docx", "Kế hoạch có 3 nhiệm vụ, đang theo dõi sát."), ("xlsx", "Việc thứ 2")):
        answer = client.get(page_of(period, f"tep/{ending}/"))
        assert answer.headers["Content-Disposition"].startswith("attachment")
        data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a file is streamed
        assert words in read(data, f"du-thao.{ending}").text
    assert client.get(page_of(period, "tep/exe/")).status_code == 404
    assert as_user(town.minh).get(page_of(period, "tep/docx/")).status_code == 404


def test_a_new_snapshot_is_compared_with_the_one_before(town: Town, plan: Plan, frozen: Snapshot, period: Period, as_user: LogIn) -> None:
    client, on = as_user(town.lan), at(date(2026, 11, 9))
    carried(plan.tasks.get(code="NV26-0002"), town.planning, work=Work.DONE, submitted_at=on, ended_at=on, late_days=1, percent=100)
    sent_in(unit_report(period, town.staff), date(2026, 11, 18))
    client.post(page_of(period, "chot/"))
    answer = client.get(page_of(period, "so-sanh/?tu=1&den=2"))
    found = answer.context["found"]
    assert f'href="/nhiem-vu/{plan.tasks.get(code="NV26-0002").pk}/"' in answer.content.decode()
    assert {line.change.name: line.change.more for line in found.lines if line.change.more} == {"done_late": 1, "overdue": -1}
    assert [(one.old.state, one.new.state) for one in found.changes.tasks] == [("late", "dlate")]
    assert [one.new.unit for one in found.changes.answers] == [town.staff.name]
    assert [line.snapshot.serial for line in client.get(page_of(period, "lan-chot/")).context["lines"]] == [2, 1]
    assert client.get(page_of(period, "so-sanh/?tu=7")).status_code == 404


def test_the_report_compares_itself_with_the_last_periods(
    town: Town, frozen: Snapshot, period: Period, as_user: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: at(date(2026, 12, 16)))
    after = make_period(period.duty, "Tháng 12 năm 2026", days=(date(2026, 11, 15), date(2026, 12, 14)))
    client = as_user(town.lan)
    client.post(page_of(after, "chot/"))
    found = client.get(page_of(after, "so-sanh/?tu=ky-truoc")).context["found"]
    assert {line.change.name: line.change.more for line in found.lines if line.change.more} == {"overdue": 1, "running": -1}
    assert "general.before" in printed(after)


def printed(period: Period) -> set[str]:
    """The keys of the printed passages of a period's report."""
    report = report_of(Consolidation.objects.get(period=period))
    assert report is not None
    return {passage.key for passage in report.printed}


def test_data_frozen_before_the_cut_off_tell_of_the_day_and_say_so(
    town: Town, period: Period, as_user: LogIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: at(date(2026, 11, 6)))
    client = as_user(town.lan)
    client.post(page_of(period, "chot/"))
    shown = client.get(page_of(period, "?muc=ket-qua")).content.decode()
    assert "Số liệu mới tính đến hết 06/11/2026" in shown
    assert "Đến hết ngày 06/11/2026" in shown
    monkeypatch.setattr(timezone, "now", lambda: at(date(2026, 11, 20)))
    client = as_user(town.lan)
    client.post(page_of(period, "chot/"))
    assert "Số liệu mới tính đến" not in client.get(page_of(period)).content.decode()


def test_what_came_in_after_freezing_is_said_on_the_page(town: Town, frozen: Snapshot, period: Period, as_user: LogIn) -> None:
    client = as_user(town.lan)
    Snapshot.objects.update(taken_at=at(date(2026, 11, 17)))
    assert "Chốt lại số liệu để đưa vào" not in client.get(page_of(period)).content.decode()
    sent_in(unit_report(period, town.staff), date(2026, 11, 18))
    assert "Sau lần chốt này có 1 đơn vị nộp" in client.get(page_of(period)).content.decode()


def test_who_only_looks_over_reads_the_report_and_changes_nothing(town: Town, frozen: Snapshot, period: Period, as_user: LogIn) -> None:
    viewer = make_user("xem", "Ngô Văn Xem")
    make_post(viewer, town.department, Role.VIEWER)
    client = as_user(viewer)
    shown = client.get(page_of(period, "?muc=ket-qua")).content.decode()
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in shown
    assert not [words for words in ("Chốt lại số liệu", "Đã đọc cả mục", "<textarea", 'name="lam"') if words in shown]
    for tail in ("chot/", "doan/", "muc/", "trich-yeu/", "trinh-ky/"):
        assert client.post(page_of(period, tail), sent(frozen, "leave")).status_code == 403
    assert (PassageEdit.objects.count(), Snapshot.objects.count()) == (0, 1)


def test_a_report_goes_to_be_signed_only_read_or_on_a_persons_word(town: Town, frozen: Snapshot, period: Period, as_user: LogIn) -> None:
    client = as_user(town.lan)
    form = client.get(page_of(period, "trinh-ky/")).context["form"]
    values = {"signing": form.initial["signing"], "seen": form.initial["seen"]}
    assert client.post(page_of(period, "trinh-ky/"), values).status_code == 422
    assert not Outgoing.objects.exists()
    assert client.post(page_of(period, "trinh-ky/"), {**values, "seen": 1, "unread": "on"}).status_code == 422
    assert client.post(page_of(period, "trinh-ky/"), {**values, "unread": "on"}).status_code == 302
    outgoing = Outgoing.objects.get()
    assert (outgoing.state, outgoing.signer, outgoing.snapshot) == ("proposed", town.director, frozen)


def test_the_page_asks_as_often_for_a_long_report_as_for_a_short_one(town: Town, plan: Plan, period: Period, as_user: LogIn) -> None:
    client = as_user(town.lan)
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.PUBLISHED)
    asked = []
    for size in (1, 200):
        for number in range(size):
            one = make_task(
                plan, f"Việc thêm {number}", lead=town.planning, deadline_kind="date", due_on=date(2026, 11, 8), heading=[str(number % 40)]
            )
            carried(one, town.planning)
        client.post(page_of(period, "chot/"))
        client.get(page_of(period, "?muc=ket-qua"))
        with CaptureQueriesContext(connection) as statements:
            answer = client.get(page_of(period, "?muc=ket-qua"))
        asked.append(len(statements))
        assert len(answer.content) < 200_000
    assert asked[0] == asked[1] <= 15
    assert any(isinstance(run, Figure) for one in answer.context["page"].report.told for run in one.drafted.runs)
