"""Figures tables: defined by the collector, filled in by units on the page or by a workbook, joined for all."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from dondoc.engine.reporting.figures_form import CellKind, FiguresColumn, FiguresForm, FiguresRow, Joining, RowsKind
from dondoc.engine.reporting.runs import text_of
from dondoc.engine.writing.official.blocks import Table
from dondoc.engine.writing.official.report_annexes import report_annexes
from dondoc.engine.writing.stored_values import load
from dondoc.web.accounts.models import User
from dondoc.web.organisations.permissions import Scope, scope_of
from dondoc.web.reports.actions.figures_tables import Terms, Unsound, add_table, change_table, drop_table
from dondoc.web.reports.actions.filling import CellsOverwritten, Filling, save_table
from dondoc.web.reports.actions.submitting import Lacking, submit
from dondoc.web.reports.marks import mark_of_cells
from dondoc.web.reports.models import AnswerState, FiguresTable, Period, TableAnswer, UnitReport
from dondoc.web.reports.queries.collected import collected
from dondoc.web.reports.queries.gathering import gather
from dondoc.web.tracking.actions.refusals import Refused
from tests.people import Town
from tests.reporting import make_duty, make_period, report_of

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], Client]
ON = date(2026, 11, 18)
FORM = FiguresForm(
    (
        FiguresColumn("b", "Tiếp nhận", required=True, measure="hồ sơ"),
        FiguresColumn("c", "Đúng hạn"),
        FiguresColumn("d", "Tỷ lệ", CellKind.PERCENT, "%", formula="c / b * 100", joining=Joining.ANEW),
        FiguresColumn("e", "Ghi chú", CellKind.TEXT, joining=Joining.NONE),
    ),
    rows=(FiguresRow("h1", "Tổng số", sums=True), FiguresRow("h2", "Đất đai", 1), FiguresRow("h3", "Rừng", 1)),
    total=False,
)
VALUES = {"h2": {"b": "200", "c": "150"}, "h3": {"b": "100", "c": "75"}}


def scope(user: User) -> Scope:
    return scope_of(user, on=ON)


@pytest.fixture
def period(town: Town) -> Period:
    return make_period(make_duty(town.department, reporters=[town.planning, town.staff]), due_on=date(2026, 11, 20))


@pytest.fixture
def report(town: Town, period: Period) -> UnitReport:
    return report_of(period, town.planning)


@pytest.fixture
def table(town: Town, period: Period) -> FiguresTable:
    return add_table(period.duty, Terms("Biểu 01", FORM), scope=scope(town.lan))


def save(report: UnitReport, table: FiguresTable, user: User, values: dict[str, dict[str, str]], seen: str = "-") -> int:
    return save_table(report, Filling(table, values, seen), scope=scope(user), now=timezone.now())


def test_a_unit_fills_a_table_and_nobody_else_does(town: Town, report: UnitReport, table: FiguresTable) -> None:
    assert save(report, table, town.minh, VALUES) == 4
    report.refresh_from_db()
    assert (report.state, report.version) == (AnswerState.DRAFTING, 1)
    for who in (town.lan, town.thu, town.hoa):
        with pytest.raises(PermissionDenied):
            save(report, table, who, VALUES)


def test_two_people_do_not_cover_each_other_s_cells(town: Town, report: UnitReport, table: FiguresTable) -> None:
    save(report, table, town.minh, VALUES)
    seen = mark_of_cells(TableAnswer.objects.get(report=report).cells)
    save(report, table, town.tuan, {**VALUES, "h3": {"b": "101"}}, seen)
    with pytest.raises(CellsOverwritten):
        save(report, table, town.minh, {**VALUES, "h3": {"b": "99"}}, seen)
    assert TableAnswer.objects.get(report=report).cells["h3"] == {"b": "101"}


def test_the_page_shows_both_numbers_where_two_people_typed(town: Town, report: UnitReport, table: FiguresTable, as_user: AsUser) -> None:
    save(report, table, town.minh, VALUES)
    page = as_user(town.tuan).post(
        f"/bao-cao/nop/{report.pk}/bieu/{table.key}/", {"do": "save", "seen": "-", "o:h2:b": "7.777", "o:h3:b": "1"}
    )
    body = page.content.decode()
    assert page.status_code == 409
    assert "7.777" in body
    assert ">200<" in body
    assert TableAnswer.objects.get(report=report).cells == VALUES


def test_a_report_with_required_cells_blank_is_not_sent_in(town: Town, period: Period, table: FiguresTable) -> None:
    period.duty.outline.all().update(required=False)
    report = report_of(period, town.planning)
    save(report, table, town.minh, {"h2": {"b": "1"}})
    with pytest.raises(Lacking) as told:
        submit(report, scope=scope(town.tuan), version=None, now=timezone.now())
    assert [(lack.title, lack.cells) for lack in told.value.lacks] == [("Biểu 01", 1)]
    save(report, table, town.minh, VALUES, mark_of_cells({"h2": {"b": "1"}}))
    submit(report, scope=scope(town.tuan), version=None, now=timezone.now())


def test_all_units_are_joined_once_they_have_sent_in(town: Town, period: Period, table: FiguresTable) -> None:
    period.duty.outline.all().update(required=False)
    first, second = report_of(period, town.planning), report_of(period, town.staff)
    save(first, table, town.minh, VALUES)
    save(second, table, town.thu, {"h2": {"b": "100", "c": "100"}, "h3": {"b": "0"}})
    submit(first, scope=scope(town.tuan), version=None, now=timezone.now())
    _rows, (one,) = collected(period)
    assert one.rows[0].cells == ("300", "225", "75", "")
    submit(second, scope=scope(town.thu), version=None, now=timezone.now())
    _rows, (one,) = collected(period)
    assert [row.cells for row in one.rows] == [("400", "325", "81,25", ""), ("300", "250", "83,33", ""), ("100", "75", "75", "")]
    assert set(one.rows[0].sources) == {f"bc:{first.pk}", f"bc:{second.pk}"}


def test_the_consolidated_report_holds_the_table_with_a_cell_under_every_heading(town: Town, period: Period, table: FiguresTable) -> None:
    period.duty.outline.all().update(required=False)
    report = report_of(period, town.planning)
    save(report, table, town.minh, VALUES)
    submit(report, scope=scope(town.tuan), version=None, now=timezone.now())
    (annex,) = [one for one in report_annexes(gather(period, None, on=ON)) if "Biểu 01" in str(one)]
    (drawn,) = [block for block in annex.blocks if isinstance(block, Table)]
    assert [column.title for column in drawn.columns] == ["Nội dung", "Tiếp nhận (hồ sơ)", "Đúng hạn", "Tỷ lệ (%)", "Ghi chú"]
    assert [text_of(cell.runs) for cell in drawn.rows[0]] == ["Tổng số", "300", "225", "75", ""]


def test_what_is_typed_on_the_page_is_read_as_offices_write_and_wrong_cells_stay(
    town: Town, report: UnitReport, table: FiguresTable, as_user: AsUser
) -> None:
    client, address = as_user(town.minh), f"/bao-cao/nop/{report.pk}/bieu/{table.key}/"
    wrong = client.post(address, {"do": "save", "seen": "-", "o:h2:b": "1.200", "o:h3:b": "năm mươi"})
    assert wrong.status_code == 422
    assert "năm mươi" in wrong.content.decode()
    assert "Cần một con số" in wrong.content.decode()
    assert not TableAnswer.objects.exists()
    assert client.post(address, {"do": "save", "seen": "-", "o:h2:b": "1.200", "o:h2:c": "600", "o:h3:b": "50"}).status_code == 302
    assert TableAnswer.objects.get(report=report).cells == {"h2": {"b": "1200", "c": "600"}, "h3": {"b": "50"}}
    assert "1.250" in client.get(address).content.decode()


def test_a_workbook_comes_back_with_what_was_typed_into_it(town: Town, report: UnitReport, table: FiguresTable, as_user: AsUser) -> None:
    save(report, table, town.minh, {"h2": {"b": "10", "e": "=1+1"}})
    client = as_user(town.minh)
    page = _taken(client, report, table)
    assert page["C7"].value == '=IFERROR(SUM(C8:C9),"")'
    assert page["E8"].value == '=IFERROR(ROUND(((D8/C8)*100),2),"")'
    assert [page[cell].protection.locked for cell in ("C7", "C8", "E8", "B8")] == [True, False, True, True]
    assert (page["F8"].value, page["F8"].data_type) == ("=1+1", "s")
    page["C8"], page["D8"], page["C9"] = 1200.0, "9,0", 50
    assert _brought(client, report, table, page).status_code == 302
    assert TableAnswer.objects.get(report=report).cells == {"h2": {"b": "1200", "c": "9", "e": "=1+1"}, "h3": {"b": "50"}}


def test_a_workbook_with_one_wrong_cell_is_told_by_its_place_and_changes_nothing(
    town: Town, report: UnitReport, table: FiguresTable, as_user: AsUser
) -> None:
    client = as_user(town.minh)
    page = _taken(client, report, table)
    page["C8"], page["C9"] = 12.5, 50
    answer = _brought(client, report, table, page)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert ">C8<" in body
    assert "Cần một số nguyên" in body
    assert not TableAnswer.objects.exists()


def test_a_workbook_taken_before_another_stored_does_not_cover_it(
    town: Town, report: UnitReport, table: FiguresTable, as_user: AsUser
) -> None:
    client = as_user(town.minh)
    page = _taken(client, report, table)
    save(report, table, town.tuan, VALUES)
    page["C8"] = 1
    assert _brought(client, report, table, page).status_code == 409
    assert TableAnswer.objects.get(report=report).cells == VALUES


def test_a_workbook_of_another_unit_table_or_making_is_refused(
    town: Town, period: Period, report: UnitReport, table: FiguresTable, as_user: AsUser
) -> None:
    client = as_user(town.minh)
    page = _taken(as_user(town.thu), report_of(period, town.staff), table)
    assert "đơn vị khác" in _brought(client, report, table, page).content.decode()
    page = _taken(client, report, table)
    change_table(table, Terms("Biểu 01", FiguresForm(FORM.columns[:2], rows=FORM.rows)), scope=scope(town.lan))
    assert "đổi mẫu" in _brought(client, report, table, page).content.decode()
    book = Workbook()
    assert "không phải mẫu" in _sent(client, report, table, book).content.decode()
    broken = client.post(_upload(report, table), {"file": SimpleUploadedFile("a.xlsx", b"khong phai tep")})
    assert broken.status_code == 422
    assert not TableAnswer.objects.exists()


def test_rows_that_a_unit_adds_keep_their_order_on_the_page_and_in_the_workbook(
    town: Town, period: Period, report: UnitReport, as_user: AsUser
) -> None:
    form = FiguresForm((FiguresColumn("b", "Kinh phí", CellKind.DECIMAL),), RowsKind.FREE, rows_title="Tên việc")
    table = add_table(period.duty, Terms("Biểu 02", form), scope=scope(town.lan))
    client, address = as_user(town.minh), f"/bao-cao/nop/{report.pk}/bieu/{table.key}/"
    more = client.post(address, {"do": "add", "spare": "0", "seen": "-", "o:r1:@": "Việc một", "o:r1:b": "1,5"})
    assert 'name="o:r9:@"' in more.content.decode()
    client.post(address, {"do": "save", "seen": "-", "o:r2:@": "Việc hai", "o:r2:b": "2", "o:r7:@": "Việc bảy", "o:r7:b": "7,5"})
    assert TableAnswer.objects.get(report=report, table=table).cells == {
        "r1": {"@": "Việc hai", "b": "2"},
        "r2": {"@": "Việc bảy", "b": "7.5"},
    }
    page = _taken(client, report, table)
    assert (page["B7"].value, page["C8"].value) == ("Việc hai", 7.5)
    page["B9"], page["C9"] = "Việc ba", 3
    assert _brought(client, report, table, page).status_code == 302
    assert [row["@"] for row in TableAnswer.objects.get(report=report, table=table).cells.values()] == ["Việc hai", "Việc bảy", "Việc ba"]
    no_title = client.post(address, {"do": "save", "seen": "-", "o:r1:b": "5"})
    assert "phải có tên" in no_title.content.decode()


def test_a_clerk_defines_a_table_column_by_column(town: Town, period: Period, as_user: AsUser) -> None:
    client, address = as_user(town.lan), f"/bao-cao/che-do/{period.duty_id}/bieu/"
    assert client.get(address).status_code == 200
    sent = {
        "do": "save", "title": "Biểu 03", "kind": "fixed", "rows_title": "Lĩnh vực", "rows": "= Tổng\n- Đất đai\n– Rừng\n\n", "total": "",
        "form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "0",
        "form-0-title": "Tiếp nhận", "form-0-kind": "whole", "form-0-joining": "sum", "form-0-required": "on",
        "form-1-title": "Tỷ lệ", "form-1-kind": "percent", "form-1-joining": "ratio", "form-1-ratio": "b / z",
        "form-2-title": "", "form-2-kind": "whole", "form-2-joining": "sum",
    }  # fmt: skip
    wrong = client.post(address, sent)
    assert wrong.status_code == 422
    assert "Ghi hai cột số cần chia" in wrong.content.decode()
    assert (
        client.post(address, {**sent, "do": "add"}).content.decode().count('name="form-')
        > client.get(address).content.decode().count('name="form-') / 2
    )
    sent |= {"form-1-joining": "mean", "form-1-ratio": ""}
    assert client.post(address, sent).status_code == 302
    table = FiguresTable.objects.get(title="Biểu 03")
    form = load(FiguresForm, table.definition)
    assert [(column.key, column.title, column.joining) for column in form.columns] == [
        ("b", "Tiếp nhận", Joining.SUM),
        ("c", "Tỷ lệ", Joining.MEAN),
    ]
    assert [(row.key, row.title, row.level, row.sums) for row in form.rows] == [
        ("h1", "Tổng", 0, True),
        ("h2", "Đất đai", 1, False),
        ("h3", "Rừng", 1, False),
    ]
    body = client.get(f"/bao-cao/bieu/{table.pk}/").content.decode()
    assert "- Đất đai" in body
    sent |= {"rows": "= Tổng\n- Rừng\n- Nước\n- Đất đai", "form-0-key": "b", "form-1-key": "c"}
    client.post(f"/bao-cao/bieu/{table.pk}/", sent)
    table.refresh_from_db()
    assert [(row.key, row.title) for row in load(FiguresForm, table.definition).rows] == [
        ("h1", "Tổng"),
        ("h3", "Rừng"),
        ("h4", "Nước"),
        ("h2", "Đất đai"),
    ]


def test_a_table_is_dropped_only_while_nobody_filled_it_in(town: Town, report: UnitReport, table: FiguresTable, as_user: AsUser) -> None:
    save(report, table, town.minh, VALUES)
    with pytest.raises(Refused):
        drop_table(table, scope=scope(town.lan))
    TableAnswer.objects.all().delete()
    assert as_user(town.lan).post(f"/bao-cao/bieu/{table.pk}/bo/").status_code == 302
    assert not FiguresTable.objects.exists()


def test_an_unsound_definition_is_never_stored(town: Town, period: Period) -> None:
    with pytest.raises(Unsound):
        add_table(period.duty, Terms("Biểu", FiguresForm(())), scope=scope(town.lan))


@pytest.mark.parametrize("who", ["hoa", "thu", "quan"])
def test_tables_of_others_are_as_if_they_were_not_there(
    town: Town, period: Period, report: UnitReport, table: FiguresTable, as_user: AsUser, who: str
) -> None:
    client = as_user(getattr(town, who))
    base = f"/bao-cao/nop/{report.pk}/bieu/{table.key}/"
    for address in (base, f"{base}mau/", f"/bao-cao/che-do/{period.duty_id}/bieu/", f"/bao-cao/bieu/{table.pk}/"):
        assert client.get(address).status_code == 404
    assert client.post(f"{base}tep/").status_code == 404
    assert client.post(f"/bao-cao/bieu/{table.pk}/bo/").status_code == 404
    for action in (
        lambda: add_table(period.duty, Terms("B", FORM), scope=scope(getattr(town, who))),
        lambda: drop_table(table, scope=scope(getattr(town, who))),
    ):
        with pytest.raises(PermissionDenied):
            action()


def _taken(client: Client, report: UnitReport, table: FiguresTable) -> Worksheet:
    answer = client.get(f"/bao-cao/nop/{report.pk}/bieu/{table.key}/mau/")
    assert answer.status_code == 200
    page = load_workbook(io.BytesIO(answer.content)).active
    assert isinstance(page, Worksheet)
    return page


def _brought(client: Client, report: UnitReport, table: FiguresTable, page: Worksheet) -> HttpResponse:
    book = page.parent
    assert isinstance(book, Workbook)
    return _sent(client, report, table, book)


def _sent(client: Client, report: UnitReport, table: FiguresTable, book: Workbook) -> HttpResponse:
    held = io.BytesIO()
    book.save(held)
    return client.post(_upload(report, table), {"file": SimpleUploadedFile("bieu.xlsx", held.getvalue())})


def _upload(report: UnitReport, table: FiguresTable) -> str:
    return f"/bao-cao/nop/{report.pk}/bieu/{table.key}/tep/"
