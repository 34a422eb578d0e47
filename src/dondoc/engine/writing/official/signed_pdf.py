"""Turns the signed PDF that came back, and the PDF that was sent out, into what its signatures prove and what speaks against it.

Decree 30/2020/NĐ-CP, Articles 5 and 13, and Appendix I, II.7 and II.8: an electronic original bears the digital signatures of the competent
person and of the body. Nothing is fetched: whether a certificate was revoked in the meantime is not known here, and is said so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2

from dondoc.engine.vocabulary.folding import fold, unaccented
from dondoc.engine.writing.language import Words
from dondoc.engine.writing.official.pdf_additions import adds_signatures_only

if TYPE_CHECKING:
    from asn1crypto import x509
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
    from pyhanko.sign.validation.status import PdfSignatureStatus
    from pyhanko_certvalidator import ValidationContext

MOST_SIGNATURES = 20
AHEAD = timedelta(minutes=10)
"""How far the clock of the signer may be ahead of ours."""


class Verdict(StrEnum):
    """What may be done with the file: taken, taken only if a person decides so and says why, or refused."""

    GOOD = "good"
    TO_DECIDE = "to-decide"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Signer:
    """One signature: who, by whose certificate, if its chain is trusted, and when (ISO 8601); `stamped` where a time stamp proves it."""

    name: str
    organisation: str
    issuer: str
    signed_at: str
    stamped: bool
    trusted: bool
    serial: str


@dataclass(frozen=True, slots=True)
class SignatureCheck:
    """What the signatures of a file prove.

    `continues_ours` says that the file begins with the bytes that were sent out and that signatures are all that was added. `faults` are
    why it is refused, `doubts` what a person must decide on, `notes` what is worth knowing.
    """

    verdict: Verdict
    signers: tuple[Signer, ...] = ()
    continues_ours: bool = False
    faults: tuple[Words, ...] = ()
    doubts: tuple[Words, ...] = ()
    notes: tuple[Words, ...] = ()


class WrongCertificate(ValueError):
    """A file that holds no certificate; `vi` and `en` say so."""

    def __init__(self, name: str) -> None:
        self.vi = f"«{name}» không phải chứng thư số (PEM hoặc DER)."
        self.en = f"“{name}” is no certificate (PEM or DER)."
        super().__init__(self.en)


NO_PDF = Words(
    "Tệp không phải PDF hoặc đã hỏng nên không đọc được chữ ký. Hãy tải lại bản PDF đã ký.",
    "The file is no PDF or is damaged, so its signatures cannot be read. Upload the signed PDF again.",
)
DAMAGED = Words(
    "Chữ ký trong tệp bị hỏng hoặc không theo chuẩn nên không kiểm tra được. Hãy tải lại bản PDF đã ký.",
    "The signature in the file is damaged or follows no standard, so it cannot be checked. Upload the signed PDF again.",
)
UNSIGNED = Words(
    "Tệp chưa có chữ ký số nào. Hãy ký số vào bản PDF tải từ trang này rồi nộp lại.",
    "The file bears no digital signature. Sign the PDF that this page gives and upload it again.",
)
OTHER_TEXT = Words(
    "Nội dung của tệp khác với văn bản đã cấp số. Hãy ký đúng bản PDF tải từ trang này.",
    "The words of the file differ from the numbered document. Sign the very PDF that this page gives.",
)
REWRITTEN = Words(
    "Phần mềm ký đã ghi lại tệp, nên không phải bản PDF đã tạo cộng thêm chữ ký; phần chữ thì giống. Cần người xem lại cả hình.",
    "The signing program rewrote the file, so it is not the PDF made here with signatures added; its words are the same. "
    "A person must look at the pages.",
)
ADDED = Words(
    "Ngoài chữ ký, tệp còn có phần được thêm vào trang hoặc sửa so với bản PDF đã tạo; phần chữ thì giống. Cần người xem lại cả hình.",
    "Beside signatures, something was added to the pages or changed since the PDF was made here; its words are the same. "
    "A person must look at the pages.",
)
NOT_COVERED = Words(
    "Sau lần ký cuối, tệp còn bị thêm hoặc sửa nội dung mà không chữ ký nào bảo đảm.",
    "After the last signature something was added or changed that no signature vouches for.",
)
NO_ROOTS = Words(
    "Chưa khai báo chứng thư gốc tin cậy (trusted_certificates trong dondoc.toml), nên chưa xác minh được chuỗi chứng thư.",
    "No trusted root is set (trusted_certificates in dondoc.toml), so the chain of certificates cannot be verified.",
)
UNKNOWN_REVOCATION = Words(
    "Chưa kiểm tra chứng thư có bị thu hồi hay không, vì máy chủ không kết nối ra ngoài.",
    "Whether a certificate was revoked is not checked: the server connects to nothing outside.",
)


def certificates(data: bytes, name: str = "") -> tuple[x509.Certificate, ...]:
    """Return the certificates of a PEM file, which may hold several, or of a DER file. Raises WrongCertificate."""
    from asn1crypto import pem, x509  # late: only who checks a signature needs it

    try:
        if pem.detect(data):
            return tuple(x509.Certificate.load(der, strict=True) for _kind, _heads, der in pem.unarmor(data, multiple=True))
        found = x509.Certificate.load(data, strict=True)
        found.subject.native  # noqa: B018 - a certificate is read only when it is asked for something
    except (ValueError, TypeError) as error:
        raise WrongCertificate(name) from error
    return (found,)


def check_signed_pdf(data: bytes, *, ours: bytes, roots: Sequence[x509.Certificate], at: datetime, expected: str = "") -> SignatureCheck:
    """Return what the signatures of `data` prove at the moment `at`, against `ours`, the PDF that was sent out to be signed.

    `expected` is the name of the person who was to sign; one of the signatures should bear it.
    """
    from pyhanko.pdf_utils.misc import PdfError  # late: a second to load, which only the check of a signature needs

    try:
        reader, found = _signatures(data)
    except (PdfError, ValueError, KeyError, TypeError, IndexError, RecursionError, AssertionError, OSError, AttributeError):
        # A damaged file breaks a reader in whatever way it likes; all of them mean one thing to who brought it.
        return _refused(NO_PDF)
    if not found or len(found) > MOST_SIGNATURES:
        return _refused(DAMAGED if b"/ByteRange" in data else UNSIGNED)
    faults: list[Words] = []
    signers: list[Signer] = []
    doubts: list[Words] = []
    for place, signature in enumerate(found):
        try:
            status = _status(signature, roots, at)
        except (PdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, NotImplementedError) as error:
            faults.append(_broken(place, type(error).__name__))
            continue
        signers.append(_signer(signature, status))
        faults.extend(_faults(status, signers[-1], at=at, is_last=place + 1 == len(found)))
        if place + 1 == len(found) and _trails(status, signature, reader):
            faults.append(NOT_COVERED)
    begins = data.startswith(ours)
    continues = begins and adds_signatures_only(reader, ours)
    if not continues and _same_words(data, ours):
        doubts.append(ADDED if begins else REWRITTEN)
    elif not continues:
        faults.append(OTHER_TEXT)
    untrusted = [signer for signer in signers if not signer.trusted]
    if untrusted:
        doubts.append(_untrusted(untrusted) if roots else NO_ROOTS)
    if expected and not any(_is_named(signer.name, expected) for signer in signers):
        doubts.append(_another(expected, signers))
    verdict = Verdict.REFUSED if faults else Verdict.TO_DECIDE if doubts else Verdict.GOOD
    # What is refused leaves nothing to decide.
    open_doubts = () if faults else tuple(dict.fromkeys(doubts))
    return SignatureCheck(verdict, tuple(signers), continues, tuple(dict.fromkeys(faults)), open_doubts, (UNKNOWN_REVOCATION,))


def _refused(words: Words) -> SignatureCheck:
    return SignatureCheck(Verdict.REFUSED, faults=(words,))


def _signatures(data: bytes) -> tuple[PdfFileReader, list[EmbeddedPdfSignature]]:
    """Return the file's signatures in the order in which they were made, time stamps of the whole document left out."""
    from pyhanko.pdf_utils.reader import PdfFileReader  # late, as above

    reader = PdfFileReader(BytesIO(data))
    return reader, list(reader.embedded_regular_signatures)


