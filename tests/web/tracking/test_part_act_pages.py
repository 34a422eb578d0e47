"""Acts on a part that have a page of their own: who finds them, what they ask, what they change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from dondoc.engine.tracking import Act, Work
from dondoc.web.accounts.models import User
from dondoc.web.audit.models import Entry
from dondoc.web.notices.models import Notice
from dondoc.web.organisations.permissions import Scope, scope_of
from dondoc.web.plans.models import Assignment, Task
from dondoc.web.tracking.actions.acting import Said, act_on
from dondoc.web.tracking.actions.handing_down import Share, hand_down
from dondoc.web.tracking.actions.refusals import Incomplete, Refused
from dondoc.web.tracking.actions.transferring import transfer
from dondoc.web.tracking.models import Difficulty, Extension, ExtensionState, Update
from dondoc.web.tracking.views.acts import PAGES
from tests.builders import make_plan, make_task, make_unit
from tests.people import Town

pytestmark = pytest.mark.django_db
LogIn = Callable[[User], Client]
TODAY = timezone.localdate()
DUE = TODAY + timedelta(days=20)
GIVERS = {"xac-nhan", "mo-lai", "tam-dung", "tiep-tuc", "huy", "chuyen-don-vi"}
EXECUTORS = {"rut-lai", "xin-gia-han", "vuong-mac"}


@pytest.fixture
def task(town: Town) -> Task:
    """A task that planning leads, due in twenty days."""
    return make_task(make_plan(town.department), "Rà soát", lead=town.planning, code="NV26-0001", deadline_kind="date", due_on=DUE)


@pytest.fixture
def part(task: Task, town: Town) -> Assignment:
    """The lead's part."""
    return Assignment.objects.get(task=task, unit=town.planning)


def scope(person: User) -> Scope:
    """What a person's posts give them today."""
    return scope_of(person, on=TODAY)


def now_of(part: Assignment) -> Assignment:
    """The part as it is stored."""
    return Assignment.objects.get(pk=part.pk)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_each_page_opens_to_its_side_alone(part: Assignment, town: Town, as_user: LogIn, name: str) -> None:
    address = f"/phan-viec/{part.pk}/{name}/"
    status = {who: as_user(getattr(town, who)).get(address).status_code for who in ("minh", "lan", "director", "hoa", "quan", "thu")}
    gives, does = (200 if name in GIVERS else 403), (200 if name in EXECUTORS else 403)
    assert (status["minh"], status["lan"]) == (does, gives)
    assert status["director"] == (200 if name in GIVERS | {"ly-do-khach-quan"} else 403)
    assert (status["hoa"], status["quan"], status["thu"]) == (404, 404, 404)


@pytest.mark.parametrize("name", ["khong-co", "bao-cao"])
def test_an_act_that_is_none_has_no_page(part: Assignment, town: Town, as_user: LogIn, name: str) -> None:
    assert as_user(town.lan).get(f"/phan-viec/{part.pk}/{name}/").status_code in (404, 405)


def test_pausing_resuming_cancelling_and_reopening_each_leave_a_word(part: Assignment, town: Town, as_user: LogIn) -> None:
    lan = as_user(town.lan)
    for name, work in (("tam-dung", Work.PAUSED), ("tiep-tuc", Work.ASSIGNED), ("huy", Work.CANCELLED), ("mo-lai", Work.RETURNED)):
        assert lan.post(f"/phan-viec/{part.pk}/{name}/", {"text": f"Lý do {name}"}).status_code == 302
        assert now_of(part).work == work
    page = lan.get(f"/nhiem-vu/NV26-0001/?phan={part.pk}").content.decode()
    assert all(f"Lý do {name}" in page for name in ("tam-dung", "huy", "mo-lai"))


def test_an_act_that_is_not_open_says_why_and_keeps_the_words(part: Assignment, town: Town, as_user: LogIn) -> None:
    answer = as_user(town.lan).post(f"/phan-viec/{part.pk}/mo-lai/", {"text": "Mở lại để bổ sung"})
    assert answer.status_code == 422
    assert "không làm bước này được" in answer.content.decode()
    assert "Mở lại để bổ sung" in answer.content.decode()
    assert not Update.objects.exists()


