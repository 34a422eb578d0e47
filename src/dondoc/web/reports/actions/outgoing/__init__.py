"""The verbs on outgoing documents: begin, word, propose, number, write to files, take back signed."""

from __future__ import annotations

from dondoc.web.reports.actions.outgoing.drafting import begin, choose_signer, discard, rewrite
from dondoc.web.reports.actions.outgoing.numbering import continue_from, give_number
from dondoc.web.reports.actions.outgoing.proposing import propose, propose_report, send_back

__all__ = ["begin", "choose_signer", "continue_from", "discard", "give_number", "propose", "propose_report", "rewrite", "send_back"]
