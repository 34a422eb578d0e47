"""What an office may set: where it is read from, what it becomes, and what a wrong value is told."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from dondoc.web.config.configuration import Configuration, WrongConfiguration, configuration, mail_settings, postgres_settings

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "settings.md"


def written(folder: Path, words: str) -> Path:
    """A folder with this dondoc.toml."""
    (folder / "dondoc.toml").write_text(words, encoding="utf-8")
    return folder


def test_without_a_file_every_default_is_the_safe_one(tmp_path: Path) -> None:
    made = configuration({"XDG_DATA_HOME": str(tmp_path)}, tmp_path)
    assert made == Configuration(data=tmp_path / "dondoc")
    assert made.embedded
    assert (made.debug, made.hosts) == (False, ("localhost", "127.0.0.1", "[::1]"))


def test_the_environment_overrules_the_file(tmp_path: Path) -> None:
    folder = written(tmp_path, 'hosts = ["so.example.vn"]\nhttps = true\nproxies = 1\njob_lease = 30\n')
    made = configuration({"DONDOC_HOSTS": "a.vn, b.vn", "DONDOC_HTTPS": "0"}, folder)
    assert (made.hosts, made.https, made.proxies, made.job_lease) == (("a.vn", "b.vn"), False, 1, 30)


def test_trusted_certificates_stand_beside_the_file_and_must_be_there(tmp_path: Path) -> None:
    folder = written(tmp_path, 'trusted_certificates = ["chung-thu-goc"]\n')
    with pytest.raises(WrongConfiguration, match="chung-thu-goc"):
        configuration({}, folder)
    (tmp_path / "chung-thu-goc").mkdir()
    assert configuration({}, folder).trusted_certificates == (str(tmp_path / "chung-thu-goc"),)


def test_a_data_folder_in_the_file_is_beside_the_file(tmp_path: Path) -> None:
    folder = written(tmp_path, 'data = "so-lieu"\n')
    assert configuration({"DONDOC_CONFIG": str(folder / "dondoc.toml")}, Path("/")).data == tmp_path / "so-lieu"


def test_an_address_of_postgresql_is_taken_apart() -> None:
    assert postgres_settings("postgresql://so:m%40t@db.example.vn:5433/dondoc") == {
        "NAME": "dondoc",
        "USER": "so",
        "PASSWORD": "m@t",
        "HOST": "db.example.vn",
        "PORT": "5433",
    }


def test_an_address_of_a_mail_server_is_taken_apart() -> None:
    assert mail_settings("")["EMAIL_BACKEND"] == "django.core.mail.backends.dummy.EmailBackend"
    plain, whole = mail_settings("smtp://so:m%40t@thu.example.vn"), mail_settings("smtps://so:m@thu.example.vn")
    keys = ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_PASSWORD", "EMAIL_USE_TLS", "EMAIL_USE_SSL")
    assert [plain[key] for key in keys] == ["thu.example.vn", 587, "m@t", True, False]
    assert [whole[key] for key in keys] == ["thu.example.vn", 465, "m", False, True]


@pytest.mark.parametrize(
    "words, said",
    [
        ("hosts = [", "không đọc được"),
        ('color = "red"', "không có thiết đặt color"),
        ("hosts = [1, 2]", "phải là danh sách chuỗi"),
        ('https = "maybe"', "true hoặc false"),
        ("proxies = -1", "số nguyên"),
        ('proxies = "một"', "số nguyên"),
        ("secret_key = 5", "phải là một chuỗi"),
        ('time_zone = "Asia/Hanoi"', "không có múi giờ"),
        ('database = "mysql://a/b"', "postgresql://"),
        ('database = "postgresql://so:bimat@db"', "postgresql://"),
        ('database = "postgresql://so:bimat@db:năm/x"', "postgresql://"),
        ('mail_url = "so:bimat@thu"', "smtp://"),
        ('mail_url = "smtp://so:bimat@thu:năm"', "smtp://"),
    ],
)
def test_a_wrong_setting_is_named_in_both_languages_and_no_password_is_repeated(tmp_path: Path, words: str, said: str) -> None:
    with pytest.raises(WrongConfiguration) as caught:
        configuration({}, written(tmp_path, words))
    assert said in caught.value.vi
    assert words.split(" ")[0] in caught.value.en or "dondoc.toml" in caught.value.en
    assert "bimat" not in caught.value.vi + caught.value.en


def test_a_file_that_was_named_and_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(WrongConfiguration):
        configuration({"DONDOC_CONFIG": str(tmp_path / "none.toml")}, tmp_path)


def test_every_setting_is_on_its_page_with_its_default() -> None:
    words = PAGE.read_text(encoding="utf-8")
    defaults = {
        "data": "`~/.local/share/dondoc`",
        "database": "empty",
        "hosts": '`["localhost", "127.0.0.1", "[::1]"]`',
        "secret_key": "made",
        "mail_url": "empty",
        "site_url": "the first of `hosts`",
        "gateways": "none",
        "webhook_hosts": "none",
        "trusted_certificates": "none",
    }
    for setting in fields(Configuration):
        value = setting.default
        shown = defaults.get(setting.name) or (f"`{str(value).lower()}`" if isinstance(value, bool | int) else f'`"{value}"`')
        row = next((line for line in words.splitlines() if line.startswith(f"| `{setting.name}` |")), "")
        assert row, f"{setting.name} is not on the page"
        assert shown in row, f"{setting.name}: the page does not say {shown}"
        assert f"`DONDOC_{setting.name.upper()}`" in row
