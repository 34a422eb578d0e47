"""One outgoing document as its page shows it: where it stands, what comes next, its files, and what the signed file proved."""

from __future__ import annotations

from dataclasses import dataclass

from dondoc.engine.writing.official.blocks import OfficialDocument
from dondoc.engine.writing.official.signed_pdf import SignatureCheck
from dondoc.engine.writing.official.signing import signing_lines
from dondoc.engine.writing.stored_values import load
from dondoc.web.organisations.permissions import Scope
from dondoc.web.reports.models import Outgoing, OutgoingKind, OutgoingState
from dondoc.web.reports.permissions import may_write_out
from dondoc.web.reports.queries.outgoing.files import FileRow, files_of

STATE_GLYPHS = {OutgoingState.DRAFT: "open", OutgoingState.PROPOSED: "wait", OutgoingState.NUMBERED: "soon", OutgoingState.ISSUED: "done"}
"""The states of the frame's components that look like those of a document."""


@dataclass(frozen=True, slots=True)
class OutgoingPage:
    """One document; `works` says that the person may act on it, `steps` the states with whether each is behind, here or ahead."""

    outgoing: Outgoing
    document: OfficialDocument
    works: bool
    files: tuple[FileRow, ...]
    check: SignatureCheck | None

    @property
    def signing_lines(self) -> tuple[str, ...]:
        """The lines above the signature."""
        return signing_lines(self.document.signature) if self.document.signature is not None else ()

    @property
    def glyph(self) -> str:
        """The glyph of its state."""
        return STATE_GLYPHS[OutgoingState(self.outgoing.state)]

    @property
    def steps(self) -> list[tuple[str, str]]:
        """Each state in words with "done", "here" or "ahead"."""
        order = list(OutgoingState)
        at = order.index(OutgoingState(self.outgoing.state))
        return [(str(state.label), "done" if place < at else "here" if place == at else "ahead") for place, state in enumerate(order)]

    @property
    def is_awaited(self) -> bool:
        """Whether some file is being written."""
        return any(file.is_awaited for file in self.files)

    @property
    def is_unwritten(self) -> bool:
        """Whether nobody has asked for its files as the words stand."""
        return any(file.job is None and not file.is_ready for file in self.files)

    @property
    def pdf_is_ready(self) -> bool:
        """Whether the PDF to be signed can be taken."""
        return any(file.format == "pdf" and file.is_ready for file in self.files)

    @property
    def waits_for_decision(self) -> bool:
        """Whether a signed file was brought that leaves a doubt."""
        return self.outgoing.state == OutgoingState.NUMBERED and bool(self.outgoing.signed_sha256)

    @property
    def is_report(self) -> bool:
        """Whether its words are those of a consolidated report, which is worded on its own page."""
        return self.outgoing.kind == OutgoingKind.REPORT


def outgoing_page(outgoing: Outgoing, scope: Scope) -> OutgoingPage:
    """Return the page of a document that the person may see."""
    return OutgoingPage(
        outgoing=outgoing,
        document=load(OfficialDocument, outgoing.document),
        works=may_write_out(scope, outgoing.unit),
        files=files_of(outgoing),
        check=load(SignatureCheck, outgoing.signature_check) if outgoing.signature_check else None,
    )
