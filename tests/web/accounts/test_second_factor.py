"""The second step: no code, no page; a code works once; whoever loses both the telephone and the codes asks an administrator."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from dondoc.web.accounts.actions import turn_off_second_factor
from dondoc.web.accounts.actions.second_factor import begin_second_factor, has_second_factor, turn_on_second_factor, verify_code
from dondoc.web.accounts.models import FailedLogin, LoginSession, User
from dondoc.web.audit.models import Entry
from tests.builders import WORD, make_user
from tests.people import Town

CODE = "/dang-nhap/ma/"
PAGE = "/toi/xac-thuc-hai-buoc/"


def code_of(user: User, steps_ahead: int = 0) -> str:
    """What the person's telephone shows now, or half a minute later."""
    device = TOTPDevice.objects.get(user=user)
    clock = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    clock.time = time.time() + 30 * steps_ahead
    return f"{clock.token():06d}"


def wrong_code_of(user: User) -> str:
    """Six digits that the telephone shows neither now nor next to now."""
    near = {code_of(user, step) for step in (-2, -1, 0, 1, 2)}
    return next(code for code in ("000000", "111111", "222222", "333333", "444444", "555555") if code not in near)


def forgive(user: User) -> None:
    """Let the wait after a wrong code be over."""
    for devices in (TOTPDevice.objects, StaticDevice.objects):
        devices.filter(user=user).update(throttling_failure_timestamp=timezone.now() - timedelta(days=1))


@pytest.fixture
def codes(town: Town) -> list[str]:
    """Lan has a telephone set up; the recovery codes she was shown. Its first code is used."""
    begin_second_factor(town.lan)
    codes = turn_on_second_factor(town.lan, code_of(town.lan))
    assert codes is not None
    return codes


@pytest.fixture
def half(client: Client, codes: list[str]) -> Client:
    """A browser in which Lan's right password was typed."""
    answer = client.post("/dang-nhap/", {"username": "lan", "password": WORD, "next": "/toi/phien/"})
    assert answer["Location"] == "/dang-nhap/ma/?next=%2Ftoi%2Fphien%2F"
    return client


@pytest.mark.parametrize(
    "path", ["/", "/toi/", "/toi/phien/", "/toi/mat-khau/", PAGE, "/to-chuc/", "/nhiem-vu/", "/thong-bao/", "/nhat-ky/"]
)
def test_who_owes_the_code_reaches_nothing(half: Client, path: str) -> None:
    answer = half.get(path)
    assert answer.status_code == 404 or answer["Location"].startswith("/dang-nhap/?next=")


@pytest.mark.parametrize("path", ["/dang-xuat/", PAGE + "tat/", PAGE + "bat/", PAGE + "ma-khoi-phuc/", "/toi/huong-dan/"])
def test_who_owes_the_code_changes_nothing(half: Client, town: Town, path: str) -> None:
    assert half.post(path, {"password": WORD, "step": 1})["Location"].startswith("/dang-nhap/?next=")
    assert has_second_factor(town.lan)
    assert not LoginSession.objects.exists()


def test_the_code_of_the_telephone_lets_in_under_a_new_session_key(half: Client, town: Town) -> None:
    before = half.session.session_key
    answer = half.post(CODE, {"code": code_of(town.lan, 1), "next": "/toi/phien/"})
    assert answer["Location"] == "/toi/phien/"
    assert half.get("/toi/phien/").status_code == 200
    assert half.session.session_key != before
    assert "half_logged_in" not in half.session


def test_the_key_of_the_session_changes_with_the_right_password(client: Client, codes: list[str]) -> None:
    session = client.session
    session["planted"] = 1
    session.save()
    client.cookies["dondoc_session"] = session.session_key or ""
    client.post("/dang-nhap/", {"username": "lan", "password": WORD})
    assert client.session.session_key != session.session_key


def test_a_code_of_the_telephone_works_once(half: Client, town: Town) -> None:
    code = code_of(town.lan, 1)
    half.post(CODE, {"code": code})
    thief = Client()
    thief.post("/dang-nhap/", {"username": "lan", "password": WORD})
    page = thief.post(CODE, {"code": code})
    assert "Mã không đúng hoặc đã dùng rồi" in page.content.decode()
    assert thief.get("/toi/").status_code == 302


