"""Freezing a period's data and editing what they draft: nothing is lost, nothing is overwritten unseen."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from dondoc.engine.reporting.snapshot import Snapshot as Data
from dondoc.engine.tracking import Work
from dondoc.engine.writing.stored_values import digest, load
from dondoc.web.accounts.models import User
from dondoc.web.audit.models import Entry
from dondoc.web.plans.models import Plan, Task
from dondoc.web.reports.actions.freezing import Frozen, GivenOut, freeze, freeze_period
from dondoc.web.reports.actions.outgoing.numbering import give_number
from dondoc.web.reports.actions.passages import (
    EditedByAnother,
    FrozenAnew,
    NothingWritten,
    Seen,
    TitledByAnother,
    Wording,
    leave_out_passage,
    read_passages,
    restore_passage,
    rewrite_passage,
    set_title,
)
from dondoc.web.reports.actions.proposing import StillUnread, propose_read
from dondoc.web.reports.models import Consolidation, PassageEdit, Period, Snapshot
from dondoc.web.reports.queries.drafting import Report, State, Told, report_of
from tests.builders import make_plan, make_task
from tests.people import Town
from tests.reporting import at, carried, make_duty, make_period

pytestmark = pytest.mark.django_db
COUNTS = "general.counts"


@pytest.fixture(autouse=True)
def _friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 20 November 2026, six days after the cut-off."""
    monkeypatch.setattr(timezone, "now", lambda: at(date(2026, 11, 20)))


@pytest.fixture
def plan(town: Town) -> Plan:
    """A plan with two tasks that the planning division carries."""
    plan = make_plan(town.department, number="12/KH-SNNMT", issued_on=date(2026, 1, 5), issuer=town.department.name, place="Hà Châu")
    for number in (1, 2):
        one = make_task(plan, f"Rà soát hồ sơ nhóm {number}", lead=town.planning, deadline_kind="date", due_on=date(2026, 11, 10))
        carried(one, town.planning)
    return plan


@pytest.fixture
def period(town: Town, plan: Plan) -> Period:
    """November, reported by two divisions."""
    return make_period(make_duty(town.department, reporters=[town.planning, town.staff], plan=plan))


def frozen(period: Period, by: User) -> tuple[Consolidation, Report]:
    """The report after its data were frozen by a person."""
    freeze_period(period, by=by, now=timezone.now())
    return reread(period)


def reread(period: Period) -> tuple[Consolidation, Report]:
    """The report as the database has it."""
    held = Consolidation.objects.select_related("period__duty__unit").get(period=period)
    report = report_of(held)
    assert report is not None
    return held, report


def told(report: Report, key: str = COUNTS) -> Told:
    """A passage of the report."""
    found = report.told_of(key)
    assert found is not None
    return found


def seen(report: Report, key: str = COUNTS) -> Seen:
    """What a person has before them who looks at a passage now."""
    return Seen(report.snapshot.pk, told(report, key).version)


def finish_one(plan: Plan, town: Town) -> Task:
    """Let one of the tasks be done in the period."""
    one = plan.tasks.order_by("pk")[0]
    on = at(date(2026, 11, 9))
    carried(one, town.planning, work=Work.DONE, submitted_at=on, ended_at=on, late_days=0, percent=100)
    return one


def test_the_stored_data_are_what_was_gathered_under_their_own_hash(town: Town, period: Period) -> None:
    _held, report = frozen(period, town.lan)
    stored = Snapshot.objects.get()
    assert load(Data, stored.data) == report.data
    assert digest(report.data) == stored.sha256
    assert (stored.serial, stored.taken_by, stored.counts["total"], stored.counts["overdue"]) == (1, town.lan, 2, 2)
    assert Entry.objects.filter(verb="chốt số liệu báo cáo tổng hợp", actor_id=town.lan.pk).count() == 1


