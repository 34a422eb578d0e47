"""An amending directive: shown as a difference, taken over as ticked, tasks keeping their identity, code and history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dondoc.engine.comparing import PieceKind
from dondoc.web.audit.models import Entry
from dondoc.web.notices.models import Notice
from dondoc.web.organisations.permissions import Scope, scope_of
from dondoc.web.plans.actions import amending
from dondoc.web.plans.actions.amending import Ticked, apply_amendment, set_amended
from dondoc.web.plans.actions.publishing import CannotPublish, publish
from dondoc.web.plans.actions.receiving import Received
from dondoc.web.plans.models import AssignmentRole, Plan, PlanState, Task, TaskState
from dondoc.web.plans.queries.amending import Difference, difference
from dondoc.web.plans.queries.sight import visible_tasks
from tests.builders import make_plan
from tests.people import Town
from tests.web.plans.reading.conftest import DIRECTIVE, TODAY
from tests.web.plans.reading.test_publishing import details

NOW = datetime(2026, 3, 2, 8, 15, tzinfo=timezone.get_default_timezone())
TITLE = "Khắc phục tồn tại, hạn chế trong công tác cải cách hành chính năm 2026"
AMENDING = (
    DIRECTIVE.replace("12/KH-SNNMT", "20/KH-SNNMT")
    .replace("ngày 23 tháng 01 năm 2026", "ngày 27 tháng 02 năm 2026")
    .replace(TITLE, "Sửa đổi, bổ sung Kế hoạch số 12/KH-SNNMT ngày 23/01/2026 của Sở Nông nghiệp và Môi trường")
    .replace("Trước ngày 31/3/2026", "Trước ngày 30/4/2026")
    .replace("từng hồ sơ.\nĐơn vị chủ trì: Phòng Kế hoạch - Tài chính", "từng hồ sơ tồn đọng.\nĐơn vị chủ trì: Phòng Tổ chức - Cán bộ")
    .replace("b) Xây dựng quy chế phối hợp luân chuyển hồ sơ giữa các phòng.", "b) Lắp đặt camera giám sát tại bộ phận một cửa.")
)


@pytest.fixture
def amended(draft: Plan, office: Scope) -> Plan:
    """The directive, published."""
    return publish(draft, details(draft), scope=office, now=NOW)


@pytest.fixture
def amendment(amended: Plan, bring: Callable[..., Received], work_off: Callable[[], int]) -> Plan:
    """A second directive that restates the first: one task changed, one new in the place of one that is gone, one the same."""
    document = bring(AMENDING, "sua-doi.txt").document
    work_off()
    return Plan.objects.get(document=document)


def every(found: Difference) -> Ticked:
    """All parts of a difference ticked."""
    return Ticked(
        new=frozenset(added.task.pk for added in found.new),
        changed=frozenset(pair.new.pk for pair in found.changed),
        dropped=frozenset(task.pk for task in found.dropped),
    )


def test_the_amended_plan_is_recognised_by_the_title(amendment: Plan, amended: Plan) -> None:
    assert amendment.amends == amended


def test_the_difference_tells_new_changed_dropped_and_same(amendment: Plan, amended: Plan) -> None:
    found = difference(amendment, amended)
    old = list(amended.tasks.all())
    assert [(added.task.text, added.leads) for added in found.new] == [("Lắp đặt camera giám sát tại bộ phận một cửa.", "Phòng Pháp chế")]
    assert [(pair.old, [field.name for field in pair.fields]) for pair in found.changed] == [(old[0], ["nội dung", "chủ trì", "thời hạn"])]
    assert found.dropped == (old[1],)
    assert [pair.old for pair in found.same] == [old[2]]
    assert found.restates


def test_a_change_is_shown_word_by_word(amendment: Plan, amended: Plan) -> None:
    words, lead, deadline = difference(amendment, amended).changed[0].fields
    assert [piece.text.strip() for piece in words.pieces if piece.kind is PieceKind.ADDED] == ["tồn đọng"]
    assert (lead.old, lead.new) == ("Phòng Kế hoạch - Tài chính", "Phòng Tổ chức - Cán bộ")
    assert (deadline.old, deadline.new) == ("trước ngày 31/03/2026", "trước ngày 30/04/2026")


def test_a_short_amendment_does_not_drop_what_it_leaves_unsaid(
    amended: Plan, bring: Callable[..., Received], work_off: Callable[[], int]
) -> None:
    head, _, rest = AMENDING.partition("b) Lắp đặt")
    text = head + "b) Công khai kết quả trên trang của Sở.\nThời gian hoàn thành: Trước ngày 15/5/2026.\n"
    text = text.replace("a) Rà soát toàn bộ hồ sơ quá hạn và giải quyết dứt điểm từng hồ sơ tồn đọng", "a) Tập huấn cho công chức một cửa")
    document = bring(text, "ngan.txt").document
    work_off()
    found = difference(Plan.objects.get(document=document), amended)
    assert rest
    assert (len(found.new), len(found.dropped), found.restates) == (2, 3, False)


def test_a_changed_task_keeps_its_identity_and_takes_the_new_words(amendment: Plan, amended: Plan, office: Scope) -> None:
    before = amended.tasks.all()[0]
    apply_amendment(amendment, every(difference(amendment, amended)), details=details(amendment), scope=office, now=NOW)
    after = Task.objects.get(pk=before.pk)
    assert (after.uid, after.code, after.plan, after.state) == (before.uid, "NV26-0001", amended, TaskState.ACTIVE)
    assert after.text.endswith("từng hồ sơ tồn đọng.")
    assert after.due_on == date(2026, 4, 30)
    assert [part.unit.name for part in after.assignments.filter(role=AssignmentRole.LEAD) if part.unit] == ["Phòng Tổ chức - Cán bộ"]
    assert (
        after.assignments.filter(role=AssignmentRole.OVERSEEING).count()
        == before.assignments.filter(role=AssignmentRole.OVERSEEING).count()
    )


def test_the_place_of_the_new_words_stays_in_their_own_document(amendment: Plan, amended: Plan, office: Scope) -> None:
    task = amended.tasks.all()[0]
    apply_amendment(amendment, every(difference(amendment, amended)), details=details(amendment), scope=office, now=NOW)
    row = task.amended_by.get()
    assert (row.plan, row.state, row.code) == (amendment, TaskState.SUPERSEDED, "")
    assert amendment.reading is not None
    place = row.evidence["text"]
    assert amendment.reading.source["text"][place["start"] : place["end"]] == place["text"]
    assert "tồn đọng" in place["text"]


def test_the_log_tells_from_what_to_what_by_which_document(amendment: Plan, amended: Plan, office: Scope) -> None:
    task, gone, _ = amended.tasks.all()
    apply_amendment(amendment, every(difference(amendment, amended)), details=details(amendment), scope=office, now=NOW)
    changed = Entry.objects.get(subject_type="plans.task", subject_id=str(task.pk), verb="sửa nhiệm vụ theo văn bản sửa đổi")
    assert changed.changes["thời hạn"] == ["trước ngày 31/03/2026", "trước ngày 30/04/2026"]
    assert changed.reason == "Kế hoạch 20/KH-SNNMT"
    dropped = Entry.objects.get(subject_type="plans.task", subject_id=str(gone.pk), verb="bỏ nhiệm vụ theo văn bản sửa đổi")
    assert (dropped.changes["trạng thái"], dropped.reason) == (["đã giao", "đã bỏ"], "Kế hoạch 20/KH-SNNMT")


def test_dropped_tasks_end_and_new_ones_get_their_codes(amendment: Plan, amended: Plan, office: Scope, town: Town) -> None:
    apply_amendment(amendment, every(difference(amendment, amended)), details=details(amendment), scope=office, now=NOW)
    amendment.refresh_from_db()
    assert [task.state for task in amended.tasks.all()] == [TaskState.ACTIVE, TaskState.DROPPED, TaskState.ACTIVE]
    new = amendment.tasks.get(state=TaskState.ACTIVE)
    assert (new.code, amendment.state, amendment.applied_at) == ("NV26-0004", PlanState.PUBLISHED, NOW)
    assert new in visible_tasks(office)


def test_units_see_what_moved_to_them_and_no_more_what_moved_away(amendment: Plan, amended: Plan, office: Scope, town: Town) -> None:
    task = amended.tasks.all()[0]
    assert task in visible_tasks(scope_of(town.minh, on=TODAY))
    apply_amendment(amendment, every(difference(amendment, amended)), details=details(amendment), scope=office, now=NOW)
    assert task not in visible_tasks(scope_of(town.minh, on=TODAY))
    assert task in visible_tasks(scope_of(town.thu, on=TODAY))
    assert Notice.objects.filter(recipient=town.thu, kind="plan.amended").count() == 1
    lost = Notice.objects.get(recipient=town.minh, kind="plan.taken_away")
    assert (lost.values["count"], lost.url) == (1, "/nhiem-vu/")
    assert not Notice.objects.filter(recipient=town.thu, kind="plan.taken_away").exists()


def test_what_is_not_ticked_changes_nothing(amendment: Plan, amended: Plan, office: Scope) -> None:
    before = list(amended.tasks.values())
    nothing = Ticked(frozenset(), frozenset(), frozenset())
    apply_amendment(amendment, nothing, details=details(amendment), scope=office, now=NOW)
    assert list(amended.tasks.values()) == before
    assert not amendment.tasks.filter(state=TaskState.ACTIVE).exists()
    assert not Task.objects.filter(plan=amendment).exclude(code="").exists()


def test_keys_of_another_plan_tick_nothing(amendment: Plan, amended: Plan, office: Scope) -> None:
    foreign = frozenset(range(1, 10_000))
    found = difference(amendment, amended)
    known = {added.task.pk for added in found.new} | {pair.new.pk for pair in found.changed}
    untouched = amended.tasks.all()[2]
    apply_amendment(amendment, Ticked(foreign - known, foreign - known, frozenset()), details=details(amendment), scope=office, now=NOW)
    again = Task.objects.get(pk=untouched.pk)
    assert (again.text, again.state, again.version) == (untouched.text, untouched.state, untouched.version)


def test_taking_over_twice_is_taking_over_once(amendment: Plan, amended: Plan, office: Scope) -> None:
    ticked = every(difference(amendment, amended))
    apply_amendment(amendment, ticked, details=details(amendment), scope=office, now=NOW)
    seen = (Entry.objects.count(), list(Task.objects.values()))
    apply_amendment(amendment, ticked, details=details(amendment), scope=office, now=NOW)
    assert (Entry.objects.count(), list(Task.objects.values())) == seen


def test_an_amendment_of_an_amendment_compares_with_what_stands_now(amendment: Plan, amended: Plan, office: Scope, town: Town) -> None:
    apply_amendment(amendment, every(difference(amendment, amended)), details=details(amendment), scope=office, now=NOW)
    third = make_plan(town.department, "Sửa đổi lần hai", state=PlanState.DRAFT)
    found = difference(third, amended)
    assert {task.code for task in found.dropped} == {"NV26-0001", "NV26-0003", "NV26-0004"}


@pytest.mark.parametrize("step", ["give_out", "number_tasks", "activate", "link_from_others", "tell_units", "look_for_twins_later"])
def test_a_failure_at_any_step_changes_nothing(
    amendment: Plan, amended: Plan, office: Scope, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = (list(Task.objects.values()), list(Plan.objects.values("pk", "state", "version")), Entry.objects.count())

    def fail(*_args: object, **_named: object) -> None:
        raise OSError("power cut")

    ticked = every(difference(amendment, amended))
    monkeypatch.setattr(amending, step, fail)
    with pytest.raises(OSError, match="power cut"):
        apply_amendment(amendment, ticked, details=details(amendment), scope=office, now=NOW)
    assert (list(Task.objects.values()), list(Plan.objects.values("pk", "state", "version")), Entry.objects.count()) == before


def test_an_amending_draft_is_not_published_past_its_difference(amendment: Plan, office: Scope) -> None:
    with pytest.raises(CannotPublish, match="sửa đổi một kế hoạch"):
        publish(amendment, details(amendment), scope=office, now=NOW)


def test_an_amendment_needs_its_number_and_day(amendment: Plan, amended: Plan, office: Scope) -> None:
    with pytest.raises(CannotPublish, match="Chưa có số, ký hiệu"):
        apply_amendment(amendment, every(difference(amendment, amended)), details=details(amendment, number=""), scope=office, now=NOW)


def test_a_draft_that_changed_since_is_not_taken_over(amendment: Plan, amended: Plan, office: Scope) -> None:
    ticked = replace(every(difference(amendment, amended)), version=amendment.version + 1)
    with pytest.raises(CannotPublish, match="Có người vừa sửa"):
        apply_amendment(amendment, ticked, details=details(amendment), scope=office, now=NOW)


@pytest.mark.parametrize("who", ["minh", "tuan", "quan", "director", "hoa"])
def test_only_the_office_takes_an_amendment_over(amendment: Plan, town: Town, who: str) -> None:
    scope = scope_of(getattr(town, who), on=TODAY)
    with pytest.raises(PermissionDenied):
        apply_amendment(amendment, Ticked(frozenset(), frozenset(), frozenset()), details=details(amendment), scope=scope, now=NOW)
    with pytest.raises(PermissionDenied):
        set_amended(amendment, None, scope=scope)


def test_a_person_may_choose_what_a_draft_amends(amendment: Plan, amended: Plan, office: Scope, town: Town) -> None:
    set_amended(amendment, None, scope=office)
    assert Plan.objects.get(pk=amendment.pk).amends is None
    set_amended(amendment, amended, scope=office)
    assert Plan.objects.get(pk=amendment.pk).amends == amended
    for wrong in (make_plan(town.elsewhere), make_plan(town.department, state=PlanState.DRAFT), amendment):
        with pytest.raises(CannotPublish, match="Chỉ sửa đổi được"):
            set_amended(amendment, wrong, scope=office)


def test_the_difference_takes_a_constant_number_of_statements(
    amendment: Plan, amended: Plan, django_assert_max_num_queries: Callable[..., object]
) -> None:
    with django_assert_max_num_queries(10):  # type: ignore[attr-defined]
        difference(amendment, amended)