def test_the_code_that_set_the_telephone_up_does_not_log_in(town: Town) -> None:
    begin_second_factor(town.lan)
    code = code_of(town.lan)
    turn_on_second_factor(town.lan, code)
    assert not verify_code(town.lan, code).right


@pytest.mark.parametrize("shape", [str, str.upper, lambda code: code.replace("-", ""), lambda code: f" {code[:5]} {code[6:]} "])
def test_a_recovery_code_works_once_however_it_is_typed(half: Client, town: Town, codes: list[str], shape: Callable[[str], str]) -> None:
    assert half.post(CODE, {"code": shape(codes[3])})["Location"] == "/"
    assert not verify_code(town.lan, codes[3]).right
    assert StaticToken.objects.count() == 9
    entry = Entry.objects.get(verb="dùng một mã khôi phục")
    assert entry.changes == {"số mã khôi phục còn lại": [10, 9]}


def test_a_copy_of_the_database_shows_no_recovery_code(codes: list[str]) -> None:
    kept = set(StaticToken.objects.values_list("token", flat=True))
    assert len(kept) == len(codes) == 10
    assert not kept & {code.replace("-", "") for code in codes}


def test_each_wrong_code_doubles_the_wait_in_every_browser(half: Client, town: Town) -> None:
    half.post(CODE, {"code": wrong_code_of(town.lan)})
    other = Client()
    other.post("/dang-nhap/", {"username": "lan", "password": WORD})
    page = other.post(CODE, {"code": code_of(town.lan, 1)})
    assert re.search(r"Đợi \d giây", page.content.decode())
    assert other.get("/toi/").status_code == 302
    forgive(town.lan)
    assert other.post(CODE, {"code": code_of(town.lan, 1)}).status_code == 302


def test_five_wrong_codes_ask_for_the_password_again(half: Client, town: Town) -> None:
    for _ in range(5):
        forgive(town.lan)
        half.post(CODE, {"code": wrong_code_of(town.lan)})
    forgive(town.lan)
    assert half.post(CODE, {"code": code_of(town.lan, 1)})["Location"] == "/dang-nhap/"
    assert half.get("/toi/").status_code == 302
    assert FailedLogin.objects.count() == 5
    assert Entry.objects.filter(verb="đăng nhập không thành công", subject_label="Nguyễn Thị Lan").count() == 5


def test_an_address_with_sixty_failures_tries_no_code_either(half: Client, town: Town) -> None:
    FailedLogin.objects.bulk_create(FailedLogin(network="127.0.0.1", at=timezone.now()) for _ in range(60))
    assert half.post(CODE, {"code": code_of(town.lan, 1)}).status_code == 429


def test_the_second_step_is_over_after_ten_minutes(half: Client, town: Town) -> None:
    session = half.session
    session["half_logged_in"] = {**session["half_logged_in"], "at": (timezone.now() - timedelta(minutes=11)).timestamp()}
    session.save()
    assert half.post(CODE, {"code": code_of(town.lan, 1)})["Location"] == "/dang-nhap/"


def test_a_new_password_or_a_closed_account_ends_the_second_step(half: Client, town: Town) -> None:
    User.objects.filter(pk=town.lan.pk).update(is_active=False)
    assert half.post(CODE, {"code": code_of(town.lan, 1)})["Location"] == "/dang-nhap/"
    User.objects.filter(pk=town.lan.pk).update(is_active=True)
    half.post("/dang-nhap/", {"username": "lan", "password": WORD})
    town.lan.set_password("một câu mới và đủ dài")
    town.lan.save()
    assert half.post(CODE, {"code": code_of(town.lan, 1)})["Location"] == "/dang-nhap/"


def test_the_page_of_the_code_wants_the_password_first(client: Client, town: Town) -> None:
    assert client.get(CODE)["Location"] == "/dang-nhap/"
    assert client.post(CODE, {"code": "123456"})["Location"] == "/dang-nhap/"