def test_data_that_did_not_change_give_no_new_snapshot(town: Town, plan: Plan, period: Period) -> None:
    held, _report = frozen(period, town.lan)
    again = freeze(held, by=town.lan, now=timezone.now())
    assert again == Frozen(Snapshot.objects.get(), is_new=False)
    finish_one(plan, town)
    third = freeze(held, by=town.lan, now=timezone.now())
    assert (third.is_new, third.snapshot.serial) == (True, 2)
    assert Snapshot.objects.get(serial=1).counts["done"] == 0


@pytest.mark.parametrize("name", ["minh", "tuan", "thu", "hoa", "quan"])
def test_only_who_consolidates_may_freeze(town: Town, period: Period, name: str) -> None:
    with pytest.raises(PermissionDenied):
        freeze_period(period, by=getattr(town, name), now=timezone.now())
    assert not Consolidation.objects.exists()


def test_the_head_of_the_collecting_unit_may_freeze(town: Town, plan: Plan) -> None:
    period = make_period(make_duty(town.department, reporters=[town.staff], collector=town.planning, plan=plan))
    freeze_period(period, by=town.tuan, now=timezone.now())
    assert Snapshot.objects.get().taken_by == town.tuan


def test_an_edit_outlives_a_new_snapshot_and_shows_what_changed_under_it(town: Town, plan: Plan, period: Period) -> None:
    held, report = frozen(period, town.lan)
    words = "Kế hoạch có 2 nhiệm vụ, cả hai đang chậm."
    rewrite_passage(held, told(report).drafted, wording=Wording(words, seen(report)), by=town.lan, now=timezone.now())
    read_passages(held, [told(report, "opening").drafted], seen=seen(report), by=town.lan, now=timezone.now())
    assert told(reread(period)[1]).state is State.REWRITTEN
    finish_one(plan, town)
    held, report = frozen(period, town.lan)
    after = told(report)
    assert (after.state, after.text) == (State.CHANGED, words)
    assert "".join(piece.text for piece in after.changes if piece.kind != "removed") == after.drafted.drafted
    assert told(report, "opening").state is State.READ
    rewrite_passage(held, after.drafted, wording=Wording(after.text, seen(report)), by=town.lan, now=timezone.now())
    assert told(reread(period)[1]).state is State.REWRITTEN


def test_a_figure_in_a_persons_words_still_opens_its_rows(town: Town, period: Period) -> None:
    held, report = frozen(period, town.lan)
    wording = Wording("Kế hoạch có 2 nhiệm vụ.", seen(report))
    rewrite_passage(held, told(report).drafted, wording=wording, by=town.lan, now=timezone.now())
    figures = told(reread(period)[1]).figures
    assert [(figure.text, len(figure.sources)) for figure in figures] == [("2", 2)]


def test_a_passage_that_was_read_waits_again_when_its_data_change(town: Town, plan: Plan, period: Period) -> None:
    held, report = frozen(period, town.lan)
    assert read_passages(held, [told(report).drafted], seen=seen(report), by=town.lan, now=timezone.now()) == 1
    assert not told(reread(period)[1]).is_unsettled
    finish_one(plan, town)
    held, report = frozen(period, town.lan)
    assert told(report).state is State.CHANGED
    restore_passage(held, told(report).drafted, seen=seen(report), by=town.lan, now=timezone.now())
    assert told(reread(period)[1]).state is State.READ


def test_what_was_left_out_is_not_printed_until_it_is_taken_back(town: Town, period: Period) -> None:
    held, report = frozen(period, town.lan)
    leave_out_passage(held, told(report).drafted, seen=seen(report), by=town.lan, now=timezone.now())
    held, report = reread(period)
    assert COUNTS not in {passage.key for passage in report.printed}
    restore_passage(held, told(report).drafted, seen=seen(report), by=town.lan, now=timezone.now())
    assert COUNTS in {passage.key for passage in reread(period)[1].printed}


