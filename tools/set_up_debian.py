"""Turns a Debian or Ubuntu machine into one that can run every test, as far as this user may.

With root or password-less sudo it installs what is missing. Without, it says what will be left out and how to get it, and
succeeds: dondoc itself wants Python packages only. Under CI=true nothing may be left out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

# What wants it -> (the program that proves it is there, its Debian packages).
WANTED = {
    "OCR of scanned pages": ("tesseract", ("tesseract-ocr", "tesseract-ocr-vie")),
    "reading .doc, .odt, .rtf, .xls and .ods": ("soffice", ("libreoffice-writer-nogui", "libreoffice-calc-nogui")),
    "the tests on PostgreSQL": ("initdb", ("postgresql",)),
    # Version 2 of the fonts: the first has no Vietnamese letters, and a page looks as on nobody's screen.
    "the tests in a browser": ("chromium", ("chromium", "fonts-liberation2")),
}


def main() -> int:
    """Install what is missing or say what is left out; return the exit code."""
    strict = os.environ.get("CI") == "true"
    missing = _missing()
    if not missing:
        return 0
    if may_install():
        refresh()
        # A name that this release does not have (Ubuntu has no chromium but its snap) must not keep the others out.
        install([name for names in missing.values() for name in names if _offered(name)])
        missing = _missing()
    if not missing:
        return 0
    _say_what_is_left_out(missing)
    return 1 if strict else 0


def _missing() -> dict[str, list[str]]:
    missing = {use: [name for name in packages if not _installed(name)] for use, (_, packages) in WANTED.items()}
    return {use: names for use, names in missing.items() if names}


def may_install() -> bool:
    """Whether this user may install Debian packages without being asked for a password."""
    if shutil.which("apt-get") is None:
        return False
    if os.geteuid() == 0:
        return True
    return (
        shutil.which("sudo") is not None and subprocess.run(["sudo", "-n", "true"], stderr=subprocess.DEVNULL, check=False).returncode == 0
    )


def refresh() -> None:
    """Ask for today's lists of packages; a source that does not answer is passed over, what is wanted may well be in another."""
    _apt("update")


def install(packages: list[str]) -> bool:
    """Install Debian packages and return whether that went well; apt's own words go to standard error."""
    if not packages:
        return True
    sys.stderr.write(f"Installing {' '.join(packages)}\n")
    return _apt("install", "--no-install-recommends", "--yes", *packages)


def _apt(*words: str) -> bool:
    prefix = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if os.geteuid() != 0:
        prefix = ["sudo", "-n", *prefix]
    command = [*prefix, "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300", *words]
    return subprocess.run(command, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, check=False).returncode == 0


def _offered(package: str) -> bool:
    """Whether the lists of packages have a version of it to install."""
    asked = subprocess.run(["apt-cache", "policy", package], capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}, check=False)
    return "Candidate: " in asked.stdout and "Candidate: (none)" not in asked.stdout


def _installed(package: str) -> bool:
    if shutil.which("dpkg-query") is None:
        return _present(package)
    asked = subprocess.run(["dpkg-query", "-W", "-f", "${Status}", package], capture_output=True, text=True, check=False)
    return asked.stdout.endswith("ok installed")


def _present(package: str) -> bool:
    """On a system that is no Debian: whether the program that a package brings is there under its usual name."""
    return shutil.which(next(program for program, packages in WANTED.values() if package in packages)) is not None


def _say_what_is_left_out(missing: dict[str, list[str]]) -> None:
    names = " ".join(name for packages in missing.values() for name in packages)
    sys.stderr.write("Left out on this machine, for want of a program; the tests that want it are skipped:\n")
    for use, packages in missing.items():
        sys.stderr.write(f"  - {use} ({', '.join(packages)})\n")
    sys.stderr.write(f"To have it all:  sudo apt-get install --no-install-recommends {names}\n")


if __name__ == "__main__":
    sys.exit(main())
