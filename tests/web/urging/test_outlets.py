"""Ways out of dondoc: signed posts to where they may go, gateways by name, retries, and what a stranger cannot do."""

from __future__ import annotations

import json
import smtplib
import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from pytest_django import Settings

from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.plans.models import Assignment
from dondoc.web.tracking.actions.refusals import Refused
from dondoc.web.urging.actions.delivering import TRIES
from dondoc.web.urging.actions.outlets import Wanted, add_outlet, end_outlet, send_again
from dondoc.web.urging.actions.ticking import tick
from dondoc.web.urging.channels.webhook import SIGNATURE, TIMESTAMP, WrongAddress, checked_address, reached_at, secret_of, signature_of
from dondoc.web.urging.models import Message, Outlet
from tests.people import Town
from tests.web.urging.clock import at

pytestmark = pytest.mark.django_db


class Listener(BaseHTTPRequestHandler):
    """Keeps what is posted, and answers as told."""

    posts: ClassVar[list[tuple[dict[str, str], bytes]]] = []
    answer: ClassVar[int] = 200

    def do_POST(self) -> None:
        """Keep a post."""
        self.posts.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.answer)
        if self.answer == 302:
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/noi-khac")  # type: ignore[attr-defined]
        self.end_headers()

    def log_message(self, *_given: object) -> None:
        """Say nothing."""


@pytest.fixture
def listener(settings: Settings) -> Iterator[str]:
    """The address of a server on this machine, which the installation lets."""
    Listener.posts.clear()
    Listener.answer = 200
    server = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.WEBHOOK_HOSTS = ("127.0.0.1",)
    yield f"http://127.0.0.1:{server.server_port}/nhan"
    server.shutdown()
    server.server_close()


def make_outlet(unit: Unit, address: str, channel: str = "webhook") -> Outlet:
    """An outlet as it is stored, whatever its address."""
    return Outlet.objects.create(unit=unit, name="Nhóm điều hành", channel=channel, address=address, made_at=at(1))


def test_a_post_is_signed_and_tells_no_words_of_the_task(part: Assignment, town: Town, listener: str) -> None:
    outlet = make_outlet(town.department, listener)
    tick(at(26), whole=True)
    [(head, body)] = Listener.posts
    assert head[SIGNATURE] == signature_of(secret_of(outlet), head[TIMESTAMP], body)
    assert head[TIMESTAMP] == str(int(at(26).timestamp()))
    told = json.loads(body)
    assert [one["task"] for one in told["parts"]] == ["NV26-0001"]
    assert "Rà soát" not in body.decode()
    tick(at(26) + timedelta(hours=1), whole=True)
    assert len(Listener.posts) == 1


def test_another_department_has_no_part_in_an_outlet(part: Assignment, town: Town, listener: str) -> None:
    make_outlet(town.elsewhere, listener)
    tick(at(26), whole=True)
    assert Listener.posts == []


def test_a_redirect_is_not_followed_and_ends_the_message(part: Assignment, town: Town, listener: str) -> None:
    Listener.answer = 302
    make_outlet(town.department, listener)
    tick(at(26), whole=True)
    assert len(Listener.posts) == 1
    assert {(row.state, row.error) for row in Message.objects.filter(channel="webhook")} == {("failed", "HTTP 302")}


def test_a_server_in_trouble_is_asked_again_each_time_later_and_then_given_up(part: Assignment, town: Town, listener: str) -> None:
    Listener.answer = 503
    make_outlet(town.department, listener)
    now, pauses = at(26), []
    for _ in range(TRIES):
        tick(now, whole=True)
        row = Message.objects.filter(channel="webhook")[0]
        pauses.append(row.next_at - now)
        now = row.next_at
    assert len(Listener.posts) == TRIES
    assert pauses == sorted(pauses)
    assert pauses[0] == timedelta(minutes=5)
    assert {(row.state, row.error, row.tries) for row in Message.objects.filter(channel="webhook")} == {("failed", "HTTP 503", TRIES)}


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://example.com/a", "https"),
        ("ftp://example.com/a", "https"),
        ("file:///etc/passwd", "shape"),
        ("https://user:word@example.com/", "shape"),
        ("https://example.com:22/", "port"),
        ("https://example.com/a b", "shape"),
        ("https://example.com/\r\nX: y", "shape"),
        ("https://ví-dụ.vn/", "shape"),
        ("https://[::1", "shape"),
        ("", "shape"),
    ],
)
def test_an_address_of_the_wrong_kind_is_refused(address: str, why: str) -> None:
    with pytest.raises(WrongAddress, match=why):
        checked_address(address)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.1.1",
        "172.16.0.9",
        "169.254.169.254",
        "0.0.0.0",
        "::1",
        "fe80::1",
        "fd00::1",
        "::ffff:127.0.0.1",
        "100.64.0.1",
        "localhost",
    ],
)
def test_a_private_address_is_never_reached(host: str, settings: Settings) -> None:
    settings.WEBHOOK_HOSTS = ()
    with pytest.raises(WrongAddress, match="private"):
        reached_at(host, 443)


