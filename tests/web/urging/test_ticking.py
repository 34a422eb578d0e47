"""The loop that makes time pass: run twice, late or in pieces, it writes and sends the same."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.db import transaction
from pytest_django import DjangoAssertNumQueries, Settings

from dondoc.engine.tracking import Act, Urge
from dondoc.web.accounts.models import User
from dondoc.web.notices.models import Notice
from dondoc.web.organisations.models import Post, Role, Substitution
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.plans.models import Assignment, Task
from dondoc.web.tracking.actions.acting import Said, act_on
from dondoc.web.tracking.actions.extending import ask_extension
from dondoc.web.urging.actions.delivering import HELD
from dondoc.web.urging.actions.ticking import tick
from dondoc.web.urging.models import Message, MessageState, Preference, Round, Rules, Urging
from tests.builders import make_plan, make_post, make_task, make_user
from tests.people import Town
from tests.web.urging.clock import DUE, at

pytestmark = pytest.mark.django_db


def urged() -> list[tuple[str, date]]:
    """Kind and day of every urging."""
    return [(one.kind, one.on) for one in Urging.objects.order_by("on", "kind")]


def outcome() -> list[tuple[object, ...]]:
    """All that the loop wrote, whichever round wrote it."""
    messages = Message.objects.order_by("target", "channel", "part", "kind", "on")
    parts = Assignment.objects.order_by("pk").values_list("pk", "late_since", "reminders")
    return [*messages.values_list("target", "channel", "part", "kind", "on", "state"), *parts]


def run(*moments: datetime) -> None:
    """Tick at these moments, each a whole round."""
    for moment in moments:
        tick(moment, whole=True)


def test_the_officer_is_reminded_before_the_day_and_told_once(part: Assignment, town: Town) -> None:
    run(at(11), at(11, hour=10), at(11, hour=11))
    assert urged() == [(Urge.BEFORE, date(2026, 11, 11))]
    [notice] = Notice.objects.filter(kind="urging.digest")
    assert (notice.recipient, notice.values) == (town.minh, {"count": 1})
    assert Assignment.objects.get(pk=part.pk).reminders == 1


def test_nothing_leaves_before_the_hour_that_a_person_chose(part: Assignment, town: Town) -> None:
    Preference.objects.create(user=town.minh, hour=10)
    run(at(11, hour=9))
    assert urged() == [(Urge.BEFORE, date(2026, 11, 11))]
    assert not Notice.objects.exists()
    run(at(11, hour=10))
    assert Notice.objects.get().recipient == town.minh


def test_lateness_begins_once_and_keeps_its_day(part: Assignment) -> None:
    run(at(20))
    assert Assignment.objects.get(pk=part.pk).late_since is None
    run(at(23))
    assert Assignment.objects.get(pk=part.pk).late_since == date(2026, 11, 21)
    Assignment.objects.filter(pk=part.pk).update(due_on=date(2026, 11, 22))
    run(at(30))
    assert Assignment.objects.get(pk=part.pk).late_since == date(2026, 11, 21)


def test_an_extension_that_waits_for_a_decision_holds_everything(part: Assignment, town: Town) -> None:
    ask_extension(part, until=date(2026, 12, 15), reason="Chờ Bộ", scope=scope_of(town.minh, on=DUE), now=at(18))
    Urging.objects.all().delete()
    run(at(27))
    assert Assignment.objects.get(pk=part.pk).late_since is None
    assert urged() == []


def test_a_late_part_is_reported_to_the_head_and_then_to_the_leader(part: Assignment, town: Town) -> None:
    run(at(26))
    assert Notice.objects.filter(recipient=town.tuan, kind="urging.digest").count() == 1
    assert not Notice.objects.filter(recipient=town.director).exists()
    run(at(7, 12))
    assert Notice.objects.filter(recipient=town.director, kind="urging.digest").count() == 1
    assert not Message.objects.filter(recipient=town.hoa).exists()


@pytest.mark.parametrize("days", [1, 7, 13])
def test_a_round_that_comes_late_writes_what_daily_rounds_would_have(part: Assignment, mailed: Town, days: int) -> None:
    """The same urgings, messages and states; only the number of pieces in which they went differs."""
    run(at(16))
    with transaction.atomic():
        run(at(16) + timedelta(days=days))
        at_once = outcome()
        transaction.set_rollback(True)
    run(*(at(16) + timedelta(days=n) for n in range(days + 1)))
    assert outcome() == at_once


def test_a_second_round_adds_and_sends_nothing(part: Assignment, mailed: Town) -> None:
    run(at(26))
    before, letters, told = outcome(), len(mail.outbox), Notice.objects.count()
    run(at(26), at(26, hour=11))
    assert (outcome(), len(mail.outbox), Notice.objects.count()) == (before, letters, told)


def test_the_parts_are_gone_through_once_an_hour(part: Assignment) -> None:
    tick(at(11))
    Urging.objects.all().delete()
    tick(at(11) + timedelta(minutes=20))
    assert not Urging.objects.exists()
    tick(at(11) + timedelta(minutes=70))
    assert Urging.objects.count() == 1


def test_a_clock_that_was_set_back_does_not_stop_the_loop(part: Assignment) -> None:
    Round.objects.create(name="owing", next_at=at(30, 12))
    tick(at(11))
    assert Urging.objects.count() == 1


def test_all_of_a_day_goes_in_one_mail_and_one_notice(task: Task, mailed: Town) -> None:
    plan = make_plan(mailed.department)
    for number in range(2, 6):
        one = make_task(plan, f"Việc số {number}", lead=mailed.planning, code=f"NV26-000{number}", deadline_kind="date", due_on=DUE)
        Assignment.objects.filter(task=one).update(given_at=at(1, 9))
    run(at(26))
    [letter] = [one for one in mail.outbox if one.to == ["minh@hachau.example"]]
    assert "5 việc" in letter.subject
    assert all(f"NV26-000{number}" in str(letter.body) for number in range(1, 6))
    assert Notice.objects.filter(recipient=mailed.minh).count() == 1


def test_what_becomes_owed_after_the_days_digest_waits_for_the_next(part: Assignment, mailed: Town) -> None:
    run(at(26))
    count = len(mail.outbox)
    second = make_task(make_plan(mailed.department), "Việc khác", lead=mailed.planning, code="NV26-0002", deadline_kind="date", due_on=DUE)
    Assignment.objects.filter(task=second).update(given_at=at(1, 9))
    run(at(26, hour=14))
    assert len(mail.outbox) == count
    run(at(27))
    assert [one.to for one in mail.outbox[count:]] == [["minh@hachau.example"], ["tuan@hachau.example"]]


def test_work_that_was_handed_in_meanwhile_is_not_reminded_of(part: Assignment, mailed: Town) -> None:
    run(at(18))
    mail.outbox.clear()
    Notice.objects.all().delete()
    Message.objects.all().delete()
    Preference.objects.create(user=mailed.minh, hour=12)
    run(at(19, hour=8))
    act_on(part, Act.SUBMIT, said=Said(text="Đã rà soát xong toàn bộ hồ sơ."), scope=scope_of(mailed.minh, on=DUE), now=at(19, hour=10))
    run(at(19, hour=13))
    assert not Notice.objects.filter(kind="urging.digest").exists()
    assert {(row.state, row.error) for row in Message.objects.filter(recipient=mailed.minh)} == {(MessageState.SKIPPED, "done")}
    assert mail.outbox == []


def test_who_has_no_address_or_wants_no_mail_is_told_in_dondoc_alone(part: Assignment, mailed: Town) -> None:
    Preference.objects.create(user=mailed.tuan, mail=False)
    User.objects.filter(pk=mailed.minh.pk).update(email="")
    run(at(26))
    assert mail.outbox == []
    assert Notice.objects.filter(kind="urging.digest").count() == 2
    assert {row.error for row in Message.objects.filter(channel="mail")} == {"no-address", "unwanted"}


def test_an_installation_without_mail_owes_none(part: Assignment, mailed: Town, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    run(at(26))
    assert set(Message.objects.values_list("channel", flat=True)) == {"app"}


def test_a_departments_own_rules_count_from_their_day(part: Assignment, town: Town) -> None:
    Rules.objects.create(unit=town.department, valid_from=date(2026, 11, 23), before=[2], after_every=1, cap=1, head_days=0, set_at=at(1))
    run(at(18))
    assert (Urge.BEFORE, date(2026, 11, 11)) in urged()
    run(at(30))
    assert [kind for kind, on in urged() if on > DUE] == [Urge.AFTER]


def test_a_substitute_is_told_too_and_a_part_by_name_tells_that_person_alone(part: Assignment, town: Town) -> None:
    post = Post.objects.get(user=town.minh)
    Substitution.objects.create(post=post, substitute=town.thu, first_day=date(2026, 11, 1), last_day=date(2026, 11, 30))
    run(at(17))
    assert set(Message.objects.filter(on=date(2026, 11, 17)).values_list("recipient", flat=True)) == {town.minh.pk, town.thu.pk}
    Message.objects.all().delete()
    Assignment.objects.filter(pk=part.pk).update(person=town.tuan)
    run(at(19))
    assert set(Message.objects.filter(on=date(2026, 11, 19)).values_list("recipient", flat=True)) == {town.tuan.pk}


def test_a_unit_without_an_officer_tells_its_head_and_one_without_anybody_owes_nothing(town: Town) -> None:
    plan = make_plan(town.department)
    for unit, code in ((town.staff, "NV26-0007"), (town.office, "NV26-0008")):
        one = make_task(plan, "Việc", lead=unit, code=code, deadline_kind="date", due_on=DUE)
        Assignment.objects.filter(task=one).update(given_at=at(1, 9))
    Post.objects.filter(user=town.thu).update(role=Role.HEAD)
    run(at(19))
    assert set(Message.objects.values_list("recipient", flat=True)) == {town.thu.pk}


def test_open_work_is_put_before_the_office_when_it_is_to_be_looked_at(town: Town) -> None:
    task = make_task(make_plan(town.department), "Việc thường xuyên", lead=town.planning, code="NV26-0009", deadline_kind="continuous")
    Assignment.objects.filter(task=task).update(review_on=date(2026, 11, 18))
    run(at(17), at(18), at(19))
    assert urged() == [(Urge.REVIEW, date(2026, 11, 18))]
    assert {row.recipient for row in Message.objects.all()} == {town.lan}
    assert not Assignment.objects.filter(reminders__gt=0).exists()


def test_what_a_dead_process_had_claimed_is_sent_and_what_it_was_handing_over_is_not(part: Assignment, mailed: Town) -> None:
    run(at(26))
    mail.outbox.clear()
    gone = at(26) + HELD
    Message.objects.filter(recipient=mailed.minh, channel="mail").update(state="claimed", claim="x", claimed_until=gone)
    Message.objects.filter(recipient=mailed.tuan, channel="mail").update(state="handed", claim="y", claimed_until=gone)
    tick(gone + timedelta(minutes=1))
    assert [one.to for one in mail.outbox] == [["minh@hachau.example"]]
    assert {(row.state, row.error) for row in Message.objects.filter(recipient=mailed.tuan, channel="mail")} == {("failed", "unsure")}


def test_ten_thousand_due_parts_cost_the_same_statements_for_each_five_hundred(
    town: Town, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    plan = make_plan(town.department)
    for number in range(30):
        one = make_task(plan, "Việc", lead=town.planning, code=f"NV26-{number:04}", deadline_kind="date", due_on=DUE)
        Assignment.objects.filter(task=one).update(given_at=at(1, 9))
    with django_assert_max_num_queries(45):
        run(at(26))
    assert Urging.objects.count() == 30 * len(set(urged()))


def test_people_who_left_are_told_nothing(part: Assignment, mailed: Town) -> None:
    make_post(make_user("nam", "Lý Nam", email="nam@hachau.example", is_active=False), mailed.planning)
    run(at(19))
    assert [one.to for one in mail.outbox] == [["minh@hachau.example"]]
