"""Files that prove what an update says: checked, kept under their hash, never opened by dondoc."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from dondoc.web.plans.actions.keeping import keep
from dondoc.web.plans.actions.receiving import clean_name
from dondoc.web.tracking.actions.refusals import Refused
from dondoc.web.tracking.models import Proof, Update

MOST_FILES = 10
_KINDS = {
    ".pdf": (b"%PDF-",),
    ".docx": (b"PK\x03\x04",), ".xlsx": (b"PK\x03\x04",), ".pptx": (b"PK\x03\x04",), ".zip": (b"PK\x03\x04",),
    ".doc": (b"\xd0\xcf\x11\xe0",), ".xls": (b"\xd0\xcf\x11\xe0",), ".ppt": (b"\xd0\xcf\x11\xe0",), ".rtf": (b"{\\rtf",),
    ".jpg": (b"\xff\xd8\xff",), ".jpeg": (b"\xff\xd8\xff",), ".png": (b"\x89PNG",), ".tif": (b"II*\x00", b"MM\x00*"),
    ".tiff": (b"II*\x00", b"MM\x00*"),
}  # fmt: skip
"""The kinds of files that are taken, each with the bytes one of which it begins with: the name alone is not believed."""


@dataclass(frozen=True, slots=True)
class File:
    """What a person brings: its name and its bytes."""

    name: str
    data: bytes


def check_files(files: Sequence[File]) -> None:
    """Raise Refused where there are too many files, or one is empty, too large or no document or picture."""
    if len(files) > MOST_FILES:
        raise Refused(_("Mỗi lần đính kèm nhiều nhất %(n)d tệp. Hãy gộp lại hoặc cập nhật thêm lần nữa.") % {"n": MOST_FILES})
    for file in files:
        ending = file.name[file.name.rfind(".") :].lower()
        if not file.data:
            raise Refused(_("Tệp “%(name)s” rỗng. Hãy chọn lại tệp.") % {"name": clean_name(file.name)})
        if len(file.data) > settings.UPLOAD_LIMIT:
            limit = settings.UPLOAD_LIMIT >> 20
            raise Refused(
                _("Tệp “%(name)s” lớn hơn %(limit)d MB. Hãy chia nhỏ hoặc nén lại.") % {"name": clean_name(file.name), "limit": limit}
            )
        if ending not in _KINDS or not file.data.startswith(_KINDS[ending]):
            raise Refused(
                _("Tệp “%(name)s” không phải PDF, Word, Excel, PowerPoint, ảnh hoặc tệp nén. Hãy chọn tệp khác.")
                % {"name": clean_name(file.name)}
            )


def keep_proofs(update: Update, files: Sequence[File]) -> list[Proof]:
    """Store checked files as the proofs of an update."""
    proofs = []
    for file in files:
        proof = Proof(update=update, sha256=hashlib.sha256(file.data).hexdigest(), name=clean_name(file.name), size=len(file.data))
        keep(file.data, proof.path)
        proofs.append(proof)
    return Proof.objects.bulk_create(proofs)
