"""The register of outgoing documents as a person may see it: narrowed by year, kind, state and words, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import QueryDict

from dondoc.engine.vocabulary.folding import fold, unaccented
from dondoc.web.organisations.models import Unit
from dondoc.web.organisations.permissions import READING, Scope, within
from dondoc.web.reports.models import Outgoing, OutgoingKind, OutgoingState
from dondoc.web.reports.permissions import KEEPING

PAGE = 50
_MOST_WORDS = 200
_FIRST_YEAR, _LAST_YEAR = 2000, 2199


@dataclass(frozen=True, slots=True)
class OutgoingQuery:
    """What is asked of the register; every field holds only what `of` lets in."""

    state: str = ""
    kind: str = ""
    year: int | None = None
    words: str = ""

    @classmethod
    def of(cls, params: QueryDict) -> OutgoingQuery:
        """Read an address; what is not known is left out."""
        state, kind, year = params.get("trang-thai", ""), params.get("loai", ""), params.get("nam", "")
        return cls(
            state if state in OutgoingState.values else "",
            kind if kind in OutgoingKind.values else "",
            int(year) if len(year) == 4 and year.isascii() and year.isdigit() and _FIRST_YEAR <= int(year) <= _LAST_YEAR else None,
            " ".join(params.get("tim", "").split())[:_MOST_WORDS],
        )


@dataclass(frozen=True, slots=True)
class Register:
    """A page of the register, how many documents there are in each state, and the years, kinds and departments to choose from."""

    page: Page[Outgoing]
    by_state: Mapping[str, int]
    years: tuple[int, ...]
    kinds: tuple[str, ...]

    @property
    def total(self) -> int:
        """All that the person may see, in whatever state."""
        return sum(self.by_state.values())


def visible_outgoing(scope: Scope) -> QuerySet[Outgoing]:
    """Return the documents that a person may see: those of departments all of whose work they see."""
    return Outgoing.objects.filter(within("unit__path", scope.paths(*READING)))


def departments_written_for(scope: Scope) -> QuerySet[Unit]:
    """Return the departments for which the person may write documents, the highest units of which they keep the reports."""
    return Unit.objects.filter(within("path", scope.paths(*KEEPING)), path__in=scope.paths(*KEEPING)).order_by("path")


def register(scope: Scope, query: OutgoingQuery, *, number: str) -> Register:
    """Return a page of the register in a constant number of statements."""
    seen = visible_outgoing(scope)
    by_state = dict(seen.order_by().values_list("state").annotate(n=Count("pk")))
    years = seen.exclude(series=None).order_by("-series__year").values_list("series__year", flat=True).distinct()
    kinds = seen.order_by("kind").values_list("kind", flat=True).distinct()
    rows = narrowed(seen, query).defer("document", "signature_check").select_related("unit", "signer", "plan")
    return Register(Paginator(rows, PAGE).get_page(number), by_state, tuple(years), tuple(kinds))


def narrowed(seen: QuerySet[Outgoing], query: OutgoingQuery) -> QuerySet[Outgoing]:
    """Return what is asked for: what waits for somebody first, then by number."""
    found = seen
    if query.state:
        found = found.filter(state=query.state)
    if query.kind:
        found = found.filter(kind=query.kind)
    if query.year is not None:
        found = found.filter(Q(series__year=query.year) | Q(series=None, created_at__year=query.year))
    for word in query.words.split():
        number = Q(number=int(word)) if word.isascii() and word.isdigit() and len(word) < 7 else Q(pk__in=[])
        found = found.filter(number | Q(folded__contains=unaccented(fold(word))))
    return found.order_by("-created_at", "-pk")


def lines(found: QuerySet[Outgoing]) -> Iterator[tuple[str | int | date | None, ...]]:
    """Yield the rows of the register as Decree 30/2020/NĐ-CP, Article 15 and Appendix IV, keeps it."""
    for row in found.defer("document", "signature_check").select_related("unit", "signer", "series").iterator(chunk_size=200):
        name = row.signing.get("name", "") if isinstance(row.signing, dict) else ""
        yield (
            row.series.year if row.series is not None else None,
            row.number,
            row.symbol,
            row.issued_on,
            str(OutgoingKind(row.kind).label),
            row.title,
            row.unit.name,
            name,
            str(OutgoingState(row.state).label),
            row.signed_name,
            row.signed_sha256,
        )
