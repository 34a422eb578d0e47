"""Sorts the findings of a form check by what they are about, in the order in which a document is read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dondoc.engine.writing.official.form_check.finding import Finding, FormReview
from dondoc.engine.writing.official.measures import ANNEXES, FORMS


class Component(StrEnum):
    """What a finding is about."""

    PAGE = "page"
    FONT = "font"
    HEAD = "head"
    TITLE = "title"
    BODY = "body"
    SIGNER = "signer"
    RECIPIENTS = "recipients"
    ANNEX = "annex"


# By the beginning of the code; where a component's own look is at fault, by the article that sets it.
_CODES = {
    "page": Component.PAGE, "page-number": Component.PAGE, "file": Component.PAGE, "font": Component.FONT, "state": Component.HEAD,
    "motto": Component.HEAD, "number": Component.HEAD, "date": Component.HEAD, "basis": Component.BODY, "body": Component.BODY,
    "table": Component.BODY, "numbering": Component.BODY, "signer": Component.SIGNER, "addressee": Component.RECIPIENTS,
    "recipients": Component.RECIPIENTS, "annex": Component.ANNEX,
}  # fmt: skip
_ARTICLES = {
    FORMS[1]: Component.HEAD, FORMS[2]: Component.HEAD, FORMS[3]: Component.HEAD, FORMS[4]: Component.HEAD, FORMS[5]: Component.TITLE,
    FORMS[6]: Component.BODY, FORMS[7]: Component.SIGNER, FORMS[9]: Component.RECIPIENTS, ANNEXES: Component.ANNEX,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Examined:
    """A component and what was found there, the blocking first; `whole` where nothing was."""

    component: Component
    findings: tuple[Finding, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing is to be said of it."""
        return not self.findings


def by_component(review: FormReview) -> tuple[Examined, ...]:
    """Return every component with its findings; each finding stands in one."""
    found: dict[Component, list[Finding]] = {component: [] for component in Component}
    for finding in review.findings:
        found[component_of(finding)].append(finding)
    return tuple(Examined(component, tuple(findings)) for component, findings in found.items())


def component_of(finding: Finding) -> Component:
    """Return what a finding is about; a component's look that no article names belongs to the body."""
    return _CODES.get(finding.code.partition(".")[0]) or _ARTICLES.get(finding.article, Component.BODY)
