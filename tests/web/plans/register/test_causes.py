"""Causes as records: what stands behind each figure, and the office's hand in making two of them one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from dondoc.web.accounts.models import User
from dondoc.web.audit.models import Entry
from dondoc.web.plans.actions.causes import NotOneDepartment, merge_causes, rename_cause
from dondoc.web.plans.models import Cause, FindingCause
from tests.web.plans.register.registers import Register

LogIn = Callable[[User], Client]


@pytest.fixture
def second(register: Register) -> Cause:
    """Another cause of the department, named by both findings."""
    cause = Cause.objects.create(unit=register.town.department, text="Phối hợp chậm", folded="phoi hop cham")
    for finding in (register.late_finding, register.other_finding):
        FindingCause.objects.create(finding=finding, cause=cause, printed="như in")
    return cause


def test_every_figure_counts_the_rows_behind_it(register: Register, second: Cause, as_user: LogIn) -> None:
    lan = as_user(register.town.lan)
    rows = {row.cause.pk: row for row in lan.get("/nguyen-nhan/").context["rows"]}
    assert list(rows) == [second.pk, register.cause.pk]
    for key, row in rows.items():
        assert lan.get(f"/nguyen-nhan/{key}/").context["findings"].paginator.count == row.findings
        assert lan.get(f"/nhiem-vu/?nguyen-nhan={key}").context["list"].total.number == row.tasks
        assert lan.get(f"/nhiem-vu/?nguyen-nhan={key}&han=qua-han").context["list"].total.number == row.late
    assert (rows[second.pk].findings, rows[second.pk].plans, rows[second.pk].tasks, rows[second.pk].late) == (2, 1, 2, 1)


def test_a_unit_counts_only_its_own_findings_and_tasks(register: Register, second: Cause, as_user: LogIn) -> None:
    rows = {row.cause.pk: row for row in as_user(register.town.minh).get("/nguyen-nhan/").context["rows"]}
    assert (rows[second.pk].findings, rows[second.pk].tasks) == (1, 1)


def test_causes_are_searched_without_marks(register: Register, second: Cause, as_user: LogIn) -> None:
    rows = as_user(register.town.lan).get("/nguyen-nhan/?q=don vi cham").context["rows"]
    assert [row.cause.pk for row in rows] == [register.cause.pk]


def test_merging_gives_the_findings_to_one_record(register: Register, second: Cause, as_user: LogIn) -> None:
    answer = as_user(register.town.lan).post(f"/nguyen-nhan/{second.pk}/gop/", {"into": register.cause.pk})
    assert answer["Location"] == f"/nguyen-nhan/{register.cause.pk}/"
    assert not Cause.objects.filter(pk=second.pk).exists()
    assert set(register.cause.findings.all()) == {register.late_finding, register.other_finding}
    assert FindingCause.objects.get(finding=register.other_finding).printed == "như in"
    entry = Entry.objects.get(verb="gộp nguyên nhân")
    assert entry.changes["nguyên nhân"] == ["Phối hợp chậm", register.cause.text]


def test_a_cause_gets_other_words_and_is_found_by_them(register: Register, as_user: LogIn) -> None:
    lan = as_user(register.town.lan)
    lan.post(f"/nguyen-nhan/{register.cause.pk}/sua/", {"text": "Thiếu  người làm"})
    register.cause.refresh_from_db()
    assert (register.cause.text, register.cause.folded) == ("Thiếu người làm", "thieu nguoi lam")
    assert lan.get("/nguyen-nhan/?q=thieu nguoi").context["rows"]
    lan.post(f"/nguyen-nhan/{register.cause.pk}/sua/", {"text": " "})
    register.cause.refresh_from_db()
    assert register.cause.text == "Thiếu người làm"


def test_only_the_office_tidies_causes(register: Register, second: Cause, as_user: LogIn) -> None:
    for name in ("minh", "hoa", "quan", "director"):
        with pytest.raises(PermissionDenied):
            rename_cause(register.cause, "khác", scope=register.scope(name))
        with pytest.raises(PermissionDenied):
            merge_causes(second, register.cause, scope=register.scope(name))
    assert as_user(register.town.minh).post(f"/nguyen-nhan/{second.pk}/gop/", {"into": register.cause.pk}).status_code == 403
    assert "Gộp" not in as_user(register.town.minh).get(f"/nguyen-nhan/{second.pk}/").content.decode()


def test_causes_of_two_departments_stay_two(register: Register, as_user: LogIn) -> None:
    foreign = Cause.objects.create(unit=register.town.elsewhere, text="Của Sở khác", folded="cua so khac")
    with pytest.raises(NotOneDepartment):
        merge_causes(register.cause, foreign, scope=register.scope("lan"))
    with pytest.raises(NotOneDepartment):
        merge_causes(register.cause, register.cause, scope=register.scope("lan"))
    answer = as_user(register.town.lan).post(f"/nguyen-nhan/{register.cause.pk}/gop/", {"into": foreign.pk}, follow=True)
    assert "Chưa gộp được" in answer.content.decode()
    assert "Của Sở khác" not in as_user(register.town.lan).get(f"/nguyen-nhan/{register.cause.pk}/?gop=cua so khac").content.decode()


def test_what_may_be_merged_is_offered_by_words(register: Register, second: Cause, as_user: LogIn) -> None:
    others = as_user(register.town.lan).get(f"/nguyen-nhan/{register.cause.pk}/?gop=cham phoi").context["others"]
    assert list(others) == [second]
