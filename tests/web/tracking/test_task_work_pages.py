"""The work on a task's page: what each person finds to do there, and what becomes of what they send."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dondoc.engine.tracking import Act, Work
from dondoc.web.accounts.models import User
from dondoc.web.organisations.permissions import Scope, scope_of
from dondoc.web.plans.models import Assignment, Plan, Target, Task, TaskState
from dondoc.web.tracking.actions.acting import Said, act_on
from dondoc.web.tracking.actions.difficulties import Raised, raise_difficulty
from dondoc.web.tracking.actions.extending import ask_extension
from dondoc.web.tracking.actions.handing_down import Share, hand_down
from dondoc.web.tracking.models import Difficulty, Extension, ExtensionState, Figure, Proof, Update
from tests.builders import make_plan, make_task, make_unit
from tests.people import Town

pytestmark = pytest.mark.django_db
LogIn = Callable[[User], Client]
PAGE = "/nhiem-vu/NV26-0001/"
TODAY = timezone.localdate()
DUE = TODAY + timedelta(days=20)


@pytest.fixture
def plan(town: Town) -> Plan:
    """A published plan."""
    return make_plan(town.department)


@pytest.fixture
def task(plan: Plan, town: Town) -> Task:
    """A task that planning leads and staff helps with, due in twenty days."""
    return make_task(
        plan, "Rà soát hồ sơ quá hạn", lead=town.planning, cooperating=town.staff, code="NV26-0001", deadline_kind="date", due_on=DUE
    )


@pytest.fixture
def part(task: Task, town: Town) -> Assignment:
    """The lead's part."""
    return Assignment.objects.get(task=task, unit=town.planning)


def scope(person: User) -> Scope:
    """What a person's posts give them today."""
    return scope_of(person, on=TODAY)


