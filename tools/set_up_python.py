"""Turns a lock file into a working `.venv`: python3 tools/set_up_python.py requirements.txt.

Runs on the system's Python with the standard library alone, on older versions too, so that a version too old gets a sentence.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

from set_up_debian import install, may_install, refresh

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
OLDEST = (3, 11)


class CannotSetUp(RuntimeError):
    """What is missing on this machine, with what to do about it."""


def main(lock: str) -> int:
    """Make `.venv` hold exactly what `lock` asks for, and dondoc itself; return the exit code."""
    try:
        if sys.version_info < OLDEST:
            raise CannotSetUp(f"dondoc wants Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version.split()[0]}.\n{_newer_python()}")
        if not _works(VENV):
            _make_environment()
        _fill_environment(ROOT / lock)
    except CannotSetUp as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except subprocess.CalledProcessError as problem:
        sys.stderr.write(f"This step failed, see above: {' '.join(map(str, problem.cmd))}\n")
        return 1
    return 0


def _newer_python() -> str:
    return "Name another one so: make setup PYTHON=python3.12"


def _works(venv: Path) -> bool:
    """Whether an environment is there and whole: it is not when its making was broken off, or its Python has gone."""
    python = venv / "bin" / "python"
    return python.exists() and subprocess.run([python, "-c", "import pip"], stderr=subprocess.DEVNULL, check=False).returncode == 0


def _make_environment() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        # Debian parts venv from python3; the package's name carries the version where several are installed.
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        if may_install():
            refresh()
        if not may_install() or not install([package]):
            raise CannotSetUp(
                f"This Python cannot make virtual environments. Get what it lacks, then try again:\n    sudo apt-get install {package}"
            )
    shutil.rmtree(VENV, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)


def _fill_environment(lock: Path) -> None:
    """Install the locked packages, each checked against its hash, then dondoc in place without looking for more."""
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "--requirement", str(lock)], check=True)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)], check=True)
    # So that the first command is as quick as the later ones, also where Python may not write bytecode by itself.
    subprocess.run([pip[0], "-m", "compileall", "-q", str(ROOT / "src")], check=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
