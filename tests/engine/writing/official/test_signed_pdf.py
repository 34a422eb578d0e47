"""What the signatures of a PDF prove: the very file with signatures added is taken, everything else is refused or left to a person."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest

from dondoc.engine.writing.official.blocks import Letterhead, OfficialDocument, Paragraph, plain
from dondoc.engine.writing.official.pdf import official_pdf
from dondoc.engine.writing.official.signed_pdf import (
    ADDED,
    DAMAGED,
    NO_PDF,
    NO_ROOTS,
    NOT_COVERED,
    OTHER_TEXT,
    REWRITTEN,
    UNSIGNED,
    SignatureCheck,
    Verdict,
    WrongCertificate,
    certificates,
    check_signed_pdf,
)
from dondoc.engine.writing.official.signing import Office, Signature
from dondoc.engine.writing.register_json import plain as stored
from dondoc.engine.writing.stored_values import load
from tests.signed_files import authority, holder, rewritten, signed, stamped, turned

NOW = datetime.now(UTC)
NAME = "Phạm Hồng Sơn"


@cache
def ours(text: str = "Đã hoàn thành 12 nhiệm vụ.") -> bytes:
    """The PDF that was sent out to be signed."""
    head = Letterhead("Sở mẫu", "Hà Châu", "BC-SM", number=5, issued=date(2026, 11, 22))
    paragraphs = tuple(Paragraph(plain(f"{text} Đoạn {number}.")) for number in range(60))
    return official_pdf(OfficialDocument(head, "báo cáo", "Kết quả", paragraphs, Signature(NAME, "Giám đốc", Office("Giám đốc")))).data


def check(data: bytes, *, trusts: bool = True, expected: str = NAME) -> SignatureCheck:
    """Check a file, with or without the authority among the trusted roots."""
    return check_signed_pdf(data, ours=ours(), roots=[authority().public] if trusts else [], at=NOW, expected=expected)


def by_head() -> bytes:
    """The file as its signer sends it back."""
    return signed(ours(), holder(NAME, authority()))


@pytest.mark.parametrize("visible", [False, True])
def test_the_very_file_signed_by_the_one_who_should_is_good(visible: bool) -> None:
    found = check(signed(ours(), holder(NAME, authority()), visible=visible))
    assert (found.verdict, found.continues_ours, found.faults, found.doubts) == (Verdict.GOOD, True, (), ())
    [signer] = found.signers
    assert (signer.name, signer.organisation, signer.trusted, signer.stamped) == (NAME, "Sở mẫu", True, False)
    assert abs(datetime.fromisoformat(signer.signed_at) - datetime.now(UTC)) < timedelta(minutes=5)


def test_a_person_and_then_the_body_sign_one_file() -> None:
    found = check(signed(by_head(), holder("Sở mẫu", authority()), field="ChuKy2"))
    assert found.verdict is Verdict.GOOD
    assert [signer.name for signer in found.signers] == [NAME, "Sở mẫu"]


def test_what_was_proved_is_stored_and_loaded_without_loss() -> None:
    found = check(by_head(), trusts=False)
    assert load(SignatureCheck, stored(found)) == found


@pytest.mark.parametrize("place", [0.02, 0.3, 0.5, 0.7])
def test_one_changed_byte_anywhere_in_the_signed_file_is_refused(place: float) -> None:
    data = bytearray(by_head())
    data[int(len(ours()) * place)] ^= 1
    found = check(bytes(data))
    assert found.verdict is Verdict.REFUSED
    assert found.faults
    assert not found.doubts


def test_a_file_without_a_signature_is_refused() -> None:
    assert check(ours()).faults == (UNSIGNED,)


@pytest.mark.parametrize("data", [b"", b"khong phai pdf", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_whole_pdf_is_refused_with_words(data: bytes) -> None:
    assert check(data).faults == (NO_PDF,)


def test_a_file_that_breaks_off_is_refused() -> None:
    assert check(by_head()[:-400]).verdict is Verdict.REFUSED


def test_a_signature_of_no_known_kind_is_damaged() -> None:
    data = by_head().replace(b"/adbe.pkcs7.detached", b"/adbe.pkcs7.detachex")
    assert check(data).faults == (DAMAGED,)


@pytest.mark.parametrize("tail", [b"\n% them mot dong\n", b" "])
def test_bytes_after_the_last_signature_are_refused(tail: bytes) -> None:
    assert NOT_COVERED in check(by_head() + tail).faults


def test_a_change_made_after_the_signature_is_refused() -> None:
    assert NOT_COVERED in check(turned(by_head())).faults


def test_another_document_signed_by_the_right_person_is_refused() -> None:
    other = signed(ours("Đã hoàn thành 99 nhiệm vụ."), holder(NAME, authority()))
    assert check(other).faults == (OTHER_TEXT,)


def test_what_was_changed_before_it_was_signed_is_never_good() -> None:
    assert check(signed(turned(ours()), holder(NAME, authority()))).verdict is Verdict.REFUSED


@pytest.mark.parametrize(("change", "doubt"), [(stamped, ADDED), (rewritten, REWRITTEN)])
def test_the_same_words_in_other_bytes_wait_for_a_person(change: object, doubt: object) -> None:
    found = check(signed(change(ours()), holder(NAME, authority())))  # type: ignore[operator]  # one of the makers above
    assert (found.verdict, found.continues_ours, found.doubts) == (Verdict.TO_DECIDE, False, (doubt,))


def test_without_a_trusted_root_a_sound_signature_waits_for_a_person() -> None:
    found = check(by_head(), trusts=False)
    assert (found.verdict, found.doubts) == (Verdict.TO_DECIDE, (NO_ROOTS,))


def test_a_certificate_of_another_authority_waits_for_a_person() -> None:
    found = check(signed(ours(), holder(NAME, authority("CA lạ"))))
    assert found.verdict is Verdict.TO_DECIDE
    assert [signer.trusted for signer in found.signers] == [False]
    assert "CA lạ" in found.doubts[0].vi


def test_a_signature_of_a_time_to_come_is_refused() -> None:
    found = check(signed(ours(), holder(NAME, authority()), at=NOW + timedelta(days=3)))
    assert found.verdict is Verdict.REFUSED
    assert "thời điểm chưa đến" in found.faults[0].vi


def test_a_certificate_that_has_run_out_is_not_trusted() -> None:
    found = check(signed(ours(), holder(NAME, authority(), until=datetime(2021, 1, 1))))
    assert found.verdict is Verdict.TO_DECIDE


def test_the_signature_of_another_than_the_printed_signer_waits_for_a_person() -> None:
    found = check(signed(ours(), holder("Trần Văn Minh", authority())))
    assert found.verdict is Verdict.TO_DECIDE
    assert NAME in found.doubts[0].vi


def test_capitals_and_what_stands_beside_a_name_do_not_matter() -> None:
    assert check(signed(ours(), holder("PHẠM HỒNG SƠN (Sở mẫu)", authority()))).verdict is Verdict.GOOD


def test_certificates_are_read_from_pem_and_from_der() -> None:
    first, second = authority(), authority("CA lạ")
    assert [one.subject.native["common_name"] for one in certificates(first.pem + second.pem)] == [
        "CA phục vụ cơ quan nhà nước",
        "CA lạ",
    ]
    assert len(certificates(first.public.dump())) == 1
    with pytest.raises(WrongCertificate):
        certificates(b"khong phai chung thu", "goc.crt")
