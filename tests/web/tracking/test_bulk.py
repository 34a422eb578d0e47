"""Many parts at once: what is shown before is what is done, all of it or none, and some of it can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dondoc.engine.tracking import Act, Work
from dondoc.web.accounts.models import User
from dondoc.web.audit.models import Entry
from dondoc.web.notices.models import Notice
from dondoc.web.organisations.permissions import Scope, scope_of
from dondoc.web.plans.models import Assignment, Plan, Task
from dondoc.web.tracking.actions.acting import Said, act_on
from dondoc.web.tracking.actions.due_dates import NewDay, set_due
from dondoc.web.tracking.actions.extending import ask_extension
from dondoc.web.tracking.actions.handing_down import Share, hand_down
from dondoc.web.tracking.actions.many import UNDO_FOR, BatchRefused, do_to_many, undo_batch
from dondoc.web.tracking.actions.refusals import Incomplete, Refused
from dondoc.web.tracking.models import Batch
from dondoc.web.tracking.queries.history import history_of_part
from dondoc.web.tracking.queries.judging import BulkAct, Recipient, Wish
from dondoc.web.tracking.queries.many import chosen_parts, judged, recipients
from tests.builders import make_plan, make_task, make_unit
from tests.people import Town

pytestmark = pytest.mark.django_db
LogIn = Callable[[User], Client]
RESULT = "Đã rà soát xong toàn bộ 47 hồ sơ, không có văn bản riêng."
DUE = date(2026, 11, 20)
NEW = date(2026, 12, 10)


def at(day: int, month: int = 11, hour: int = 9) -> datetime:
    """A morning of 2026."""
    return timezone.make_aware(datetime(2026, month, day, hour))


def scope(person: User, on: date = date(2026, 11, 1)) -> Scope:
    """What a person's posts give them."""
    return scope_of(person, on=on)


@pytest.fixture
def plan(town: Town) -> Plan:
    """A plan of the department."""
    return make_plan(town.department)


@pytest.fixture
def tasks(town: Town, plan: Plan) -> list[Task]:
    """Three tasks that the planning division leads, due on one day."""
    return [
        make_task(plan, f"Rà soát hồ sơ đợt {n}", lead=town.planning, code=f"NV26-000{n}", deadline_kind="date", due_on=DUE)
        for n in (1, 2, 3)
    ]


def parts(tasks: list[Task]) -> list[Assignment]:
    """The leads' parts as they are now."""
    return list(Assignment.objects.filter(task__in=tasks, role="lead").order_by("pk"))


def versions(tasks: list[Task]) -> dict[int, int]:
    """The parts as somebody sees them now."""
    return {part.pk: part.version for part in parts(tasks)}


def act(part: Assignment, what: Act, person: User, day: int = 2, **said: object) -> None:
    """Do an act as a person."""
    act_on(part, what, said=Said(**{"text": RESULT, **said}), scope=scope(person), now=at(day))  # type: ignore[arg-type]


def test_many_due_dates_are_set_at_once_and_each_is_told_and_logged(town: Town, tasks: list[Task]) -> None:
    batch = do_to_many(versions(tasks), Wish(BulkAct.DUE, NEW, "Bộ lùi thời điểm báo cáo"), scope=scope(town.lan), now=at(10))
    assert [(part.due_on, part.first_due_on, part.extensions) for part in parts(tasks)] == [(NEW, DUE, 0)] * 3
    assert {task.last_day for task in Task.objects.filter(pk__in=[task.pk for task in tasks])} == {NEW}
    assert Entry.objects.filter(verb="đặt lại hạn", reason="Bộ lùi thời điểm báo cáo").count() == 3
    assert Notice.objects.filter(kind="part.moved", recipient=town.minh).count() == 3
    assert len(batch.rows) == 3


def test_a_due_date_that_is_set_back_gives_the_old_one_back(town: Town, tasks: list[Task]) -> None:
    batch = do_to_many(versions(tasks), Wish(BulkAct.DUE, NEW, "Nhầm"), scope=scope(town.lan), now=at(10))
    undo_batch(batch, scope=scope(town.lan), now=at(10, hour=15))
    assert {part.due_on for part in parts(tasks)} == {DUE}
    assert Entry.objects.filter(verb="trả lại hạn cũ").count() == 3
    with pytest.raises(Refused, match="không hoàn tác"):
        undo_batch(batch, scope=scope(town.lan), now=at(10, hour=16))