def test_two_who_act_at_once_do_not_overwrite_each_other(part: Assignment, town: Town, as_user: LogIn) -> None:
    lan = as_user(town.lan)
    act_on(part, Act.UPDATE, said=Said(text="Vừa cập nhật"), scope=scope(town.minh), now=timezone.now())
    answer = lan.post(f"/phan-viec/{part.pk}/huy/", {"text": "Hủy", "version": str(part.version)})
    assert "Có người vừa cập nhật" in answer.content.decode()
    assert now_of(part).work == Work.IN_PROGRESS


def test_more_time_is_asked_for_on_its_page(part: Assignment, town: Town, as_user: LogIn) -> None:
    minh, address = as_user(town.minh), f"/phan-viec/{part.pk}/xin-gia-han/"
    for sent, said in (
        ({"until": "30/11", "text": "Chờ Bộ"}, "theo mẫu"),
        ({"until": f"{TODAY:%d/%m/%Y}", "text": "Chờ Bộ"}, "phải sau hạn"),
    ):
        answer = minh.post(address, sent)
        assert (answer.status_code, said in answer.content.decode(), "Chờ Bộ" in answer.content.decode()) == (422, True, True)
    assert minh.post(address, {"until": f"{DUE + timedelta(days=9):%d/%m/%Y}", "text": "Chờ Bộ"}).status_code == 302
    assert Extension.objects.get().state == ExtensionState.ASKED


def test_a_difficulty_goes_to_a_leader_of_the_list_alone(part: Assignment, town: Town, as_user: LogIn) -> None:
    minh, address = as_user(town.minh), f"/phan-viec/{part.pk}/vuong-mac/"
    page = minh.get(address).content.decode()
    assert town.director.full_name in page
    assert town.hoa.full_name not in page
    assert minh.post(address, {"text": "Thiếu máy", "to": str(town.hoa.pk)}).status_code == 422
    assert minh.post(address, {"text": "Thiếu máy", "to": str(town.director.pk)}).status_code == 302
    assert Difficulty.objects.get().to == town.director


def test_lateness_is_excused_by_the_director_alone(town: Town, as_user: LogIn) -> None:
    late = make_task(
        make_plan(town.department), "Trễ", lead=town.planning, code="NV26-0002", deadline_kind="date", due_on=TODAY - timedelta(9)
    )
    part = Assignment.objects.get(task=late, unit=town.planning)
    address = f"/phan-viec/{part.pk}/ly-do-khach-quan/"
    assert as_user(town.lan).post(address, {"text": "Bão"}).status_code == 403
    assert as_user(town.director).post(address, {"text": "Bão số 9"}).status_code == 302
    assert now_of(part).excuse == "Bão số 9"
    assert "có lý do khách quan" in as_user(town.minh).get("/nhiem-vu/NV26-0002/").content.decode()