def test_two_people_cannot_overwrite_each_other_unseen(town: Town, period: Period) -> None:
    held, report = frozen(period, town.lan)
    before = seen(report)
    rewrite_passage(held, told(report).drafted, wording=Wording("Lời của Lan.", before), by=town.lan, now=timezone.now())
    with pytest.raises(EditedByAnother) as refused:
        rewrite_passage(held, told(report).drafted, wording=Wording("Lời của giám đốc.", before), by=town.director, now=timezone.now())
    assert refused.value.theirs == "Lời của Lan."
    assert PassageEdit.objects.get(key=COUNTS).text == "Lời của Lan."
    set_title(held, "Kết quả tháng 11", version=reread(period)[0].version, by=town.lan, now=timezone.now())
    with pytest.raises(TitledByAnother):
        set_title(held, "Kết quả quý IV", version=held.version, by=town.director, now=timezone.now())


def test_what_was_opened_before_a_new_snapshot_does_not_count_as_read(town: Town, plan: Plan, period: Period) -> None:
    held, report = frozen(period, town.lan)
    finish_one(plan, town)
    freeze(held, by=town.lan, now=timezone.now())
    with pytest.raises(FrozenAnew):
        read_passages(held, [told(report).drafted], seen=seen(report), by=town.lan, now=timezone.now())
    assert not PassageEdit.objects.exists()


def test_nothing_cannot_be_written_in_place_of_a_passage(town: Town, period: Period) -> None:
    held, report = frozen(period, town.lan)
    with pytest.raises(NothingWritten):
        rewrite_passage(held, told(report).drafted, wording=Wording("  \n ", seen(report)), by=town.lan, now=timezone.now())


@pytest.mark.parametrize("name", ["minh", "hoa", "quan"])
def test_an_outsider_changes_no_passage_and_no_title(town: Town, period: Period, name: str) -> None:
    held, report = frozen(period, town.lan)
    by, now, passage = getattr(town, name), timezone.now(), told(report).drafted
    with pytest.raises(PermissionDenied):
        read_passages(held, [passage], seen=seen(report), by=by, now=now)
    with pytest.raises(PermissionDenied):
        rewrite_passage(held, passage, wording=Wording("Khác", seen(report)), by=by, now=now)
    with pytest.raises(PermissionDenied):
        leave_out_passage(held, passage, seen=seen(report), by=by, now=now)
    with pytest.raises(PermissionDenied):
        set_title(held, "Khác", version=held.version, by=by, now=now)
    assert not PassageEdit.objects.exists()


def test_a_report_is_proposed_once_read_or_when_a_person_says_so(town: Town, period: Period) -> None:
    held, report = frozen(period, town.lan)
    unread = report.unsettled
    with pytest.raises(StillUnread):
        propose_read(held, signing=None, unread=unread - 1, by=town.lan, now=timezone.now())
    outgoing = propose_read(held, signing=None, unread=unread, by=town.lan, now=timezone.now())
    assert (outgoing.state, outgoing.snapshot_id) == ("proposed", report.snapshot.pk)
    read_passages(held, [one.drafted for one in report.told], seen=seen(report), by=town.lan, now=timezone.now())
    assert propose_read(held, signing=None, unread=0, by=town.lan, now=timezone.now()).pk == outgoing.pk


def test_a_report_with_its_number_changes_no_more(town: Town, plan: Plan, period: Period) -> None:
    held, report = frozen(period, town.lan)
    outgoing = propose_read(held, signing=None, unread=report.unsettled, by=town.lan, now=timezone.now())
    give_number(outgoing, by=town.director, now=timezone.now())
    finish_one(plan, town)
    with pytest.raises(GivenOut):
        freeze(held, by=town.lan, now=timezone.now())
    with pytest.raises(GivenOut):
        leave_out_passage(held, told(report).drafted, seen=seen(report), by=town.lan, now=timezone.now())
    with pytest.raises(GivenOut):
        propose_read(held, signing=None, unread=report.unsettled, by=town.lan, now=timezone.now())
    assert Snapshot.objects.count() == 1