def test_a_day_that_passed_meanwhile_does_not_come_back_to_make_somebody_late(town: Town, tasks: list[Task]) -> None:
    batch = do_to_many(versions(tasks), Wish(BulkAct.DUE, NEW, "Nhầm"), scope=scope(town.lan), now=at(20, hour=16))
    with pytest.raises(BatchRefused, match="Hạn cũ đã qua"):
        undo_batch(batch, scope=scope(town.lan), now=at(21, hour=9))
    assert {(part.due_on, part.late_since) for part in parts(tasks)} == {(NEW, None)}


def test_neither_a_new_day_nor_taking_it_back_makes_late_work_on_time(town: Town, tasks: list[Task]) -> None:
    batch = do_to_many(versions(tasks), Wish(BulkAct.DUE, NEW, "Lùi"), scope=scope(town.lan), now=at(25))
    assert {part.late_since for part in parts(tasks)} == {date(2026, 11, 21)}
    undo_batch(batch, scope=scope(town.lan), now=at(25, hour=11))
    for part in parts(tasks):
        act(part, Act.SUBMIT, town.minh, 27)
    assert {part.late_days for part in parts(tasks)} == {4}


def test_one_part_that_someone_changed_keeps_all_from_being_done(town: Town, tasks: list[Task]) -> None:
    seen = versions(tasks)
    act(parts(tasks)[1], Act.UPDATE, town.minh)
    with pytest.raises(BatchRefused, match=r"NV26-0002.*Chưa ghi việc nào"):
        do_to_many(seen, Wish(BulkAct.DUE, NEW, "Lùi"), scope=scope(town.lan), now=at(10))
    assert {part.due_on for part in parts(tasks)} == {DUE}
    assert not Batch.objects.exists()


def test_a_batch_that_someone_built_on_is_not_taken_back(town: Town, tasks: list[Task]) -> None:
    batch = do_to_many(versions(tasks), Wish(BulkAct.DUE, NEW, "Lùi"), scope=scope(town.lan), now=at(10))
    act(parts(tasks)[2], Act.UPDATE, town.minh, 10)
    with pytest.raises(BatchRefused, match="NV26-0003"):
        undo_batch(batch, scope=scope(town.lan), now=at(10, hour=15))
    assert {part.due_on for part in parts(tasks)} == {NEW}


def test_a_batch_is_taken_back_for_a_day_and_by_its_author_alone(town: Town, tasks: list[Task]) -> None:
    batch = do_to_many(versions(tasks), Wish(BulkAct.DUE, NEW, "Lùi"), scope=scope(town.lan), now=at(10))
    with pytest.raises(PermissionDenied):
        undo_batch(batch, scope=scope(town.director), now=at(10))
    with pytest.raises(Refused):
        undo_batch(batch, scope=scope(town.lan), now=at(10) + UNDO_FOR + timedelta(seconds=1))


@pytest.mark.parametrize("who", ["hoa", "quan", "thu", "minh"])
def test_nobody_but_who_gave_the_work_moves_its_day(town: Town, tasks: list[Task], who: str) -> None:
    with pytest.raises(BatchRefused, match="quyền"):
        do_to_many(versions(tasks), Wish(BulkAct.DUE, NEW, "Lùi"), scope=scope(getattr(town, who)), now=at(10))
    with pytest.raises(PermissionDenied):
        set_due(parts(tasks)[0], NewDay(NEW, "Lùi"), scope=scope(getattr(town, who)), now=at(10))


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (Wish(BulkAct.DUE, None, "Lùi"), "ngày"),
        (Wish(BulkAct.DUE, NEW, "  "), "lý do"),
        (Wish(BulkAct.PAUSE), "lý do"),
        (Wish(BulkAct.GIVE), "người nhận"),
    ],
)
def test_an_act_that_lacks_a_word_does_nothing(town: Town, tasks: list[Task], wish: Wish, words: str) -> None:
    with pytest.raises(Incomplete, match=words):
        do_to_many(versions(tasks), wish, scope=scope(town.lan), now=at(10))