def test_a_part_is_divided_among_units_below_and_people(part: Assignment, town: Town, as_user: LogIn) -> None:
    team = make_unit("Tổ Kế toán", town.planning)
    tuan, address = as_user(town.tuan), f"/phan-viec/{part.pk}/giao-lai/"
    page = tuan.get(address).content.decode()
    assert "Tổ Kế toán" in page
    assert "Trần Văn Minh" in page
    assert "Vũ Thị Thu" not in page
    sent = {
        "rows": "3", "s0-to": f"u{team.pk}", "s0-order": "Đối chiếu",
        "s1-to": f"p{town.minh.pk}-{town.planning.pk}", "s1-order": "Lập bảng",
        "s1-due_on": f"{TODAY + timedelta(days=5):%d/%m/%Y}",
    }  # fmt: skip
    assert tuan.post(address, {**sent, "s2-order": "Không ai nhận"}).status_code == 422
    late = tuan.post(address, {**sent, "s1-due_on": f"{DUE + timedelta(days=1):%d/%m/%Y}"})
    assert (late.status_code, "không được sau hạn" in late.content.decode(), "Đối chiếu" in late.content.decode()) == (422, True, True)
    assert tuan.post(address, {"rows": "3"}).status_code == 422
    longer = tuan.post(address, {**sent, "more": "1"})
    assert (longer.status_code, "s7-to" in longer.content.decode(), "Đối chiếu" in longer.content.decode()) == (200, True, True)
    assert tuan.post(address, sent).status_code == 302
    shares = Assignment.objects.filter(of=part).order_by("pk")
    assert [(share.unit, share.person, share.order) for share in shares] == [
        (team, None, "Đối chiếu"), (town.planning, town.minh, "Lập bảng"),
    ]  # fmt: skip
    assert as_user(town.lan).get(address).status_code == 403
    assert as_user(town.hoa).post(address, sent).status_code == 404


def test_a_part_goes_to_another_unit_with_its_day_and_leaves_its_history(part: Assignment, town: Town, as_user: LogIn) -> None:
    act_on(part, Act.UPDATE, said=Said(text="Đã làm một nửa", percent=50), scope=scope(town.minh), now=timezone.now())
    [share] = hand_down(part, [Share(town.planning, town.minh, "Lập bảng")], scope=scope(town.tuan), now=timezone.now())
    lan, address = as_user(town.lan), f"/phan-viec/{part.pk}/chuyen-don-vi/"
    unknown = lan.post(address, {"unit": "Phòng Không Có", "text": "Sai chức năng"})
    assert (unknown.status_code, "Sai chức năng" in unknown.content.decode()) == (422, True)
    assert lan.post(address, {"unit": town.staff.name, "text": "Đúng chức năng hơn"}).status_code == 302
    given = Assignment.objects.get(task=part.task, unit=town.staff)
    old = now_of(part)
    assert (old.work, given.work, given.due_on, given.first_due_on, given.role) == (Work.TRANSFERRED, Work.ASSIGNED, DUE, DUE, "lead")
    assert now_of(share).work == Work.CANCELLED
    assert Notice.objects.filter(recipient=town.thu, kind="part.received").count() == 1
    assert Entry.objects.filter(verb="nhận phần việc từ đơn vị khác").exists()
    page = lan.get(f"/nhiem-vu/NV26-0001/?phan={part.pk}").content.decode()
    assert "Đã làm một nửa" in page
    assert "đã chuyển đơn vị" in page
    assert as_user(town.thu).get("/nhiem-vu/NV26-0001/").status_code == 200


def test_a_transfer_that_cannot_be_changes_nothing(part: Assignment, town: Town) -> None:
    said = Said(text="Vì sao")
    ended = make_unit("Phòng đã giải thể", town.department, valid_to=TODAY)
    for unit in (town.planning, ended):
        with pytest.raises(Refused):
            transfer(part, unit, said=said, scope=scope(town.lan), now=timezone.now())
    with pytest.raises(Incomplete):
        transfer(part, town.staff, said=Said(), scope=scope(town.lan), now=timezone.now())
    for person in (town.minh, town.hoa, town.quan):
        with pytest.raises(PermissionDenied):
            transfer(part, town.staff, said=said, scope=scope(person), now=timezone.now())
    assert now_of(part).work == Work.ASSIGNED
    assert Assignment.objects.filter(task=part.task).count() == 2


def test_a_lateness_stays_with_the_unit_that_was_late(town: Town) -> None:
    late = make_task(
        make_plan(town.department), "Trễ", lead=town.planning, code="NV26-0002", deadline_kind="date", due_on=TODAY - timedelta(9)
    )
    part = Assignment.objects.get(task=late, unit=town.planning)
    transfer(part, town.staff, said=Said(text="Chuyển"), scope=scope(town.lan), now=timezone.now())
    assert now_of(part).late_since == TODAY - timedelta(8)
