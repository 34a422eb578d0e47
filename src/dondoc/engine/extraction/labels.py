"""Part of step 3: finds the labelled values of a paragraph ("Đơn vị chủ trì: …; Đơn vị phối hợp: …")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dondoc.engine.extraction.outline import Node
from dondoc.engine.vocabulary.labels import Role, role_of

# A label is a short phrase that begins a paragraph or a sentence; it has no comma-parted clause before it.
_LONGEST = 90
# A label of units longer than this goes on into an order of its own.
LONG_VALUE = 160
_BEFORE_COLON = re.compile(r"[^;.:\n]{2,90}$")
_EDGE = re.compile(r"^[\s\-+*(a-zđ0-9)]{0,4}?[\-+*(]\s*")
# "Thời gian thực hiện sau khi Chiến lược … được ban hành": a label whose colon was forgotten.
_NO_COLON = re.compile(
    r"(?:thời gian|thời hạn|tiến độ) (?:hoàn thành|thực hiện|khắc phục)(?: xong)?\s*(?=(?:trước|trong|từ|sau|quý|năm|tháng|hằng|hàng|thường|chậm|\d))"
)


@dataclass(frozen=True, slots=True)
class Label:
    """A labelled value: what `passage.text[start:end]` is, `role` says; `opens` is where the label itself begins."""

    role: Role
    opens: int
    start: int
    end: int


def labels_of(node: Node) -> tuple[Label, ...]:
    """Return the labels that open this paragraph or follow another label in it; empty where it opens with none."""
    folded = node.passage.folded
    first = _label_before(folded, node.body, folded.find(":", node.body))
    if first is None:
        return _without_colon(node)
    found = [first]
    colon = folded.find(":", first.start)
    while colon >= 0:
        after = _label_before(folded, found[-1].start, colon)
        if after is not None:
            found.append(after)
        colon = folded.find(":", colon + 1)
    ends = [label.opens for label in found[1:]] + [len(folded)]
    return tuple(_trimmed(label, end, node.passage.text) for label, end in zip(found, ends, strict=True))


def _label_before(folded: str, begin: int, colon: int) -> Label | None:
    """Read the words from the last stop to `colon` as a label."""
    if colon < 0 or colon - begin > 4000:
        return None
    window = max(begin, colon - _LONGEST)
    # "Nâng cấp hệ thống (chủ trì: Sở A; phối hợp: Sở B)": the bracket parts the order from its labels.
    bracket = folded.rfind("(", window, colon)
    if bracket > begin and (in_bracket := role_of(folded[bracket + 1 : colon])) is not None:
        return Label(in_bracket, bracket, colon + 1, len(folded))
    match = _BEFORE_COLON.search(folded, window, colon)
    if match is None:
        return None
    opens = match.start()
    if opens > begin and opens == window:
        return None
    edge = _EDGE.match(folded[opens:colon])
    phrase_start = opens + (edge.end() if edge else 0)
    role = role_of(folded[phrase_start:colon])
    if role is None and opens > begin:
        # "Đơn vị chủ trì: Phòng A - Phối hợp: Phòng B": the last dash parts the value from the next label.
        dash = folded.rfind(" - ", opens, colon)
        role = role_of(folded[dash + 3 : colon]) if dash >= 0 else None
        opens = dash if role is not None else opens
    return Label(role, opens, colon + 1, len(folded)) if role is not None else None


def _without_colon(node: Node) -> tuple[Label, ...]:
    match = _NO_COLON.match(node.passage.folded, node.body)
    if match is None:
        return ()
    return (_trimmed(Label(Role.DEADLINE, node.body, match.end(), 0), len(node.passage.folded), node.passage.text),)


def _trimmed(label: Label, end: int, text: str) -> Label:
    start = label.start
    while start < end and text[start] in " *":
        start += 1
    while end > start and text[end - 1] in " ;.*-":
        end -= 1
    if text[end - 1 : end] == ")" and "(" not in text[start:end]:
        end -= 1
    return Label(label.role, label.opens, start, max(start, end))
