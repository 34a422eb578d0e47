"""A list taken away as a workbook, edited and brought back: what each cell may change, and which files are not taken."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from dondoc.engine.tracking import Act, Work
from dondoc.web.accounts.models import User
from dondoc.web.audit.models import Entry
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.plans.models import Assignment, Plan, Task
from dondoc.web.plans.queries.task_query import TaskQuery
from dondoc.web.tracking.actions.acting import Said, act_on
from dondoc.web.tracking.actions.handing_down import Share, hand_down
from dondoc.web.tracking.actions.refusals import Refused
from dondoc.web.tracking.actions.round_trip import apply_sheet, keep_sheet
from dondoc.web.tracking.models import ReturnedSheet, Update
from dondoc.web.tracking.queries.round_trip import RowChange, difference, editable_parts
from dondoc.web.tracking.sheet_columns import HIDDEN
from dondoc.web.tracking.sheet_reading import TAKEN_FOR, WrongSheet, percent_of
from tests.builders import make_plan, make_task, make_unit
from tests.people import Town
from tests.web.tracking.workbooks import NOW, PLACES, edited, taken

pytestmark = pytest.mark.django_db
LogIn = Callable[[User], Client]
TODAY = date(2026, 11, 10)
DUE = date(2026, 11, 20)
DAYS = timedelta(days=30)


@pytest.fixture
def plan(town: Town) -> Plan:
    """A plan of the department."""
    return make_plan(town.department)


@pytest.fixture
def tasks(town: Town, plan: Plan) -> list[Task]:
    """Three tasks that the planning division leads, due on one day; the words of the last look like a formula."""
    words = ("Rà soát hồ sơ", "Công khai kết quả", '=HYPERLINK("http://evil.example","xem")')
    made = [
        make_task(plan, text, lead=town.planning, code=f"NV26-000{n}", deadline_kind="date", due_on=DUE) for n, text in enumerate(words, 1)
    ]
    Assignment.objects.filter(task__in=made).update(given_at=NOW - timedelta(days=30))
    return made


def changes(data: bytes, person: User, *, now: datetime = NOW) -> list[RowChange]:
    """What a workbook would change."""
    sheet = keep_sheet(data, "viec.xlsx", by=person, now=now)
    return difference(sheet.rows, scope_of(person, on=timezone.localdate(now)), on=timezone.localdate(now))


def wrongs(rows: list[RowChange]) -> dict[str, str]:
    """What is wrong, by cell."""
    return {cell.place: cell.wrong for row in rows for cell in row.cells if cell.wrong}


def applied(data: bytes, person: User, *, now: datetime = NOW) -> int:
    """Bring a workbook back and apply it."""
    sheet = keep_sheet(data, "viec.xlsx", by=person, now=now)
    return apply_sheet(sheet, scope=scope_of(person, on=timezone.localdate(now)), now=now)


def lead(task: Task) -> Assignment:
    """The lead's part as it is now."""
    return Assignment.objects.get(task=task, role="lead")


def test_a_unit_fills_in_progress_and_results_and_the_same_acts_happen(town: Town, tasks: list[Task]) -> None:
    cells = {(2, "percent"): 40, (2, "said"): "Đã xong 2/5 xã", (3, "number"): "45/BC-KHTC", (3, "number_on"): datetime(2026, 11, 9)}
    assert applied(edited(taken(town.minh), cells), town.minh) == 2
    assert (lead(tasks[0]).work, lead(tasks[0]).percent) == (Work.IN_PROGRESS, 40)
    submitted = Update.objects.get(part=lead(tasks[1]))
    assert (submitted.act, submitted.result_number, submitted.result_on) == (Act.SUBMIT, "45/BC-KHTC", date(2026, 11, 9))
    assert lead(tasks[1]).late_days == 0
    assert Entry.objects.filter(verb__in=["cập nhật tiến độ", "nộp kết quả"]).count() == 2


