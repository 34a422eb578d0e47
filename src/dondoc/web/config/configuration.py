"""Turns `dondoc.toml` and the environment into the values that the settings are made of."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

FILE = "dondoc.toml"


class WrongConfiguration(Exception):
    """A setting that cannot be used; the words say which, what was given and what was expected."""


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

    @property
    def embedded(self) -> bool:
        """Whether the embedded database is used."""
        return not self.database.startswith(("postgres://", "postgresql://"))


_KEYS = tuple(name for name in Configuration.__dataclass_fields__)


def configuration(environment: Mapping[str, str], folder: Path) -> Configuration:
    """Return the configuration of `dondoc.toml` in `folder` (or where DONDOC_CONFIG says), overruled by DONDOC_… variables.

    Raises WrongConfiguration for a file that is no TOML, a key that is not known or a value of the wrong kind.
    """
    path = Path(environment.get("DONDOC_CONFIG") or folder / FILE)
    given: dict[str, object] = dict(_read(path)) if path.exists() or "DONDOC_CONFIG" in environment else {}
    unknown = sorted(given.keys() - set(_KEYS))
    if unknown:
        raise WrongConfiguration(f"{path}: không có thiết đặt {', '.join(unknown)}; có: {', '.join(_KEYS)}")
    given |= {key: value for key in _KEYS if (value := environment.get(f"DONDOC_{key.upper()}")) is not None}
    data = Path(str(given.get("data") or _default_data(environment))).expanduser()
    return Configuration(
        data=data if data.is_absolute() else (path.parent if "data" in given and path.exists() else folder) / data,
        database=_text(given, "database"),
        hosts=_list(given, "hosts") or Configuration.hosts,
        secret_key=_text(given, "secret_key"),
        https=_flag(given, "https"),
        proxies=_count(given, "proxies"),
        time_zone=_text(given, "time_zone") or Configuration.time_zone,
        debug=_flag(given, "debug"),
        mail_url=_text(given, "mail_url"),
        mail_from=_text(given, "mail_from") or Configuration.mail_from,
    )


def postgres_settings(address: str) -> dict[str, str]:
    """Return Django's NAME, USER, PASSWORD, HOST and PORT of `postgresql://user:word@host:port/name`."""
    parts = urlsplit(address)
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise WrongConfiguration(f"database: {address!r} không có tên cơ sở dữ liệu; mẫu: postgresql://người-dùng:mật-khẩu@máy:5432/tên")
    return {
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
    }


def _default_data(environment: Mapping[str, str]) -> Path:
    return Path(environment.get("XDG_DATA_HOME") or "~/.local/share") / "dondoc"


def _read(path: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WrongConfiguration(f"{path}: không đọc được ({error})") from error


def _text(given: Mapping[str, object], key: str) -> str:
    value = given.get(key, "")
    if not isinstance(value, str):
        raise WrongConfiguration(f"{key}: {value!r} phải là một chuỗi")
    return value


def _list(given: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = given.get(key, ())
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    if isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
        return tuple(value)
    raise WrongConfiguration(f"{key}: {value!r} phải là danh sách chuỗi")


def _flag(given: Mapping[str, object], key: str) -> bool:
    value = given.get(key, False)
    if isinstance(value, bool):
        return value
    if value in ("1", "true", "yes"):
        return True
    if value in ("", "0", "false", "no"):
        return False
    raise WrongConfiguration(f"{key}: {value!r} phải là true hoặc false")


def _count(given: Mapping[str, object], key: str) -> int:
    value = given.get(key, 0)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return int(value)
    raise WrongConfiguration(f"{key}: {value!r} phải là số nguyên")
