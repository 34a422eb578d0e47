"""Turns `dondoc.toml` and the environment into the values that the settings are made of."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

FILE = "dondoc.toml"


class WrongConfiguration(Exception):
    """A setting that cannot be used; `vi` and `en` say which, what was given and what was expected."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.vi = vi
        self.en = en


@dataclass(frozen=True)
class Configuration:
    """What an office may decide about its own installation; every default is the safe one."""

    data: Path
    database: str = ""
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    secret_key: str = ""
    https: bool = False
    proxies: int = 0
    time_zone: str = "Asia/Ho_Chi_Minh"
    debug: bool = False
    mail_url: str = ""
    mail_from: str = "dondoc@localhost"
    site_url: str = ""
    gateways: tuple[tuple[str, str], ...] = ()
    webhook_hosts: tuple[str, ...] = ()
    job_lease: int = 60
    trusted_certificates: tuple[str, ...] = ()

    @property
    def embedded(self) -> bool:
        """Whether the embedded database is used."""
        return not self.database.startswith(_POSTGRES)


_KEYS = tuple(name for name in Configuration.__dataclass_fields__)
_POSTGRES = ("postgres://", "postgresql://")
_SQLITE = "sqlite:///"
_SHORTEST_LEASE = 1  # second


def configuration(environment: Mapping[str, str], folder: Path) -> Configuration:
    """Return the configuration of `dondoc.toml` in `folder` (or where DONDOC_CONFIG says), overruled by DONDOC_… variables.

    Raises WrongConfiguration for a file that is no TOML, a key that is not known or a value of the wrong kind.
    """
    path = Path(environment.get("DONDOC_CONFIG") or folder / FILE)
    given: dict[str, object] = dict(_read(path)) if path.exists() or "DONDOC_CONFIG" in environment else {}
    unknown, known = ", ".join(sorted(given.keys() - set(_KEYS))), ", ".join(_KEYS)
    if unknown:
        raise WrongConfiguration(
            f"{path}: không có thiết đặt {unknown}; các thiết đặt: {known}", f"{path}: there is no setting {unknown}; known: {known}"
        )
    given |= {key: value for key in _KEYS if (value := environment.get(f"DONDOC_{key.upper()}")) is not None}
    data = Path(_text(given, "data") or _default_data(environment)).expanduser()
    return Configuration(
        data=data if data.is_absolute() else (path.parent if "data" in given and path.exists() else folder) / data,
        database=_database(given),
        hosts=_list(given, "hosts") or Configuration.hosts,
        secret_key=_text(given, "secret_key"),
        https=_flag(given, "https"),
        proxies=_count(given, "proxies", 0),
        time_zone=_time_zone(given),
        debug=_flag(given, "debug"),
        mail_url=_mail(given),
        mail_from=_text(given, "mail_from") or Configuration.mail_from,
        site_url=_site(given),
        gateways=_gateways(given),
        webhook_hosts=_list(given, "webhook_hosts"),
        job_lease=max(_count(given, "job_lease", Configuration.job_lease), _SHORTEST_LEASE),
        trusted_certificates=_paths(given, path.parent if path.exists() else folder),
    )


def postgres_settings(address: str) -> dict[str, str]:
    """Return Django's NAME, USER, PASSWORD, HOST and PORT of `postgresql://user:word@host:port/name`.

    Raises WrongConfiguration where the address is of another shape; its words never repeat the password.
    """
    parts, port = _parts(address)
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise WrongConfiguration(
            "database: địa chỉ phải theo mẫu postgresql://người-dùng:mật-khẩu@máy:5432/tên-cơ-sở-dữ-liệu",
            "database: the address must look like postgresql://user:password@host:5432/name",
        )
    return {
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
    }


def mail_settings(address: str) -> dict[str, object]:
    """Return Django's EMAIL_… settings for `smtp://user:word@host:587` (STARTTLS) or `smtps://…:465`; nothing is sent where it is empty.

    Raises WrongConfiguration where the address is of another shape; its words never repeat the password.
    """
    if not address:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts, port = _parts(address)
    if not parts.hostname or parts.scheme not in ("smtp", "smtps"):
        raise WrongConfiguration(
            "mail_url: địa chỉ phải theo mẫu smtp://người-dùng:mật-khẩu@máy:587 hoặc smtps://người-dùng:mật-khẩu@máy:465",
            "mail_url: the address must look like smtp://user:password@host:587 or smtps://user:password@host:465",
        )
    whole = parts.scheme == "smtps"
    user = unquote(parts.username or "")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or (465 if whole else 587),
        "EMAIL_HOST_USER": user,
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": whole,
        "EMAIL_USE_TLS": not whole and bool(user),  # a relay of the house that asks for no name may know no TLS
        "EMAIL_TIMEOUT": 20,
    }


