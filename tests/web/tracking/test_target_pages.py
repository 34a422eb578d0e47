"""Figures reported against targets: who may, which are refused, how a wrong one is set right, and what the page makes of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from dondoc.web.accounts.models import User
from dondoc.web.organisations.permissions import Scope, scope_of
from dondoc.web.plans.models import Target
from dondoc.web.tracking.actions.figures import Reached, correct_figure, report_figure
from dondoc.web.tracking.actions.refusals import Refused
from dondoc.web.tracking.models import Figure
from tests.builders import make_plan, make_task
from tests.people import Town

pytestmark = pytest.mark.django_db
LogIn = Callable[[User], Client]
TODAY = timezone.localdate()


@pytest.fixture
def target(town: Town) -> Target:
    """A share to be reached by a task that planning leads."""
    plan = make_plan(town.department)
    task = make_task(plan, "Rà soát", lead=town.planning, code="NV26-0001", deadline_kind="date", due_on=TODAY + timedelta(days=60))
    return Target.objects.create(plan=plan, task=task, subject="Tỷ lệ hồ sơ đúng hạn", op=">=", value=95, unit="%")


def scope(person: User) -> Scope:
    """What a person's posts give them today."""
    return scope_of(person, on=TODAY)


def reach(target: Target, town: Town, days: int, value: float) -> Figure:
    """Report a figure of planning as it stood so many days ago."""
    reached = Reached(value, TODAY - timedelta(days=days), town.planning)
    return report_figure(target, reached, scope=scope(town.minh), now=timezone.now())


def test_figures_stand_in_a_chart_with_what_they_lead_to(target: Target, town: Town, as_user: LogIn) -> None:
    for days, value in ((60, 70), (30, 80), (0, 90)):
        reach(target, town, days, value)
    page = as_user(town.minh).get(f"/chi-tieu/{target.pk}/").content.decode()
    assert "Theo đà hiện nay sẽ đạt vào" in page
    assert 'role="img" aria-label="Đến' in page
    assert page.count("<circle") == 3
    assert "70%" in page
    assert " style=" not in page


def test_figures_that_go_the_wrong_way_say_so(target: Target, town: Town, as_user: LogIn) -> None:
    for days, value in ((60, 90), (0, 80)):
        reach(target, town, days, value)
    assert "sẽ không đạt" in as_user(town.lan).get(f"/chi-tieu/{target.pk}/").content.decode()


def test_a_target_without_figures_says_what_is_true(target: Target, town: Town, as_user: LogIn) -> None:
    page = as_user(town.director).get(f"/chi-tieu/{target.pk}/").content.decode()
    assert "Chưa có số liệu nào." in page
    assert "<circle" not in page


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"value": "tám mươi", "period_to": "30/10/2026"}, "là một con số"),
        ({"value": "140", "period_to": "30/10/2026"}, "0 đến 100"),
        ({"value": "80", "period_to": "30/10"}, "theo mẫu"),
        ({"value": "80", "period_to": "01/01/2099"}, "ở tương lai"),
        ({"value": "1e400", "period_to": "30/10/2026"}, "là một con số"),
    ],
)
def test_a_figure_that_cannot_be_comes_back(target: Target, town: Town, as_user: LogIn, sent: dict[str, str], said: str) -> None:
    answer = as_user(town.minh).post(f"/chi-tieu/{target.pk}/", {**sent, "unit": str(town.planning.pk), "note": "Theo báo cáo tuần"})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Theo báo cáo tuần" in answer.content.decode()
    assert not Figure.objects.exists()


def test_a_period_is_reported_once_and_set_right_by_a_newer_row(target: Target, town: Town, as_user: LogIn) -> None:
    wrong = reach(target, town, 5, 85.5)
    with pytest.raises(Refused):
        reach(target, town, 5, 86)
    minh, address = as_user(town.minh), f"/so-lieu/{wrong.pk}/sua/"
    assert minh.post(address, {"value": "86,2", "note": ""}).status_code == 422
    assert minh.post(address, {"value": "86,2", "note": "Cộng thiếu"}).status_code == 302
    assert minh.post(address, {"value": "87", "note": "Lần nữa"}).status_code == 422
    assert list(Figure.objects.order_by("pk").values_list("value", "corrects", "period_to")) == [
        (85.5, None, TODAY - timedelta(days=5)), (86.2, wrong.pk, TODAY - timedelta(days=5)),
    ]  # fmt: skip
    page = minh.get(f"/chi-tieu/{target.pk}/").content.decode()
    assert "<del>85,5</del>" in page
    assert page.count("<circle") == 1


def test_only_who_answers_for_the_work_or_gave_it_reports(target: Target, town: Town, as_user: LogIn) -> None:
    reached = Reached(80, TODAY, town.planning)
    for person in (town.hoa, town.thu, town.quan):
        assert as_user(person).get(f"/chi-tieu/{target.pk}/").status_code == 404
        with pytest.raises(PermissionDenied):
            report_figure(target, reached, scope=scope(person), now=timezone.now())
    with pytest.raises(PermissionDenied):
        report_figure(target, Reached(80, TODAY, town.staff), scope=scope(town.lan), now=timezone.now())
    with pytest.raises(PermissionDenied):
        report_figure(target, Reached(80, TODAY), scope=scope(town.minh), now=timezone.now())
    figure = report_figure(target, Reached(80, TODAY), scope=scope(town.lan), now=timezone.now())
    with pytest.raises(PermissionDenied):
        correct_figure(figure, Reached(81, TODAY, note="x"), scope=scope(town.minh), now=timezone.now())
    assert as_user(town.hoa).get(f"/so-lieu/{figure.pk}/sua/").status_code == 404
    assert as_user(town.minh).get(f"/so-lieu/{figure.pk}/sua/").status_code == 403


def test_a_target_of_a_whole_plan_is_the_offices_to_report(target: Target, town: Town, as_user: LogIn) -> None:
    whole = Target.objects.create(plan=target.plan, subject="Chỉ số CCHC", op=">=", value=90)
    sent = {"unit": "", "value": "1.250", "period_to": f"{date(2026, 6, 30):%d/%m/%Y}"}
    assert as_user(town.lan).post(f"/chi-tieu/{whole.pk}/", sent).status_code == 302
    assert Figure.objects.get().value == 1250
    assert as_user(town.hoa).post(f"/chi-tieu/{whole.pk}/", sent).status_code == 404
