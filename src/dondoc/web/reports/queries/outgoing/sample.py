"""A sheet that shows how a department's documents look, without being one; and how far its register of numbers has come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dondoc.engine.writing.official.blocks import Level, Numbered, OfficialDocument, Paragraph, plain
from dondoc.web.organisations.models import Unit
from dondoc.web.reports.models import NumberSeries, OutgoingKind
from dondoc.web.reports.queries.outgoing.houses import HouseTerms, house_on, lines_of
from dondoc.web.reports.queries.outgoing.reports import letterhead_of, small_print
from dondoc.web.reports.queries.outgoing.signers import Signing

_OPENING = "Câu mở đầu của báo cáo nêu căn cứ và kỳ báo cáo, như sau:"
_CLOSING = "Trên đây là báo cáo của cơ quan"


def last_number(unit: Unit, year: int) -> int:
    """Return the last number that the department's register gave in a year, 0 before the first."""
    return NumberSeries.objects.filter(unit=unit, year=year).values_list("last", flat=True).first() or 0


def sample_paper(unit: Unit, *, on: date, terms: HouseTerms | None, signing: Signing | None) -> OfficialDocument:
    """Return a page in the department's form, as it is set or as `terms` would set it."""
    house = house_on(unit, on)
    for name in ("superior", "issuer", "symbol", "place", "head_title", "collective", "opening", "closing", "prints_hash") if terms else ():
        setattr(house, name, getattr(terms, name))
    recipients = terms.recipients if terms is not None else lines_of(house.recipients)
    signature = signing.signature if signing is not None else None
    if signature is not None:
        office = replace(signature.office, head=house.head_title, collective=house.collective)
        signature = replace(signature, office=office)
    return OfficialDocument(
        letterhead=letterhead_of(house, f"{OutgoingKind.REPORT.value}-{house.symbol}"),
        kind="báo cáo",
        title="Kết quả thực hiện nhiệm vụ (trang mẫu)",
        blocks=(
            Paragraph(plain(house.opening or _OPENING)),
            Numbered(Level.ROMAN, plain("Kết quả thực hiện"), titled=True),
            Numbered(Level.CLAUSE, plain("Nội dung báo cáo đứng ở đây.")),
            Paragraph(plain(house.closing or _CLOSING)),
        ),
        signature=signature,
        addressees=("Nơi nhận báo cáo",),
        recipients=recipients,
        small_print=small_print("0" * 64) if house.prints_hash else "",
    )
