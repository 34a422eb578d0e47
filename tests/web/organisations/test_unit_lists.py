"""Lists of units: shown before they are stored, wrong cells named, stored whole or not at all, taken away and read in again."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable, Sequence
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from dondoc.web.accounts.models import User
from dondoc.web.audit.models import Entry
from dondoc.web.jobs.models import Job
from dondoc.web.organisations.actions.deciding import CannotChange, Decree
from dondoc.web.organisations.actions.events import rename
from dondoc.web.organisations.actions.history import Naming
from dondoc.web.organisations.actions.importing import Upload, compared_units, keep_list, store_units
from dondoc.web.organisations.actions.importing_later import AT_ONCE
from dondoc.web.organisations.lists.sheet import WrongList, write_list
from dondoc.web.organisations.lists.units import COLUMNS
from dondoc.web.organisations.models import Alias, ImportDraft, ImportKind, Post, Unit, UnitKind, UnitName
from dondoc.web.organisations.queries.unit_export import unit_lines
from tests.builders import make_user
from tests.jobs import run_waiting_jobs
from tests.people import Town

TODAY = date(2026, 11, 22)
HEADINGS = ("Mã", "Tên đơn vị", "Viết tắt", "Loại", "Trực thuộc", "Cách viết khác", "Từ ngày")
AsUser = Callable[[User], Client]


def workbook(rows: Sequence[Sequence[object]], headings: Sequence[str] = HEADINGS, above: Sequence[Sequence[object]] = ()) -> bytes:
    """A workbook with these rows under their headings."""
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (*above, headings, *rows):
        page.append(list(row))
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def draft_of(rows: Sequence[Sequence[object]], by: User, **options: Sequence[object]) -> ImportDraft:
    """A list that somebody gave."""
    return keep_list(Upload(workbook(rows, **options), "don-vi.xlsx"), ImportKind.UNITS, by=by)  # type: ignore[arg-type]


def upload(session: Client, data: bytes, kind: str = "units", name: str = "don-vi.xlsx") -> object:
    """Give a file as the page does."""
    return session.post("/to-chuc/nhap/", {"kind": kind, "file": SimpleUploadedFile(name, data)})


def wrongs(draft: ImportDraft, by: User) -> list[tuple[str, str]]:
    """The wrong cells of a draft and what is said of them."""
    return [(f"{error.letter}{error.row}", error.wrong) for error in compared_units(draft, by=by, today=TODAY).errors]


def test_a_list_becomes_units_with_names_places_and_spellings(town: Town) -> None:
    rows = [
        ("", "Tổ Kế toán", "", "", "Phòng Pháp chế", "", ""),
        ("A1", "Phòng Pháp chế", "Phòng PC", "Phòng", town.department.name, "P. PC; Pháp chế", "01/03/2026"),
    ]
    done = store_units(draft_of(rows, town.quan), by=town.quan, today=TODAY)
    assert len(done.added) == 2
    unit, team = Unit.objects.get(official_code="A1"), Unit.objects.get(name="Tổ Kế toán")
    assert (unit.short_name, unit.kind, unit.valid_from) == ("Phòng PC", UnitKind.DIVISION, date(2026, 3, 1))
    assert (team.parent, team.path) == (unit, f"{unit.path}{team.pk}.")
    assert set(unit.aliases.values_list("text", "scope")) == {("P. PC", town.department.pk), ("Pháp chế", town.department.pk)}
    assert UnitName.objects.get(unit=unit).valid_from == date(2026, 3, 1)
    assert Entry.objects.filter(verb="nhập đơn vị từ danh sách").count() == 2
    assert not ImportDraft.objects.exists()


def test_headings_are_found_below_a_title_in_any_order(town: Town) -> None:
    draft = draft_of(
        [(town.department.name, "Phòng Pháp chế", "thừa")],
        town.quan,
        headings=("CƠ QUAN CHỦ QUẢN", "Tên đơn vị *", "Cột lạ"),
        above=[("DANH SÁCH ĐƠN VỊ",), ()],
    )
    compared = compared_units(draft, by=town.quan, today=TODAY)
    assert [one.row.name for one in compared.added] == ["Phòng Pháp chế"]


def test_wrong_cells_are_named_by_column_and_row_as_excel_shows_them(town: Town) -> None:
    rows = [
        ("", "Phòng A", "", "Hành tinh", town.department.name, "", "31/02/2026"),
        (),
        ("", "", "", "", town.department.name, "", ""),
        ("", "Phòng B", "", "", "Sở Không Có", "", ""),
        ("", "Phòng C", "", "", town.department.name, "", "01/01/2099"),
        ("", "Phòng D", "", "", "Sở Công Thương", "", ""),
        ("", "Phòng E", "", "", "", "", ""),
    ]
    found = dict(wrongs(draft_of(rows, town.quan), town.quan))
    assert set(found) == {"D2", "G2", "B4", "E5", "G6", "E7", "E8"}
    assert "Các loại" in found["D2"]
    assert "01/03/2025" in found["G2"]
    assert "không quản trị" in found["E7"]


def test_units_of_one_name_are_told_apart_and_twins_named(town: Town) -> None:
    keeper = make_user("keeper", "Người Giữ", is_administrator=True)
    rows = [
        ("", "Văn phòng Sở", "", "", "Sở Công Thương", "", ""),
        ("", "Tổ A", "", "", "Văn phòng Sở", "", ""),
        ("", "Tổ B", "", "", "Sở Công Thương > Văn phòng Sở", "", ""),
        ("", "Tổ B", "", "", "Sở Công Thương > Văn phòng Sở", "", ""),
        ("", "Tổ C", "", "", "Tổ D", "", ""),
        ("", "Tổ D", "", "", "Tổ C", "", ""),
    ]
    found = dict(wrongs(draft_of(rows, keeper), keeper))
    assert set(found) == {"E3", "B5", "E6", "E7"}
    assert "2 đơn vị cùng tên" in found["E3"]
    assert "hàng 4" in found["B5"]
    assert "vòng quanh" in found["E6"]


def test_one_wrong_cell_keeps_the_whole_list_out(town: Town) -> None:
    rows = [("", "Phòng A", "", "", town.department.name, "", ""), ("", "Phòng B", "", "", "Sở Không Có", "", "")]
    before = Unit.objects.count()
    with pytest.raises(CannotChange):
        store_units(draft_of(rows, town.quan), by=town.quan, today=TODAY)
    assert Unit.objects.count() == before


def test_a_known_unit_is_changed_where_a_list_may_and_refused_where_it_has_a_history(town: Town) -> None:
    town.planning.official_code = "P1"
    town.planning.save(update_fields=["official_code"])
    rows = [("P1", town.planning.name, "Phòng KHTC", "", town.department.name, "P.KHTC", "")]
    done = store_units(draft_of(rows, town.quan), by=town.quan, today=TODAY)
    assert (len(done.added), len(done.changed)) == (0, 1)
    unit = Unit.objects.get(pk=town.planning.pk)
    assert (unit.short_name, unit.names.get().short_name) == ("Phòng KHTC", "Phòng KHTC")
    assert "p.khtc" in unit.folded
    renamed = wrongs(draft_of([("P1", "Phòng Kế hoạch", "", "", "Văn phòng Sở", "", "")], town.quan), town.quan)
    assert [cell for cell, _ in renamed] == ["B2", "E2"]
    assert "Đổi tên" in renamed[0][1]


def test_a_list_taken_away_is_read_in_again_without_any_change(town: Town) -> None:
    Unit.objects.filter(pk=town.planning.pk).update(short_name="=1+1", official_code="P-1")
    Alias.objects.create(unit=town.planning, text="+KHTC", folded="+khtc", scope=town.department)
    rename(Unit.objects.get(pk=town.staff.pk), Naming("Phòng Nội vụ"), decree=Decree(date(2026, 3, 1), "QĐ"), by=town.quan, today=TODAY)
    keeper = make_user("keeper", "Người Giữ", is_administrator=True)
    data = write_list("Đơn vị", COLUMNS, unit_lines())
    draft = keep_list(Upload(data, "don-vi.xlsx"), ImportKind.UNITS, by=keeper)
    compared = compared_units(draft, by=keeper, today=TODAY)
    assert (compared.errors, compared.added, compared.changed, compared.same) == ([], [], [], 5)


def test_a_list_taken_away_makes_the_same_registry_elsewhere(town: Town) -> None:
    keeper = make_user("keeper", "Người Giữ", is_administrator=True)
    Unit.objects.filter(pk=town.planning.pk).update(position=7)
    data = write_list("Đơn vị", COLUMNS, unit_lines())
    before = sorted(Unit.objects.values_list("name", "kind", "parent__name", "position", "valid_from"))
    Post.objects.all().delete()
    for unit in Unit.objects.order_by("-path"):
        unit.delete()
    draft = keep_list(Upload(data, "don-vi.xlsx"), ImportKind.UNITS, by=keeper)
    store_units(draft, by=keeper, today=TODAY)
    assert sorted(Unit.objects.values_list("name", "kind", "parent__name", "position", "valid_from")) == before


def test_words_that_look_like_formulas_stay_words_in_what_is_taken_away(town: Town, as_user: AsUser) -> None:
    for sign in "=+-@":
        Unit.objects.filter(pk=town.planning.pk).update(short_name=f"{sign}HYPERLINK(1)")
        answer = as_user(town.minh).get("/to-chuc/xuat/")
        assert answer["Content-Disposition"].startswith("attachment")
        page = load_workbook(io.BytesIO(answer.content)).active
        assert page is not None
        cell = next(cell for row in page.iter_rows() for cell in row if cell.value == f"{sign}HYPERLINK(1)")
        assert cell.data_type == "s"
        assert cell.quotePrefix


def test_a_list_goes_through_its_pages(town: Town, as_user: AsUser) -> None:
    session = as_user(town.quan)
    rows = [("", "Phòng <b>A</b>", "", "", town.department.name, "", "")]
    shown = upload(session, workbook(rows))
    assert shown.status_code == 302  # type: ignore[attr-defined]
    path = shown["Location"]  # type: ignore[index]
    page = session.get(path).content.decode()
    assert "Phòng &lt;b&gt;A&lt;/b&gt;" in page
    assert "<b>A</b>" not in page
    for other in (town.lan, town.minh, town.hoa, make_user("keeper", "Người Giữ", is_administrator=True)):
        assert as_user(other).get(path).status_code == 404
        assert as_user(other).post(path).status_code == 404
    assert session.post(path)["Location"] == "/to-chuc/"
    assert Unit.objects.filter(name="Phòng <b>A</b>").exists()
    assert session.post(path).status_code == 404


def test_wrong_cells_are_escaped_where_they_are_repeated(town: Town, as_user: AsUser) -> None:
    session = as_user(town.quan)
    shown = upload(session, workbook([("", "Phòng A", "", "<img src=x onerror=alert(1)>", town.department.name, "", "")]))
    page = session.get(shown["Location"]).content.decode()  # type: ignore[index]
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


def _bomb() -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/workbook.xml", b" " * 300_000_000)
    return raw.getvalue()


@pytest.mark.parametrize(
    "data",
    [b"", b"not a workbook", b"PK\x03\x04 broken", workbook([], headings=("Một", "Hai", "Ba")), _bomb()],
    ids=["empty", "text", "broken zip", "no headings", "bomb"],
)
def test_a_file_that_is_no_list_is_a_message(town: Town, as_user: AsUser, data: bytes) -> None:
    started = time.monotonic()
    answer = upload(as_user(town.quan), data)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "err" in answer.content.decode()  # type: ignore[attr-defined]
    assert time.monotonic() - started < 20
    assert not ImportDraft.objects.exists()


def test_outsiders_read_no_list_in(town: Town, as_user: AsUser) -> None:
    for person in (town.lan, town.minh, town.hoa):
        assert as_user(person).get("/to-chuc/nhap/").status_code == 404
        assert upload(as_user(person), workbook([])).status_code == 404  # type: ignore[attr-defined]
        assert as_user(person).get("/to-chuc/nhap/mau/").status_code == 404


def test_the_empty_list_can_be_filled_and_read(town: Town, as_user: AsUser) -> None:
    data = as_user(town.quan).get("/to-chuc/nhap/mau/").content
    book = load_workbook(io.BytesIO(data))
    page = book.active
    assert page is not None
    page.cell(2, 1).value = "Phòng Pháp chế"
    page.cell(2, 5).value = town.department.name
    page.cell(2, 7).value = date(2026, 3, 1)
    page.cell(2, 7).number_format = "dd/mm/yyyy"
    raw = io.BytesIO()
    book.save(raw)
    draft = keep_list(Upload(raw.getvalue(), "x.xlsx"), ImportKind.UNITS, by=town.quan)
    compared = compared_units(draft, by=town.quan, today=TODAY)
    assert compared.errors == []
    assert compared.added[0].row.valid_from == date(2026, 3, 1)


def test_four_thousand_units_are_read_shown_and_stored_in_time(town: Town, as_user: AsUser) -> None:
    rows: list[tuple[str, ...]] = []
    for number in range(4000):
        parent = town.department.name if number < 40 else f"Đơn vị số {(number - 40) // 40:04d}"
        rows.append(("", f"Đơn vị số {number:04d}", f"ĐV{number}", "Phòng", parent, f"Đ.V. {number}", "01/03/2026"))
    data = workbook(rows)
    session = as_user(town.quan)
    started = time.process_time()
    path = upload(session, data)["Location"]  # type: ignore[index]
    page = session.get(path)
    assert len(page.content) < 200_000
    session.post(path)
    run_waiting_jobs()
    taken = time.process_time() - started
    assert Unit.objects.count() == 4005
    assert taken < 20, taken


def long_list(town: Town) -> bytes:
    """A list of more units than are stored while a person waits."""
    return workbook([("", f"Đơn vị số {number:04d}", "", "Phòng", town.department.name, "", "") for number in range(AT_ONCE + 1)])


def test_a_long_list_is_stored_in_the_background_once(town: Town, as_user: AsUser) -> None:
    session = as_user(town.quan)
    path = upload(session, long_list(town))["Location"]  # type: ignore[index]
    before = Unit.objects.count()
    first, again = (session.post(path)["Location"] for _ in range(2))
    assert first == again == f"/cong-viec-nen/{Job.objects.get().pk}/"
    assert session.get(path)["Location"] == first
    assert Unit.objects.count() == before
    shown = session.get(first).content.decode()
    assert "Nhập 501 đơn vị từ “don-vi.xlsx”" in shown
    upload(session, long_list(town))  # another list does not take the first from under the job
    job = run_waiting_jobs()[0]
    assert (job.state, job.result, job.done, job.total) == ("done", {"added": 501, "changed": 0}, 2, 2)
    assert Unit.objects.count() == before + 501
    Job.objects.update(state="waiting", finished_at=None)  # a worker that died after the commit: the next try finds it done
    assert run_waiting_jobs()[0].state == "done"
    assert Unit.objects.count() == before + 501


def test_a_long_list_that_may_not_be_stored_any_more_says_so(town: Town, as_user: AsUser) -> None:
    session = as_user(town.quan)
    path = upload(session, long_list(town))["Location"]  # type: ignore[index]
    session.post(path)
    Post.objects.filter(user=town.quan).update(valid_to=date(2026, 1, 1))
    before = Unit.objects.count()
    job = run_waiting_jobs()[0]
    assert job.state == "failed"
    assert "đã thay đổi từ lúc xem trước" in job.failure_vi
    assert Unit.objects.count() == before


def test_five_hundred_units_are_stored_while_the_person_waits(town: Town, as_user: AsUser) -> None:
    rows = [("", f"Đơn vị số {number:04d}", "", "Phòng", town.department.name, "", "") for number in range(AT_ONCE)]
    session = as_user(town.quan)
    assert session.post(upload(session, workbook(rows))["Location"])["Location"] == "/to-chuc/"  # type: ignore[index]
    assert not Job.objects.exists()


PEOPLE = ("Họ và tên", "Tên đăng nhập", "Thư điện tử", "Đơn vị", "Vai trò", "Chức vụ", "Từ ngày")


def test_a_list_of_people_gives_accounts_roles_and_links(town: Town, as_user: AsUser) -> None:
    rows = [
        ("Ngô Thị Mai", "mai.ngo", "mai@hachau.gov.vn", "Văn phòng Sở", "Tổng hợp", "Chuyên viên chính", "01/03/2026"),
        ("Hà Văn Nam", "nam.ha", "", town.planning.name, "chuyên viên", "", ""),
    ]
    session = as_user(town.quan)
    path = upload(session, workbook(rows, headings=PEOPLE), kind="people")["Location"]  # type: ignore[index]
    assert "Ngô Thị Mai" in session.get(path).content.decode()
    page = session.post(path).content.decode()
    assert page.count("/dat-mat-khau/") == 2
    mai = Post.objects.get(user__username="mai.ngo")
    assert (mai.unit, mai.role, mai.valid_from) == (town.office, "office", date(2026, 3, 1))


def test_wrong_cells_of_a_list_of_people_are_named(town: Town, as_user: AsUser) -> None:
    rows = [
        ("", "Mai Ngô", "không phải thư", "", "Vua", "", "hôm qua"),
        ("Minh khác", "minh", "", "Sở Công Thương", "Chuyên viên", "", ""),
        ("Nam", "nam", "", "Phòng Không Có", "Chuyên viên", "", ""),
        ("Nam", "nam", "", town.planning.name, "Chuyên viên", "", ""),
    ]
    session = as_user(town.quan)
    path = upload(session, workbook(rows, headings=PEOPLE), kind="people")["Location"]  # type: ignore[index]
    page = session.get(path)
    cells = [f"{error.letter}{error.row}" for error in page.context["compared"].errors]
    assert cells == ["A2", "B2", "C2", "D2", "E2", "G2", "B3", "D3", "D4", "B5"]
    before = User.objects.count()
    assert session.post(path)["Location"] == path
    assert User.objects.count() == before


def test_a_list_too_long_for_one_go_is_refused(town: Town) -> None:
    rows = [("", f"Đơn vị {number}", "", "", town.department.name) for number in range(10_001)]
    with pytest.raises(WrongList) as refused:
        draft_of(rows, town.quan)
    assert "10000" in refused.value.words
