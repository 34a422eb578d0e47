"""Serves the pages with granian, and on the embedded database works on the jobs beside it."""

from __future__ import annotations

import errno
import http.client
import ipaddress
import multiprocessing
import os
import signal
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from dondoc.web.config.children import GRACE, JobProcesses
from dondoc.web.config.configuration import Configuration
from dondoc.web.config.setting_up import CannotStart
from dondoc.web.config.starting import check_tables, collect_static

_FIRST_ANSWER, _BETWEEN_ASKING = 30.0, 0.1  # seconds
_IPV6 = 6
_THREADS = min(8, 2 * (os.cpu_count() or 1) + 1)  # in one process; never more than it has connections to PostgreSQL


@dataclass(frozen=True, slots=True)
class Address:
    """Where to serve; `plain_http` lets others than this machine in without https."""

    host: str = "127.0.0.1"
    port: int = 8000
    plain_http: bool = False

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/"


def serve(address: Address, configuration: Configuration, *, workers: int, ready: Callable[[], None]) -> None:
    """Serve until SIGTERM or SIGINT; `ready` is called once a page has been answered. Raises CannotStart."""
    check_address(address, configuration)
    check_tables(configuration)
    collect_static(configuration)
    connections.close_all()
    multiprocessing.set_start_method("spawn", force=True)
    server = Granian(
        target="dondoc.web.config.served:application",
        address=address.host,
        port=address.port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=_THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=int(GRACE),
        websockets=False,
        log_level=LogLevels.warning,
    )
    jobs = JobProcesses(1 if configuration.embedded else 0)
    ended = threading.Event()
    server.on_startup(jobs.start)
    server.on_startup(threading.Thread(target=_tell_when_answered, args=(address, ready, ended), name="first-answer", daemon=True).start)
    try:
        server.serve()
    finally:
        ended.set()
        jobs.stop()


def _tell_when_answered(address: Address, ready: Callable[[], None], ended: threading.Event) -> None:
    """Call `ready` once the port answers a request, whatever it answers: until then its processes still load the pages."""
    while not ended.is_set():
        asked = http.client.HTTPConnection(_reached_at(address.host), address.port, timeout=_FIRST_ANSWER)
        try:
            asked.request("HEAD", "/suc-khoe/")
            asked.getresponse()
        except (OSError, http.client.HTTPException):
            ended.wait(_BETWEEN_ASKING)
        else:
            ready()
            connections.close_all()  # this thread's own
            return
        finally:
            asked.close()


def _reached_at(host: str) -> str:
    """Return the address at which this machine itself reaches a server that listens on `host`, be it on all addresses."""
    given = ipaddress.ip_address(host)
    return ("::1" if given.version == _IPV6 else "127.0.0.1") if given.is_unspecified else host


def work(count: int, configuration: Configuration, *, ready: Callable[[], None]) -> None:
    """Work on jobs with `count` processes until SIGTERM or SIGINT. Raises CannotStart."""
    check_tables(configuration)
    stop = threading.Event()

    def ask(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask)
    signal.signal(signal.SIGINT, ask)
    jobs = JobProcesses(count)
    jobs.start()
    ready()
    stop.wait()
    jobs.stop()


def check_address(address: Address, configuration: Configuration) -> None:
    """Refuse an address that would show passwords to the network, and a port that is taken. Raises CannotStart."""
    if not _is_ip(address.host):
        raise CannotStart(
            f"--host nhận địa chỉ IP, không nhận tên {address.host!r}; tên máy chủ đặt bằng hosts trong dondoc.toml.",
            f"--host takes an IP address, not the name {address.host!r}; host names are set by hosts in dondoc.toml.",
        )
    if not _is_loopback(address.host) and not address.plain_http and not configuration.https:
        raise CannotStart(
            f"Địa chỉ {address.host} mở cho máy khác mà chưa có https. Hãy đặt https = true và hosts trong dondoc.toml, để nginx nhận "
            "https rồi chuyển vào; hoặc thêm --plain-http nếu chấp nhận mật khẩu đi không mã hóa.",
            f"The address {address.host} is open to other machines and there is no https. Set https = true and hosts in dondoc.toml and "
            "let nginx take https; or add --plain-http if passwords may travel unencrypted.",
        )
    if not _is_loopback(address.host) and configuration.hosts == Configuration.hosts:
        raise CannotStart(
            'Chưa có tên máy chủ nào được phép. Hãy đặt trong dondoc.toml, ví dụ: hosts = ["dondoc.so.gov.vn"]',
            'No host name is allowed yet. Set it in dondoc.toml, for example: hosts = ["dondoc.so.gov.vn"]',
        )
    _check_port(address)


def _is_ip(host: str) -> bool:
    try:
        return bool(ipaddress.ip_address(host))
    except ValueError:
        return False


def _is_loopback(host: str) -> bool:
    return ipaddress.ip_address(host).is_loopback


def _check_port(address: Address) -> None:
    """Try the port as granian will: it shares ports among its own processes, and would join another server unasked."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.host, address.port))
        except OSError as error:
            raise CannotStart(*_refused(address, error)) from error


def _refused(address: Address, error: OSError) -> tuple[str, str]:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Cổng {address.port} đang có chương trình khác dùng. Hãy dừng chương trình ấy hoặc chọn cổng khác: --port {address.port + 1}",
            f"Another program uses port {address.port}. Stop it, or choose another port: --port {address.port + 1}",
        )
    if error.errno == errno.EACCES:
        return (
            f"Không có quyền mở cổng {address.port}. Hãy chọn cổng từ 1024 trở lên: --port 8000",
            f"There is no right to open port {address.port}. Choose one from 1024 up: --port 8000",
        )
    why = os.strerror(error.errno) if error.errno else str(error)
    return (f"Không mở được địa chỉ {address.host}:{address.port}: {why}", f"Cannot open {address.host}:{address.port}: {why}")
