"""Tells the year of the sample office from the day on which dondoc was set up there until this morning."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from dondoc.web.accounts.actions import PersonDetails
from dondoc.web.accounts.models import User
from dondoc.web.audit.models import Entry
from dondoc.web.notices.actions import mark_all_read
from dondoc.web.notices.models import Notice
from dondoc.web.organisations.actions.arrivals import change_account
from dondoc.web.organisations.actions.editing import add_alias
from dondoc.web.organisations.actions.posts import Absence, NewPost, change_post_title, give_post, name_substitute
from dondoc.web.organisations.models import Post, Role, Unit
from dondoc.web.plans.actions.receiving import Upload
from dondoc.web.plans.actions.saved_views import ViewValues, save_view
from dondoc.web.plans.demo.calendar import Calendar, working
from dondoc.web.plans.demo.directives import Act, Desk
from dondoc.web.plans.demo.history import History
from dondoc.web.plans.demo.office import (
    LOADER,
    LogIn,
    first_account,
    found_department,
    found_partners,
    make_groups,
    take_people_in,
    with_posts,
)
from dondoc.web.plans.demo.papers import as_word, broken_scan, words_of
from dondoc.web.plans.demo.shifting import ISSUED, NAME, half_years, moved_day, sample_plan
from dondoc.web.plans.demo.tales import told
from dondoc.web.plans.queries.task_query import TaskQuery, Window

OLDER, SAMPLE, AMENDMENT, WAITING = "105/KH-SNNMT", "38/KH-SNNMT", "163/KH-SNNMT", "07/CT-SNNMT"
"""The directives of the sample office by their numbers: published last year, published since, amending the first, not confirmed yet."""

_SET_UP = -372
_ABSENT_FROM, _ABSENT_TO = -3, 5


class RealOffice(Exception):
    """The database holds something that the sample office did not put there."""


def is_loaded() -> bool:
    """Whether this database is that of a sample office: the log, which nobody can change, begins with its loader."""
    return Entry.objects.filter(sequence=1, actor=None, actor_name=LOADER.name).exists()


def load(*, now: datetime) -> tuple[LogIn, ...]:
    """Make the sample office, whole or not at all, and return its log-ins; raises RealOffice where anybody or anything is there."""
    with transaction.atomic(), override("vi"):
        if User.objects.exists() or Unit.objects.exists() or Entry.objects.exists():
            raise RealOffice
        calendar, history = Calendar(now), History()
        department, log_ins = _set_up(calendar, history)
        desk = Desk(department, {user.username: user for user in User.objects.all()})
        acts = [*_directives(desk, calendar), *_people(desk, calendar), *_readers(desk, calendar), *told(desk, calendar)]
        for moment, act in sorted(acts, key=lambda one: one[0]):
            with history.at(moment):
                act(moment)
        return with_posts(log_ins, on=calendar.today)


def _set_up(calendar: Calendar, history: History) -> tuple[Unit, tuple[LogIn, ...]]:
    """Let the administrator found the department and take everybody in on the first day."""
    day = calendar.day(_SET_UP)
    with history.at(calendar.moment(day, "08:10")) as now:
        admin, first = first_account(now=now)
    with history.at(calendar.moment(day, "08:40")):
        department = found_department(by=admin, today=day)
    with history.at(calendar.moment(day, "09:25")):
        make_groups(department, by=admin, today=day)
        found_partners(department, by=admin, today=day)
    with history.at(calendar.moment(day, "10:15")) as now:
        others = take_people_in(department, by=admin, now=now, today=day)
    return department, (first, *others)


def _directives(desk: Desk, calendar: Calendar) -> list[tuple[datetime, Act]]:
    halves = half_years(calendar.today)
    issued = moved_day(ISSUED, halves)
    came = working(issued + timedelta(days=3))
    older, changed, morning = calendar.day(-331), calendar.day(-5), calendar.morning
    return [
        _at(calendar, older, clock="08:05", act=desk.bring_in(_paper(calendar, "ke-hoach-105", "Ke-hoach-105.docx"))),
        _at(calendar, older, clock="08:20", act=desk.accept_certain(OLDER)),
        _at(calendar, older, clock="08:32", act=desk.publish(OLDER, "hanh")),
        _at(calendar, came, clock="08:02", act=desk.bring_in(Upload(NAME, sample_plan(halves)))),
        _at(calendar, came, clock="08:06", act=desk.settle_names(SAMPLE)),
        _at(calendar, came, clock="08:09", act=desk.accept_certain(SAMPLE)),
        _at(calendar, came, clock="08:11", act=desk.name_lead(SAMPLE, "Phòng Quản lý đất đai")),
        _at(calendar, came, clock="08:12", act=desk.accept_asked(SAMPLE)),
        _at(calendar, came, clock="08:14", act=desk.publish(SAMPLE, "giamdoc")),
        _at(calendar, working(came + timedelta(days=5)), clock="14:30", act=desk.link_twins),
        _at(calendar, changed, clock="09:40", act=desk.bring_in(_paper(calendar, "ke-hoach-sua-doi", "Ke-hoach-163-sua-doi.docx"))),
        _at(calendar, changed, clock="10:05", act=desk.amend(AMENDMENT, "hanh")),
        _at(calendar, calendar.day(-6), clock="15:40", act=desk.bring_in(Upload("Cong-van-1873-ban-chup.pdf", broken_scan()))),
        _at(calendar, morning, clock="07:50", act=desk.bring_in(_paper(calendar, "chi-thi-07", "Chi-thi-07.docx", issued=issued))),
        _at(calendar, morning, clock="07:58", act=desk.begin_confirming(WAITING)),
    ]


def _people(desk: Desk, calendar: Calendar) -> list[tuple[datetime, Act]]:
    """What changed among the people of the office in the course of the year."""
    admin, unit = desk.people["thang"], desk.department.children.get

    def change_phone(now: datetime) -> None:
        tuan = desk.people["tuan"]
        details = PersonDetails(tuan.username, tuan.full_name, phone="0204 555 0147")
        change_account(tuan, details, by=admin, today=timezone.localdate(now))

    def promote(now: datetime) -> None:
        change_post_title(Post.objects.get(user=desk.people["lan"]), "Chuyên viên chính tổng hợp", by=admin, today=timezone.localdate(now))

    def name_otherwise(now: datetime) -> None:
        add_alias(unit(name="Văn phòng Đăng ký đất đai"), "VPĐKĐĐ tỉnh", scope=desk.department, by=admin, today=timezone.localdate(now))

    def put_in_charge(now: datetime) -> None:
        day = timezone.localdate(now)
        new = NewPost(unit(name="Phòng Quản lý đất đai"), Role.HEAD, day, "Phụ trách phòng")
        give_post(desk.people["bao"], new, by=admin, today=day)

    def go_away(now: datetime) -> None:
        bao, minh = desk.people["bao"], desk.people["minh"]
        absence = Absence(calendar.today + timedelta(days=_ABSENT_FROM), calendar.today + timedelta(days=_ABSENT_TO), "Đi công tác")
        post = Post.objects.get(user=bao, unit__name="Phòng Kế hoạch - Tài chính")
        name_substitute(post, minh, absence=absence, by=bao, today=timezone.localdate(now))

    def keep_a_list(now: datetime) -> None:
        values = ViewValues("Đến hạn trong bảy ngày", desk.department)
        save_view(TaskQuery(due=Window.WEEK).address(), values, scope=desk.scope("lan", now))

    return [
        _at(calendar, calendar.day(-290), clock="09:30", act=change_phone),
        _at(calendar, calendar.day(-34), clock="08:15", act=keep_a_list),
        _at(calendar, calendar.day(-210), clock="10:10", act=promote),
        _at(calendar, calendar.day(-160), clock="15:05", act=name_otherwise),
        _at(calendar, calendar.day(-76), clock="08:45", act=put_in_charge),
        _at(calendar, calendar.day(-5), clock="16:50", act=go_away),
    ]


def _readers(desk: Desk, calendar: Calendar) -> list[tuple[datetime, Act]]:
    """People open what they were told, save what came of late."""

    def read(now: datetime) -> None:
        newest = Notice.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        for user in desk.people.values():
            mark_all_read(user, up_to=newest, now=now)

    return [_at(calendar, calendar.day(days), clock="11:00", act=read) for days in (-325, -40)]


def _paper(calendar: Calendar, template: str, name: str, **days: date) -> Upload:
    return Upload(name, as_word(calendar.filled(words_of(template), **days)))


def _at(calendar: Calendar, day: date, *, clock: str, act: Act) -> tuple[datetime, Act]:
    return calendar.moment(day, clock), act