def _parts(address: str) -> tuple[SplitResult, int | None]:
    """Take an address apart; nothing is found in one that cannot be."""
    try:
        parts = urlsplit(address)
        return parts, parts.port
    except ValueError:
        return urlsplit(""), None


def _default_data(environment: Mapping[str, str]) -> Path:
    return Path(environment.get("XDG_DATA_HOME") or "~/.local/share") / "dondoc"


def _read(path: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WrongConfiguration(f"{path}: không đọc được ({error})", f"{path}: cannot be read ({error})") from error


def _database(given: Mapping[str, object]) -> str:
    address = _text(given, "database")
    if address and not address.startswith((*_POSTGRES, _SQLITE)):
        raise WrongConfiguration(
            "database: phải bắt đầu bằng postgresql:// hoặc sqlite:///; để trống thì dùng cơ sở dữ liệu nhúng",
            "database: must begin with postgresql:// or sqlite:///; leave it empty for the embedded database",
        )
    if address.startswith(_POSTGRES):
        postgres_settings(address)
    return address


def _mail(given: Mapping[str, object]) -> str:
    address = _text(given, "mail_url")
    mail_settings(address)
    return address


def _site(given: Mapping[str, object]) -> str:
    address = _text(given, "site_url").rstrip("/")
    parts, _port = _parts(address)
    if address and (parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query):
        raise WrongConfiguration(
            "site_url: địa chỉ phải theo mẫu https://dondoc.so.gov.vn, không có đường dẫn phía sau",
            "site_url: the address must look like https://dondoc.example.org, without a path",
        )
    return address


def _gateways(given: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """Return names and addresses of a table; in a variable, `name=address` parted by blanks, since addresses hold commas."""
    value = given.get("gateways", {})
    if isinstance(value, str):
        value = dict(part.partition("=")[::2] for part in value.split())
    if not isinstance(value, dict) or not all(isinstance(address, str) and "://" in address for address in value.values()):
        raise WrongConfiguration(
            'gateways: phải là bảng tên = "địa chỉ apprise", ví dụ [gateways] rồi nhom-chat = "zulip://..."',
            'gateways: must be a table of name = "apprise address", for example [gateways] and chat = "zulip://..."',
        )
    return tuple(value.items())


def _time_zone(given: Mapping[str, object]) -> str:
    name = _text(given, "time_zone") or Configuration.time_zone
    try:
        ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError) as error:
        example = Configuration.time_zone
        raise WrongConfiguration(
            f"time_zone: không có múi giờ {name!r}; ví dụ: {example}", f"time_zone: there is no {name!r}; for example: {example}"
        ) from error
    return name


def _text(given: Mapping[str, object], key: str) -> str:
    value = given.get(key, "")
    if not isinstance(value, str):
        raise WrongConfiguration(f"{key}: {value!r} phải là một chuỗi", f"{key}: {value!r} must be text in quotes")
    return value


def _list(given: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = given.get(key, ())
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    if isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
        return tuple(value)
    raise WrongConfiguration(f"{key}: {value!r} phải là danh sách chuỗi", f"{key}: {value!r} must be a list of texts")


def _paths(given: Mapping[str, object], folder: Path) -> tuple[str, ...]:
    """Return files or folders of certificates, those without a root beside the file of settings."""
    paths = tuple(folder / Path(name).expanduser() for name in _list(given, "trusted_certificates"))
    missing = ", ".join(str(path) for path in paths if not path.exists())
    if missing:
        raise WrongConfiguration(
            f"trusted_certificates: không có tệp hay thư mục {missing}", f"trusted_certificates: there is no file or folder {missing}"
        )
    return tuple(map(str, paths))


def _flag(given: Mapping[str, object], key: str) -> bool:
    value = given.get(key, False)
    if isinstance(value, bool):
        return value
    if value in ("1", "true", "yes"):
        return True
    if value in ("", "0", "false", "no"):
        return False
    raise WrongConfiguration(f"{key}: {value!r} phải là true hoặc false", f"{key}: {value!r} must be true or false")


def _count(given: Mapping[str, object], key: str, default: int) -> int:
    value = given.get(key, default)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return int(value)
    raise WrongConfiguration(f"{key}: {value!r} phải là số nguyên từ 0", f"{key}: {value!r} must be a whole number from 0 up")
