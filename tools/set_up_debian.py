"""Turns a Debian or Ubuntu machine into one that can run every test, as far as this user may.

With root or password-less sudo it installs what is missing. Without, it says what will be left out and how to get it, and
succeeds: dondoc itself wants Python packages only. Under CI=true nothing may be left out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

# What wants it -> (the program that proves it is there, its Debian packages). PostgreSQL and a browser join with the web.
WANTED = {
    "OCR of scanned pages": ("tesseract", ("tesseract-ocr", "tesseract-ocr-vie")),
    "reading .doc, .odt, .rtf, .xls and .ods": ("soffice", ("libreoffice-writer-nogui", "libreoffice-calc-nogui")),
}


def main() -> int:
    """Install what is missing or say what is left out; return the exit code."""
    strict = os.environ.get("CI") == "true"
    missing = {use: [name for name in packages if not _installed(name)] for use, (_, packages) in WANTED.items()}
    missing = {use: names for use, names in missing.items() if names}
    if not missing:
        return 0
    names = [name for packages in missing.values() for name in packages]
    if may_install() and install(names):
        return 0
    _say_what_is_left_out(missing)
    return 1 if strict else 0


def may_install() -> bool:
    """Whether this user may install Debian packages without being asked for a password."""
    if shutil.which("apt-get") is None:
        return False
    if os.geteuid() == 0:
        return True
    return (
        shutil.which("sudo") is not None and subprocess.run(["sudo", "-n", "true"], stderr=subprocess.DEVNULL, check=False).returncode == 0
    )


def install(packages: list[str]) -> bool:
    """Install Debian packages and return whether that went well; apt's own words go to standard error."""
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    if os.geteuid() == 0:
        prefix = ["env", "DEBIAN_FRONTEND=noninteractive"]
    else:
        prefix = ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive"]
    sys.stderr.write(f"Installing {' '.join(packages)}\n")
    # One source of packages that does not answer fails the update; what is wanted may well be in another.
    for step in (["update"], ["install", "--no-install-recommends", "--yes", *packages]):
        done = subprocess.run([*prefix, *apt, *step], stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, check=False)
    return done.returncode == 0


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