def test_shares_that_would_end_later_follow_and_come_back(town: Town, tasks: list[Task]) -> None:
    lead = parts(tasks)[0]
    [share] = hand_down(lead, [Share(town.planning, town.minh, due_on=date(2026, 11, 18))], scope=scope(town.tuan), now=at(2))
    earlier = date(2026, 11, 13)
    seen = {lead.pk: Assignment.objects.get(pk=lead.pk).version}
    batch = do_to_many(seen, Wish(BulkAct.DUE, earlier, "Sở họp sớm"), scope=scope(town.lan), now=at(10))
    assert Assignment.objects.get(pk=share.pk).due_on == earlier
    undo_batch(batch, scope=scope(town.lan), now=at(10, hour=10))
    assert Assignment.objects.get(pk=share.pk).due_on == date(2026, 11, 18)


def test_a_request_for_more_time_is_decided_before_a_day_is_set(town: Town, tasks: list[Task]) -> None:
    part = parts(tasks)[0]
    ask_extension(part, until=NEW, reason="Chờ hướng dẫn", scope=scope(town.minh), now=at(5))
    with pytest.raises(Refused, match="gia hạn"):
        set_due(part, NewDay(NEW, "Lùi"), scope=scope(town.lan), now=at(6))


def test_submissions_are_confirmed_together_and_what_is_not_submitted_is_not(town: Town, tasks: list[Task]) -> None:
    for part in parts(tasks)[:2]:
        act(part, Act.SUBMIT, town.minh, 10)
    with pytest.raises(BatchRefused, match=r"NV26-0003.*Chưa nộp"):
        do_to_many(versions(tasks), Wish(BulkAct.CONFIRM), scope=scope(town.lan), now=at(11))
    batch = do_to_many(versions(tasks[:2]), Wish(BulkAct.CONFIRM), scope=scope(town.lan), now=at(11))
    assert [part.work for part in parts(tasks)] == [Work.DONE, Work.DONE, Work.ASSIGNED]
    with pytest.raises(Refused, match="không hoàn tác"):
        undo_batch(batch, scope=scope(town.lan), now=at(11))


def test_work_is_taken_and_answered_with_nothing_new_together(town: Town, tasks: list[Task]) -> None:
    do_to_many(versions(tasks), Wish(BulkAct.ACCEPT), scope=scope(town.minh), now=at(3))
    assert {part.work for part in parts(tasks)} == {Work.ACCEPTED}
    do_to_many(versions(tasks), Wish(BulkAct.NOTHING), scope=scope(town.minh), now=at(9))
    assert {part.work for part in parts(tasks)} == {Work.IN_PROGRESS}


def test_paused_work_goes_on_when_the_pause_is_taken_back(town: Town, tasks: list[Task]) -> None:
    batch = do_to_many(versions(tasks), Wish(BulkAct.PAUSE, reason="Chờ Trung ương"), scope=scope(town.lan), now=at(3))
    assert {part.work for part in parts(tasks)} == {Work.PAUSED}
    undo_batch(batch, scope=scope(town.lan), now=at(3, hour=11))
    assert {part.work for part in parts(tasks)} == {Work.ASSIGNED}


def test_a_day_of_review_is_set_and_taken_back(town: Town, tasks: list[Task]) -> None:
    old = [part.review_on for part in parts(tasks)]
    batch = do_to_many(versions(tasks), Wish(BulkAct.REVIEW, NEW), scope=scope(town.lan), now=at(3))
    assert {part.review_on for part in parts(tasks)} == {NEW}
    undo_batch(batch, scope=scope(town.lan), now=at(3))
    assert [part.review_on for part in parts(tasks)] == old


def test_a_head_gives_a_units_parts_to_one_person_and_takes_them_back(town: Town, tasks: list[Task]) -> None:
    wish = Wish(BulkAct.GIVE, reason="Làm trong tuần", to=Recipient(town.minh, town.planning))
    batch = do_to_many(versions(tasks), wish, scope=scope(town.tuan), now=at(3))
    assert Assignment.objects.filter(person=town.minh, order="Làm trong tuần", due_on=DUE).count() == 3
    undo_batch(batch, scope=scope(town.tuan), now=at(3, hour=12))
    assert {share.work for share in Assignment.objects.filter(person=town.minh)} == {Work.CANCELLED}
    assert {one.person for one in recipients([town.planning], scope(town.tuan), on=date(2026, 11, 3))} == {town.minh, town.tuan}