def test_who_gave_the_work_sets_days_with_a_reason(town: Town, tasks: list[Task]) -> None:
    data = taken(town.lan)
    assert wrongs(changes(edited(data, {(2, "due"): datetime(2026, 12, 15)}), town.lan)) == {"G2": "Ghi lý do đặt lại hạn."}
    cells = {(2, "due"): datetime(2026, 12, 15), (2, "why"): "Bộ lùi", (3, "due"): "16/12/2026", (3, "why"): "Bộ lùi"}
    rows = changes(edited(data, cells), town.lan)
    assert [(cell.old, cell.new) for row in rows for cell in row.cells if cell.title == "Hạn"] == [
        ("20/11/2026", "15/12/2026"),
        ("20/11/2026", "16/12/2026"),
    ]
    applied(edited(data, cells), town.lan)
    assert [(lead(task).due_on, lead(task).first_due_on) for task in tasks[:2]] == [(date(2026, 12, 15), DUE), (date(2026, 12, 16), DUE)]


def test_a_workbook_shows_text_as_text_and_locks_what_is_not_theirs(town: Town, tasks: list[Task]) -> None:
    page = load_workbook(io.BytesIO(taken(town.minh))).worksheets[0]
    formula = page.cell(4, PLACES["text"])
    assert (formula.data_type, formula.quotePrefix) == ("s", True)
    assert page.protection.sheet
    assert {key for key, place in PLACES.items() if not page.cell(2, place).protection.locked} == {"percent", "said", "number", "number_on"}
    office = load_workbook(io.BytesIO(taken(town.lan))).worksheets[0]
    assert {key for key, place in PLACES.items() if not office.cell(2, place).protection.locked} == {"due", "why"}
    assert {rule.type for rule in page.data_validations.dataValidation} == {"whole", "date", "textLength"}


def test_a_formula_is_never_taken_for_a_value(town: Town, tasks: list[Task]) -> None:
    found = wrongs(changes(edited(taken(town.minh), {(2, "percent"): "=40+2", (3, "said"): '=HYPERLINK("http://x")'}), town.minh))
    assert found == {"H2": "Ô này là công thức. Hãy gõ giá trị.", "I3": "Ô này là công thức. Hãy gõ giá trị."}


