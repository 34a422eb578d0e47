"""Encodings are told by content, and the text comes out as it was in the file."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.sources import encodings
from dondoc.engine.sources.encodings import decode
from dondoc.engine.sources.errors import BrokenFile, TooLarge, UnreadableSource
from tests.corpus import CORPUS, needs_corpus
from tests.engine.sources.vietnamese import to_tcvn3, to_vni

PLAN = """ủy ban nhân dân tỉnh tân giang
kế hoạch khắc phục tồn tại, hạn chế trong công tác cải cách hành chính năm 2024
- Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành rà soát thủ tục; hoàn thành trước ngày 30/6/2024.
- Ủy ban nhân dân các huyện, thị xã bố trí đủ công chức tại bộ phận một cửa.
"""


def _cp1258(text: str) -> bytes:
    """Windows-1258 has the shaped vowels whole, and the tones as marks after them."""
    out = []
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        shape = "".join(mark for mark in marks[1:] if mark in "\u0302\u0306\u031b")
        tone = "".join(mark for mark in marks[1:] if mark not in "\u0302\u0306\u031b")
        out.append(unicodedata.normalize("NFC", marks[0] + shape) + tone if len(marks) > 1 else letter)
    return "".join(out).encode("cp1258")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_comes_out_as_it_was_with_or_without_a_mark(encoding: str, form: str) -> None:
    text = unicodedata.normalize(form, PLAN)
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.note is None


def test_a_big_endian_mark_is_heeded() -> None:
    assert decode(b"\xfe\xff" + PLAN.encode("utf-16-be")).text == PLAN


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (to_tcvn3(PLAN.lower()).encode("latin-1"), "tcvn3"),
        (to_vni(PLAN).encode("latin-1"), "vni"),
        (_cp1258(PLAN), "cp1258"),
        (to_tcvn3(PLAN.lower()).encode(), "tcvn3 in utf-8"),
        (to_vni(PLAN).encode(), "vni in utf-8"),
        (to_vni(PLAN).encode("utf-16"), "vni in utf-16-le"),
        (PLAN.encode().decode("latin-1").encode(), "utf-8 misread as cp1252"),
        (PLAN.encode().decode("cp1252", "dondoc.latin1").encode(), "utf-8 misread as cp1252"),
    ],
)
def test_old_and_misread_encodings_are_recognised_and_noted(data: bytes, encoding: str) -> None:
    decoded = decode(data)
    assert decoded.encoding == encoding
    assert decoded.note is not None
    assert unicodedata.normalize("NFC", decoded.text).lower() == PLAN.lower()


def test_a_soft_hyphen_in_tcvn3_is_a_letter() -> None:
    assert "lưu trữ" in decode(to_tcvn3("bộ phận lưu trữ hồ sơ của các đơn vị").encode("latin-1")).text


def test_curly_quotes_of_windows_stand_in_old_encodings_too() -> None:
    data = to_tcvn3("thực hiện cơ chế ").encode("latin-1") + b"\x93" + to_tcvn3("một cửa").encode("latin-1") + b"\x94"
    assert decode(data).text == "thực hiện cơ chế “một cửa”"


def test_a_page_with_a_long_ascii_head_is_judged_by_its_words() -> None:
    head = b"<style>" + b"p.a{margin:0}\n" * 4000 + b"</style>"
    assert decode(head + to_vni(PLAN).encode("latin-1")).encoding == "vni"
    assert decode(head + to_tcvn3(PLAN.lower()).encode()).encoding == "tcvn3 in utf-8"


def test_tags_around_each_word_do_not_hide_the_encoding() -> None:
    words = "".join(f'<span style="color:black">{word} </span>\n' for word in PLAN.split())
    assert decode(_cp1258(words)).encoding == "cp1258"


@pytest.mark.parametrize("text", ["Ke hoach khac phuc ton tai, han che", "", "plan"])
def test_plain_ascii_is_fine_as_it_is(text: str) -> None:
    assert decode(text.encode()) == encodings.Decoded(text, "utf-8")


def test_only_line_ends_are_changed() -> None:
    assert decode(b"a\r\nb\rc\n\td \x0c").text == "a\nb\nc\n\td \x0c"


def test_a_foreign_text_is_read_as_windows_1252_with_a_note() -> None:
    decoded = decode("L'élève naïf a reçu « ça » à l'école".encode("cp1252"))
    assert decoded.text == "L'élève naïf a reçu « ça » à l'école"
    assert decoded.note is not None
    assert decoded.note.code == "encoding.unknown"


@pytest.mark.parametrize("at", [0, 40, len(PLAN.encode()) - 3])
def test_a_few_damaged_bytes_do_not_turn_utf8_into_something_else(at: int) -> None:
    data = PLAN.encode()
    decoded = decode(data[:at] + b"\xff" + data[at:])
    assert decoded.encoding == "utf-8"
    assert decoded.note is not None
    assert decoded.note.code == "encoding.damaged"
    assert decoded.text.replace("\ufffd", "")[-200:-30] == PLAN[-200:-30]


def test_a_text_cut_inside_a_letter_is_still_utf8() -> None:
    assert decode(PLAN.encode() + "ế".encode()[:-1]).encoding == "utf-8"


@pytest.mark.parametrize(
    "data",
    [
        b"\0" * 100,
        b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0" * 30,
        bytes(range(256)) * 10,
        b"\x01\x02\x03\x04 abc" * 50,
        b"\xff\xfe" + b"\0\xd8" * 90,
    ],
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(BrokenFile):
        decode(data)


def test_a_file_above_the_bound_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encodings, "MAX_BYTES", 10)
    with pytest.raises(TooLarge):
        decode(b"a" * 11)


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_a_named_error(data: bytes) -> None:
    try:
        decoded = decode(data)
    except UnreadableSource:
        return
    assert "\r" not in decoded.text


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=200))
def test_any_unicode_text_without_old_codes_survives_utf8(text: str) -> None:
    decoded = decode(text.encode())
    if decoded.note is None:
        assert decoded.text == text.removeprefix("\ufeff")


def test_utf8_is_decoded_without_a_second_look_at_every_letter() -> None:
    data = (PLAN * 12_000).encode()  # 6 MB
    plain = min(_seconds(lambda: data.decode()) for _ in range(3))
    ours = min(_seconds(lambda: decode(data)) for _ in range(3))
    assert ours < plain * 6 + 0.02


def _seconds(work: object) -> float:
    assert callable(work)
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


@needs_corpus
@pytest.mark.parametrize("code", ["tcvn3", "vni"])
def test_the_renderings_in_old_codes_give_the_original(code: str) -> None:
    assert CORPUS is not None
    original = (CORPUS / "thanh-hoa-ubnd-2022.txt").read_text(encoding="utf-8")
    decoded = decode((CORPUS / "renderings" / f"thanh-hoa-ubnd-2022.{code}.txt").read_bytes())
    assert decoded.encoding == code
    # The TCVN3 rendering is in lower case and has a question mark for each sign that it lacks.
    pairs = zip(decoded.text.lower(), original.lower(), strict=False)
    assert all(ours in (theirs, "?") for ours, theirs in pairs)
