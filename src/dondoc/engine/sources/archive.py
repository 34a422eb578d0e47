"""Turns the bytes of a zip-based document into its parts, within bounds on entries, unpacked size and compression ratio."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from dondoc.engine.sources.errors import BrokenFile, EncryptedFile, TooLarge

MIB = 1 << 20
# A long illustrated document has a few hundred parts.
MAX_ENTRIES = 10_000
# All parts together; only those with text are unpacked, yet an honest file stays far below.
MAX_UNPACKED = 512 * MIB
# One part: 54 pages are 0.3 MB of XML.
MAX_PART = 64 * MIB
# Deflate reaches 1,032; Word's own XML is at 10-50, and a table of equal rows at about 100.
MAX_RATIO = 200
# Small parts may be as repetitive as they like.
RATIO_COUNTS_FROM = 4 * MIB

_DIRECTORY_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
# What zipfile and zlib raise on damaged or hostile input.
_DAMAGE = (BadZipFile, EOFError, NotImplementedError, OSError, OverflowError, RuntimeError, ValueError, struct.error, zlib.error)


@dataclass(frozen=True, slots=True)
class Archive:
    """The parts of one zip, by their names in small letters with forward slashes (as Open XML compares them)."""

    name: str
    members: Mapping[str, ZipInfo]
    _zip: ZipFile

    def __contains__(self, part: str) -> bool:
        return part.lower() in self.members

    def read(self, part: str) -> bytes | None:
        """Return the unpacked part, None where the zip has no such part.

        Raises TooLarge above `MAX_PART` or `MAX_RATIO`, EncryptedFile for a part under a password, BrokenFile for a damaged one.
        """
        member = self.members.get(part.lower())
        if member is None:
            return None
        if member.flag_bits & _ENCRYPTED:
            raise EncryptedFile(
                f"Tệp «{self.name}» được bảo vệ bằng mật khẩu. Hãy bỏ mật khẩu rồi nạp lại.",
                f"File “{self.name}” is protected by a password. Remove the password and give it again.",
            )
        if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):  # the only two that Open XML and ODF allow
            raise _damaged(self.name, f"{part}: compression {member.compress_type}")
        bomb = member.file_size > RATIO_COUNTS_FROM and member.file_size > MAX_RATIO * member.compress_size
        if bomb or member.file_size > MAX_PART:
            raise _too_large(self.name)
        try:
            with self._zip.open(member) as stream:
                # zipfile stops at the declared size and checks the sum: a false declaration ends as BadZipFile.
                return stream.read()
        except _DAMAGE as error:
            raise _damaged(self.name, f"{part}: {error}") from error


def open_archive(data: bytes, name: str) -> Archive:
    """Return the parts of a zip held in `data`; nothing is unpacked yet, and nothing ever reaches the disk.

    Raises BrokenFile where it is no whole zip, TooLarge above `MAX_ENTRIES` or `MAX_UNPACKED`.
    """
    # Counted before zipfile builds an object for each.
    if data.count(_DIRECTORY_ENTRY) > MAX_ENTRIES:
        raise _too_large(name)
    try:
        zip_file = ZipFile(io.BytesIO(data))
        members = {_part_name(info.filename): info for info in zip_file.infolist()}
    except _DAMAGE as error:
        raise _damaged(name, str(error)) from error
    if sum(info.file_size for info in members.values()) > MAX_UNPACKED:
        raise _too_large(name)
    return Archive(name, members, zip_file)


def _part_name(filename: str) -> str:
    """Some writers use backslashes or a leading slash: "\\word\\document.xml"."""
    return filename.replace("\\", "/").lstrip("/").lower()


def _damaged(name: str, detail: str) -> BrokenFile:
    return BrokenFile(
        f"Tệp «{name}» bị hỏng hoặc chưa tải về đủ. Hãy tải hoặc chép lại, hay mở bằng chương trình gốc rồi lưu lại.",
        f"File “{name}” is damaged or incomplete ({detail}). Fetch it again, or open and save it in the program that made it.",
    )


def _too_large(name: str) -> TooLarge:
    return TooLarge(
        f"Tệp «{name}» giải nén ra quá lớn (tối đa {MAX_PART // MIB} MB mỗi phần, {MAX_UNPACKED // MIB} MB tất cả). "
        "Nếu là văn bản thật, hãy bỏ bớt hình ảnh hoặc chia thành nhiều tệp.",
        f"File “{name}” unpacks to more than is allowed ({MAX_PART // MIB} MB a part, {MAX_UNPACKED // MIB} MB in all). "
        "If it is an honest document, remove pictures or split it.",
    )
