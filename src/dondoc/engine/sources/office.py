"""Turns documents of older or other office programs (.doc, .rtf, .odt, .xls, .ods) into .docx or .xlsx by LibreOffice, and reads those."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from dondoc.engine.sources import docx, xlsx
from dondoc.engine.sources.archive import MIB
from dondoc.engine.sources.detection import Kind, detect
from dondoc.engine.sources.errors import BrokenFile, MissingProgram, TooLarge
from dondoc.engine.sources.source import Note, Progress, Source

# 54 pages take 1 s; an old PC is four times slower, and a thousand pages still pass.
TIME_LIMIT = 120
# No file that LibreOffice writes for us may pass this.
MAX_OUTPUT = 200 * MIB

_WRITER = ("libswlo.so", "libreoffice-writer-nogui")
_CALC = ("libsclo.so", "libreoffice-calc-nogui")


@dataclass(frozen=True, slots=True)
class _Route:
    """How one kind is converted: to which extension and filter, and which library and Debian package that wants."""

    target: str
    filter: str
    library: str
    package: str


_TO_DOCX = _Route("docx", "docx:MS Word 2007 XML", *_WRITER)
_TO_XLSX = _Route("xlsx", "xlsx:Calc MS Excel 2007 XML", *_CALC)
_ROUTES = {
    Kind.DOC: _TO_DOCX,
    Kind.RTF: _TO_DOCX,
    Kind.ODT: _TO_DOCX,
    Kind.WORD_XML: _TO_DOCX,
    Kind.XLS: _TO_XLSX,
    Kind.XLSB: _TO_XLSX,
    Kind.ODS: _TO_XLSX,
}

# No macro, no link update, no dialogue; the proxy is a port where nothing listens, so that no picture is fetched.
_SETTINGS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def read(data: bytes, name: str, *, progress: Progress | None = None) -> Source:
    """Return the document held in `data`, converted by LibreOffice and read as DOCX or XLSX, with a note that says so.

    LibreOffice runs with a profile of its own, no macros, no links and no network as far as it can be told, within
    `TIME_LIMIT` seconds and `MAX_OUTPUT` bytes. Raises MissingProgram, BrokenFile, TooLarge, and what `detect` raises.
    """
    kind = detect(data, name)
    route = _ROUTES[kind]
    program = _program(route, name)
    with TemporaryDirectory(prefix="dondoc-") as folder:
        original = Path(folder) / f"source.{kind.value}"
        original.write_bytes(data)
        converted = _convert(program, route, original)
    if converted is None:
        raise BrokenFile(
            f"LibreOffice không đọc được tệp «{name}»: tệp đã hỏng hoặc có mật khẩu. Hãy mở bằng Word/Excel, "
            f"lưu lại thành .{route.target} rồi nạp.",
            f"LibreOffice cannot read the file “{name}”: it is damaged or under a password. Open it in Word/Excel, "
            f"save it as .{route.target} and give that.",
        )
    reader = docx.read if route.target == "docx" else xlsx.read
    source = reader(converted, name, progress=progress)
    return replace(source, notes=(_converted_note(kind), *source.notes))


def _converted_note(kind: Kind) -> Note:
    return Note(
        "office.converted",
        f"Tệp .{kind.value} được LibreOffice chuyển đổi trước khi đọc; hãy đối chiếu nếu thấy số thứ tự hoặc bảng khác bản gốc.",
        f"The .{kind.value} file was converted by LibreOffice before reading; compare if numbers or tables differ from the original.",
    )


def _program(route: _Route, name: str) -> str:
    """Return the path of soffice, if the part of LibreOffice that the route wants is installed with it."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None or not (Path(program).resolve().parent / route.library).exists():
        raise MissingProgram(
            f"Để đọc tệp «{name}» cần LibreOffice. Cài đặt: apt-get install {route.package}; "
            f"hoặc mở bằng Word/Excel, lưu lại thành .{route.target} rồi nạp.",
            f"Reading “{name}” needs LibreOffice. Install it: apt-get install {route.package}; "
            f"or open the file in Word/Excel, save it as .{route.target} and give that.",
        )
    return program


def _convert(program: str, route: _Route, source: Path) -> bytes | None:
    """Run LibreOffice in the folder of `source`; return what it wrote, None where it wrote nothing."""
    profile, out = source.parent / "profile", source.parent / "out"
    _write_settings(profile)
    command = [
        program, "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard",
        f"-env:UserInstallation={profile.as_uri()}", "--convert-to", route.filter, "--outdir", str(out), str(source),
    ]  # fmt: skip
    with _running(command, source.parent) as process:
        try:
            process.wait(TIME_LIMIT)
        except subprocess.TimeoutExpired:
            raise TooLarge(
                f"LibreOffice chuyển đổi quá {TIME_LIMIT} giây nên đã dừng. Hãy chia văn bản, hoặc lưu thành .{route.target} rồi nạp.",
                f"LibreOffice took more than {TIME_LIMIT} seconds and was stopped. Split the document, or save it as .{route.target}.",
            ) from None
    written = out / f"source.{route.target}"
    if not written.is_file() or written.stat().st_size > MAX_OUTPUT:
        return None
    return written.read_bytes()


@contextmanager
def _running(command: list[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command in a process group of its own; whatever happens, the whole group is gone afterwards."""
    process = subprocess.Popen(  # noqa: S603 - fixed arguments; the file's own name is never among them
        command,
        cwd=folder,
        env={"HOME": str(folder), "TMPDIR": str(folder), "PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (MAX_OUTPUT, MAX_OUTPUT))
        yield process
    finally:
        # soffice is a script whose children do the work.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _write_settings(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{key}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, key, value in _SETTINGS
    )
    user = profile / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>',
        encoding="utf-8",
    )
