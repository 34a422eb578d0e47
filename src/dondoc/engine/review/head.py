"""What the head of the document leaves blank → remarks that it may be a draft."""

from __future__ import annotations

from collections.abc import Iterator

from dondoc.engine.extraction.plan import Evidence
from dondoc.engine.review.catalogue import Wording, remark
from dondoc.engine.review.examined import Examined, issued_on
from dondoc.engine.review.remark import Remark, RemarkCode


def blank_head(examined: Examined) -> Iterator[Remark]:
    """Yield what a signed document has (Decree 30/2020, Articles 8 and 13, Annex I) and this one lacks: number, date, signer."""
    head = examined.plan.document
    place = examined.head()
    if place is None or not examined.plan.tasks or (head.kind is None and head.title is None and head.issuer is None):
        return
    if head.number is None:
        yield remark(RemarkCode.DOCUMENT_NO_NUMBER, head.symbol.evidence if head.symbol is not None else place)
    if issued_on(head) is None:
        yield _no_date(head.issued_on.evidence if head.issued_on is not None else place, head.issued_on.value if head.issued_on else None)
    if head.signer is None or head.signer.name is None:
        yield remark(RemarkCode.DOCUMENT_NO_SIGNER, place)


def _no_date(place: Evidence, known: str | None) -> Remark:
    shown = "/".join(reversed(known.split("-"))) if known is not None else ""
    given = Wording(f" (chỉ có {shown})", f" (only {shown})") if shown else ""
    return remark(RemarkCode.DOCUMENT_NO_DATE, place, given=given)
