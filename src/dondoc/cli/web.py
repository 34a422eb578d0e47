"""Runs the commands of the web side: it loads Django, and is itself loaded for these commands alone."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dondoc.cli.arguments import Command, Request
from dondoc.engine.writing.language import Words
from dondoc.web.config.configuration import Configuration, WrongConfiguration
from dondoc.web.config.setting_up import CannotStart, set_up

FINE, FAILED = 0, 1
_PORT = 8000
_SERVED = Words("dondoc đang chạy tại {address} (dừng bằng Ctrl-C).", "dondoc is served at {address} (stop it with Ctrl-C).")
_NOBODY = Words(
    "Chưa có tài khoản nào. Mở một cửa sổ lệnh khác và chạy: dondoc createadmin",
    "There is no account yet. In another terminal, run: dondoc createadmin",
)
_WORKING = Words("dondoc đang làm các việc nền bằng {n} tiến trình (dừng bằng Ctrl-C).", "dondoc works on jobs in {n} processes (Ctrl-C).")
_MIGRATED = Words("Đã nâng cấp cơ sở dữ liệu: {n} bước.", "The database was brought up to date: {n} steps.")
_CURRENT = Words("Cơ sở dữ liệu đã ở bản mới nhất.", "The database is up to date.")
_EMBEDDED = Words(
    "Với cơ sở dữ liệu nhúng, dondoc serve tự làm việc nền; lệnh worker chạy thêm cũng được.",
    "On the embedded database dondoc serve works on jobs by itself; a worker beside it is welcome.",
)
_LOADING = Words("Đang dựng cơ quan mẫu…", "Making the sample office…")


def run(request: Request) -> int:
    """Do what was asked; return the exit code. A refusal is one sentence on standard error."""
    try:
        if request.command is Command.DEMO:
            return _demo(request)
        return _COMMANDS[request.command](request, set_up())
    except (WrongConfiguration, CannotStart) as error:
        sys.stderr.write(f"dondoc: {Words(error.vi, error.en).of(request.language)}\n")
        return FAILED


def _serve(request: Request, configuration: Configuration) -> int:
    # Late: these name tables, which are known once the apps are loaded.
    from dondoc.web.accounts.models import User
    from dondoc.web.config.serving import Address, serve

    asked = request.serving
    host = "127.0.0.1" if asked.host == "localhost" else asked.host
    address = Address(host, asked.port or _PORT, asked.plain_http)

    def ready() -> None:
        _show(_SERVED.of(request.language).format(address=address))
        if not User.objects.exists():
            _show(_NOBODY.of(request.language))

    serve(address, configuration, workers=asked.processes, ready=ready)
    return FINE


def _work(request: Request, configuration: Configuration) -> int:
    from dondoc.web.config.serving import work  # late: it names tables, which are known once the apps are loaded

    def ready() -> None:
        _show(_WORKING.of(request.language).format(n=request.serving.processes))
        if configuration.embedded:
            _show(_EMBEDDED.of(request.language))

    work(request.serving.processes, configuration, ready=ready)
    return FINE


def _migrate(request: Request, configuration: Configuration) -> int:
    from dondoc.web.config.starting import migrate  # late: it names tables, which are known once the apps are loaded

    steps = migrate(configuration)
    _show((_MIGRATED if steps else _CURRENT).of(request.language).format(n=steps))
    return FINE


def _tick(request: Request, configuration: Configuration) -> int:
    return _managed("tick", request, configuration)


def _createadmin(request: Request, configuration: Configuration) -> int:
    return _managed("createadmin", request, configuration)


def _audit(request: Request, configuration: Configuration) -> int:
    return _managed("audit_verify", request, configuration)


def _managed(name: str, request: Request, configuration: Configuration) -> int:
    """Run a management command with the options that were passed on; its own error is its sentence."""
    # Late: these name tables, which are known once the apps are loaded.
    from django.core.management import CommandError, call_command
    from django.utils import translation

    from dondoc.web.config.starting import check_tables  # late for the same reason

    check_tables(configuration)
    try:
        with translation.override(request.language.value):
            call_command(name, *request.passed)
    except CommandError as error:
        sys.stderr.write(f"dondoc: {error}\n")
        return error.returncode
    return FINE


def _demo(request: Request) -> int:
    """Make a sample office in a folder of its own, or take up the one in the folder that is named, and serve it.

    No setting of this machine counts. An office in a folder that nobody named is taken away afterwards.
    """
    with _demo_folder(request.data) as folder:
        for name in [name for name in os.environ if name.startswith("DONDOC_")]:
            del os.environ[name]
        os.environ |= {"DONDOC_DATA": folder, "DONDOC_CONFIG": os.devnull}
        configuration = set_up()
        # Late: these name tables, which are known once the apps are loaded.
        from dondoc.web.config.serving import Address, check_address, serve

        address = Address(port=request.serving.port or _free_port())
        check_address(address, configuration)  # before the office is made, which takes a while
        _show(_LOADING.of(request.language))
        code = _managed("loaddemo", request, configuration)
        if code == FINE:
            serve(address, configuration, workers=1, ready=lambda: _show(_SERVED.of(request.language).format(address=address)))
        return code


@contextmanager
def _demo_folder(named: str | None) -> Iterator[str]:
    if named is None:
        with tempfile.TemporaryDirectory(prefix="dondoc-demo-") as folder:
            yield folder
    else:
        Path(named).mkdir(parents=True, exist_ok=True, mode=0o700)
        yield str(Path(named).resolve())


def _free_port() -> int:
    """Return the usual port, or any other where a program has it."""
    for port in (_PORT, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    return _PORT


def _show(text: str) -> None:
    sys.stdout.buffer.write(f"{text}\n".encode())
    sys.stdout.flush()


_COMMANDS: dict[Command, Callable[[Request, Configuration], int]] = {
    Command.SERVE: _serve,
    Command.WORKER: _work,
    Command.MIGRATE: _migrate,
    Command.TICK: _tick,
    Command.CREATEADMIN: _createadmin,
    Command.AUDIT: _audit,
}
