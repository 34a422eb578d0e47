"""Mails about reports: one to each person, each once, and none that is no longer needed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import Settings

from dondoc.web.accounts.models import User
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.reports.actions import mailing
from dondoc.web.reports.actions.mailing import send_mails
from dondoc.web.reports.actions.reminding import press, remind_missing
from dondoc.web.reports.models import MailState, Period, ReportMail
from dondoc.web.urging.actions.ticking import tick
from tests.people import Town
from tests.reporting import at, make_duty, make_period, report_of, sent_in

DUE = date(2026, 11, 20)
REMINDED = at(date(2026, 11, 17), 8)


@pytest.fixture
def november(town: Town) -> Period:
    User.objects.filter(pk=town.minh.pk).update(email="minh@hachau.example")
    User.objects.filter(pk=town.tuan.pk).update(email="tuan@hachau.example")
    duty = make_duty(town.department, reporters=[town.planning, town.staff], collector=town.office)
    return make_period(duty, "tháng 11 năm 2026", opens_on=date(2026, 11, 7), due_on=DUE)


def states() -> list[str]:
    return list(ReportMail.objects.order_by("pk").values_list("state", flat=True))


def test_a_reminder_goes_out_by_mail_once(town: Town, november: Period) -> None:
    for hour in (8, 9, 10):
        tick(at(date(2026, 11, 17), hour), whole=True)
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == (["minh@hachau.example"], "[dondoc] 1 báo cáo cần nộp, 17/11/2026")
    assert f"/bao-cao/nop/{report_of(november, town.planning).pk}/" in sent.body
    assert "chậm nhất hết 20/11/2026" in sent.body
    assert states() == [MailState.SENT]


def test_what_a_person_is_owed_for_several_periods_goes_in_one_mail(town: Town, november: Period) -> None:
    other = make_duty(town.department, "Báo cáo tuần", reporters=[town.planning], collector=town.office)
    make_period(other, "tuần 47 năm 2026", opens_on=date(2026, 11, 7), due_on=DUE)
    press(REMINDED)
    assert send_mails(REMINDED) == 1
    assert mail.outbox[0].subject.startswith("[dondoc] 2 báo cáo cần nộp")


def test_a_mail_waits_for_the_hour_that_its_reader_chose(november: Period) -> None:
    press(at(date(2026, 11, 17), 5))
    assert send_mails(at(date(2026, 11, 17), 6)) == 0
    assert send_mails(at(date(2026, 11, 17), 7)) == 1


def test_who_sent_the_report_in_the_meantime_gets_no_mail(town: Town, november: Period) -> None:
    press(REMINDED)
    sent_in(report_of(november, town.planning), date(2026, 11, 17))
    assert send_mails(REMINDED) == 0
    assert (states(), mail.outbox) == ([MailState.SKIPPED], [])


def test_words_of_the_office_stand_in_the_mail_and_go_at_once(town: Town, november: Period) -> None:
    now = at(date(2026, 11, 18), 21)
    remind_missing(november, reason="Đề nghị nộp ngay", scope=scope_of(town.lan, on=timezone.localdate(now)), now=now)
    send_mails(now)
    assert "Nguyễn Thị Lan: Đề nghị nộp ngay" in mail.outbox[0].body


def test_the_head_gets_a_mail_once_the_report_is_late(november: Period) -> None:
    late = at(date(2026, 11, 26), 9)
    press(late)
    send_mails(late)
    assert "đã quá hạn 20/11/2026" in next(sent.body for sent in mail.outbox if sent.to == ["tuan@hachau.example"])


def test_an_installation_without_mail_owes_none(november: Period, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert press(REMINDED) == 2
    assert states() == []


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def send(_mail: object) -> int:
        raise error

    monkeypatch.setattr(mail.EmailMessage, "send", send)


def test_a_mail_that_fails_is_tried_again_and_given_up_after_some_tries(november: Period, monkeypatch: pytest.MonkeyPatch) -> None:
    press(REMINDED)
    failing(monkeypatch, ConnectionRefusedError())
    now = REMINDED
    for _number in range(mailing.TRIES):
        send_mails(now)
        now += timedelta(hours=2)
    assert states() == [MailState.FAILED]
    assert ReportMail.objects.get().error == "ConnectionRefusedError"


def test_a_mail_whose_process_died_while_sending_is_not_sent_twice(november: Period) -> None:
    press(REMINDED)
    ReportMail.objects.update(state=MailState.HANDED, handed_at=REMINDED, claim="x")
    assert send_mails(REMINDED + timedelta(hours=1)) == 0
    assert (states(), mail.outbox) == ([MailState.FAILED], [])


def test_two_processes_send_a_mail_once(november: Period, monkeypatch: pytest.MonkeyPatch) -> None:
    press(REMINDED)
    send, seen = mail.EmailMessage.send, []

    def meanwhile(one: mail.EmailMessage) -> int:
        seen.append(send_mails(REMINDED))
        return send(one)

    monkeypatch.setattr(mail.EmailMessage, "send", meanwhile)
    assert send_mails(REMINDED) == 1
    assert (seen, len(mail.outbox)) == ([0], 1)
