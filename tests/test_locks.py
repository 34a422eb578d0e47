"""Checks that the locks name no host and no folder, hash every package, and cover what pyproject.toml asks for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = PROJECT["dependency-groups"]
RUNTIME = PROJECT["project"]["dependencies"] + GROUPS["build"]
LOCKS = {"requirements.txt": RUNTIME, "requirements-dev.txt": RUNTIME + GROUPS["dev"]}
FOUND_BY_PYTHON = {"tzdata"}
"""Data that a module of Python's own looks for (zoneinfo)."""
PIN = re.compile(r"(?P<name>[a-z0-9][a-z0-9._-]*)==[^\s;]+(?P<marker> ; [^/\\]+?)?(?P<hashes>( \\\n    --hash=sha256:[0-9a-f]{64})*)\n")


def faults(lock: str) -> Iterator[str]:
    """What a lock has beside comments and hashed pins."""
    at = 0
    while at < len(lock):
        pin = PIN.match(lock, at)
        if pin and not pin["hashes"]:
            yield f"{pin['name']} has no hash"
        end = pin.end() if pin else lock.find("\n", at) + 1 or len(lock)
        if not pin and ("//" in lock[at:end] or not lock[at:end].startswith("#")):
            yield f"not a pin: {lock[at:end].strip()}"
        at = end


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_hashed_pins_and_nothing_else(name: str) -> None:
    assert not list(faults((ROOT / name).read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_covers_what_the_project_asks_for(name: str) -> None:
    locked = {pin["name"] for pin in PIN.finditer((ROOT / name).read_text(encoding="utf-8"))}
    asked = {re.split(r"[^a-z0-9_-]", requirement)[0] for requirement in LOCKS[name]}
    assert asked <= locked, f"run `make lock`: {sorted(asked - locked)}"


def test_both_locks_agree_on_every_version() -> None:
    runtime, dev = (dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", (ROOT / name).read_text(encoding="utf-8"), re.M)) for name in LOCKS)
    assert runtime.items() <= dev.items()


def test_every_runtime_package_is_imported_by_the_product() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    # A package of data is found by its name: importing it would cost more than its file.
    imported = set(re.findall(r"^\s*(?:from|import) (\w+)", source, re.M)) | set(re.findall(r'find_spec\("(\w+)"\)', source))
    owners = packages_distributions()
    used = {re.sub(r"[-_.]+", "-", name).lower() for module in imported for name in owners.get(module, ())}
    asked = {re.split(r"[^a-z0-9_-]", requirement)[0] for requirement in PROJECT["project"]["dependencies"]}
    assert asked - FOUND_BY_PYTHON <= used, sorted(asked - FOUND_BY_PYTHON - used)


@pytest.mark.parametrize(
    "lock",
    [
        "--index-url https://example.org/simple\n",
        "--find-links /srv/wheels\n",
        "lxml==6.1.3\n",
        "lxml @ file:///srv/lxml.whl\n",
        "# from https://example.org\n",
    ],
)
def test_a_host_a_folder_or_a_missing_hash_is_a_fault(lock: str) -> None:
    assert list(faults(lock))
