"""The sample office: whole, sound, lived in, open to each of its people as far as their posts go, and never laid over a real one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker, Settings

from dondoc.web.accounts.models import User
from dondoc.web.audit.models import Entry
from dondoc.web.audit.queries import verify
from dondoc.web.config.configuration import Configuration
from dondoc.web.jobs.models import Job, State
from dondoc.web.notices.models import Notice
from dondoc.web.organisations.models import EventKind, Post, Role, Substitution, Unit, UnitEvent
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.plans.demo import loading
from dondoc.web.plans.demo.calendar import Calendar, month_written
from dondoc.web.plans.demo.history import History, OutOfOrder
from dondoc.web.plans.demo.office import LogIn, pass_phrase
from dondoc.web.plans.models import Document, DocumentState, Plan, PlanState, Task, TaskState, TaskTwin, TwinState
from dondoc.web.plans.queries.certainty import certainty
from dondoc.web.reports.models import Consolidation
from dondoc.web.reports.queries.drafting import report_of
from dondoc.web.reports.queries.sources import rows_behind


@pytest.fixture(scope="module")
def office(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, LogIn]]:
    """The sample office, loaded once for this module and gone after it; its log-ins by name."""
    with django_db_blocker.unblock(), _gone_afterwards():
        yield {log_in.username: log_in for log_in in loading.load(now=timezone.now())}


@contextmanager
def _gone_afterwards() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def log_in(office: dict[str, LogIn], db: None) -> dict[str, Client]:
    """A browser for each person, logged in by name and pass-phrase through the page."""

    class Browsers(dict[str, Client]):
        def __missing__(self, username: str) -> Client:
            browser = self[username] = Client()
            answer = browser.post("/dang-nhap/", {"username": username, "password": office[username].password})
            assert answer.status_code == 302, f"{username} cannot log in"
            return browser

    return Browsers()


pytestmark = pytest.mark.usefixtures("office", "db")


def test_fourteen_units_stand_in_two_levels_beside_the_bodies_outside() -> None:
    standing = Unit.objects.standing(timezone.localdate()).filter(external=False)
    assert sorted(unit.path.count(".") for unit in standing) == [1] + [2] * 13
    assert Unit.objects.filter(external=True).count() >= 20
    assert {event.kind for event in UnitEvent.objects.all()} >= {EventKind.MERGE, EventKind.RENAME}
    assert all(event.basis for event in UnitEvent.objects.filter(kind=EventKind.MERGE))


def test_twelve_people_hold_every_role_one_several_and_one_stands_in() -> None:
    assert User.objects.count() == 12
    posts = list(Post.objects.values_list("user", "role"))
    assert {role for _user, role in posts} == set(Role.values)
    assert len(posts) > len({user for user, _role in posts}) == 12
    today = timezone.localdate()
    assert Substitution.objects.filter(first_day__lte=today, last_day__gte=today, ended_at=None).count() == 1


def test_directives_stand_in_every_state() -> None:
    states = {plan.number: (plan.state, plan.amends and plan.amends.number, plan.applied_at is not None) for plan in Plan.objects.all()}
    assert states == {
        loading.OLDER: (PlanState.PUBLISHED, None, False),
        loading.SAMPLE: (PlanState.PUBLISHED, None, False),
        loading.AMENDMENT: (PlanState.PUBLISHED, loading.OLDER, True),
        loading.WAITING: (PlanState.DRAFT, None, False),
    }
    assert list(Document.objects.filter(state=DocumentState.FAILED).values_list("name", flat=True)) == ["Cong-van-1873-ban-chup.pdf"]
    assert Document.objects.get(state=DocumentState.FAILED).failure_vi
    assert not Job.objects.filter(state__in=(State.WAITING, State.RUNNING)).exists()


def test_most_of_the_waiting_directive_is_certain_and_some_is_asked() -> None:
    found = certainty(Plan.objects.get(number=loading.WAITING))
    assert (found.tasks, found.accepted) == (15, 2)
    assert found.certain > found.to_look_at > 3


def test_the_sample_directive_is_settled_to_its_last_name() -> None:
    plan = Plan.objects.get(number=loading.SAMPLE)
    tasks = Task.objects.filter(plan=plan, state__in=[TaskState.ACTIVE, TaskState.DONE], occurrence_of=None)
    assert (tasks.count(), plan.findings.count()) == (59, 6)
    assert not plan.questions.filter(asks=True, state="open").exists()
    assert TaskTwin.objects.filter(state=TwinState.LINKED).count() == 1


def test_deadlines_lie_before_near_and_after_the_day_of_loading() -> None:
    today = timezone.localdate()
    days = list(Task.objects.filter(state__in=[TaskState.ACTIVE, TaskState.DONE], due_on__isnull=False).values_list("due_on", flat=True))
    assert sum(day < today for day in days) >= 3
    assert any(today <= day <= today + timedelta(days=7) for day in days)
    assert sum(day > today + timedelta(days=30) for day in days) >= 10


def test_a_year_of_history_lies_in_the_log_and_its_chain_holds() -> None:
    now = timezone.now()
    told = list(Entry.objects.order_by("sequence").values_list("at", flat=True))
    assert told == sorted(told)
    assert told[0] < now - timedelta(days=365)
    assert now - timedelta(days=5) < told[-1] < now
    assert len({timezone.localdate(at) for at in told}) >= 10
    assert verify().is_sound


def test_no_row_bears_the_time_of_loading() -> None:
    began = Entry.objects.order_by("-sequence").values_list("at", flat=True)[0]
    assert not Notice.objects.filter(at__gt=began).exists()
    assert not Plan.objects.filter(created_at__gt=began).exists()
    assert not Task.objects.filter(updated_at__gt=began).exists()
    assert not Job.objects.filter(finished_at__gt=began).exists()
    assert not User.objects.filter(created_at__gt=began).exists()


def test_who_reads_their_notices_late_finds_only_the_last_ones_unread() -> None:
    assert Notice.objects.exclude(read_at=None).exists()
    unread = Notice.objects.unread()
    assert unread.exists()
    assert all(notice.at > timezone.now() - timedelta(days=40) for notice in unread)


@pytest.mark.parametrize(
    "username, seen, hidden",
    [
        ("lan", (loading.SAMPLE, "Chờ xác nhận"), ()),
        ("giamdoc", (loading.SAMPLE,), ()),
        ("hanh", (loading.SAMPLE,), ()),
        ("son", (loading.SAMPLE, "Chờ xác nhận"), ()),
        ("ha", ("Phòng Tổ chức - Cán bộ",), ()),
        ("bao", ("Phòng Kế hoạch - Tài chính",), ()),
        ("minh", ("Phòng Kế hoạch - Tài chính",), ()),
        ("tuan", ("Chi cục Kiểm lâm",), ()),
        ("dung", ("Văn phòng Đăng ký đất đai",), ()),
        ("ngoc", (loading.SAMPLE,), ()),
        ("huy", (loading.SAMPLE,), ()),
        ("thang", (), (loading.SAMPLE, "hồ sơ đất đai")),
    ],
)
def test_everybody_logs_in_and_finds_what_their_posts_open(
    log_in: dict[str, Client], username: str, seen: tuple[str, ...], hidden: tuple[str, ...]
) -> None:
    browser = log_in[username]
    page = browser.get("/").content.decode() + browser.get("/nhiem-vu/").content.decode()
    assert [words for words in seen if words not in page] == []
    assert [words for words in hidden if words in page] == []


def test_a_unit_finds_only_its_own_tasks_and_no_draft(log_in: dict[str, Client]) -> None:
    forest = log_in["tuan"].get("/nhiem-vu/?so-dong=100").content.decode()
    assert "Cập nhật diễn biến rừng" in forest
    assert "Gửi phiếu xin lỗi" not in forest
    draft = Plan.objects.get(number=loading.WAITING)
    assert log_in["tuan"].get(f"/van-ban/{draft.pk}/xac-nhan/").status_code == 404
    assert log_in["lan"].get(f"/van-ban/{draft.pk}/xac-nhan/").status_code == 200


def test_an_amended_task_keeps_its_number_and_quotes_either_document_where_it_speaks(log_in: dict[str, Client]) -> None:
    task = Task.objects.get(code="NV25-0001")
    assert task.number == "a)"
    assert set(task.evidence) == {"text", "deliverable"}
    page = log_in["lan"].get(f"/nhiem-vu/{task.code}/").content.decode()
    lit = re.findall(r'<mark class="ev">([^<]+)', page)
    deadline = f"{task.due_on:%d}/{month_written(task.due_on)}/{task.due_on.year}" if task.due_on else ""
    assert [words for words in lit if words.startswith("Trước ngày")] == [f"Trước ngày {deadline}"]
    assert lit.count("Chi cục Bảo vệ môi trường") == 1
    assert sum("Rà soát, lập danh mục các điểm tập kết" in words for words in lit) == 2
    assert "theo dõi tiến độ" not in page.partition("Nguyên nhân:")[0]


def test_the_log_opens_to_who_keeps_the_system_alone(log_in: dict[str, Client]) -> None:
    assert log_in["thang"].get("/nhat-ky/").status_code == 200
    assert log_in["lan"].get("/nhat-ky/").status_code == 404


def test_the_frame_names_ones_own_post_before_the_one_stood_in_for(log_in: dict[str, Client]) -> None:
    assert "Chuyên viên · Phòng Kế hoạch - Tài chính" in log_in["minh"].get("/").content.decode()


def test_pass_phrases_are_made_at_random_and_keep_the_rules(office: dict[str, LogIn]) -> None:
    passwords = {log_in.password for log_in in office.values()}
    assert len(passwords) == 12
    assert len({pass_phrase() for _ in range(200)}) == 200
    for log_in in office.values():
        user = User.objects.get(username=log_in.username)
        validate_password(log_in.password, user)
        assert not user.must_change_password
    with pytest.raises(ValidationError):
        validate_password("tan", User.objects.get(username="lan"))


def test_no_pass_phrase_of_the_office_is_written_in_the_product(office: dict[str, LogIn]) -> None:
    folder = Path(loading.__file__).parent
    text = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.suffix in (".py", ".toml", ".txt"))
    assert not any(log_in.password in text for log_in in office.values())
    words = set(text.split())
    assert not any(check_password(word.strip('"'), user.password) for user in User.objects.all()[:1] for word in words if len(word) > 11)


def test_loading_again_changes_nothing_and_says_the_same_log_ins(settings: Settings, tmp_path: Path) -> None:
    settings.DONDOC = Configuration(tmp_path)
    (tmp_path / "demo-log-ins.txt").write_text("lan  mot-hai\n", encoding="utf-8")
    before = (Entry.objects.count(), User.objects.count(), Unit.objects.count(), Document.objects.count())
    said = StringIO()
    call_command("loaddemo", stdout=said)
    assert said.getvalue().strip() == "lan  mot-hai"
    assert (Entry.objects.count(), User.objects.count(), Unit.objects.count(), Document.objects.count()) == before


def test_log_ins_that_were_lost_are_said_to_be_lost(settings: Settings, tmp_path: Path) -> None:
    settings.DONDOC = Configuration(tmp_path)
    with pytest.raises(CommandError, match="demo-log-ins.txt"):
        call_command("loaddemo", stdout=StringIO())


def test_an_act_out_of_its_order_is_refused() -> None:
    history, calendar = History(), Calendar(timezone.now())
    with history.at(calendar.moment(date(2026, 3, 2), "08:00")):
        pass
    with pytest.raises(OutOfOrder), history.at(calendar.moment(date(2026, 3, 1), "08:00")):
        pass


COUNTING = re.compile(r"general\.(?:counts|units)|weak\.late|next\.all|.*\.counts")
"""The passages of a report whose whole numbers count rows; in the others they are days, shares, or what a row itself says."""


def test_every_figure_of_the_latest_report_opens_the_rows_it_was_counted_from(office: dict[str, LogIn], db: None) -> None:
    held = Consolidation.objects.select_related("period__duty__unit").order_by("-period__cut_off")[0]
    report, scope = report_of(held), scope_of(User.objects.get(username="lan"), on=timezone.localdate())
    assert report is not None
    counted = 0
    for told in report.told:
        for figure in told.drafted.figures:
            rows = rows_behind(figure.sources, report.data, period=held.period, scope=scope)
            assert rows, (told.drafted.key, figure)
            assert [row.key for row in rows if not row.text or row.text == row.key] == []
            if COUNTING.fullmatch(told.drafted.key) and figure.text.replace(".", "").isdigit():
                assert int(figure.text.replace(".", "")) == len(rows), (told.drafted.key, figure.text)
                counted += 1
    assert counted >= 30
    assert 0 < report.unsettled < len(report.told)
