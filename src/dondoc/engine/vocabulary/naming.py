"""A name of a unit → the folded spellings in which the same name is printed."""

from __future__ import annotations

import re
from itertools import product

from dondoc.engine.vocabulary.folding import fold

# Between words, any of these may stand for another: "Kế hoạch - Tài chính", "Kế hoạch-Tài chính", "Kế hoạch, Tài chính".
_DASHES = (" - ", "-", ", ", " ")
_COMMAS = (", ", " - ", "-", " ")
_ANDS = (" và ", " & ", "&")
_LONG_FORMS = (
    ("ủy ban nhân dân", "ubnd"),
    ("hội đồng nhân dân", "hđnd"),
    ("ban quản lý", "bql"),
    ("mặt trận tổ quốc", "mttq"),
    ("văn phòng", "vp"),
)
_JOINT = re.compile(r" ?- ?|, | và | ?& ?")
_MOST_JOINTS = 3


def spellings(name: str) -> tuple[str, ...]:
    """Return the folded spellings of `name`, its own first: other dashes, commas, "&" for "và", short forms.

    "Phòng Kế hoạch - Tài chính" gives also "phòng kế hoạch-tài chính", "phòng kế hoạch, tài chính".
    """
    forms: dict[str, None] = {}
    for form in _short_forms(fold(name)):
        forms.update(dict.fromkeys(_joined(form)))
    return tuple(forms)


def _short_forms(name: str) -> list[str]:
    forms = [name]
    for long, short in _LONG_FORMS:
        if long in name:
            forms.extend([form.replace(long, short) for form in forms])
        elif short in name.split():
            forms.append(" ".join(long if word == short else word for word in name.split()))
    return forms


def _joined(name: str) -> tuple[str, ...]:
    joints = () if name.startswith("các ") else _JOINT.findall(name)
    if not joints or len(joints) > _MOST_JOINTS:
        return (name,)
    words = _JOINT.split(name)
    choices = [_choices(joint) for joint in joints]
    return tuple("".join(map("".join, zip(words, (*chosen, ""), strict=True))) for chosen in product(*choices))


def _choices(joint: str) -> tuple[str, ...]:
    if joint == ", ":
        return _COMMAS
    if "-" in joint:
        return _DASHES if joint == " - " else (joint,)
    return _ANDS