def words(client: Client, address: str = PAGE) -> str:
    """The main part of a page."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode().split("<main", 1)[1]


def pdf(name: str = "kết quả.pdf", data: bytes = b"%PDF-1.7 x") -> SimpleUploadedFile:
    """A file to bring."""
    return SimpleUploadedFile(name, data)


def test_each_side_finds_its_own_acts_and_words(part: Assignment, town: Town, as_user: LogIn) -> None:
    minh, lan, thu = (words(as_user(person), f"{PAGE}?phan={part.pk}") for person in (town.minh, town.lan, town.thu))
    assert all(word in minh for word in ("Nhận việc", "Nộp kết quả", "Xin gia hạn", "Giao lại", "mới giao, chờ nhận"))
    assert all(word in lan for word in ("đơn vị chưa nhận", "Tạm dừng", "Chuyển đơn vị", "Hủy phần việc"))
    assert "Nộp kết quả" not in lan
    assert "Việc của Phòng Tổ chức" not in thu
    assert all(word not in thu for word in ("Nộp kết quả", "Tạm dừng", "của anh, chị xác nhận"))


def test_ones_own_part_stands_open_without_asking(part: Assignment, town: Town, as_user: LogIn) -> None:
    assert f'id="viec-{part.pk}"' in words(as_user(town.minh)).split("Các phần việc")[0]
    own = Assignment.objects.get(task=part.task, unit=town.staff)
    assert f'id="viec-{own.pk}"' in words(as_user(town.thu)).split("Các phần việc")[0]


def test_a_part_is_taken_reported_on_and_submitted_with_a_file(part: Assignment, town: Town, as_user: LogIn) -> None:
    minh, address = as_user(town.minh), f"/phan-viec/{part.pk}/bao-cao/"
    assert "Đã nhận việc." in minh.post(address, {"do": "accept"}, follow=True).content.decode()
    minh.post(address, {"do": "nothing"})
    said = {"do": "update", "text": "Đã rà soát 20 hồ sơ", "percent": "40 %", "proofs": [pdf()]}
    assert minh.post(address, said).status_code == 302
    answer = minh.post(address, {"do": "submit", "result_number": "45/BC-KHTC", "result_on": f"{TODAY:%d/%m/%Y}"}, follow=True)
    assert "chờ xác nhận" in answer.content.decode()
    part.refresh_from_db()
    assert (part.work, part.percent, part.late_days) == (Work.SUBMITTED, 100, 0)
    assert list(Update.objects.order_by("pk").values_list("act", "nothing_new", "percent")) == [
        ("accept", False, 0), ("update", True, 0), ("update", False, 40), ("submit", False, 100),
    ]  # fmt: skip
    page = words(minh)
    assert all(word in page for word in ("báo không có gì mới", "Đã rà soát 20 hồ sơ", "kết quả.pdf", "45/BC-KHTC"))


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"do": "submit", "text": "Xong."}, "Nộp kết quả cần tệp hoặc số văn bản"),
        ({"do": "update", "text": "Đã làm", "percent": "140"}, "từ 0 đến 100"),
        ({"do": "update", "text": "Đã làm", "percent": "nhiều"}, "từ 0 đến 100"),
        ({"do": "submit", "text": "Đã làm", "result_number": "1/BC", "result_on": "31/02/2026"}, "theo mẫu 01/03/2025"),
        ({"do": "update", "text": ""}, "Hãy ghi đã làm được gì"),
        ({"do": "update", "text": "Đã làm", "version": "99"}, "Có người vừa cập nhật"),
    ],
)
def test_what_cannot_be_taken_comes_back_as_it_was_typed(
    part: Assignment, town: Town, as_user: LogIn, sent: dict[str, str], said: str
) -> None:
    answer = as_user(town.minh).post(f"/phan-viec/{part.pk}/bao-cao/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert sent["text"] in page
    assert "Các phần việc" in page
    assert not Update.objects.exists()


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (("virus.exe", b"MZ..."), "không phải PDF"),
        (("gia.pdf", b"<script>alert(1)</script>"), "không phải PDF"),
        (("rong.pdf", b""), "rỗng"),
    ],
)
def test_a_wrong_file_is_refused_and_nothing_is_kept(
    part: Assignment, town: Town, as_user: LogIn, file: tuple[str, bytes], said: str
) -> None:
    sent = {"do": "update", "text": "Kèm tệp", "proofs": [pdf(*file)]}
    answer = as_user(town.minh).post(f"/phan-viec/{part.pk}/bao-cao/", sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Proof.objects.exists()


def test_a_figure_comes_with_a_report_or_neither_does(part: Assignment, town: Town, as_user: LogIn) -> None:
    target = Target.objects.create(plan=part.task.plan, task=part.task, subject="Tỷ lệ đúng hạn", op=">=", value=98, unit="%")
    minh, address = as_user(town.minh), f"/phan-viec/{part.pk}/bao-cao/"
    sent = {"do": "update", "text": "Tháng 10", "target": str(target.pk), "value": "91,5", "period_to": f"{TODAY:%d/%m/%Y}"}
    future = {**sent, "period_to": f"{TODAY + timedelta(days=1):%d/%m/%Y}"}
    assert minh.post(address, future).status_code == 422
    assert minh.post(address, {**sent, "period_to": ""}).status_code == 422
    assert not Update.objects.exists()
    assert minh.post(address, sent).status_code == 302
    assert Figure.objects.values_list("value", "unit").get() == (91.5, town.planning.pk)
    assert "91,5%" in words(minh)


def test_the_office_gives_back_with_a_word_and_confirms(part: Assignment, town: Town, as_user: LogIn) -> None:
    act_on(part, Act.SUBMIT, said=Said(result_number="45/BC"), scope=scope(town.minh), now=timezone.now())
    lan, address = as_user(town.lan), f"/phan-viec/{part.pk}/ket-luan/"
    page = words(lan)
    assert "chờ anh, chị xác nhận" in page
    assert "45/BC" in page
    answer = lan.post(address, {"do": "return", "text": ""})
    assert answer.status_code == 422
    assert "Hãy ghi rõ lý do" in answer.content.decode()
    lan.post(address, {"do": "return", "text": "Thiếu phụ lục số 2"})
    assert "Thiếu phụ lục số 2" in words(as_user(town.minh))
    part.refresh_from_db()
    act_on(part, Act.SUBMIT, said=Said(result_number="46/BC"), scope=scope(town.minh), now=timezone.now())
    lan.post(address, {"do": "confirm"})
    part.refresh_from_db()
    part.task.refresh_from_db()
    assert (part.work, part.task.state) == (Work.DONE, TaskState.DONE)
    assert "hoàn thành" in words(lan)


def test_a_request_for_more_time_is_granted_to_another_day_refused_or_withdrawn(part: Assignment, town: Town, as_user: LogIn) -> None:
    asked = ask_extension(part, until=DUE + timedelta(days=30), reason="Chờ hướng dẫn", scope=scope(town.minh), now=timezone.now())
    lan, minh, address = as_user(town.lan), as_user(town.minh), f"/gia-han/{asked.pk}/"
    assert "Chờ hướng dẫn" in words(lan)
    assert "Rút đề nghị" in words(minh)
    assert minh.post(address, {"do": "grant"}).status_code == 403
    refused = lan.post(address, {"do": "refuse", "words": ""})
    assert (refused.status_code, "lý do không đồng ý" in refused.content.decode()) == (422, True)
    early = lan.post(address, {"do": "grant", "until": f"{TODAY:%d/%m/%Y}", "words": "Sớm hơn"})
    assert (early.status_code, "Sớm hơn" in early.content.decode()) == (422, True)
    until = DUE + timedelta(days=10)
    lan.post(address, {"do": "grant", "until": f"{until:%d/%m/%Y}", "words": "Chỉ mười ngày"})
    part.refresh_from_db()
    assert (part.due_on, part.first_due_on, part.extensions) == (until, DUE, 1)
    page = words(minh)
    assert "gia hạn 1 lần" in page
    assert f"<del>{DUE:%d/%m/%Y}</del>" in page
    again = ask_extension(part, until=until + timedelta(days=5), reason="Nữa", scope=scope(town.minh), now=timezone.now())
    minh.post(f"/gia-han/{again.pk}/", {"do": "withdraw"})
    again.refresh_from_db()
    assert again.state == ExtensionState.WITHDRAWN


def test_a_difficulty_is_answered_on_the_page(part: Assignment, town: Town, as_user: LogIn) -> None:
    raised = raise_difficulty(part, Raised("Thiếu kinh phí", town.director), scope=scope(town.minh), now=timezone.now())
    address = f"/vuong-mac/{raised.pk}/"
    assert "Thiếu kinh phí" in words(as_user(town.director), f"{PAGE}?phan={part.pk}")
    assert as_user(town.minh).post(address, {"words": "Tự trả lời"}).status_code == 403
    director = as_user(town.director)
    assert director.post(address, {"words": " "}).status_code == 422
    director.post(address, {"words": "Bố trí từ nguồn thường xuyên"})
    assert "Bố trí từ nguồn thường xuyên" in words(as_user(town.minh))
    assert director.post(address, {"words": "Lần nữa"}).status_code == 422
    assert Difficulty.objects.get().answer == "Bố trí từ nguồn thường xuyên"


def test_shares_stand_under_their_part_for_the_house_that_cut_them(part: Assignment, town: Town, as_user: LogIn) -> None:
    hand_down(part, [Share(town.planning, town.minh, "Lập danh mục")], scope=scope(town.tuan), now=timezone.now())
    assert "Lập danh mục" in words(as_user(town.tuan))
    assert "Lập danh mục" in words(as_user(town.lan))
    assert "Việc của Trần Văn Minh" in words(as_user(town.minh))
    assert "Lập danh mục" not in words(as_user(town.thu))
    share = Assignment.objects.get(of=part)
    assert as_user(town.thu).get(f"/phan-viec/{share.pk}/huy/").status_code == 404


def test_an_outsider_finds_nothing_and_changes_nothing(part: Assignment, town: Town, as_user: LogIn) -> None:
    asked = ask_extension(part, until=DUE + timedelta(days=9), reason="Chờ", scope=scope(town.minh), now=timezone.now())
    raised = raise_difficulty(part, Raised("Thiếu", town.director), scope=scope(town.minh), now=timezone.now())
    act_on(part, Act.UPDATE, said=Said(text="x", files=()), scope=scope(town.minh), now=timezone.now())
    addresses = [
        f"/phan-viec/{part.pk}/bao-cao/", f"/phan-viec/{part.pk}/ket-luan/", f"/gia-han/{asked.pk}/", f"/vuong-mac/{raised.pk}/",
    ]  # fmt: skip
    for person in (town.hoa, town.quan):
        client = as_user(person)
        assert client.get(PAGE).status_code == 404
        for address in addresses:
            assert client.post(address, {"do": "confirm", "text": "x", "words": "x"}).status_code == 404
    assert Update.objects.count() == 1
    assert Extension.objects.get().state == ExtensionState.ASKED


def test_a_proof_is_given_as_a_download_to_who_sees_its_part(part: Assignment, town: Town, as_user: LogIn) -> None:
    minh = as_user(town.minh)
    minh.post(f"/phan-viec/{part.pk}/bao-cao/", {"do": "update", "text": "Kèm tệp", "proofs": [pdf()]})
    proof = Proof.objects.get()
    answer = minh.get(f"/minh-chung/{proof.pk}/")
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 x"  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert as_user(town.hoa).get(f"/minh-chung/{proof.pk}/").status_code == 404
    assert minh.get("/minh-chung/999999/").status_code == 404


def test_late_work_says_by_how_many_working_days(plan: Plan, town: Town, as_user: LogIn) -> None:
    friday = date(2026, 11, 13)
    make_task(plan, "Đã quá hạn", lead=town.planning, code="NV26-0009", deadline_kind="date", due_on=friday)
    page = words(as_user(town.minh), "/nhiem-vu/NV26-0009/")
    assert "quá hạn" in page
    assert "Đã quá hạn nên không xin gia hạn được nữa" in page


def _statements(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_page_asks_as_often_for_many_parts_and_updates_as_for_few(town: Town, plan: Plan, as_user: LogIn) -> None:
    counted = []
    for number, size in ((1, 2), (2, 12)):
        task = make_task(plan, f"Việc {number}", lead=town.planning, code=f"NV26-100{number}", deadline_kind="date", due_on=DUE)
        own = Assignment.objects.get(task=task, unit=town.planning)
        for each in range(size):
            Assignment.objects.create(task=task, role="cooperating", unit=make_unit(f"Phòng {number}.{each}", town.department))
            act_on(own, Act.UPDATE, said=Said(text=f"Bước {each}"), scope=scope(town.minh), now=timezone.now())
            own.refresh_from_db()
        hand_down(own, [Share(town.planning, town.minh), Share(town.planning, town.tuan)], scope=scope(town.tuan), now=timezone.now())
        counted.append(_statements(as_user(town.lan), f"/nhiem-vu/{task.code}/?phan={own.pk}"))
    assert counted[0] == counted[1] <= 25


def test_a_task_of_many_units_is_leafed_through_and_stays_light(town: Town, plan: Plan, as_user: LogIn) -> None:
    task = make_task(plan, "Việc của mọi đơn vị", lead=town.planning, code="NV26-2000", deadline_kind="date", due_on=DUE)
    units = [make_unit(f"Xã số {number:03}", town.department) for number in range(70)]
    Assignment.objects.bulk_create(Assignment(task=task, role="lead", unit=unit, due_on=DUE, position=2) for unit in units)
    lan = as_user(town.lan)
    first, second = lan.get("/nhiem-vu/NV26-2000/"), lan.get("/nhiem-vu/NV26-2000/?trang-phan=2")
    assert len(first.content) < 120_000
    assert "Xã số 069" not in first.content.decode().split('id="phan-viec"')[1].split("</table>")[0]
    assert "Xã số 069" in second.content.decode().split('id="phan-viec"')[1].split("</table>")[0]
