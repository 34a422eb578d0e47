"""Gathers what the checks find: the same fault in many paragraphs becomes one finding with its places."""

from __future__ import annotations

from dataclasses import dataclass, field

from dondoc.engine.writing.language import Words
from dondoc.engine.writing.official.form_check.finding import Finding, Place, Weight
from dondoc.engine.writing.official.form_check.rules import rules
from dondoc.engine.writing.official.form_check.word_file import Para

_PLACES = 5
_EXCERPT = 80


@dataclass(slots=True)
class _Fault:
    """One fault while its places are still being found."""

    code: str
    article: str
    vi: str
    en: str
    places: list[Place] = field(default_factory=list)
    count: int = 0


@dataclass(slots=True)
class FaultsBuilder:
    """Takes faults in any order and gives findings: blocking first, each kind in the order in which it was first seen."""

    _faults: dict[tuple[str, str], _Fault] = field(default_factory=dict)

    def add(self, code: str, para: Para | None = None, *, article: str = "", **words: str | Words) -> None:
        """Add a fault; `words` fill the places of its sentences."""
        rule = rules()[code]
        vi = rule.vi.format_map({name: word.vi if isinstance(word, Words) else word for name, word in words.items()})
        fault = self._faults.get((code, vi))
        if fault is None:
            en = rule.en.format_map({name: word.en if isinstance(word, Words) else word for name, word in words.items()})
            fault = self._faults[(code, vi)] = _Fault(code, article or rule.article, vi, en)
        fault.count += para.times if para is not None else 1
        if para is not None and len(fault.places) < _PLACES:
            fault.places.append(Place(para.number, _excerpt(para.text)))

    def build(self) -> tuple[Finding, ...]:
        """Return the findings."""
        made = [
            Finding(fault.code, rules()[fault.code].weight, fault.article, fault.vi, fault.en, tuple(fault.places), fault.count)
            for fault in self._faults.values()
        ]
        return tuple(sorted(made, key=lambda finding: finding.weight is not Weight.BLOCKING))


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _EXCERPT else line[: _EXCERPT - 1].rstrip() + "…"
