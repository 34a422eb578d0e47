"""Loading the sample office where something is already, and from the command line."""

from __future__ import annotations

import stat
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from dondoc.web.accounts.models import User
from dondoc.web.config.configuration import Configuration
from dondoc.web.organisations.models import Unit
from dondoc.web.plans.demo import loading
from dondoc.web.plans.demo.office import about_the_office
from tests.builders import make_user

pytestmark = pytest.mark.django_db


def test_a_real_office_is_left_alone(settings: Settings, tmp_path: Path) -> None:
    settings.DONDOC = Configuration(tmp_path)
    make_user("lan", "Nguyễn Thị Lan")
    with pytest.raises(CommandError, match="đã có đơn vị hoặc tài khoản"):
        call_command("loaddemo", stdout=StringIO())
    assert (User.objects.count(), Unit.objects.count()) == (1, 0)
    assert list(tmp_path.iterdir()) == []


def test_a_load_that_fails_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(about_the_office()["names"], "Bưu điện tỉnh", "Đơn vị không có")
    with pytest.raises(Unit.DoesNotExist):
        loading.load(now=timezone.now())
    assert not User.objects.exists()
    assert not loading.is_loaded()


def test_the_command_prints_who_may_log_in_and_keeps_it_for_its_owner_alone(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DONDOC = Configuration(tmp_path)
    monkeypatch.setattr("dondoc.web.plans.demo.tales._TALES", [])  # the year's work is not what is asked here
    said = StringIO()
    call_command("loaddemo", stdout=said)
    lines = said.getvalue().strip().splitlines()
    assert len(lines) == 13
    for line in lines[1:]:
        username, password = line.split()[:2]
        assert User.objects.get(username=username).check_password(password)
    kept = tmp_path / "demo-log-ins.txt"
    assert kept.read_text(encoding="utf-8").strip() == said.getvalue().strip()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