def test_a_telephone_is_set_up_by_picture_or_key_and_the_codes_show_once(town: Town, as_user: Callable[[User], Client]) -> None:
    elsewhere, client = as_user(town.lan), as_user(town.lan)
    assert elsewhere.get("/toi/").status_code == 200
    assert "<svg" not in client.get(PAGE).content.decode().split('class="account"')[1]
    client.post(PAGE + "bat/")
    page = client.get(PAGE).content.decode()
    assert 'class="qr"' in page
    assert "style=" not in page
    assert re.search(r"([A-Z2-7]{4} ){7}[A-Z2-7]{4}", page)
    assert "Mã không đúng" in client.post(PAGE + "xac-nhan/", {"code": wrong_code_of(town.lan)}).content.decode()
    assert not has_second_factor(town.lan)
    code = code_of(town.lan)
    shown = client.post(PAGE + "xac-nhan/", {"code": f"{code[:3]} {code[3:]}"}).content.decode()
    codes = re.findall(r"<code>([a-z2-9]{5}-[a-z2-9]{5})</code>", shown)
    assert len(set(codes)) == 10
    assert has_second_factor(town.lan)
    assert not set(codes) & set(re.findall(r"[a-z2-9]{5}-[a-z2-9]{5}", client.get(PAGE).content.decode()))
    assert elsewhere.get("/toi/").status_code == 302
    assert Entry.objects.filter(verb="bật xác thực hai bước", actor=town.lan).exists()


def test_a_telephone_in_use_is_not_replaced_by_setting_up_another(town: Town, codes: list[str], as_user: Callable[[User], Client]) -> None:
    client = as_user(town.lan)
    key = TOTPDevice.objects.get(user=town.lan).key
    client.post(PAGE + "bat/")
    assert client.post(PAGE + "xac-nhan/", {"code": code_of(town.lan, 1)}).status_code == 200
    assert TOTPDevice.objects.get(user=town.lan).key == key
    assert StaticToken.objects.count() == 10


def test_turning_off_asks_for_the_password(town: Town, codes: list[str], as_user: Callable[[User], Client]) -> None:
    client = as_user(town.lan)
    assert "Mật khẩu không đúng" in client.post(PAGE + "tat/", {"password": "sai"}).content.decode()
    assert has_second_factor(town.lan)
    assert client.post(PAGE + "tat/", {"password": WORD})["Location"] == PAGE
    assert not has_second_factor(town.lan)
    assert not StaticToken.objects.exists()


def test_guessing_the_password_from_within_is_locked_too(town: Town, codes: list[str], as_user: Callable[[User], Client]) -> None:
    client = as_user(town.lan)
    answers = [client.post(PAGE + "tat/", {"password": "sai"}).status_code for _ in range(8)]
    assert answers == [200] * 7 + [429]
    assert client.post(PAGE + "tat/", {"password": WORD}).status_code == 429
    assert has_second_factor(town.lan)


def test_new_recovery_codes_ask_for_the_password_and_end_the_old(town: Town, codes: list[str], as_user: Callable[[User], Client]) -> None:
    client = as_user(town.lan)
    client.post(PAGE + "ma-khoi-phuc/", {"password": "sai"})
    assert verify_code(town.lan, codes[0]).right
    shown = client.post(PAGE + "ma-khoi-phuc/", {"password": WORD}).content.decode()
    fresh = re.findall(r"<code>([a-z2-9]{5}-[a-z2-9]{5})</code>", shown)
    assert not verify_code(town.lan, codes[1]).right
    forgive(town.lan)
    assert verify_code(town.lan, fresh[0]).right


def test_recovery_codes_are_for_who_has_a_telephone_set_up(town: Town, as_user: Callable[[User], Client]) -> None:
    assert as_user(town.minh).post(PAGE + "ma-khoi-phuc/", {"password": WORD})["Location"] == PAGE
    assert not StaticToken.objects.exists()


def test_an_administrator_turns_it_off_for_who_lost_both_and_nobody_else_does(town: Town, codes: list[str]) -> None:
    with pytest.raises(PermissionDenied):
        turn_off_second_factor(town.lan, by=town.hoa)
    turn_off_second_factor(town.lan, by=make_user("goc", "Quản trị", is_administrator=True), reason="mất điện thoại")
    assert not has_second_factor(town.lan)
    assert Entry.objects.get(verb="tắt xác thực hai bước").reason == "mất điện thoại"