def _context(roots: Sequence[x509.Certificate], at: datetime) -> ValidationContext:
    from pyhanko_certvalidator import ValidationContext  # late, as above

    return ValidationContext(trust_roots=list(roots), allow_fetching=False, moment=at, revocation_mode="soft-fail")


def _status(signature: EmbeddedPdfSignature, roots: Sequence[x509.Certificate], at: datetime) -> PdfSignatureStatus:
    from pyhanko.sign.validation import validate_pdf_signature  # late, as above
    from pyhanko.sign.validation.settings import KeyUsageConstraints  # late, as above

    usage = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False)
    return validate_pdf_signature(signature, _context(roots, at), _context(roots, at), key_usage_settings=usage)


def _signer(signature: EmbeddedPdfSignature, status: PdfSignatureStatus) -> Signer:
    certificate = signature.signer_cert
    subject: dict[str, object] = certificate.subject.native
    issuer: dict[str, object] = certificate.issuer.native
    stamp = status.timestamp_validity
    stamped = stamp is not None and stamp.valid and stamp.intact and stamp.trusted
    moment = stamp.timestamp if stamped and stamp is not None else status.signer_reported_dt
    return Signer(
        name=_part(subject, "common_name"),
        organisation=_part(subject, "organization_name"),
        issuer=_part(issuer, "common_name") or _part(issuer, "organization_name"),
        signed_at=moment.isoformat(timespec="seconds") if moment is not None else "",
        stamped=stamped,
        trusted=status.trusted,
        serial=f"{certificate.serial_number:X}",
    )


