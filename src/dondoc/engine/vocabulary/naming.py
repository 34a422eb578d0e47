"""A name of a unit → the folded spellings in which the same name is printed."""

from __future__ import annotations

import re

from dondoc.engine.vocabulary.folding import fold_plain

# Between words, any of these may stand for another: "Kế hoạch - Tài chính", "Kế hoạch-Tài chính", "Kế hoạch, Tài chính".
_CHOICES = {
    " - ": (" - ", "-", ", ", " "),
    "-": ("-", " - "),
    ", ": (", ", ",", " - ", "-", " "),
    ",": (",", ", "),
    " và ": (" và ", " & ", "&"),
    " & ": (" & ", "&", " và "),
    "&": ("&", " & ", " và "),
}
_LONG_FORMS = (
    ("ủy ban nhân dân", "ubnd"),
    ("hội đồng nhân dân", "hđnd"),
    ("ban quản lý", "bql"),
    ("mặt trận tổ quốc", "mttq"),
    ("văn phòng", "vp"),
)
_JOINT = re.compile(r"( - |-|, | và |,| & |&)")
_VARIES = re.compile("[-,&]| và |" + "|".join(f"{long}|{short}" for long, short in _LONG_FORMS))
_EVERY = re.compile(r"\bcác ")  # groups are recognised by their grammar
_MOST_PARTS = 7


def spellings(name: str) -> tuple[str, ...]:
    """Return the folded spellings of `name`, its own first: other dashes, commas, "&" for "và", short forms.

    "Phòng Kế hoạch - Tài chính" gives also "phòng kế hoạch-tài chính", "phòng kế hoạch, tài chính".
    """
    own = fold_plain(name)
    if _VARIES.search(own) is None:
        return (own,)
    return tuple(dict.fromkeys(spelling for form in _short_forms(own) for spelling in _joined(form)))


def _short_forms(name: str) -> list[str]:
    forms = [name]
    for long, short in _LONG_FORMS:
        if long in name:
            forms.extend([form.replace(long, short) for form in forms])
        elif short in name.split():
            forms.append(" ".join(long if word == short else word for word in name.split()))
    return forms


def _joined(name: str) -> list[str]:
    parts = [name] if _EVERY.search(name) else _JOINT.split(name)
    if len(parts) == 1 or len(parts) > _MOST_PARTS:
        return [name]
    forms = [parts[0]]
    for joint, word in zip(parts[1::2], parts[2::2], strict=True):
        forms = [form + choice + word for form in forms for choice in _CHOICES[joint]]
    return forms
