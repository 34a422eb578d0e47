"""What every step of an outgoing document shares: the document held fast, what must stand before it, and its words stored."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from dondoc.engine.vocabulary.folding import fold, unaccented
from dondoc.engine.writing.official.blocks import OfficialDocument
from dondoc.engine.writing.official.heads import number_line
from dondoc.engine.writing.register_json import plain
from dondoc.engine.writing.stored_values import load
from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.permissions import scope_of
from dondoc.web.reports.models import Outgoing, OutgoingState
from dondoc.web.reports.permissions import may_write_out
from dondoc.web.tracking.actions.refusals import Refused


class ChangedSince(Refused):
    """A document that someone changed after the person opened it."""

    def __init__(self) -> None:
        super().__init__(_("Có người vừa thay đổi văn bản này sau khi anh, chị mở trang. Xem lại rồi làm tiếp."))


class WrongStep(Refused):
    """A step that the document's state does not allow."""

    def __init__(self, outgoing: Outgoing) -> None:
        words = _("Văn bản đang ở bước “%(state)s” nên không làm bước này được. Tải lại trang để xem.")
        super().__init__(words % {"state": OutgoingState(outgoing.state).label})


class Locked(Refused):
    """A document that was issued: nothing changes it any more."""

    def __init__(self) -> None:
        super().__init__(_("Văn bản đã ban hành nên không sửa được nữa. Cần đính chính thì ban hành văn bản khác."))


def demand_writer(unit: Unit, *, by: User, now: datetime) -> None:
    """Raise PermissionDenied unless the person may draft and issue the department's documents."""
    if not may_write_out(scope_of(by, on=timezone.localdate(now)), unit):
        raise PermissionDenied


def held(outgoing: Outgoing, *states: OutgoingState, version: int | None = None) -> Outgoing:
    """Return a document that nobody else changes until the transaction ends.

    Raises Locked, WrongStep where it is in none of `states`, and ChangedSince where it is not the `version` that the person saw.
    """
    found = Outgoing.objects.select_for_update(of=("self",)).select_related("unit", "created_by").get(pk=outgoing.pk)
    if found.state == OutgoingState.ISSUED:
        raise Locked
    if found.state not in states:
        raise WrongStep(found)
    if version is not None and version != found.version:
        raise ChangedSince
    return found


def document_of(outgoing: Outgoing) -> OfficialDocument:
    """Return the document that is stored."""
    return load(OfficialDocument, outgoing.document)


def put_words(outgoing: Outgoing, document: OfficialDocument) -> tuple[str, ...]:
    """Set the document's words; return the names of the fields that this set."""
    outgoing.document = plain(document)
    outgoing.title, outgoing.symbol = document.title, document.letterhead.symbol
    outgoing.folded = searched(document)
    outgoing.text_version += 1
    return ("document", "title", "symbol", "folded", "text_version")


def searched(document: OfficialDocument) -> str:
    """Return what the register is searched in: number, symbol, title and addressees."""
    number = number_line(document.letterhead) if document.letterhead.number is not None else document.letterhead.symbol
    return unaccented(fold(" ".join((number, document.title, *document.addressees))))


def store(outgoing: Outgoing, *fields: str) -> None:
    """Count the change and store it with the fields that were set."""
    outgoing.version += 1
    outgoing.save(update_fields=["version", *dict.fromkeys(fields)])