def test_what_is_shown_before_is_what_is_done(town: Town, tasks: list[Task]) -> None:
    """For every act and each state a part may be in, the preview takes a part exactly if the act does."""
    act(parts(tasks)[0], Act.SUBMIT, town.minh, 3)
    act(parts(tasks)[1], Act.PAUSE, town.lan, 3)
    to, now, seen = Recipient(town.minh, town.planning), at(4), 0
    for person in (town.lan, town.tuan, town.thu):
        mine = scope(person)
        chosen = chosen_parts([], [part.pk for part in parts(tasks)], scope=mine)
        for bulk_act in BulkAct:
            wish = Wish(bulk_act, NEW, "Lý do", to)
            for row in judged(chosen, wish, scope=mine, on=timezone.localdate(now)):
                savepoint = connection.savepoint()
                try:
                    do_to_many({row.part.pk: row.part.version}, wish, scope=mine, now=now)
                    was_done = True
                except Refused:
                    was_done = False
                connection.savepoint_rollback(str(savepoint))
                assert was_done == (not row.refused), (person, bulk_act, row.part.work, row.refused)
                seen += was_done
    assert seen >= 10


def _address(tasks: list[Task], **more: str) -> str:
    return f"/nhieu-viec/?{urlencode({'viec': [task.pk for task in tasks], **more}, doseq=True)}"


def _post(client: Client, tasks: list[Task], **more: object) -> object:
    """Look at an act with its fields filled in, then do what was seen."""
    values = {"viec": [task.pk for task in tasks], **more}
    seen = client.post("/nhieu-viec/", values)
    rows = [row for row, _ticked in seen.context["able"]]
    kept = {f"v-{row.part.pk}": row.part.version for row in rows}
    return client.post("/nhieu-viec/", values | kept | {"ghi": [row.part.pk for row in rows], "seen": seen.context["mark"]}, follow=True)


def test_the_page_shows_each_change_then_does_it_and_takes_it_back(town: Town, plan: Plan, as_user: LogIn) -> None:
    today = timezone.localdate()
    tasks = [make_task(plan, f"Việc {n}", lead=town.planning, deadline_kind="date", due_on=today + timedelta(days=9)) for n in (1, 2)]
    client, new = as_user(town.lan), today + timedelta(days=30)
    page = client.get(_address(tasks, lam="han"))
    assert [tab.name for tab in page.context["tabs"]] == ["Đặt lại hạn", "Đặt ngày rà soát", "Tạm dừng"]
    wrong = client.post("/nhieu-viec/", {"viec": [task.pk for task in tasks], "lam": "han", "ngay": "31/02/2027", "ly_do": "Chờ Bộ"})
    assert wrong.status_code == 422
    assert 'value="Chờ Bộ"' in wrong.content.decode()
    done = _post(client, tasks, lam="han", ngay=f"{new:%d/%m/%Y}", ly_do="Chờ Bộ")
    assert {part.due_on for part in parts(tasks)} == {new}
    assert "Đã đặt lại hạn" in done.content.decode()  # type: ignore[attr-defined]
    batch = Batch.objects.get()
    assert as_user(town.director).get(f"/nhieu-viec/{batch.pk}/").status_code == 404
    client.post(f"/nhieu-viec/{batch.pk}/hoan-tac/")
    assert {part.due_on for part in parts(tasks)} == {today + timedelta(days=9)}


def test_what_was_not_looked_at_is_not_done(town: Town, tasks: list[Task], as_user: LogIn) -> None:
    values = {"viec": [tasks[0].pk], "lam": "tam-dung", "ly_do": "Chờ", "ghi": [parts(tasks)[0].pk], "seen": "x"}
    assert as_user(town.lan).post("/nhieu-viec/", values).status_code == 200
    assert not Batch.objects.exists()


@pytest.mark.parametrize("who", ["hoa", "quan", "thu"])
def test_tasks_that_a_person_does_not_see_are_as_if_not_ticked(town: Town, tasks: list[Task], as_user: LogIn, who: str) -> None:
    answer = as_user(getattr(town, who)).get(_address(tasks, phan=str(parts(tasks)[0].pk)))
    assert "Chưa chọn việc nào" in answer.content.decode()
    assert "Rà soát hồ sơ" not in answer.content.decode()


