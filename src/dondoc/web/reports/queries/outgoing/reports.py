"""A consolidated report as it reads now → the official document that it becomes, in its department's form."""

from __future__ import annotations

from datetime import date

from dondoc.engine.writing.official.blocks import Letterhead, OfficialDocument
from dondoc.engine.writing.official.report_blocks import ReportIssuing, report_document
from dondoc.engine.writing.official.signing import Signature
from dondoc.web.organisations.models import Unit
from dondoc.web.reports.models import Consolidation, House, OutgoingKind
from dondoc.web.reports.queries.drafting import Report, report_of
from dondoc.web.reports.queries.outgoing.houses import house_on, lines_of

_HASH_SHOWN = 16


def letterhead_of(house: House, symbol: str) -> Letterhead:
    """Return the head of a draft in a department's form."""
    return Letterhead(issuer=house.issuer, place=house.place, symbol=symbol, superior=house.superior)


def report_paper(consolidation: Consolidation, unit: Unit, *, signature: Signature | None, on: date) -> OfficialDocument | None:
    """Return the report as an official document of the department, in the form of the day; nothing before data were frozen."""
    report = report_of(consolidation)
    if report is None:
        return None
    issuing = report_issuing(report, consolidation, house=house_on(unit, on), signature=signature)
    return report_document(report.data, report.printed, issuing)


def report_issuing(report: Report, consolidation: Consolidation, *, house: House, signature: Signature | None) -> ReportIssuing:
    """Return what the data of a report do not say: who issues and signs it, and the department's own wording."""
    return ReportIssuing(
        letterhead=letterhead_of(house, f"{OutgoingKind.REPORT.value}-{house.symbol}"),
        signature=signature,
        title=consolidation.title,
        recipients=lines_of(house.recipients) or ("Như trên", "Lưu: VT"),
        opening=house.opening,
        closing=house.closing,
        small_print=small_print(report.snapshot.sha256) if house.prints_hash else "",
        lists_sources=house.lists_sources,
    )


def small_print(sha256: str) -> str:
    """Return what the foot of the page says of the data: the beginning of their hash, by which anybody can check them."""
    return f"Mã kiểm chứng số liệu: {sha256[:_HASH_SHOWN]}"