def test_a_name_with_one_private_address_among_public_ones_is_not_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in ("93.184.215.14", "10.0.0.7")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_given, **_named: found)
    with pytest.raises(WrongAddress):
        reached_at("example.com", 443)


def test_a_private_webhook_is_refused_when_added_and_when_sent(part: Assignment, town: Town, settings: Settings) -> None:
    settings.WEBHOOK_HOSTS = ()
    scope = scope_of(town.quan, on=at(1).date())
    with pytest.raises(Refused, match="mạng nội bộ"):
        add_outlet(town.department, Wanted("Nội bộ", "webhook", "https://127.0.0.1/"), scope=scope, now=at(1))
    make_outlet(town.department, "https://127.0.0.1:8443/")
    tick(at(26), whole=True)
    assert {(row.state, row.error) for row in Message.objects.filter(channel="webhook")} == {("failed", "webhook-private")}


def test_only_who_administers_the_department_lets_reminders_out(town: Town, listener: str) -> None:
    for person in (town.lan, town.minh, town.hoa, town.director):
        with pytest.raises(PermissionDenied):
            add_outlet(town.department, Wanted("X", "webhook", listener), scope=scope_of(person, on=at(1).date()), now=at(1))
    outlet = add_outlet(town.department, Wanted("X", "webhook", listener), scope=scope_of(town.quan, on=at(1).date()), now=at(1))
    with pytest.raises(PermissionDenied):
        end_outlet(outlet, scope=scope_of(town.hoa, on=at(1).date()), now=at(1))


def test_an_outlet_that_was_ended_gets_nothing_that_waited(part: Assignment, town: Town, listener: str) -> None:
    outlet = make_outlet(town.department, listener)
    tick(at(25), whole=True)
    before = len(Listener.posts)
    tick(at(26, hour=6), whole=True)
    assert Message.objects.filter(outlet=outlet, state="owed").exists()
    end_outlet(outlet, scope=scope_of(town.quan, on=at(1).date()), now=at(26, hour=6))
    tick(at(26, hour=9), whole=True)
    assert len(Listener.posts) == before
    assert set(Message.objects.filter(outlet=outlet).values_list("state", flat=True)) == {"sent", "skipped"}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the library's own, as it loads
def test_a_gateway_is_named_by_the_installation_alone(part: Assignment, town: Town, listener: str, settings: Settings) -> None:
    settings.GATEWAYS = {"nhom": listener.replace("http://", "json://")}
    scope = scope_of(town.quan, on=at(1).date())
    with pytest.raises(Refused):
        add_outlet(town.department, Wanted("X", "gateway", "json://10.0.0.1/"), scope=scope, now=at(1))
    add_outlet(town.department, Wanted("X", "gateway", "nhom"), scope=scope, now=at(1))
    tick(at(26), whole=True)
    [(_head, body)] = Listener.posts
    assert "NV26-0001" in body.decode()
    assert "Rà soát" not in body.decode()
    assert set(Message.objects.filter(channel="gateway").values_list("state", flat=True)) == {"sent"}


def test_a_mail_server_that_is_away_holds_nothing_up_and_is_asked_again(
    part: Assignment, mailed: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = mail.EmailMessage.send

    def away(*_given: object, **_named: object) -> int:
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(mail.EmailMessage, "send", away)
    tick(at(26), whole=True)
    waiting = Message.objects.filter(channel="mail")
    assert {(row.state, row.tries) for row in waiting} == {("owed", 1)}
    assert Message.objects.filter(channel="app", state="sent").exists()
    monkeypatch.setattr(mail.EmailMessage, "send", send)
    tick(at(26) + timedelta(minutes=4))
    assert mail.outbox == []
    tick(at(26) + timedelta(minutes=6))
    assert len(mail.outbox) == 2


def test_an_address_that_the_server_refuses_is_not_tried_again(part: Assignment, mailed: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object, **_named: object) -> int:
        raise smtplib.SMTPRecipientsRefused({"minh@hachau.example": (550, b"No such user")})

    monkeypatch.setattr(mail.EmailMessage, "send", refuse)
    tick(at(26), whole=True)
    failed = Message.objects.filter(channel="mail", recipient=mailed.minh)
    assert {(row.state, row.error) for row in failed} == {("failed", "550 No such user")}
    with pytest.raises(PermissionDenied):
        send_again(failed[0], scope=scope_of(mailed.hoa, on=at(26).date()), now=at(27))
    send_again(failed[0], scope=scope_of(mailed.lan, on=at(26).date()), now=at(26, hour=11))
    assert Message.objects.filter(state="owed", channel="mail", recipient=mailed.minh).count() == 1
    with pytest.raises(Refused):
        send_again(Message.objects.filter(state="sent")[0], scope=scope_of(mailed.lan, on=at(26).date()), now=at(26, hour=11))


def test_the_same_piece_has_the_same_message_id(part: Assignment, mailed: Town) -> None:
    tick(at(26), whole=True)
    ids = [letter.message()["Message-ID"] for letter in mail.outbox]
    assert len(set(ids)) == 2
    assert all(one.endswith("@dondoc.hachau.example>") for one in ids)