def test_the_way_back_leads_nowhere_else(town: Town, tasks: list[Task], as_user: LogIn) -> None:
    for address in ("//evil.example/", "https://evil.example/", "javascript:alert(1)"):
        assert as_user(town.lan).get(_address(tasks, ve=address)).context["back"] == "/nhiem-vu/"
    assert as_user(town.lan).get(_address(tasks, ve="/nhiem-vu/?han=qua-han")).context["back"] == "/nhiem-vu/?han=qua-han"


def test_a_list_offers_each_role_its_acts(town: Town, tasks: list[Task], as_user: LogIn) -> None:
    offered = {
        who: [door.value for door in as_user(getattr(town, who)).get("/nhiem-vu/").context["doors"].ticked]
        for who in ("lan", "tuan", "quan")
    }
    assert {"han", "xac-nhan"} <= set(offered["lan"])
    assert {"nhan-viec", "khong-moi", "giao-nguoi", "xac-nhan"} <= set(offered["tuan"])
    assert "han" not in offered["tuan"]
    assert offered["quan"] == []


def test_the_page_asks_the_database_as_often_for_many_as_for_few(town: Town, plan: Plan, as_user: LogIn) -> None:
    client = as_user(town.lan)
    counts = []
    for n in (2, 12):
        tasks = [make_task(plan, f"Việc {n} {k}", lead=make_unit(f"Phòng {n} {k}", town.department)) for k in range(n)]
        client.get(_address(tasks, lam="ra-soat"))
        with CaptureQueriesContext(
            connection,
        ) as held:
            client.get(_address(tasks, lam="ra-soat"))
        counts.append(len(held))
    assert counts[0] == counts[1] <= 15


def test_what_was_paused_goes_on_as_it_was(town: Town, tasks: list[Task]) -> None:
    first, second, third = parts(tasks)
    act(first, Act.SUBMIT, town.minh)
    act(second, Act.UPDATE, town.minh)
    do_to_many(versions(tasks), Wish(BulkAct.PAUSE, reason="Chờ Trung ương"), scope=scope(town.lan), now=at(3))
    do_to_many(versions(tasks), Wish(BulkAct.RESUME), scope=scope(town.lan), now=at(4))

    assert [part.work for part in parts(tasks)] == [Work.SUBMITTED, Work.IN_PROGRESS, Work.ASSIGNED]
    assert third.work == Work.ASSIGNED


def test_a_parts_own_history_tells_of_each_day_set_anew(town: Town, tasks: list[Task]) -> None:
    batch = do_to_many(versions(tasks), Wish(BulkAct.DUE, NEW, "Bộ lùi thời điểm báo cáo"), scope=scope(town.lan), now=at(10))
    undo_batch(batch, scope=scope(town.lan), now=at(10, hour=15))

    told = [step for step in history_of_part(parts(tasks)[0]).steps if step.field == "hạn" and step.old]
    assert [(step.did, step.who, step.words, step.old, step.new) for step in told] == [
        ("trả lại hạn cũ", town.lan.full_name, "", NEW, DUE),
        ("đặt lại hạn", town.lan.full_name, "Bộ lùi thời điểm báo cáo", DUE, NEW),
    ]


def test_a_task_page_shows_the_day_that_was_set_and_asks_the_log_only_then(
    town: Town, tasks: list[Task], as_user: Callable[[User], Client]
) -> None:
    do_to_many({parts(tasks)[0].pk: parts(tasks)[0].version}, Wish(BulkAct.DUE, NEW, "Bộ lùi thời điểm"), scope=scope(town.lan), now=at(10))
    lan = as_user(town.lan)
    pages = []
    for number, part in enumerate(parts(tasks)[:2], 1):
        with CaptureQueriesContext(connection) as asked:
            pages.append(lan.get(f"/nhiem-vu/NV26-000{number}/?phan={part.pk}").content.decode())
        looked = [one["sql"] for one in asked if one["sql"].startswith('SELECT "audit_entry"') and "hạn" in one["sql"]]
        assert len(looked) == (number == 1)
    assert "Bộ lùi thời điểm" in pages[0].partition('id="dien-bien-phan"')[2]