@pytest.mark.parametrize(
    ("cells", "place", "words"),
    [
        ({(2, "percent"): 140}, "H2", "0 đến 100"),
        ({(2, "percent"): "gần xong"}, "H2", "0 đến 100"),
        ({(2, "percent"): 33.5}, "H2", "0 đến 100"),
        ({(2, "said"): "x" * 4001}, "I2", "4000"),
        ({(2, "number"): "x" * 81}, "J2", "80"),
        ({(2, "number_on"): datetime(2026, 11, 9)}, "K2", "Ghi cả số"),
        ({(2, "number"): "1/BC", (2, "number_on"): datetime(2026, 11, 11)}, "K2", "tương lai"),
        ({(2, "number"): "1/BC", (2, "number_on"): "31/02/2026"}, "K2", "ngày/tháng/năm"),
        ({(2, "due"): datetime(2026, 12, 1)}, "F2", "người giao việc"),
        ({(2, "why"): "Xin lùi"}, "G2", "người giao việc"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_of_the_file_is_stored(
    town: Town, tasks: list[Task], cells: dict[tuple[int, str], object], place: str, words: str
) -> None:
    data = edited(taken(town.minh), cells | {(3, "percent"): 50})
    found = wrongs(changes(data, town.minh))
    assert list(found) == [place]
    assert words in found[place]
    with pytest.raises(Refused, match="Chưa ghi hàng nào"):
        applied(data, town.minh)
    assert not Update.objects.exists()
    assert lead(tasks[1]).percent == 0


@pytest.mark.parametrize(("day", "words"), [(date(2026, 11, 9), "quá khứ"), (DUE, "")])
def test_a_day_that_has_passed_is_refused_and_the_same_day_changes_nothing(town: Town, tasks: list[Task], day: date, words: str) -> None:
    data = edited(taken(town.lan), {(2, "due"): datetime(day.year, day.month, day.day), (2, "why"): "Lùi"})
    found = wrongs(changes(data, town.lan))
    assert words in next(iter(found.values()))


def test_a_row_that_someone_changed_since_is_stale_and_others_wait_for_it(town: Town, tasks: list[Task]) -> None:
    data = edited(taken(town.minh), {(2, "percent"): 40, (3, "percent"): 50})
    act_on(lead(tasks[0]), Act.UPDATE, said=Said(percent=10), scope=scope_of(town.tuan, on=TODAY), now=NOW)
    assert list(wrongs(changes(data, town.minh))) == ["H2"]
    with pytest.raises(Refused, match="1 hàng"):
        applied(data, town.minh)
    assert lead(tasks[1]).percent == 0
    stale_but_untouched = edited(data, {(2, "percent"): 0})
    assert applied(stale_but_untouched, town.minh) == 1


def test_rows_may_be_sorted_and_deleted(town: Town, tasks: list[Task]) -> None:
    def turn(page: Worksheet) -> None:
        rows = [[cell.value for cell in row] for row in page.iter_rows(2, 4)]
        for number, values in zip((2, 3), (rows[2], rows[0]), strict=True):
            for place, value in enumerate(values, 1):
                page.cell(number, place).value = value
                page.cell(number, place).data_type = "s" if isinstance(value, str) else page.cell(number, place).data_type
        page.delete_rows(4)
        page.cell(3, PLACES["percent"], 70)

    assert applied(edited(taken(town.minh), also=turn), town.minh) == 1
    assert [lead(task).percent for task in tasks] == [70, 0, 0]


def test_a_row_copied_or_added_by_hand_is_refused(town: Town, tasks: list[Task]) -> None:
    key = lead(tasks[0]).pk
    doubled = edited(taken(town.minh), {(2, "percent"): 40, (5, "percent"): 60, (5, "key"): key})
    assert "trùng" in wrongs(changes(doubled, town.minh))["H5"]
    with pytest.raises(WrongSheet, match="Hàng 5 không có"):
        keep_sheet(edited(taken(town.minh), {(5, "said"): "thêm"}), "x.xlsx", by=town.minh, now=NOW)
    foreign = make_task(make_plan(town.elsewhere), "Việc nơi khác", lead=town.elsewhere)
    with pytest.raises(WrongSheet, match="Hàng 2 không có"):
        keep_sheet(edited(taken(town.minh), {(2, "said"): "x", (2, "key"): lead(foreign).pk}), "x.xlsx", by=town.minh, now=NOW)


def test_the_signed_sheet_cannot_be_changed_and_belongs_to_one_person(town: Town, tasks: list[Task]) -> None:
    data = edited(taken(town.minh), {(2, "percent"): 40})
    book = load_workbook(io.BytesIO(data))
    sealed = book[HIDDEN].cell(2, 1)
    sealed.value = str(sealed.value)[:-1] + ("A" if str(sealed.value)[-1] != "A" else "B")
    held = io.BytesIO()
    book.save(held)
    with pytest.raises(WrongSheet, match="đã bị sửa"):
        keep_sheet(held.getvalue(), "x.xlsx", by=town.minh, now=NOW)
    with pytest.raises(WrongSheet, match="người khác"):
        keep_sheet(data, "x.xlsx", by=town.tuan, now=NOW)
    with pytest.raises(WrongSheet, match="30 ngày"):
        keep_sheet(data, "x.xlsx", by=town.minh, now=NOW + TAKEN_FOR + timedelta(hours=1))


def test_a_file_of_another_installation_is_refused(town: Town, tasks: list[Task]) -> None:
    with override_settings(SECRET_KEY="khoa cua mot noi khac"):
        data = edited(taken(town.minh), {(2, "percent"): 40})
    with pytest.raises(WrongSheet, match="không phải của hệ thống này"):
        keep_sheet(data, "x.xlsx", by=town.minh, now=NOW)


def _plain_book() -> bytes:
    book, held = Workbook(), io.BytesIO()
    book.worksheets[0].append(["Mã", "Việc"])
    book.save(held)
    return held.getvalue()


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x03\x04" + b"\0" * 400, _plain_book()])
def test_a_file_that_is_no_such_workbook_is_refused(town: Town, data: bytes) -> None:
    with pytest.raises(WrongSheet):
        keep_sheet(data, "x.xlsx", by=town.minh, now=NOW)
    assert not ReturnedSheet.objects.exists()


def test_an_unchanged_file_says_so(town: Town, tasks: list[Task]) -> None:
    with pytest.raises(WrongSheet, match="Chưa có ô nào"):
        keep_sheet(edited(taken(town.minh)), "x.xlsx", by=town.minh, now=NOW)


def test_progress_of_what_was_given_on_is_not_written(town: Town, tasks: list[Task]) -> None:
    hand_down(lead(tasks[0]), [Share(town.planning, town.minh)], scope=scope_of(town.tuan, on=TODAY), now=NOW)
    page = load_workbook(io.BytesIO(taken(town.tuan))).worksheets[0]
    assert page.cell(2, PLACES["percent"]).protection.locked
    assert "giao lại" in wrongs(changes(edited(taken(town.tuan), {(2, "percent"): 40}), town.tuan))["H2"]


def test_a_workbook_holds_only_what_its_taker_may_change(town: Town, tasks: list[Task], plan: Plan) -> None:
    make_task(plan, "Việc của phòng khác", lead=town.staff)
    assert [row.part.task_id for row in editable_parts(TaskQuery(sort="ma"), scope_of(town.minh, on=TODAY), on=TODAY).rows] == [
        t.pk for t in tasks
    ]
    assert len(editable_parts(TaskQuery(), scope_of(town.lan, on=TODAY), on=TODAY).rows) == 4
    for person in (town.hoa, town.quan):
        assert editable_parts(TaskQuery(), scope_of(person, on=TODAY), on=TODAY).rows == []


def test_who_lost_the_work_meanwhile_changes_nothing(town: Town, tasks: list[Task]) -> None:
    data = edited(taken(town.minh), {(2, "percent"): 40})
    sheet = keep_sheet(data, "x.xlsx", by=town.minh, now=NOW)
    town.minh.posts.update(valid_to=TODAY)
    with pytest.raises(Refused):
        apply_sheet(sheet, scope=scope_of(town.minh, on=TODAY), now=NOW)
    with pytest.raises(PermissionDenied):
        apply_sheet(sheet, scope=scope_of(town.tuan, on=TODAY), now=NOW)
    assert not Update.objects.exists()


def test_a_file_is_applied_once(town: Town, tasks: list[Task]) -> None:
    sheet = keep_sheet(edited(taken(town.minh), {(2, "percent"): 40}), "x.xlsx", by=town.minh, now=NOW)
    apply_sheet(sheet, scope=scope_of(town.minh, on=TODAY), now=NOW)
    with pytest.raises(Refused, match="đã được ghi"):
        apply_sheet(sheet, scope=scope_of(town.minh, on=TODAY), now=NOW)
    assert Update.objects.count() == 1


PERCENTS = {
    "40": 40, "40%": 40, "40 %": 40, "40,0": 40, "0": 0, "100": 100,
    "101": None, "-1": None, "4e1": None, "٤٠": None, "": None, "33,5": None,
}  # fmt: skip


@pytest.mark.parametrize(("text", "percent"), PERCENTS.items())
def test_a_percent_is_read_as_people_write_it(text: str, percent: int | None) -> None:
    assert percent_of(text) == percent


VALUES = st.one_of(
    st.none(), st.text(max_size=40), st.integers(-(10**6), 10**6), st.floats(allow_nan=False, allow_infinity=False), st.booleans(),
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)), st.sampled_from(["=1+1", "@x", "+84", "-", "15/12/2026", "40%"]),
)  # fmt: skip


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.dictionaries(st.tuples(st.integers(2, 4), st.sampled_from(sorted(PLACES))), VALUES, max_size=6))
def test_whatever_stands_in_the_cells_is_refused_whole_or_done_whole(
    town: Town, tasks: list[Task], cells: dict[tuple[int, str], object]
) -> None:
    clean = {place: "".join(c for c in value if c.isprintable()) if isinstance(value, str) else value for place, value in cells.items()}
    before = {part.pk: (part.version, part.due_on, part.percent, part.work) for part in Assignment.objects.all()}
    savepoint = connection.savepoint()
    try:
        sheet = keep_sheet(edited(taken(town.minh), clean), "x.xlsx", by=town.minh, now=NOW)
        scope = scope_of(town.minh, on=TODAY)
        rows = difference(sheet.rows, scope, on=TODAY)
        is_wrong = any(row.is_wrong for row in rows)
        try:
            assert apply_sheet(sheet, scope=scope, now=NOW) == Update.objects.count() == len(rows)
            assert not is_wrong
        except Refused:
            assert not Update.objects.exists()
            assert {part.pk: (part.version, part.due_on, part.percent, part.work) for part in Assignment.objects.all()} == before
    except WrongSheet:
        assert not Update.objects.exists()
    finally:
        connection.savepoint_rollback(str(savepoint))


