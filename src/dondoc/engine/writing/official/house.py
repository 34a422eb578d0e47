"""What a department chooses within the decree's limits: sizes, gaps and margins, refused where they lie outside."""

from __future__ import annotations

from dataclasses import dataclass

from dondoc.engine.writing.official import measures
from dondoc.engine.writing.official.measures import Measure, Zone


class OutsideTheDecree(ValueError):
    """A chosen size that the decree does not allow; `vi` and `en` say which, and what it may be."""

    def __init__(self, measure: Measure, value: float) -> None:
        name, span = measure.name, measure.span
        self.vi = f"{name.vi}: {value:g} {measure.unit} ngoài khoảng {span.least:g} – {span.most:g} {measure.unit} ({measure.article})."
        self.en = f"{name.en}: {value:g} {measure.unit} is not within {span.least:g} to {span.most:g} {measure.unit} ({measure.article})."
        super().__init__(self.en)


@dataclass(frozen=True, slots=True)
class House:
    """A department's own sizes: text and gaps in points, margins and indent in millimetres, spacing in lines.

    Raises OutsideTheDecree where one lies outside the decree's limits.
    """

    body: float = 14
    spacing: float = 1.15
    gap: float = 6
    indent: float = 12.7
    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 15

    def __post_init__(self) -> None:
        size = Measure(measures.ZONES[Zone.BODY].name, measures.ZONES[Zone.BODY].sizes, "pt", measures.ZONES[Zone.BODY].article)
        for measure, value in (
            (size, self.body),
            (measures.SPACING, self.spacing),
            (measures.GAP, self.gap),
            (measures.INDENT, self.indent),
            (measures.MARGIN_TOP, self.top),
            (measures.MARGIN_BOTTOM, self.bottom),
            (measures.MARGIN_LEFT, self.left),
            (measures.MARGIN_RIGHT, self.right),
        ):
            if not measure.span.holds(value):
                raise OutsideTheDecree(measure, value)

    def width(self, *, across: bool) -> float:
        """Return the width that the margins leave for text, in millimetres."""
        paper = measures.PAGE_HEIGHT if across else measures.PAGE_WIDTH
        return paper.span.least - self.left - self.right
