"""Publishing a draft: one decision, codes without gap, groups fanned out, units told, and all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dondoc.web.audit.models import Entry
from dondoc.web.jobs.models import Job
from dondoc.web.notices.models import Notice
from dondoc.web.organisations.models import GroupKind, GroupMember, UnitGroup
from dondoc.web.organisations.permissions import Scope, scope_of
from dondoc.web.plans.actions import confirming, publishing
from dondoc.web.plans.actions.publishing import CannotPublish, Details, publish
from dondoc.web.plans.models import Assignment, AssignmentRole, Decision, Match, Plan, PlanState, Task, TaskCode, TaskState
from dondoc.web.plans.queries.publishing import checks
from dondoc.web.plans.queries.sight import visible_tasks
from tests.builders import make_plan, make_post, make_task, make_unit
from tests.installations import Installation
from tests.people import Town
from tests.web.plans.reading.conftest import TODAY

NOW = datetime(2026, 2, 2, 8, 15, tzinfo=timezone.get_default_timezone())


def details(plan: Plan, **changed: object) -> Details:
    """What the draft itself states, and what the test changes of it."""
    values = {"title": plan.title, "kind": plan.kind, "number": plan.number, "issued_on": plan.issued_on, "issuer": plan.issuer}
    return Details(**{**values, "focal_unit": plan.focal_unit, **changed})  # type: ignore[arg-type]


def units(task: Task, role: str) -> list[str]:
    """The units that have a part in a task, in the order of their names."""
    return sorted(part.unit.name for part in task.assignments.filter(role=role, unit__isnull=False).select_related("unit") if part.unit)


def test_an_untouched_draft_is_published_in_one_decision(draft: Plan, office: Scope, town: Town) -> None:
    published = publish(draft, details(draft), scope=office, now=NOW)
    tasks = list(published.tasks.all())
    assert (published.state, published.published_by, published.published_at) == (PlanState.PUBLISHED, town.lan, NOW)
    assert [task.code for task in tasks] == ["NV26-0001", "NV26-0002", "NV26-0003"]
    assert {(task.state, task.decision) for task in tasks} == {(TaskState.ACTIVE, Decision.ACCEPTED)}


def test_units_see_exactly_their_own_tasks_from_then_on(draft: Plan, office: Scope, town: Town) -> None:
    minh, hoa = (scope_of(who, on=TODAY) for who in (town.minh, town.hoa))
    assert not visible_tasks(minh)
    publish(draft, details(draft), scope=office, now=NOW)
    assert [task.number for task in visible_tasks(minh)] == ["a)"]
    assert not visible_tasks(hoa)
    assert visible_tasks(office).count() == 3


def test_the_department_and_the_focal_unit_oversee_every_task(draft: Plan, office: Scope, town: Town) -> None:
    published = publish(draft, details(draft, focal_unit=town.office), scope=office, now=NOW)
    assert {tuple(units(task, AssignmentRole.OVERSEEING)) for task in published.tasks.all()} == {
        ("Sở Nông nghiệp và Môi trường", "Văn phòng Sở")
    }


def test_the_focal_unit_takes_what_nobody_in_the_registry_leads(draft: Plan, office: Scope, town: Town) -> None:
    published = publish(draft, details(draft, focal_unit=town.office), scope=office, now=NOW)
    _, second, _ = published.tasks.all()
    assert units(second, AssignmentRole.LEAD) == ["Văn phòng Sở"]
    leads = second.assignments.filter(role=AssignmentRole.LEAD).order_by("position", "pk")
    assert [(part.printed, part.match) for part in leads] == [("Phòng Pháp chế", Match.NOT_FOUND), ("", Match.SETTLED)]  # as printed, first


@pytest.fixture
def everyone(town: Town) -> UnitGroup:
    """All divisions of the department, and one that had left before the day."""
    group = UnitGroup.objects.create(name="Các phòng", kind=GroupKind.CLOSED, scope=town.department, children_of=town.department)
    make_unit("Phòng cũ", town.department, valid_to=date(2026, 1, 1))
    return group


def test_a_group_is_given_to_its_members_of_the_day(draft: Plan, office: Scope, town: Town, everyone: UnitGroup) -> None:
    task = draft.tasks.all()[1]
    row = Assignment.objects.create(task=task, role=AssignmentRole.COOPERATING, group=everyone, printed="các phòng")
    publish(draft, details(draft), scope=office, now=NOW)
    assert units(task, AssignmentRole.COOPERATING) == ["Phòng Kế hoạch - Tài chính", "Phòng Tổ chức - Cán bộ"]
    assert set(task.assignments.filter(via=row).values_list("printed", flat=True)) == {"các phòng"}


def test_listed_members_count_from_their_first_to_their_last_day(draft: Plan, office: Scope, town: Town) -> None:
    group = UnitGroup.objects.create(name="Tổ giúp việc", kind=GroupKind.CLOSED, scope=town.department)
    GroupMember.objects.create(group=group, unit=town.office, valid_from=date(2026, 2, 2))
    GroupMember.objects.create(group=group, unit=town.staff, valid_to=date(2026, 2, 2))
    GroupMember.objects.create(group=group, unit=town.planning, valid_from=date(2026, 2, 3))
    task = draft.tasks.all()[2]
    Assignment.objects.create(task=task, role=AssignmentRole.COOPERATING, group=group, printed="Tổ giúp việc")
    publish(draft, details(draft, focal_unit=town.planning), scope=office, now=NOW)
    assert units(task, AssignmentRole.COOPERATING) == ["Văn phòng Sở"]


def test_a_unit_named_beside_its_group_counts_once(draft: Plan, office: Scope, town: Town, everyone: UnitGroup) -> None:
    task = draft.tasks.all()[0]  # led by planning
    Assignment.objects.create(task=task, role=AssignmentRole.COOPERATING, group=everyone, printed="các phòng")
    Assignment.objects.create(task=task, role=AssignmentRole.COOPERATING, unit=town.staff, printed="Phòng Tổ chức - Cán bộ")
    publish(draft, details(draft), scope=office, now=NOW)
    assert units(task, AssignmentRole.LEAD) == ["Phòng Kế hoạch - Tài chính"]
    assert units(task, AssignmentRole.COOPERATING) == ["Phòng Tổ chức - Cán bộ", "Văn phòng Sở"]


def test_dropped_tasks_are_given_to_nobody(draft: Plan, office: Scope) -> None:
    gone = draft.tasks.all()[1]
    confirming.drop(gone, scope=office)
    draft.refresh_from_db()
    published = publish(draft, details(draft), scope=office, now=NOW)
    gone.refresh_from_db()
    assert (gone.state, gone.code) == (TaskState.DROPPED, "")
    assert [task.code for task in published.tasks.filter(state=TaskState.ACTIVE)] == ["NV26-0001", "NV26-0002"]


def test_people_with_a_post_in_the_units_are_told_how_many_tasks_are_theirs(draft: Plan, office: Scope, town: Town) -> None:
    publish(draft, details(draft, focal_unit=town.office), scope=office, now=NOW)
    told = {notice.recipient: (notice.kind, notice.values, notice.url) for notice in Notice.objects.filter(kind="plan.published")}
    words = ("plan.published", {"plan": "Kế hoạch 12/KH-SNNMT", "count": 1}, f"/ke-hoach/{draft.pk}/")
    assert told == {town.minh: words, town.tuan: words, town.thu: words}


def test_the_log_tells_of_the_plan_and_of_each_task(draft: Plan, office: Scope) -> None:
    publish(draft, details(draft), scope=office, now=NOW)
    of_plan = Entry.objects.get(verb="đưa kế hoạch vào sổ")
    assert of_plan.changes["mã nhiệm vụ"] == ["", "NV26-0001–NV26-0003"]
    of_tasks = Entry.objects.filter(verb="giao nhiệm vụ").order_by("sequence")
    assert [(entry.changes["mã"][1], entry.within_type, entry.within_id) for entry in of_tasks] == [
        (f"NV26-{number:04}", "plans.plan", str(draft.pk)) for number in (1, 2, 3)
    ]


def test_publishing_twice_is_publishing_once(draft: Plan, office: Scope) -> None:
    publish(draft, details(draft), scope=office, now=NOW)
    seen = (Assignment.objects.count(), Entry.objects.count(), Notice.objects.count(), Job.objects.count())
    again = publish(draft, details(draft, number="99/KH"), scope=office, now=NOW)
    assert again.number == "12/KH-SNNMT"
    assert (Assignment.objects.count(), Entry.objects.count(), Notice.objects.count(), Job.objects.count()) == seen


def test_what_a_person_states_when_publishing_is_what_the_plan_says(draft: Plan, office: Scope, town: Town) -> None:
    said = details(draft, number="15/KH-SNNMT", issued_on=date(2026, 2, 1), director=town.director, title="Tên khác")
    published = publish(draft, said, scope=office, now=NOW)
    published.refresh_from_db()
    assert (published.number, published.folded_number, published.issued_on) == ("15/KH-SNNMT", "15/kh-snnmt", date(2026, 2, 1))
    assert (published.director, published.title, published.folded) == (town.director, "Tên khác", "15/kh-snnmt ten khac")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"number": ""}, "Chưa có số, ký hiệu"),
        ({"issued_on": None}, "Chưa có ngày ban hành"),
        ({"title": "  "}, "Chưa có trích yếu"),
        ({"focal_unit": None}, "chưa có đơn vị chủ trì"),
    ],
)
def test_what_is_missing_blocks_and_is_named(draft: Plan, office: Scope, changed: dict[str, object], words: str) -> None:
    with pytest.raises(CannotPublish, match=words) as caught:
        publish(draft, details(draft, **changed), scope=office, now=NOW)
    assert caught.value.checks is not None
    draft.refresh_from_db()
    assert draft.state == PlanState.DRAFT
    assert not Task.objects.exclude(code="").exists()


def test_a_plan_may_say_that_it_has_no_number_yet(draft: Plan, office: Scope) -> None:
    published = publish(draft, details(draft, number="", without_number=True), scope=office, now=NOW)
    assert (published.number, published.state) == ("", PlanState.PUBLISHED)


def test_a_plan_without_tasks_is_not_published(town: Town, office: Scope) -> None:
    plan = make_plan(town.department, state=PlanState.DRAFT, number="1/KH", issued_on=TODAY)
    with pytest.raises(CannotPublish, match="Chưa có nhiệm vụ nào"):
        publish(plan, details(plan), scope=office, now=NOW)


def test_open_questions_and_unmatched_names_are_told_and_do_not_block(draft: Plan, town: Town) -> None:
    found = checks(draft, details(draft).head, on=TODAY)
    assert not found.blocking
    words = [check.words for check in found.advisory]
    assert words[0] == "1 nhiệm vụ còn chỗ cần xem."
    assert "“Phòng Pháp chế”" in words[1]
    assert words[2] == "1 nhiệm vụ chưa có chủ trì sẽ do đơn vị đầu mối nhận."
    assert (found.tasks, found.units) == (3, 2)


def test_a_draft_that_someone_changed_since_is_not_published(draft: Plan, office: Scope) -> None:
    seen = draft.version
    confirming.defer(draft.tasks.all()[0], scope=office)
    with pytest.raises(CannotPublish, match="Có người vừa sửa"):
        publish(draft, details(draft), scope=office, now=NOW, version=seen)


@pytest.mark.parametrize("who", ["minh", "tuan", "quan", "director", "hoa"])
def test_only_the_office_publishes(draft: Plan, town: Town, who: str) -> None:
    with pytest.raises(PermissionDenied):
        publish(draft, details(draft), scope=scope_of(getattr(town, who), on=TODAY), now=NOW)


def test_codes_go_on_through_the_year_and_begin_anew_with_the_next(town: Town, office: Scope) -> None:
    def published(when: datetime) -> list[str]:
        plan = make_plan(town.department, state=PlanState.DRAFT, number="1/KH", issued_on=TODAY)
        for text in ("Một", "Hai"):
            make_task(plan, text, lead=town.planning)
        publish(plan, details(plan), scope=office, now=when)
        return list(plan.tasks.values_list("code", flat=True))

    assert [published(NOW), published(NOW)] == [["NV26-0001", "NV26-0002"], ["NV26-0003", "NV26-0004"]]
    assert published(NOW.replace(year=2027)) == ["NV27-0001", "NV27-0002"]


def test_two_departments_have_codes_of_their_own(town: Town, office: Scope) -> None:
    for unit, scope in ((town.department, office), (town.elsewhere, scope_of(town.hoa, on=TODAY))):
        plan = make_plan(unit, state=PlanState.DRAFT, number="1/KH", issued_on=TODAY)
        make_task(plan, "Một", lead=unit)
        publish(plan, details(plan), scope=scope, now=NOW)
    assert list(Task.objects.values_list("code", flat=True)) == ["NV26-0001", "NV26-0001"]
    assert list(TaskCode.objects.values_list("last", flat=True)) == [1, 1]


def test_earlier_citations_find_the_plan_once_it_is_in_the_register(draft: Plan, office: Scope, town: Town) -> None:
    earlier = make_plan(town.department, "Kế hoạch trước")
    citation = earlier.citations.create(number="12/KH-SNNMT", folded_number="12/kh-snnmt", dated=date(2026, 1, 23))
    other = earlier.citations.create(number="12/KH-SNNMT", folded_number="12/kh-snnmt", dated=date(2019, 1, 23))
    publish(draft, details(draft), scope=office, now=NOW)
    citation.refresh_from_db()
    other.refresh_from_db()
    assert (citation.cited, other.cited) == (draft, None)


def test_tasks_alike_are_looked_for_afterwards(draft: Plan, office: Scope, town: Town, work_off: Callable[[], int]) -> None:
    earlier = make_plan(town.department, "Kế hoạch trước")
    old = make_task(earlier, draft.tasks.all()[0].text, lead=town.planning, code="NV25-0001")
    publish(draft, details(draft), scope=office, now=NOW)
    assert work_off() == 1
    assert old.later_twins.count() + old.earlier_twins.count() == 1


@pytest.mark.parametrize(
    "step", ["give_out", "number_tasks", "activate", "set_head", "link_from_others", "record", "tell_units", "enqueue"]
)
def test_a_failure_at_any_step_leaves_the_draft_as_it_was(draft: Plan, office: Scope, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    before = (list(Task.objects.values()), list(Assignment.objects.values()), Entry.objects.count(), Notice.objects.count())

    def fail(*_args: object, **_named: object) -> None:
        raise OSError("power cut")

    monkeypatch.setattr(publishing, step, fail)
    with pytest.raises(OSError, match="power cut"):
        publish(draft, details(draft), scope=office, now=NOW)
    draft.refresh_from_db()
    assert draft.state == PlanState.DRAFT
    assert (list(Task.objects.values()), list(Assignment.objects.values()), Entry.objects.count(), Notice.objects.count()) == before
    assert not TaskCode.objects.filter(last__gt=0).exists()


def test_sixty_tasks_take_a_bounded_number_of_statements(
    town: Town, office: Scope, django_assert_max_num_queries: Callable[..., object]
) -> None:
    plan = make_plan(town.department, state=PlanState.DRAFT, number="1/KH", issued_on=TODAY)
    for number in range(60):
        make_task(plan, f"Việc {number}", lead=town.planning)
    make_post(town.thu, town.planning)
    with django_assert_max_num_queries(60 * 4 + 60):  # type: ignore[attr-defined]
        publish(plan, details(plan), scope=office, now=NOW)
    assert plan.tasks.filter(state=TaskState.ACTIVE).count() == 60


KILLED = """
from django.utils import timezone
from tests.people import make_town
from tests.builders import make_plan, make_task
from tests.web.plans.reading.crashing import at_once, killed_at, killed_at_commit, lans_scope, published_codes
from tests.web.plans.reading.test_publishing import details
from dondoc.web.organisations.models import Unit
from dondoc.web.plans.actions import publishing
from dondoc.web.plans.models import Plan
town = make_town()
def draft(name):
    plan = make_plan(town.department, name, state="draft", number="1/KH", issued_on=timezone.localdate())
    for number in range(7):
        make_task(plan, f"Việc {number}", lead=town.planning)
    return plan
def publish(plan):
    publishing.publish(plan, details(plan), scope=lans_scope(), now=timezone.now())
first = draft("một")
places = [(publishing, name) for name in ("number_tasks", "activate", "record", "tell_units", "enqueue")]
acts = [lambda place=place: killed_at(*place, lambda: publish(first)) for place in places]
for act in [*acts, lambda: killed_at_commit(lambda: publish(first))]:
    assert act(), act
    assert Plan.objects.get().state == "draft" and published_codes() == [] and not first.tasks.exclude(state="draft").exists()
others = [draft(name) for name in ("hai", "ba", "bốn")]
print(at_once(*[lambda plan=plan: publish(plan) for plan in (first, first, *others)]))
codes = published_codes()
assert [code.partition("-")[2] for code in codes] == [f"{number:04}" for number in range(1, 29)], codes
"""


def test_a_killed_publication_leaves_the_draft_and_publishers_at_once_share_no_code(installation: Installation) -> None:
    assert installation.do(KILLED) == "[0, 0, 0, 0, 0]"
