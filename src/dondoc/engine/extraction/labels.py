"""Part of step 3: finds the labelled values of a paragraph ("Đơn vị chủ trì: …; Đơn vị phối hợp: …")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dondoc.engine.extraction.outline import Node
from dondoc.engine.vocabulary.labels import Role, role_of
from dondoc.engine.vocabulary.matching import find_units
from dondoc.engine.vocabulary.sections import section_at_start

# A label is a short phrase that begins a paragraph or a sentence; it has no comma-parted clause before it.
_LONGEST = 90
# A label of units longer than this goes on into an order of its own.
LONG_VALUE = 160
_BEFORE_COLON = re.compile(r"[^;.:\n]{2,90}$")
_EDGE = re.compile(r"^[\s\-+*(a-zđ0-9)]{0,4}?[\-+*(]\s*")
# "Thời gian thực hiện sau khi Chiến lược … được ban hành": a label whose colon was forgotten.
_NO_COLON = re.compile(
    r"(?:thời gian|thời hạn|tiến độ) (?:hoàn thành|thực hiện|khắc phục)(?: xong)?\s*"
    r"(?=(?:trước|trong|từ|sau|quý|năm|tháng|hằng|hàng|thường|chậm|\d))"
)

# "Giao Sở Nội vụ chủ trì, phối hợp với …": the sentence up to its partners.
_ONLY_WHO = re.compile(r"(?:giao |do |phân công )?[^.;:]{3,120}? chủ trì(?: thực hiện)?,? (?:và )?phối hợp (?:chặt chẽ )?(?:với |cùng )?")
# "… triển khai thực hiện; hoàn thành trước ngày 30/9/2025." after the last partner.
_ONLY_DONE = re.compile(
    r"[ ,]*(?:có )?(?:liên quan)?[ ,]*(?:tổ chức |triển khai |để )*(?:thực hiện|triển khai)?(?:[ ,.;]+|$)"
    r"(?P<when>(?:(?:thời gian|thời hạn|hoàn thành|xong|trong|trước|chậm nhất|thường xuyên|từ|quý|năm|định kỳ|hằng|hàng)\b[^.;]*)?)[ .;/]*$"
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
        return _without_colon(node) or _assignment(node)
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
    if role is None:
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


def _assignment(node: Node) -> tuple[Label, ...]:
    """Read a sentence below an order that only says who does it, and by when: "Sở A chủ trì, phối hợp với Sở B thực hiện"."""
    above, folded = node.parent, node.passage.folded
    if node.marker is not None or above is None or not above.is_numbered or "chủ trì" not in folded or len(folded) > LONG_VALUE:
        return ()
    if section_at_start(above.folded) is not None or _ONLY_WHO.match(folded) is None:
        return ()
    hits = find_units(node.passage.text, folded)
    match = _ONLY_DONE.match(folded, hits[-1].end) if hits and "chủ trì" in folded[: hits[-1].end] else None
    if match is None:
        return ()
    who = Label(Role.LEAD, 0, 0, match.start("when"))
    when = Label(Role.DEADLINE, match.start("when"), match.start("when"), len(folded))
    labels = (who, when) if match["when"].strip(" .;") else (who,)
    return tuple(_trimmed(label, label.end, node.passage.text) for label in labels)


def _trimmed(label: Label, end: int, text: str) -> Label:
    start = label.start
    while start < end and text[start] in " *":
        start += 1
    while end > start and text[end - 1] in " ;.*-":
        end -= 1
    if text[end - 1 : end] == ")" and "(" not in text[start:end]:
        end -= 1
    return Label(label.role, label.opens, start, max(start, end))
