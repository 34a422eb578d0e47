"""Turns the bytes of an OLE compound file (Word, Excel and PowerPoint 97-2003) into the names and heads of its main streams."""

from __future__ import annotations

import struct
from dataclasses import dataclass

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_ENTRY = 128
_STREAM, _ROOT = 2, 5
_NOTHING = 0xFFFFFFFF
# 512 kB of directory: a document with embedded objects has some tens of entries.
_MAX_ENTRIES = 4096
# Streams below this size live in another, smaller grid (Word and Excel write at least this much).
_MINI_CUTOFF = 4096


@dataclass(frozen=True, slots=True)
class Stream:
    """One stream of the top storage and its first bytes (at most one sector; empty for a very small stream)."""

    name: str
    head: bytes


def streams(data: bytes) -> tuple[Stream, ...]:
    """Return the streams that lie in the top storage, not those of embedded objects; none where the file is damaged.

    Layout after [MS-CFB]: a header, sectors chained by a table, a directory of 128-byte entries that form a tree.
    """
    try:
        sector = 1 << struct.unpack_from("<H", data, 30)[0]
        if sector not in (512, 4096):
            return ()
        directory = _directory(data, sector)
        return tuple(_top_streams(data, sector, directory))
    except struct.error:
        return ()


def _directory(data: bytes, sector: int) -> list[bytes]:
    entries: list[bytes] = []
    at: int = struct.unpack_from("<I", data, 48)[0]
    while at < _NOTHING - 5 and len(entries) < _MAX_ENTRIES:
        start = (at + 1) * sector
        block = data[start : start + sector]
        if len(block) < sector:
            break
        entries.extend(block[i : i + _ENTRY] for i in range(0, sector, _ENTRY))
        at = _next_sector(data, sector, at)
    return entries


def _next_sector(data: bytes, sector: int, at: int) -> int:
    """The table's own first 109 sectors are listed in the header; that is 7 MB of document at least, enough for a directory."""
    per_sector = sector // 4
    listed = at // per_sector
    if listed >= 109:
        return _NOTHING
    table: int = struct.unpack_from("<I", data, 76 + 4 * listed)[0]
    following: int = struct.unpack_from("<I", data, (table + 1) * sector + 4 * (at % per_sector))[0]
    return following


def _top_streams(data: bytes, sector: int, entries: list[bytes]) -> list[Stream]:
    if not entries or entries[0][66] != _ROOT:
        return []
    found = []
    waiting = [struct.unpack_from("<I", entries[0], 76)[0]]
    seen: set[int] = set()
    while waiting:
        index = waiting.pop()
        if index in seen or index >= len(entries):
            continue
        seen.add(index)
        entry = entries[index]
        left, right = struct.unpack_from("<II", entry, 68)
        waiting += [left, right]
        if entry[66] == _STREAM:
            found.append(_stream(data, sector, entry))
    return found


def _stream(data: bytes, sector: int, entry: bytes) -> Stream:
    length = min(struct.unpack_from("<H", entry, 64)[0], 64)
    name = entry[: max(length - 2, 0)].decode("utf-16-le", "replace")
    start, size = struct.unpack_from("<II", entry, 116)
    if size < _MINI_CUTOFF:
        return Stream(name, b"")
    place = (start + 1) * sector
    return Stream(name, data[place : place + sector])
