"""Makes outgoing documents that web tests start from, at each step of their life, and the signed files that come back."""

from __future__ import annotations

from datetime import datetime

from django.core.files.storage import default_storage
from django.utils import timezone

from dondoc.engine.writing.official.blocks import (
    Annex,
    Cell,
    Column,
    Letterhead,
    Level,
    Numbered,
    OfficialDocument,
    Paragraph,
    Table,
    plain,
)
from dondoc.engine.writing.official.signing import Office, Signature
from dondoc.web.accounts.models import User
from dondoc.web.organisations.models import Unit
from dondoc.web.reports.actions.outgoing import begin, give_number, propose
from dondoc.web.reports.actions.outgoing.drafting import Beginning
from dondoc.web.reports.models import Outgoing, OutgoingKind
from dondoc.web.reports.queries.outgoing.files import path_of
from tests.jobs import run_waiting_jobs
from tests.signed_files import authority, holder, signed

NAME = "Phạm Hồng Sơn"


def letter(title: str = "đôn đốc nhiệm vụ quá hạn", *, kind: str | None = None) -> OfficialDocument:
    """A letter of two paragraphs with a table in its annex."""
    table = Table((Column("TT", 1), Column("Nhiệm vụ", 5)), ((Cell(plain("1")), Cell(plain("Rà soát thủ tục"))),))
    return OfficialDocument(
        letterhead=Letterhead("Sở Nông nghiệp và Môi trường", "Hà Châu", "SNNMT-VP", "Ủy ban nhân dân tỉnh Hà Châu"),
        kind=kind,
        title=title,
        blocks=(Paragraph(plain("Theo kết quả theo dõi, còn 3 nhiệm vụ quá hạn.")), Numbered(Level.CLAUSE, plain("Tập trung hoàn thành."))),
        signature=Signature(NAME, "Giám đốc", Office("Giám đốc")),
        addressees=("Phòng Kế hoạch - Tài chính",),
        recipients=("Như trên", "Lưu: VT, VP"),
        annexes=(Annex("Danh mục nhiệm vụ quá hạn", (table,), across=True),),
    )


def make_draft(unit: Unit, by: User, title: str = "đôn đốc nhiệm vụ quá hạn", *, now: datetime | None = None) -> Outgoing:
    """A draft letter."""
    return begin(unit, Beginning(OutgoingKind.REMINDER, letter(title), by), by=by, now=now or timezone.now())


def make_proposed(unit: Unit, by: User, title: str = "đôn đốc nhiệm vụ quá hạn") -> Outgoing:
    """A letter that was proposed for signing."""
    return propose(make_draft(unit, by, title), by=by, now=timezone.now())


def make_numbered(unit: Unit, by: User, title: str = "đôn đốc nhiệm vụ quá hạn") -> Outgoing:
    """A letter with its number, whose files are written."""
    given = give_number(make_proposed(unit, by, title), by=by, now=timezone.now())
    run_waiting_jobs()
    return given


def written_pdf(outgoing: Outgoing) -> bytes:
    """The PDF that was written of a document as it stands."""
    row = outgoing.files.get(format="pdf", of_version=outgoing.text_version)
    with default_storage.open(path_of(row.sha256)) as file:
        return bytes(file.read())


def signed_pdf(outgoing: Outgoing, *, name: str = NAME, known: bool = True, at: datetime | None = None) -> bytes:
    """The PDF as it comes back signed, by somebody whose authority is trusted or by another; now, or at a moment."""
    return signed(written_pdf(outgoing), holder(name, authority() if known else authority("CA lạ")), at=at)
