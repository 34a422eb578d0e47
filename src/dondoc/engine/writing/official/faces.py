"""Finds on this machine the fonts that an official PDF is set in: Times New Roman, or one that shares its widths."""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# The 134 letters that Vietnamese adds to ASCII; a font that lacks one of them would borrow it from another.
LETTERS = (
    "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
)
# Family, and the files of its four faces by the names that systems give them.
_FAMILIES = (
    ("Times New Roman", ("times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf")),
    (
        "Times New Roman",
        ("Times_New_Roman.ttf", "Times_New_Roman_Bold.ttf", "Times_New_Roman_Italic.ttf", "Times_New_Roman_Bold_Italic.ttf"),
    ),
    (
        "Times New Roman",
        ("Times New Roman.ttf", "Times New Roman Bold.ttf", "Times New Roman Italic.ttf", "Times New Roman Bold Italic.ttf"),
    ),
    (
        "Liberation Serif",
        ("LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf", "LiberationSerif-Italic.ttf", "LiberationSerif-BoldItalic.ttf"),
    ),
    ("Tinos", ("Tinos-Regular.ttf", "Tinos-Bold.ttf", "Tinos-Italic.ttf", "Tinos-BoldItalic.ttf")),
)
BUILT_IN = "Libertinus Serif"
"""The family that comes with the typesetter: it has every Vietnamese letter, but its lines break elsewhere than in Word."""


@dataclass(frozen=True, slots=True)
class Face:
    """A family to set text in, and the four files that hold it; without files it is the typesetter's own."""

    family: str
    files: tuple[Path, ...] = ()

    @property
    def has_times_widths(self) -> bool:
        """Whether lines break where they do in Times New Roman."""
        return bool(self.files)


@cache
def face_of_this_machine() -> Face:
    """Return the first family that is here whole, with all Vietnamese letters; else the typesetter's own."""
    return face_in(tuple(_folders()))


def face_in(folders: Sequence[Path]) -> Face:
    """Return the first family that these folders hold whole, with all Vietnamese letters; else the typesetter's own."""
    here: dict[str, list[Path]] = {}
    wanted = {name for _, names in _FAMILIES for name in names}
    for folder in folders:
        for path in sorted(folder.rglob("*.ttf")):
            if path.name in wanted:
                here.setdefault(path.name, []).append(path)
    for family, names in _FAMILIES:
        # Two versions of one family may be installed, of which the older lacks Vietnamese: each folder stands for itself.
        for regular in here.get(names[0], []):
            files = tuple(regular.parent / name for name in names)
            if all(path.is_file() for path in files) and all(has_vietnamese(path) for path in files):
                return Face(family, files)
    return Face(BUILT_IN)


def has_vietnamese(path: Path) -> bool:
    """Tell whether a TrueType font has a glyph for each of the 134 letters; a file that is no such font has none."""
    try:
        return {ord(letter) for letter in LETTERS} <= set(_characters(path.read_bytes()))
    except (OSError, struct.error, IndexError):
        return False


def _folders() -> Iterator[Path]:
    home = Path.home()
    known = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".fonts", home / ".local" / "share" / "fonts"]
    if sys.platform == "win32":
        known = [Path(os.environ.get("WINDIR", "C:\\Windows")) / "Fonts"]
    elif sys.platform == "darwin":
        known = [Path("/Library/Fonts"), Path("/System/Library/Fonts"), home / "Library" / "Fonts"]
    return (folder for folder in known if folder.is_dir())


def _characters(data: bytes) -> Iterator[int]:
    """Yield the characters that the tables `cmap` of formats 4 and 12 give a glyph (OpenType specification)."""
    (tables,) = struct.unpack_from(">H", data, 4)
    places = {data[at : at + 4]: struct.unpack_from(">I", data, at + 8)[0] for at in range(12, 12 + 16 * tables, 16)}
    start = places.get(b"cmap")
    if start is None:
        return
    (count,) = struct.unpack_from(">H", data, start + 2)
    for index in range(count):
        at = start + struct.unpack_from(">I", data, start + 8 + 8 * index)[0]
        (kind,) = struct.unpack_from(">H", data, at)
        if kind == 4:
            yield from _segments(data, at)
        elif kind == 12:
            (groups,) = struct.unpack_from(">I", data, at + 12)
            for group in range(groups):
                first, last = struct.unpack_from(">II", data, at + 16 + 12 * group)
                yield from range(first, min(last, 0xFFFF) + 1)


def _segments(data: bytes, at: int) -> Iterator[int]:
    (double,) = struct.unpack_from(">H", data, at + 6)
    count = double // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts = struct.unpack_from(f">{count}H", data, at + 16 + double)
    deltas = struct.unpack_from(f">{count}H", data, at + 16 + 2 * double)
    offsets_at = at + 16 + 3 * double
    offsets = struct.unpack_from(f">{count}H", data, offsets_at)
    for segment in range(count):
        for char in range(starts[segment], ends[segment] + 1):
            glyph = (char + deltas[segment]) & 0xFFFF
            if offsets[segment]:
                (glyph,) = struct.unpack_from(">H", data, offsets_at + 2 * segment + offsets[segment] + 2 * (char - starts[segment]))
            if glyph and char != 0xFFFF:
                yield char
