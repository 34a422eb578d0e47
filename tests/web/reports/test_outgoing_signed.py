"""The signed PDF that comes back: taken, refused with what is wrong, or kept until a person decides."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from pytest_django import Settings

from dondoc.engine.writing.official.signed_pdf import SignatureCheck, Verdict
from dondoc.engine.writing.stored_values import load
from dondoc.web.audit.models import Entry
from dondoc.web.reports.actions.outgoing import give_number
from dondoc.web.reports.actions.outgoing.signed import SignedFile, Unproven, decide_to_take, decline, take_signed
from dondoc.web.reports.models import Outgoing, OutgoingState
from dondoc.web.reports.queries.outgoing.files import path_of
from dondoc.web.tracking.actions.refusals import Refused
from tests.outgoing import NAME, make_numbered, make_proposed, signed_pdf, written_pdf
from tests.people import Town


def _take(outgoing: Outgoing, data: bytes, town: Town) -> Outgoing:
    return take_signed(outgoing, SignedFile("văn bản/đã ký.pdf", data), by=town.lan, now=timezone.now())


def test_a_sound_signed_file_issues_the_document_and_is_kept_under_its_hash(town: Town, trusted: None) -> None:
    numbered = make_numbered(town.department, town.lan)
    data = signed_pdf(numbered)
    issued = _take(numbered, data, town)
    assert issued.state == OutgoingState.ISSUED
    with default_storage.open(path_of(issued.signed_sha256)) as kept:
        assert kept.read() == data
    assert (issued.signed_name, issued.signed_size) == ("đã ký.pdf", len(data))
    check = load(SignatureCheck, issued.signature_check)
    assert check.verdict is Verdict.GOOD
    assert check.signers[0].name == NAME


def test_a_tampered_file_is_refused_with_what_is_wrong_and_the_log_keeps_it(town: Town, trusted: None) -> None:
    numbered = make_numbered(town.department, town.lan)
    data = bytearray(signed_pdf(numbered))
    data[len(data) // 3] ^= 1
    with pytest.raises(Unproven, match="đã bị sửa sau khi ký"):
        _take(numbered, bytes(data), town)
    numbered.refresh_from_db()
    assert (numbered.state, numbered.signed_sha256) == (OutgoingState.NUMBERED, "")
    assert "đã bị sửa" in Entry.objects.get(verb="từ chối bản ký").reason


def test_an_unsigned_file_and_that_of_another_document_are_refused(town: Town, trusted: None) -> None:
    numbered, other = make_numbered(town.department, town.lan), make_numbered(town.department, town.lan, "văn bản khác")
    with pytest.raises(Unproven, match="chưa có chữ ký số"):
        _take(numbered, written_pdf(numbered), town)
    with pytest.raises(Unproven, match="khác với văn bản"):
        _take(numbered, signed_pdf(other), town)


def test_an_unknown_chain_waits_until_a_person_says_why_it_is_taken(town: Town, trusted: None) -> None:
    numbered = make_numbered(town.department, town.lan)
    waiting = _take(numbered, signed_pdf(numbered, known=False), town)
    assert (waiting.state, bool(waiting.signed_sha256)) == (OutgoingState.NUMBERED, True)
    with pytest.raises(Refused, match="Ghi vì sao"):
        decide_to_take(waiting, because=" ", by=town.lan, now=timezone.now())
    issued = decide_to_take(waiting, because="Đã đối chiếu chứng thư.", by=town.director, now=timezone.now())
    assert (issued.state, issued.taken_because) == (OutgoingState.ISSUED, "Đã đối chiếu chứng thư.")


def test_a_doubtful_file_is_put_aside_and_a_sound_one_taken_instead(town: Town, trusted: None) -> None:
    numbered = make_numbered(town.department, town.lan)
    waiting = _take(numbered, signed_pdf(numbered, name="Người Khác"), town)
    assert "Người Khác" in load(SignatureCheck, waiting.signature_check).doubts[0].vi
    emptied = decline(waiting, by=town.lan, now=timezone.now())
    assert (emptied.signed_sha256, emptied.signed_name, emptied.signature_check) == ("", "", {})
    with pytest.raises(Refused, match="chờ quyết định"):
        decide_to_take(emptied, because="vì", by=town.lan, now=timezone.now())
    assert _take(emptied, signed_pdf(numbered), town).state == OutgoingState.ISSUED


def test_nothing_is_checked_before_the_numbered_pdf_is_written(town: Town, trusted: None) -> None:
    numbered = give_number(make_proposed(town.department, town.lan), by=town.lan, now=timezone.now())
    with pytest.raises(Refused, match="đang được tạo"):
        _take(numbered, b"%PDF-1.7", town)


def test_a_file_far_larger_than_the_one_sent_out_is_not_even_read(town: Town, trusted: None, monkeypatch: pytest.MonkeyPatch) -> None:
    numbered = make_numbered(town.department, town.lan)
    monkeypatch.setattr("dondoc.web.reports.actions.outgoing.signed.MOST_ADDED", 10)
    with pytest.raises(Refused, match="lớn hơn nhiều"):
        _take(numbered, signed_pdf(numbered), town)


def test_a_broken_root_in_the_settings_is_told_and_not_a_crash(town: Town, tmp_path: Path, settings: Settings) -> None:
    broken = tmp_path / "goc.crt"
    broken.write_text("không phải chứng thư", encoding="utf-8")
    settings.TRUSTED_CERTIFICATES = (str(broken),)
    numbered = make_numbered(town.department, town.lan)
    with pytest.raises(Refused, match=r"goc\.crt"):
        _take(numbered, signed_pdf(numbered), town)
