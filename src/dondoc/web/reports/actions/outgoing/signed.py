"""Takes back the signed PDF of a numbered document: checked, refused with what is wrong, kept until a person decides, or taken for good."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from dondoc.engine.writing.language import Language, Words
from dondoc.engine.writing.official.signed_pdf import SignatureCheck, Verdict, WrongCertificate, certificates, check_signed_pdf
from dondoc.engine.writing.register_json import plain
from dondoc.web.accounts.models import User
from dondoc.web.audit.actions import Change, record
from dondoc.web.plans.actions.keeping import keep
from dondoc.web.plans.actions.receiving import clean_name
from dondoc.web.reports.actions.outgoing.steps import demand_writer, document_of, held, store
from dondoc.web.reports.models import Outgoing, OutgoingState
from dondoc.web.reports.queries.outgoing.files import path_of
from dondoc.web.tracking.actions.refusals import Refused

MOST_ADDED = 32 * 1024 * 1024
"""Bytes by which a signed file may be larger than the PDF that was sent out: pictures of signatures and proofs of certificates."""
_ENDINGS = (".pem", ".crt", ".cer", ".der")


@dataclass(frozen=True, slots=True)
class SignedFile:
    """What a person brings back: the bytes, and the name that the file had."""

    name: str
    data: bytes


class Unproven(Refused):
    """A file whose signatures prove nothing; `check` says why."""

    def __init__(self, check: SignatureCheck) -> None:
        super().__init__(_("Không nhận bản ký này: %(why)s") % {"why": " ".join(said(check.faults))})
        self.check = check


def take_signed(outgoing: Outgoing, file: SignedFile, *, by: User, now: datetime) -> Outgoing:
    """Check a signed PDF; a sound one issues the document for good, one that leaves a doubt waits for a person's decision.

    Raises PermissionDenied; Unproven for a file that is tampered with, unsigned or of another document, which the log keeps; Refused before
    the PDF is written.
    """
    demand_writer(outgoing.unit, by=by, now=now)
    check = _checked(outgoing, file, now=now)
    if check.verdict is Verdict.REFUSED:
        with transaction.atomic():
            found = held(outgoing, OutgoingState.NUMBERED)
            record(by, gettext_noop("từ chối bản ký"), subject=found, reason=" ".join(words.vi for words in check.faults))
        raise Unproven(check)
    sha256 = hashlib.sha256(file.data).hexdigest()
    keep(file.data, path_of(sha256))
    with transaction.atomic():
        found = held(outgoing, OutgoingState.NUMBERED)
        found.signed_name, found.signed_sha256, found.signed_size = clean_name(file.name), sha256, len(file.data)
        found.signed_at, found.signature_check, found.taken_because = now, plain(check), ""
        good = check.verdict is Verdict.GOOD
        found.state = OutgoingState.ISSUED if good else found.state
        store(found, *_SIGNED, "state")
        changes = {"bản ký": Change(None, found.signed_name), "SHA-256": Change(None, sha256), "người ký": Change(None, _names(check))}
        verb = gettext_noop("nhận bản ký, ban hành") if good else gettext_noop("nhận bản ký, chờ quyết định")
        record(by, verb, subject=found, changes=changes, reason=" ".join(words.vi for words in check.doubts))
    return found


def decide_to_take(outgoing: Outgoing, *, because: str, by: User, now: datetime, version: int | None = None) -> Outgoing:
    """Take a signed file that left a doubt, on a person's word, and issue the document for good.

    Raises PermissionDenied, and Refused without a reason or without such a file.
    """
    reason = " ".join(because.split())
    if not reason:
        raise Refused(_("Ghi vì sao vẫn nhận bản ký này, ví dụ đã đối chiếu chữ ký bằng phần mềm của Ban Cơ yếu."))
    with transaction.atomic():
        demand_writer(outgoing.unit, by=by, now=now)
        found = held(outgoing, OutgoingState.NUMBERED, version=version)
        _demand_waiting(found)
        found.state, found.taken_because = OutgoingState.ISSUED, reason
        store(found, "state", "taken_because")
        record(by, gettext_noop("quyết định nhận bản ký, ban hành"), subject=found, reason=reason)
    return found


def decline(outgoing: Outgoing, *, by: User, now: datetime, version: int | None = None) -> Outgoing:
    """Put aside a signed file that left a doubt; another may be brought. Raises PermissionDenied and Refused."""
    with transaction.atomic():
        demand_writer(outgoing.unit, by=by, now=now)
        found = held(outgoing, OutgoingState.NUMBERED, version=version)
        _demand_waiting(found)
        name, found.signed_name, found.signed_sha256, found.signed_size = found.signed_name, "", "", None
        found.signed_at, found.signature_check = None, {}
        store(found, *_SIGNED)
        record(by, gettext_noop("không nhận bản ký"), subject=found, changes={"bản ký": Change(name, None)})
    return found


_SIGNED = ("signed_name", "signed_sha256", "signed_size", "signed_at", "signature_check", "taken_because")


def said(words: tuple[Words, ...]) -> list[str]:
    """Return sentences in the language now active."""
    language = Language.EN if get_language() == "en" else Language.VI
    return [one.of(language) for one in words]


def _demand_waiting(outgoing: Outgoing) -> None:
    if not outgoing.signed_sha256:
        raise Refused(_("Chưa có bản ký nào chờ quyết định."))


def _checked(outgoing: Outgoing, file: SignedFile, *, now: datetime) -> SignatureCheck:
    """Check a file against the PDF that was written of the document as it is numbered."""
    written = outgoing.files.filter(format="pdf", of_version=outgoing.text_version).exclude(sha256="").first()
    if written is None:
        raise Refused(_("Tệp PDF có số đang được tạo. Đợi tệp xong, ký rồi nộp lại."))
    if len(file.data) > (written.size or 0) + MOST_ADDED:
        raise Refused(_("Tệp lớn hơn nhiều so với bản PDF đã tạo. Hãy nộp đúng bản PDF đã ký số, không phải bản quét."))
    with default_storage.open(path_of(written.sha256)) as stored:
        ours = stored.read()
    signature = document_of(outgoing).signature
    try:
        roots = [one for name, data in _trusted() for one in certificates(data, name)]
    except WrongCertificate as error:
        raise Refused(
            _("Chứng thư gốc khai báo trong dondoc.toml có lỗi: %(why)s") % {"why": said((Words(error.vi, error.en),))[0]}
        ) from error
    return check_signed_pdf(file.data, ours=ours, roots=roots, at=now, expected=signature.name if signature is not None else "")


def _trusted() -> list[tuple[str, bytes]]:
    """Read the certificates that the settings name: files, or folders of them."""
    paths = [Path(name) for name in settings.TRUSTED_CERTIFICATES]
    files = [file for path in paths for file in (sorted(path.iterdir()) if path.is_dir() else [path])]
    return [(file.name, file.read_bytes()) for file in files if file.suffix.lower() in _ENDINGS or file in paths]


def _names(check: SignatureCheck) -> str:
    return "; ".join(signer.name for signer in check.signers)