def _upload(client: Client, data: bytes, name: str = "viec.xlsx") -> object:
    return client.post("/sua-excel/", {"file": SimpleUploadedFile(name, data)}, follow=True)


def test_the_pages_take_away_show_and_apply(town: Town, plan: Plan, as_user: LogIn) -> None:
    task = make_task(
        plan, "Rà soát", lead=town.planning, code="NV26-0001", deadline_kind="date", due_on=timezone.localdate() + timedelta(days=9)
    )
    client = as_user(town.minh)
    answer = client.get("/sua-excel/tai-ve/?q=NV26-0001")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    shown = _upload(client, edited(answer.content, {(2, "percent"): 55, (2, "said"): "<b>Đã xong</b> 11/20"}))
    page = shown.content.decode()  # type: ignore[attr-defined]
    assert "<ins>55</ins>" in page
    assert "&lt;b&gt;Đã xong" in page
    sheet = ReturnedSheet.objects.get()
    assert as_user(town.tuan).get(f"/sua-excel/{sheet.pk}/").status_code == 404
    client.post(f"/sua-excel/{sheet.pk}/")
    assert lead(task).percent == 55
    assert "Đã ghi tệp này" in client.get(f"/sua-excel/{sheet.pk}/").content.decode()


@pytest.mark.parametrize(("name", "data"), [("viec.xls", b"x"), ("viec.xlsx", b""), ("viec.xlsx", b"x" * 100)])
def test_a_wrong_upload_is_told_on_the_page(town: Town, as_user: LogIn, name: str, data: bytes) -> None:
    answer = _upload(as_user(town.minh), data, name)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert 'aria-invalid="true"' in answer.content.decode()  # type: ignore[attr-defined]


