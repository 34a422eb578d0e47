"""Turns who signs and in what capacity into the lines above the signature: TM., KT., TL., TUQ. or Q.

Decree 30/2020/NĐ-CP, Article 13, and Appendix I, II.7: each prefix stands before the title of the one who is replaced, and the
line below it is the signer's own title.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Capacity(StrEnum):
    """In what capacity a person signs."""

    HEAD = "head"
    ACTING = "acting"  # Q.
    DEPUTY = "deputy"  # KT.
    BY_ORDER = "by-order"  # TL.
    BY_MANDATE = "by-mandate"  # TUQ.


@dataclass(frozen=True, slots=True)
class Office:
    """Whose document is signed: the title of its head, and the body's name where it decides as a body ("ỦY BAN NHÂN DÂN")."""

    head: str
    collective: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: the name without title or degree, the signer's own title, and in what capacity.

    `unit_head` is for a deputy of the one who was ordered to sign (TL. GIÁM ĐỐC / KT. CHÁNH VĂN PHÒNG): that head's title.
    """

    name: str
    title: str
    office: Office
    capacity: Capacity = Capacity.HEAD
    unit_head: str = ""


def signing_lines(signature: Signature) -> tuple[str, ...]:
    """Return the lines above the signature, in capitals."""
    office, title = signature.office, signature.title.upper()
    head = office.head.upper()
    match signature.capacity:
        case Capacity.BY_ORDER | Capacity.BY_MANDATE:
            prefix = "TL." if signature.capacity is Capacity.BY_ORDER else "TUQ."
            above = (f"KT. {signature.unit_head.upper()}",) if signature.unit_head else ()
            return (f"{prefix} {head}", *above, title)
        case Capacity.DEPUTY:
            own: tuple[str, ...] = (f"KT. {head}", title)
        case Capacity.ACTING:
            own = (f"Q. {head}",)
        case _:
            own = (title,)
    return (f"TM. {office.collective.upper()}", *own) if office.collective else own
