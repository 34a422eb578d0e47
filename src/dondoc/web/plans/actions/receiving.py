"""Takes in a file or pasted words: known by its hash, kept unchanged, and given to the reader in the background."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from dondoc.engine.sources.detection import detect
from dondoc.engine.sources.errors import TooLarge
from dondoc.web.audit.actions import Change, record
from dondoc.web.jobs.actions import Wanted, enqueue
from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.permissions import Scope
from dondoc.web.plans.actions.engine_version import engine_version
from dondoc.web.plans.actions.keeping import keep
from dondoc.web.plans.actions.reading import read_document
from dondoc.web.plans.models import Document, DocumentState, Plan, PlanState
from dondoc.web.plans.permissions import may_read_in

_LONGEST_NAME = 255
# What would part a header or hide in a list: control and format characters, and slashes of either kind.
_NOT_IN_A_NAME = re.compile(r"[\x00-\x1f\x7f/\\\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, slots=True)
class Upload:
    """What a person brings: the bytes, and the name that the file had; `pasted` where they typed or pasted the words."""

    name: str
    data: bytes
    pasted: bool = False

    @classmethod
    def of_words(cls, words: str, title: str = "") -> Upload:
        """Return pasted words as a text file, named by its title or its first line."""
        first = title.strip() or next((line.strip() for line in words.splitlines() if line.strip()), "")
        return cls(f"{first[:80].rstrip('. ')}.txt", words.encode(), pasted=True)


@dataclass(frozen=True, slots=True)
class Received:
    """The document that now holds the bytes; `is_new` is false where the department had them already."""

    document: Document
    is_new: bool


def receive(unit: Unit, upload: Upload, *, scope: Scope, now: datetime) -> Received:
    """Take a file into the register of the department `unit`, or find it there, and let it be read.

    Raises PermissionDenied, and UnreadableSource for a file that is too large or of a kind that is not read: nothing is stored then.
    """
    if not may_read_in(scope, unit):
        raise PermissionDenied
    name = clean_name(upload.name)
    if len(upload.data) > settings.UPLOAD_LIMIT:
        raise too_large(name)
    kind = detect(upload.data, name)
    digest = hashlib.sha256(upload.data).hexdigest()
    document = Document(
        unit=unit, sha256=digest, name=name, size=len(upload.data), format=kind.value, pasted=upload.pasted,
        uploaded_by=scope.user, uploaded_at=now,
    )  # fmt: skip
    if (known := _known(unit, digest)) is not None:
        return Received(known, is_new=False)
    keep(upload.data, document.path)
    with transaction.atomic():
        Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)  # two people who bring the same file at once
        if (known := _known(unit, digest)) is not None:
            return Received(known, is_new=False)
        document.save(force_insert=True)
        record(scope.user, gettext_noop("nạp văn bản"), subject=document, changes={"tên tệp": Change(None, name)})
        ask_to_read(document, scope=scope, now=now)
    return Received(document, is_new=True)


def ask_to_read(document: Document, *, scope: Scope, now: datetime) -> None:
    """Let a document be read by the engine of today; asking again while it waits or once it is read changes nothing."""
    if not may_read_in(scope, document.unit):
        raise PermissionDenied
    with transaction.atomic():
        wanted = Wanted(
            owner=scope.user,
            label=gettext_noop("Đọc văn bản “%(name)s”"),
            values={"name": document.name},
            url=reverse("plans:document", args=[document.pk]),
            # A draft that was thrown away is no reason to keep a reading from being asked for again.
            key=f"read:{document.pk}:{engine_version()}:{Plan.objects.filter(document=document, state=PlanState.DISCARDED).count()}",
        )
        document.job = enqueue(read_document, {"document": document.pk}, wanted=wanted, now=now)
        if document.state == DocumentState.FAILED:
            document.state = DocumentState.WAITING
        document.save(update_fields=["job", "state"])


def clean_name(name: str) -> str:
    """Return a file's name without folders, control characters and marks that turn the direction of writing."""
    plain = _NOT_IN_A_NAME.sub("_", unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])).strip(" ._")
    if len(plain) > _LONGEST_NAME:
        stem, dot, ending = plain.rpartition(".")
        plain = (
            f"{stem[: _LONGEST_NAME - len(ending) - 1]}{dot}{ending}" if dot and len(ending) <= len("markdown") else plain[:_LONGEST_NAME]
        )
    return plain or "van-ban"


def too_large(name: str) -> TooLarge:
    """Return what is said of a file above the limit."""
    limit = settings.UPLOAD_LIMIT >> 20
    return TooLarge(
        f"Tệp «{name}» lớn hơn {limit} MB. Hãy chia nhỏ, hoặc quét lại với độ phân giải 200-300 dpi.",
        f"File “{name}” is larger than {limit} MB. Split it, or scan it again at 200-300 dpi.",
    )


def _known(unit: Unit, digest: str) -> Document | None:
    return Document.objects.filter(unit=unit, sha256=digest).first()