def test_for_who_does_no_work_the_workbook_is_not_there(town: Town, as_user: LogIn) -> None:
    for address in ("/sua-excel/", "/sua-excel/tai-ve/"):
        assert as_user(town.quan).get(address).status_code == 404


def test_the_difference_asks_the_database_as_often_for_many_rows_as_for_few(town: Town, plan: Plan, as_user: LogIn) -> None:
    client, counts, today = as_user(town.lan), [], timezone.localdate()
    client.get("/nhiem-vu/")
    for n in (2, 14):
        for k in range(n):
            make_task(
                plan, f"Việc {n} {k}", lead=make_unit(f"Phòng {n} {k}", town.department), deadline_kind="date", due_on=today + timedelta(9)
            )
        data = taken(town.lan, now=timezone.now())
        day = today + timedelta(days=40)
        rows = range(2, 2 + n)
        cells = {(row, "due"): datetime(day.year, day.month, day.day) for row in rows} | {(row, "why"): "Lùi" for row in rows}
        sheet = keep_sheet(edited(data, cells), "x.xlsx", by=town.lan, now=timezone.now())
        with CaptureQueriesContext(connection) as held:
            assert client.get(f"/sua-excel/{sheet.pk}/").context["wrong"] == 0
        counts.append(len(held))
    assert counts[0] == counts[1] <= 15
