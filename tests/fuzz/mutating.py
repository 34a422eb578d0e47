"""Turns whole files of every format into damaged and hostile ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources

from hypothesis import strategies as st

from tests.engine.sources.office_files import row, xlsx, zipped
from tests.engine.sources.portal_pages import PAGES

# What parsers stumble over: ends, signs of other formats, huge numbers, parts of markup, half letters.
_INSERTED = st.sampled_from(
    [
        b"",
        b"\x00",
        b"\xff",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"PK\x03\x04",
        b"%PDF-1.7\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"{\\rtf1",
        b"<html>",
        b"<![CDATA[",
        b"&x;",
        b"<!DOCTYPE a [<!ENTITY x 'y'>]>",
        b"]]>",
        b"<w:tbl>",
        b"<table><tr><td colspan=99999>",
        b"<div>" * 200,
        b"(" * 500,
        b"999999999999",
        b"-1",
        b"endobj",
        b"stream\n",
        b"\xe1\xba",
        b"|---|",
        b"\r",
        b"\n" * 50,
        b"1.1.1.1.",
        "Sở Y tế".encode("utf-16"),
    ]
)
_CUT, _INSERT, _REPEAT, _FLIP, _TRUNCATE = range(5)
_Place = st.floats(0, 1, exclude_max=True)
_STEPS = st.lists(st.tuples(st.integers(_CUT, _TRUNCATE), _Place, st.integers(1, 400), _INSERTED), min_size=1, max_size=4)


@cache
def samples() -> Mapping[str, bytes]:
    """Return one sound file of each format, by its name."""
    packaged = resources.files("dondoc.sample")
    text = packaged.joinpath("ke-hoach-mau.txt").read_bytes()
    rows = [
        row(*cells, number=at)
        for at, cells in enumerate([("TT", "Nhiệm vụ", "Chủ trì", "Thời gian"), ("1", "Rà soát hồ sơ", "Sở Y tế", "Quý I/2025")], 1)
    ]
    return {
        "a.txt": text[:6_000],
        "a.docx": packaged.joinpath("ke-hoach-mau.docx").read_bytes(),
        "a.pdf": packaged.joinpath("ke-hoach-mau.pdf").read_bytes(),
        "a.html": PAGES["library"].encode(),
        "b.html": PAGES["word"].encode(),
        "a.md": (
            "# Kế hoạch\n\n| TT | Nhiệm vụ | Chủ trì |\n|---|---|---|\n| 1 | Rà soát | Sở Y tế |\n\n1. Giao **Sở Y tế** rà soát.\n"
        ).encode(),
        "a.xlsx": xlsx({"Nhiệm vụ": f"<sheetData>{''.join(rows)}</sheetData>"}),
    }


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """Draw a file of any format with some bytes changed, in the file or inside one member of its package, under any name."""
    name = draw(st.sampled_from(sorted(samples())))
    data = samples()[name]
    if zipfile.is_zipfile(io.BytesIO(data)) and draw(st.integers(0, 3)):
        data = _with_member_changed(data, draw)
    else:
        data = _changed(data, draw)
    return (
        name if draw(st.integers(0, 4)) else draw(st.sampled_from(["x.docx", "x.pdf", "x.txt", "x.xlsx", "x", "", "x.html", "x.md"]))
    ), data


def _with_member_changed(data: bytes, draw: st.DrawFn) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    name = draw(st.sampled_from(sorted(members)))
    changed: dict[str, str | bytes] = {**members, name: _changed(members[name], draw)}
    if not draw(st.integers(0, 5)):
        del changed[draw(st.sampled_from(sorted(members)))]
    return zipped(changed)


def _changed(data: bytes, draw: st.DrawFn) -> bytes:
    for step, place, length, inserted in draw(_STEPS):
        at = int(place * len(data))
        data = _MUTATIONS[step](data, at, length, inserted)
    return data


_MUTATIONS: Mapping[int, Callable[[bytes, int, int, bytes], bytes]] = {
    _CUT: lambda data, at, length, _: data[:at] + data[at + length :],
    _INSERT: lambda data, at, _, inserted: data[:at] + inserted + data[at:],
    _REPEAT: lambda data, at, length, _: data[: at + length] + data[at : at + length] * 5 + data[at + length :],
    _FLIP: lambda data, at, length, _: data[:at] + bytes([data[at] ^ (1 << length % 8)]) + data[at + 1 :] if data else data,
    _TRUNCATE: lambda data, at, _, __: data[:at],
}
