"""Sets every test run up alike: bounded random tests, and no way out to the network."""

from __future__ import annotations

import gc
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import HealthCheck, is_hypothesis_test, settings

from dondoc.web.audit.append_only import protect, unprotect
from dondoc.web.plans.part_counts import unwatch, watch
from tests.installations import Installation, Server, copied, migrated

# `check` is the same on every run and on a slow machine; `fuzz` is for a long hunt (`make fuzz`).
settings.register_profile("check", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("fuzz", deadline=None, max_examples=int(os.environ.get("FUZZ_EXAMPLES", "5000")), print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "check"))

LOOPBACK = {"127.0.0.1", "::1"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that draws its inputs, so that `make fuzz` finds them."""
    for item in items:
        if is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker("fuzz")


def pytest_collection_finish() -> None:
    """Leave what every test needs out of the search for rubbish, which is quicker then."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Fail at once whatever would leave this machine; its own addresses are open to the servers that tests start."""
    connect = socket.socket.connect

    def refuse(opened: socket.socket, address: tuple[str, int] | str | bytes) -> None:
        if opened.family != socket.AF_UNIX and address[0] not in LOOPBACK:
            raise AssertionError(f"a test tried to reach {address!r}")
        connect(opened, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        yield


@pytest.fixture(autouse=True, scope="session")
def _emptied_logs() -> Iterator[None]:
    """Let a test that really stores leave an empty database behind, though the log refuses to be emptied and parts that go are counted."""
    empty = TransactionTestCase._fixture_teardown

    def empty_all(case: TransactionTestCase) -> None:
        unprotect(connection)
        unwatch(connection)
        try:
            empty(case)
        finally:
            protect(connection)
            watch(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_all)
        yield


@pytest.fixture(scope="session")
def empty_installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation with today's tables, made once; nobody writes to it."""
    with migrated(tmp_path_factory.mktemp("installation") / "empty") as made:
        yield made


@pytest.fixture
def installation(empty_installation: Installation, tmp_path: Path) -> Iterator[Installation]:
    """An installation of this test's own; a worker's lease lasts two seconds in it."""
    with copied(empty_installation, tmp_path / "installation", DONDOC_JOB_LEASE="2") as made:
        yield made


@pytest.fixture
def running_server(installation: Installation) -> Iterator[Server]:
    """`dondoc serve` on this test's installation, at a port of its own."""
    with installation.served() as server:
        yield server