def _part(name: dict[str, object], key: str) -> str:
    """Return one part of a certificate's name; one that stands there several times as its last, the nearest to the person."""
    value = name.get(key, "")
    return str(value[-1] if isinstance(value, list) and value else value)[:200]


def _faults(status: PdfSignatureStatus, signer: Signer, *, at: datetime, is_last: bool) -> list[Words]:
    """Return what of one signature makes the file worthless."""
    from pyhanko.sign.diff_analysis import ModificationLevel  # late, as above
    from pyhanko.sign.validation.status import SignatureCoverageLevel  # late, as above

    found: list[Words] = []
    name = signer.name or "?"
    if not (status.intact and status.valid):
        found.append(
            Words(
                f"Chữ ký của {name} không còn khớp với nội dung: tệp đã bị sửa sau khi ký.",
                f"The signature of {name} does not fit the contents: the file was changed after it was signed.",
            )
        )
    if status.coverage is None or status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        found.append(NOT_COVERED)
    elif status.coverage < SignatureCoverageLevel.ENTIRE_FILE:
        harmless = ModificationLevel.LTA_UPDATES if is_last else ModificationLevel.FORM_FILLING
        level = status.modification_level
        if level is None or level > harmless:
            found.append(NOT_COVERED)
    if status.revoked:
        found.append(Words(f"Chứng thư của {name} đã bị thu hồi.", f"The certificate of {name} was revoked."))
    moment = datetime.fromisoformat(signer.signed_at) if signer.signed_at else None
    if moment is not None and moment > at + AHEAD:
        found.append(Words(f"Chữ ký của {name} ghi thời điểm chưa đến.", f"The signature of {name} gives a time that has not come."))
    return found


def _trails(status: PdfSignatureStatus, signature: EmbeddedPdfSignature, reader: PdfFileReader) -> bool:
    """Whether bytes of no revision follow the last signature."""
    from pyhanko.sign.validation.status import SignatureCoverageLevel  # late, as above

    is_last_revision = signature.signed_revision + 1 == reader.xrefs.total_revisions
    return is_last_revision and status.coverage is not SignatureCoverageLevel.ENTIRE_FILE


def _broken(place: int, what: str) -> Words:
    return Words(
        f"Chữ ký thứ {place + 1} bị hỏng hoặc không theo chuẩn ({what}).",
        f"Signature {place + 1} is damaged or follows no standard ({what}).",
    )


def _is_named(name: str, expected: str) -> bool:
    """Whether a certificate's name is the person's, whatever its capitals and marks and what stands beside it."""
    return " ".join(unaccented(fold(expected)).split()) in " ".join(unaccented(fold(name)).split())


def _another(expected: str, signers: Sequence[Signer]) -> Words:
    names = "; ".join(signer.name or "?" for signer in signers)
    return Words(
        f"Không có chữ ký của {expected}, người ký ghi trên văn bản; chữ ký trong tệp là của {names}.",
        f"There is no signature of {expected}, who is printed as the signer; those in the file are of {names}.",
    )


def _untrusted(signers: Sequence[Signer]) -> Words:
    names = "; ".join(f"{signer.name or '?'} (chứng thư do {signer.issuer or '?'} cấp)" for signer in signers)
    english = "; ".join(f"{signer.name or '?'} (certificate of {signer.issuer or '?'})" for signer in signers)
    return Words(f"Chưa xác minh được chuỗi chứng thư của {names}.", f"The chain of certificates cannot be verified: {english}.")


def _same_words(data: bytes, ours: bytes) -> bool:
    """Whether both files show the same words page by page, whatever the white space; what is drawn over them is not looked at."""
    return _pages(data) == _pages(ours)


def _pages(data: bytes) -> list[str]:
    try:
        with pypdfium2.PdfDocument(data) as document:
            return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]
    except pypdfium2.PdfiumError:
        return []
