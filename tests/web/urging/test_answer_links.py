"""Links of mails: each lets its addressee say one thing once, and nobody anything else."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dondoc.engine.tracking import Act, Work
from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Post
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.plans.models import Assignment
from dondoc.web.tracking.actions.acting import Said, act_on
from dondoc.web.tracking.models import Extension, Proof, Update
from dondoc.web.urging.actions.linking import LASTS, make_links
from dondoc.web.urging.actions.ticking import tick
from dondoc.web.urging.models import AnswerLink, Message, Purpose
from tests.people import Town
from tests.web.urging.clock import at

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 ket qua"


@pytest.fixture
def links(part: Assignment, town: Town) -> dict[str, str]:
    """The addresses of Minh's three links, made just now for a part that is due in ten days."""
    Assignment.objects.filter(pk=part.pk).update(due_on=timezone.localdate() + timedelta(days=10))
    tokens = make_links(town.minh, [part.pk], now=timezone.now())[part.pk]
    return {purpose: reverse("urging:answer", args=[token]) for purpose, token in tokens.items()}


def post(address: str, **said: object) -> tuple[int, str]:
    """Send the page of a link, as a visitor; status and words."""
    answer = Client().post(address, said)
    return answer.status_code, answer.content.decode()


def test_a_mail_brings_three_links_for_each_task_and_they_open_without_a_log_in(part: Assignment, mailed: Town) -> None:
    Assignment.objects.filter(pk=part.pk).update(
        due_on=timezone.localdate() + timedelta(days=1), given_at=timezone.now() - timedelta(days=40)
    )
    tick(timezone.localtime().replace(hour=21), whole=True)
    [letter] = mail.outbox
    addresses = re.findall(r"https://dondoc\.hachau\.example(/tra-loi/\S+)", str(letter.body))
    assert len(addresses) == len(Purpose)
    page = Client().get(addresses[0]).content.decode()
    assert "NV26-0001" in page
    assert "Rà soát hồ sơ quá hạn" in page


def test_in_two_clicks_the_work_is_said_to_go_on(links: dict[str, str], part: Assignment, town: Town) -> None:
    assert post(links[Purpose.PROGRESS])[0] == 200
    update = Update.objects.get()
    assert (update.by, update.act, update.nothing_new, update.by_mail) == (town.minh, Act.UPDATE, True, True)
    assert Assignment.objects.get(pk=part.pk).work == Work.IN_PROGRESS


def test_a_result_is_handed_in_with_its_file(links: dict[str, str], part: Assignment) -> None:
    assert post(links[Purpose.DONE])[0] == 422
    status, _page = post(links[Purpose.DONE], proofs=[SimpleUploadedFile("ket-qua.pdf", PDF)], result_number="45/BC")
    assert status == 200
    assert Assignment.objects.get(pk=part.pk).work == Work.SUBMITTED
    assert Proof.objects.get().name == "ket-qua.pdf"


def test_more_time_is_asked_for_with_a_day_and_a_reason(links: dict[str, str], part: Assignment) -> None:
    until = timezone.localdate() + timedelta(days=30)
    assert post(links[Purpose.EXTENSION], text="Chờ Bộ hướng dẫn", until=f"{until:%d/%m/%Y}")[0] == 200
    assert Extension.objects.get(part=part).wanted_on == until


def test_what_is_refused_stays_typed_and_leaves_the_link_good(links: dict[str, str]) -> None:
    status, page = post(links[Purpose.EXTENSION], text="Chờ Bộ hướng dẫn", until="01/01/2020")
    assert (status, "Chờ Bộ hướng dẫn" in page) == (422, True)
    assert not AnswerLink.objects.exclude(used_at=None).exists()
    bad = post(links[Purpose.DONE], proofs=[SimpleUploadedFile("ket-qua.pdf", b"<html><script>")])
    assert bad[0] == 422
    assert "không phải PDF" in bad[1]
    assert not Update.objects.exists()


def test_looking_at_a_link_changes_nothing_however_often(links: dict[str, str]) -> None:
    for address in links.values():
        for _ in range(3):
            assert Client().get(address).status_code == 200
    assert not Update.objects.exists()
    assert not AnswerLink.objects.exclude(used_at=None).exists()


def test_a_link_that_was_used_says_so_and_does_nothing_more(links: dict[str, str]) -> None:
    post(links[Purpose.PROGRESS])
    status, page = post(links[Purpose.PROGRESS], text="lần nữa")
    assert (status, "đã được dùng" in page) == (410, True)
    assert Update.objects.count() == 1


