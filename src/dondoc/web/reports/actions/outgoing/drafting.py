"""Begins an outgoing document, words it, says who signs, and throws a draft away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from dondoc.engine.writing.official.blocks import Block, Numbered, OfficialDocument, Paragraph, plain
from dondoc.engine.writing.register_json import plain as stored
from dondoc.web.accounts.models import User
from dondoc.web.audit.actions import Change, record
from dondoc.web.organisations.models import Unit
from dondoc.web.plans.models import Plan
from dondoc.web.reports.actions.outgoing.steps import demand_writer, document_of, held, put_words, searched, store
from dondoc.web.reports.models import Consolidation, Outgoing, OutgoingKind, OutgoingState
from dondoc.web.reports.queries.outgoing.houses import house_on
from dondoc.web.reports.queries.outgoing.signers import Signing
from dondoc.web.tracking.actions.refusals import Refused

BEFORE_SIGNED = (OutgoingState.DRAFT, OutgoingState.PROPOSED)
MOST = 20_000
"""Characters of one paragraph."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a document begins as; `plan` and `consolidation` are what it is written from."""

    kind: OutgoingKind
    document: OfficialDocument
    signer: User | None = None
    plan: Plan | None = None
    consolidation: Consolidation | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """What a person types of a draft; `texts` are the paragraphs by their place, each line a paragraph, an empty one left out."""

    title: str
    symbol: str
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    texts: Mapping[int, str] = field(default_factory=dict)


def begin(unit: Unit, beginning: Beginning, *, by: User, now: datetime) -> Outgoing:
    """Begin a draft of the department `unit`, set in the sizes of the day. Raises PermissionDenied."""
    with transaction.atomic():
        demand_writer(unit, by=by, now=now)
        document, report = beginning.document, beginning.consolidation
        made = Outgoing.objects.create(
            unit=unit,
            kind=beginning.kind,
            title=document.title,
            symbol=document.letterhead.symbol,
            folded=searched(document),
            document=stored(document),
            sizes=house_on(unit, timezone.localdate(now)).sizes,
            signing=stored(document.signature) if document.signature is not None else {},
            signer=beginning.signer,
            plan=beginning.plan,
            consolidation=report,
            snapshot=report.current if report is not None else None,
            created_by=by,
            created_at=now,
        )
        record(by, gettext_noop("lập dự thảo văn bản đi"), subject=made, changes={"trích yếu": Change(None, made.title)})
    return made


def rewrite(outgoing: Outgoing, wording: Wording, *, by: User, now: datetime, version: int | None = None) -> Outgoing:
    """Word a draft. Raises PermissionDenied, and Refused where it is no draft, says nothing, or changed since it was opened."""
    with transaction.atomic():
        demand_writer(outgoing.unit, by=by, now=now)
        found = held(outgoing, OutgoingState.DRAFT, version=version)
        before = document_of(found)
        after = worded(before, wording)
        if not after.title or not after.letterhead.symbol:
            raise Refused(_("Ghi trích yếu và ký hiệu của văn bản."))
        if any(len(text) > MOST for text in wording.texts.values()):
            raise Refused(_("Mỗi đoạn dài nhất %(n)s ký tự.") % {"n": MOST})
        if after == before:
            return found
        changes = {
            "trích yếu": Change(before.title, after.title),
            "ký hiệu": Change(before.letterhead.symbol, after.letterhead.symbol),
            "kính gửi": Change("; ".join(before.addressees), "; ".join(after.addressees)),
            "nơi nhận": Change("; ".join(before.recipients), "; ".join(after.recipients)),
            "số đoạn đã sửa": Change(None, sum(one not in before.blocks for one in after.blocks) or None),
        }
        store(found, *put_words(found, after))
        record(by, gettext_noop("sửa dự thảo văn bản đi"), subject=found, changes=changes)
    return found


def worded(document: OfficialDocument, wording: Wording) -> OfficialDocument:
    """Return the document with what a person typed; a paragraph that was not touched keeps its figures."""
    blocks: list[Block] = []
    for place, block in enumerate(document.blocks):
        typed = wording.texts.get(place)
        blocks.extend([block] if typed is None or typed.strip() == text_of_block(block) else _typed(block, typed))
    return replace(
        document,
        title=" ".join(wording.title.split()),
        letterhead=replace(document.letterhead, symbol="".join(wording.symbol.split())),
        addressees=wording.addressees,
        recipients=wording.recipients,
        blocks=tuple(blocks),
    )


def text_of_block(block: Block) -> str:
    """Return the words of a paragraph as they are typed; a table has none."""
    return "".join(run.text for run in block.runs).strip() if isinstance(block, Paragraph | Numbered) else ""


def _typed(block: Block, text: str) -> Iterator[Block]:
    """Yield a paragraph for each line, of the kind of the one that stood there."""
    for line in text.splitlines():
        if line.strip() and isinstance(block, Paragraph | Numbered):
            yield replace(block, runs=plain(" ".join(line.split())))


def choose_signer(outgoing: Outgoing, signing: Signing, *, by: User, now: datetime, version: int | None = None) -> Outgoing:
    """Say who signs and in what capacity, as long as nobody has signed. Raises PermissionDenied and Refused."""
    with transaction.atomic():
        demand_writer(outgoing.unit, by=by, now=now)
        found = held(outgoing, *BEFORE_SIGNED, version=version)
        if not signing.signature.name.strip() or not signing.signature.title.strip():
            raise Refused(_("Ghi họ tên và chức vụ của người ký."))
        document = document_of(found)
        if document.signature == signing.signature and found.signer == signing.signer:
            return found
        before = document.signature
        found.signing, found.signer = stored(signing.signature), signing.signer
        store(found, *put_words(found, replace(document, signature=signing.signature)), "signing", "signer")
        old = Signing(before) if before is not None else None
        record(
            by, gettext_noop("chọn người ký"), subject=found,
            changes={
                "người ký": Change(before.name if before is not None else None, signing.signature.name),
                "thể thức ký": Change(" / ".join(old.lines) if old is not None else None, " / ".join(signing.lines)),
            },
        )  # fmt: skip
    return found


def discard(outgoing: Outgoing, *, by: User, now: datetime, version: int | None = None) -> None:
    """Throw away a draft, which never had a number. Raises PermissionDenied and Refused."""
    with transaction.atomic():
        demand_writer(outgoing.unit, by=by, now=now)
        found = held(outgoing, OutgoingState.DRAFT, version=version)
        record(by, gettext_noop("bỏ dự thảo văn bản đi"), subject=found, changes={"trích yếu": Change(found.title, None)})
        found.delete()
