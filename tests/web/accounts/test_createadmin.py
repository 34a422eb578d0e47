"""`createadmin`: the first administrator, by a password typed at the terminal or a link, never by an argument."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from dondoc.web.accounts.management.commands import createadmin
from dondoc.web.accounts.models import User
from dondoc.web.audit.models import Entry

NEW = "mùa lúa năm nay được lắm"


class Terminal(io.StringIO):
    """Lines typed by a person."""

    def isatty(self) -> bool:
        """Say that a person sits here."""
        return True


def typed(monkeypatch: pytest.MonkeyPatch, lines: str, *passwords: str) -> None:
    """Let a person type the lines and passwords."""
    words: Iterator[str] = iter(passwords)
    monkeypatch.setattr(sys, "stdin", Terminal(lines))
    monkeypatch.setattr(createadmin, "getpass", lambda _question: next(words))


def test_without_a_terminal_a_one_time_link_is_printed(db: None, monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    out = io.StringIO()
    call_command("createadmin", "--username", "QuanTri", "--full-name", "Đỗ Minh Quân", stdout=out)
    user = User.objects.get()
    assert (user.username, user.full_name, user.is_administrator) == ("quantri", "Đỗ Minh Quân", True)
    assert not user.has_usable_password()
    link = out.getvalue().splitlines()[-1]
    assert client.post(link, {"new_password": NEW, "again": NEW}).status_code == 302
    assert client.post("/dang-nhap/", {"username": "quantri", "password": NEW}).status_code == 302
    assert client.get(link).status_code == 410
    assert set(Entry.objects.filter(actor=None).values_list("actor_name", flat=True)) == {"dondoc createadmin"}


def test_at_a_terminal_the_names_and_the_password_are_asked_for(db: None, monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    typed(monkeypatch, "quantri\nĐỗ Minh Quân\n", "ngắn", NEW, NEW + "x", NEW, NEW)
    out, err = io.StringIO(), io.StringIO()
    call_command("createadmin", stdout=out, stderr=err)
    assert "Mật khẩu còn ngắn" in err.getvalue()
    assert "không giống nhau" in err.getvalue()
    assert NEW not in out.getvalue() + err.getvalue()
    assert "/dat-mat-khau/" not in out.getvalue()
    assert client.post("/dang-nhap/", {"username": "quantri", "password": NEW}).status_code == 302


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "Tên đăng nhập"),
        (["--username", "quantri"], "Họ và tên"),
        (["--username", "quản trị", "--full-name", "Quân"], "chữ không dấu"),
        (["--username", "goc", "--full-name", "Quân"], "đã có người dùng"),
        (["--username", "quantri", "--full-name", "Quân", "--password", NEW], "unrecognized arguments"),
    ],
)
def test_what_cannot_be_used_is_named_and_leaves_nothing_behind(
    db: None, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str
) -> None:
    User.objects.create(username="goc", full_name="Gốc")
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    with pytest.raises(CommandError, match=says):
        call_command("createadmin", *arguments)
    assert User.objects.count() == 1