def test_a_link_that_expired_says_so(links: dict[str, str]) -> None:
    AnswerLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    status, page = post(links[Purpose.PROGRESS])
    assert (status, "quá 14 ngày" in page) == (410, True)
    assert not Update.objects.exists()
    assert timedelta(days=14) == LASTS


def test_a_link_is_good_for_its_own_purpose_alone(links: dict[str, str]) -> None:
    """The purpose is signed: what lets one say "in progress" does not hand in a result."""
    token = links[Purpose.PROGRESS].split("/")[2]
    forged = token.replace("-progress", "-done")
    assert forged != token
    assert post(f"/tra-loi/{forged}/", text="Đã xong toàn bộ công việc được giao.")[0] == 404
    assert not Update.objects.exists()


@pytest.mark.parametrize(
    "spoil", [lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"), lambda token: "x" + token, lambda token: "a:b"]
)
def test_a_tampered_link_is_no_page(links: dict[str, str], spoil: object) -> None:
    token = links[Purpose.PROGRESS].split("/")[2]
    assert post(f"/tra-loi/{spoil(token)}/")[0] == 404  # type: ignore[operator]
    assert not Update.objects.exists()


def test_after_the_post_ended_the_link_gives_nothing(links: dict[str, str], town: Town) -> None:
    Post.objects.filter(user=town.minh).update(valid_to=timezone.localdate())
    status, page = post(links[Purpose.PROGRESS])
    assert (status, "NV26-0001" in page) == (410, False)
    assert not Update.objects.exists()


def test_a_person_who_was_shut_out_has_no_links_either(links: dict[str, str], town: Town) -> None:
    User.objects.filter(pk=town.minh.pk).update(is_active=False)
    assert post(links[Purpose.PROGRESS])[0] == 410
    assert not Update.objects.exists()


def test_a_link_made_for_anothers_part_gives_nothing(part: Assignment, town: Town) -> None:
    """Also a link that was made by mistake has no more right than its person."""
    tokens = make_links(town.hoa, [part.pk], now=timezone.now())[part.pk]
    status, page = post(reverse("urging:answer", args=[tokens[Purpose.PROGRESS]]))
    assert (status, "Rà soát" in page) == (410, False)
    assert not Update.objects.exists()


def test_a_part_that_was_given_to_another_by_name_stays_with_the_unit_and_an_ended_one_says_so(
    links: dict[str, str], part: Assignment, town: Town
) -> None:
    act_on(part, Act.CONFIRM, said=Said(), scope=scope_of(town.lan, on=date(2026, 11, 1)), now=at(10))
    status, page = post(links[Purpose.PROGRESS])
    assert (status, "đã kết thúc" in page) == (410, True)
    assert Update.objects.count() == 1


def test_the_page_of_a_link_tells_of_its_own_task_alone(links: dict[str, str], town: Town) -> None:
    page = Client().get(links[Purpose.PROGRESS]).content.decode()
    for hidden in (town.department.name, town.planning.name, "minh", town.lan.full_name):
        assert hidden not in page
    assert "no-store" in Client().get(links[Purpose.PROGRESS])["Cache-Control"]
    assert Client(enforce_csrf_checks=True).post(links[Purpose.PROGRESS]).status_code == 403


def test_a_line_break_in_a_name_or_address_puts_nothing_into_a_mails_head(part: Assignment, mailed: Town) -> None:
    Assignment.objects.filter(pk=part.pk).update(
        due_on=timezone.localdate() + timedelta(days=1), given_at=timezone.now() - timedelta(days=40)
    )
    part.task.code = "NV\r\nBcc: ke-gian@example.net"
    part.task.save(update_fields=["code"])
    User.objects.filter(pk=mailed.minh.pk).update(email="minh@hachau.example\r\nBcc: ke-gian@example.net")
    tick(timezone.localtime().replace(hour=21), whole=True)
    assert mail.outbox == []
    User.objects.filter(pk=mailed.minh.pk).update(email="minh@hachau.example")
    Message.objects.filter(channel="mail").update(state="owed", tries=0)
    tick(timezone.localtime().replace(hour=22), whole=True)
    [letter] = mail.outbox
    assert letter.to == ["minh@hachau.example"]
    assert "\n" not in letter.subject
    assert "Bcc" not in dict(letter.message().items())
