"""Step 4, units: who is charged with a task and who cooperates, as the sentence or the label names them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from dondoc.engine.extraction.passage import Passage
from dondoc.engine.extraction.plan import GroupKind, UnitMention
from dondoc.engine.vocabulary.grammar import grammar
from dondoc.engine.vocabulary.loading import table, words
from dondoc.engine.vocabulary.matching import find_units
from dondoc.engine.vocabulary.orders import opens_order, opens_with_verb
from dondoc.engine.vocabulary.splitting import split_units
from dondoc.engine.vocabulary.unit import UnitHit, UnitKind


def _words(name: str) -> str:
    return "|".join(words(table("charging")[name], "phrases"))


# Between two units of one list: "Sở Tài chính, Sở Nội vụ và các đơn vị liên quan", "Sở A (cơ quan đầu mối), Sở B".
_JOINT = re.compile(r"\s*(?:\([^()]{0,80}\)\s*)?(?:[,;/]|,?\s*(?:và|cùng|hoặc)(?=\s)|[,;]\s*(?:và|cùng))?\s*(?:với\s+)?")
# "giao Sở A", "giao nhiệm vụ cho Sở A", "yêu cầu các sở", "đề nghị Ban …", "phân công Phòng …", "chỉ đạo"
_CHARGE = re.compile(rf"(?<!\w)(?<!theo )(?<!các )(?<!những )(?<!ứng )(?:{_words('charge')})\s*:?\s+(?=\S)")
CHARGED = "units.charge"
"""The rule of a unit that stands after a word of charge."""
# One of these stands in every text that `_CHARGE` fits.
_CHARGE_WORDS = words(table("charging")["charge"], "needles")
# Between a list of units and what they do: "liên quan", ", theo chức năng …,", "trên cơ sở …,".
_BEFORE_ACT = re.compile(
    r"\s*(?:(?:có )?liên quan|trực thuộc|khác)?\s*,?\s*(?:(?:trong quá trình|trên cơ sở|căn cứ|theo)\b[^,;.]{0,160},\s*)?"
)
# What a unit that is told to act does, apart from the verbs that open orders.
_MODAL = re.compile(rf"(?:{_words('modal')})\b")
_LEADS_AFTER = re.compile(r"\s*(?:\([^()]{0,80}\))?\s*,?\s*(?:là (?:cơ quan|đơn vị) |làm )?(?:chủ trì|chịu trách nhiệm chính|đầu mối)")
_LEADS_ALONE = re.compile(r"\s+chủ trì\s*(?:thực hiện\s*)?(?:[,;)]|phối hợp)")
_ENDS_LEADING = re.compile(r"\s+chủ trì\s*(?:thực hiện\s*)?(?:[.;)]|,?\s*phối hợp|$)")
# "phối hợp với", "phối hợp chặt chẽ với", "phối hợp các phòng", "cùng với", "phối hợp, hỗ trợ với"
_COOPERATION = re.compile(
    rf"(?<!\w)(?:phối h[ợơ]?p(?!\s+(?:giữa|hành động|đồng bộ của))(?:,?\s*(?:{_words('manner')}))*"
    r"\s+(?:với|cùng(?:\s+với)?)|chủ trì,? cùng(?:\s+với)?|cùng với)\s*:?\s+(?=\S)"
)
# "phối hợp các phòng", "phối hợp MTTQ": without "với" only a unit by name is a partner.
_BARE_COOPERATION = re.compile(r"(?<!\w)phối h[ợơ]?p\s+(?=\S)")
# Where the subject of a clause may stand: after a comma, "thì", or what may go wrong ("nếu có vướng mắc các phòng …").
_OPENS_CLAUSE = re.compile(r"(?:[,;:.]|(?<!\w)(?:thì|vướng mắc|khó khăn|phát sinh|đồng thời))\s*(?:từng\s+|mỗi\s+)?$|^$")
# Who a report goes to, what a paper is of: a unit after one of these is not told to act.
_OBJECT = re.compile(rf"(?:{_words('object')})\s*:?\s*$")
# "UBND tỉnh yêu cầu các sở …": who opens the sentence gives the order.
_ISSUER_ACTS = re.compile(rf"\s*(?:{_words('issuing')})\b")
# "các Sở: Tài chính, Nội vụ", "các Sở Tài chính, Nội vụ": the list's first unit stands after the word of its kind.
_LIST_OPENING = re.compile(r"(?:các|những)\s+[\w ,-]{1,40}?(?P<colon>:)?\s*")
# "các phòng, đơn vị phối hợp", "phối hợp với Thanh tra Sở", "phối hợp: Thanh tra Sở"
_PARTNER = re.compile(r"\s*(?:cùng )?phối hợp(?: thực hiện)?\s*(?:[;,.)]|$)")
_PARTNER_BEFORE = re.compile(r"phối hợp(?: chặt chẽ)?\s*(?:với|cùng|:)?\s*$")
_SAYS_PARTS = re.compile(r"(?<!\w)(?:chủ trì|phối hợp)(?!\w)")
# An unlisted partner: "ngành giáo dục", "cơ quan chủ quản phần mềm", "các doanh nghiệp số", "lực lượng quân đội, công an".
_UNLISTED = re.compile(rf"(?:{_words('unlisted')})\b[^,;:.()]{{0,80}}?(?=\s*(?:[,;:.()]|$|và\b|(?:{_words('doing')})\b))")
# "100% các cơ quan … thực hiện": the share stands before those who act.
_BEFORE_OPENING = re.compile(r"[ *\"]*(?:100\s?%\s+(?:số\s+)?(?=các\s))?")
# "các cơ quan được phân công chủ trì thực hiện nhiệm vụ theo Kế hoạch này có trách nhiệm …"
_CHARGED_GROUP = re.compile(
    r"(?P<words>\s+(?:đầu mối\s+)?được (?:giao|phân công|chỉ định|ủy quyền)[^;:.]{0,120}?),?\s+"
    r"(?=có trách nhiệm|chịu trách nhiệm|phải|chủ động|khẩn trương|cần )"
    r"|(?P<kind>\s+[^,;:.]{1,80}?)\s+(?=có trách nhiệm|chịu trách nhiệm)"
)
# The last paragraphs speak to all, whatever part they follow.
_CLOSING_WORDS = re.compile(r"(?:trên đây|(?:trong )?quá trình|căn cứ (?:văn bản|kế hoạch|chỉ thị|công văn|quyết định|thông báo) này)\b")
_NEXT_CLAUSE = re.compile(r"[.;]\s+(?:đồng thời,?\s+)?")
# What a label's value says after its units: how they act, not who they are.
_AFTER_UNITS = re.compile(
    r"\s*,?\s*(?:theo (?:chức năng|thẩm quyền|phân công|nhiệm vụ|lĩnh vực|phạm vi)|căn cứ|tiến hành|có trách nhiệm|trong phạm vi"
    r"|là (?:đơn vị |cơ quan |bộ phận )?(?:đầu mối|thường trực))\b"
)
_LAST_BRACKETS = re.compile(r"\((?:do\s+)?(?P<who>[^()]{3,160})\)[ .;,/]*$")
_WHO_ENDS = re.compile(r"\s*(?:(?:chủ trì|thực hiện|chịu trách nhiệm|triển khai)\s*)*[;,.)-]")
_GROUPS = {None: GroupKind.NONE, "closed": GroupKind.CLOSED, "open": GroupKind.OPEN}


@dataclass(frozen=True, slots=True)
class Charge:
    """Who must act, as a sentence says it; `certain` where a word of charge or a label says so, not only the grammar."""

    mentions: tuple[UnitMention, ...]
    certain: bool


def leads_and_partners(passage: Passage, start: int, *, end: int, rule: str) -> tuple[tuple[UnitMention, ...], tuple[UnitMention, ...]]:
    """Return the leads in a label's value or a table cell, and the partners where it names them too."""
    if _SAYS_PARTS.search(passage.folded, start, end):
        leads, partners = divided(passage, start, end)
        if leads:
            return leads, partners
    return listed(passage, start, end=end, rule=rule), ()


def listed(passage: Passage, start: int, *, end: int, rule: str) -> tuple[UnitMention, ...]:
    """Return the units of a text that is a list of units: a label's value or a table cell."""
    after = _AFTER_UNITS.search(passage.folded, start, end)
    hits = split_units(passage.text[start : after.start() if after is not None and after.start() > start else end])
    return tuple(_mention(passage, hit, shift=start, rule=rule) for hit in hits)


def divided(passage: Passage, start: int, end: int) -> tuple[tuple[UnitMention, ...], tuple[UnitMention, ...]]:
    """Return leads and partners of a value that says each unit's part: "Văn phòng Sở chủ trì; các phòng phối hợp"."""
    leads: list[UnitMention] = []
    partners: list[UnitMention] = []
    hits = [hit for hit in units_in(passage) if start <= hit.start < end]
    index = 0
    while index < len(hits):
        run = _run(passage, hits, index)
        index += len(run)
        beside = _PARTNER.match(passage.folded, run[-1].end) or _PARTNER_BEFORE.search(passage.folded[: run[0].start])
        (partners if beside else leads).extend(_mentions(passage, run, "units.label"))
    return tuple(leads), tuple(partners)


def charged(passage: Passage, start: int, hits: list[UnitHit]) -> Charge:
    """Return who the sentence from `start` on charges: after a word of charge, at its head, or as the subject of its clause."""
    opening = _opening_run(passage, start, hits)
    after_word = _after_charge_word(passage, start, hits)
    if opening and not (after_word and _ISSUER_ACTS.match(passage.folded, opening[-1].end)):
        return Charge(_mentions(passage, opening, "units.opening"), certain=True)
    if after_word:
        return Charge(_mentions(passage, after_word, CHARGED), certain=True)
    return _subject(passage, start, hits)


def bracketed(passage: Passage, hits: list[UnitHit]) -> tuple[UnitMention, ...]:
    """Return the units that brackets at the end of an order name as those who do it: "… (Phòng Tài chính; trong quý II)"."""
    brackets = _LAST_BRACKETS.search(passage.folded)
    index = _place(hits, brackets.start("who")) if brackets is not None else None
    if brackets is None or index is None or any(hit.end == len(passage.folded[: brackets.start()].rstrip()) for hit in hits):
        return ()
    run = _run(passage, hits, index)
    return _mentions(passage, run, "units.brackets") if _WHO_ENDS.match(passage.folded, run[-1].end) else ()


def cooperating(passage: Passage, start: int, hits: list[UnitHit]) -> tuple[UnitMention, ...]:
    """Return the partners that the sentence from `start` on names after words of cooperation, each once."""
    found: dict[str, UnitMention] = {}
    if "phối h" not in passage.folded and "cùng" not in passage.folded:
        return ()
    for cue in _COOPERATION.finditer(passage.folded, start):
        for mention in _partners(passage, cue.end(), hits):
            found.setdefault(mention.name.lower(), mention)
    starts = {hit.start for hit in hits}
    for cue in _BARE_COOPERATION.finditer(passage.folded, start):
        for mention in _partners(passage, cue.end(), hits) if cue.end() in starts else ():
            found.setdefault(mention.name.lower(), mention)
    return tuple(found.values())


def units_in(passage: Passage) -> list[UnitHit]:
    """Return every unit named in the passage."""
    return find_units(passage.text, passage.folded)


def only_names(passage: Passage, start: int, hits: list[UnitHit]) -> bool:
    """Tell whether the words from `start` on are nothing but a list of units, a colon allowed."""
    run = _opening_run(passage, start, hits)
    if not run:
        return False
    rest = passage.folded[run[-1].end :].strip(" :.;*")
    return not rest or re.fullmatch(r"\([^()]*\)", rest) is not None


def opens_name(folded: str) -> bool:
    """Tell whether folded words begin as names of units do ("tổ đảng ở …", "lãnh đạo ban …")."""
    return any(folded.startswith(phrase + " ") for phrase in (*grammar().heads, *grammar().persons))


def _acts(folded: str, end: int) -> bool:
    """Tell whether a unit named before `end` is told to act by what follows."""
    before = _BEFORE_ACT.match(folded, end)
    at = before.end() if before is not None else end
    return _MODAL.match(folded, at) is not None or opens_order(folded[at : at + 24])


def _after_charge_word(passage: Passage, start: int, hits: list[UnitHit]) -> list[UnitHit]:
    if not hits or not any(word in passage.folded for word in _CHARGE_WORDS):
        return []
    for cue in _CHARGE.finditer(passage.folded, start):
        index = _listed_place(passage, hits, cue.end())
        if index is not None:
            run = _run(passage, hits, index)
            closed = passage.folded[run[-1].end : run[-1].end + 1] in ("", ":", ",")
            if closed or cue.start() == start or "giao" in cue.group() or _acts(passage.folded, run[-1].end):
                return run
    return []


def _opening_run(passage: Passage, start: int, hits: list[UnitHit]) -> list[UnitHit]:
    skipped = _BEFORE_OPENING.match(passage.folded, start)
    begin = skipped.end() if skipped is not None else start
    index = _listed_place(passage, hits, begin)
    return _with_charge(passage, _run(passage, hits, index)) if index is not None else []


def _with_charge(passage: Passage, run: list[UnitHit]) -> list[UnitHit]:
    """Keep with a group what tells its members apart: "các cơ quan được phân công chủ trì … có trách nhiệm"."""
    last = run[-1]
    match = _CHARGED_GROUP.match(passage.folded, last.end) if last.group is not None else None
    if match is None:
        return run
    end = match.end("words") if match["words"] else match.end("kind")
    return [*run[:-1], replace(last, end=end, name=passage.text[last.start : end])]


def _subject(passage: Passage, start: int, hits: list[UnitHit]) -> Charge:
    """Find the list of units that acts: before "chủ trì" anywhere, else the first that a verb follows and nothing governs."""
    weak: list[UnitHit] = []
    index = 0
    subordinate = not opens_with_verb(passage.folded[start : start + 40])
    while index < len(hits):
        run = _run(passage, hits, index)
        index += len(run)
        if run[0].start < start:
            continue
        before = passage.folded[max(start, run[0].start - 40) : run[0].start]
        governed = _OBJECT.search(before) is not None
        if _LEADS_AFTER.match(passage.folded, run[-1].end) and (not governed or _leads_alone(passage.folded, run)):
            return Charge(_mentions(passage, run, "units.subject"), certain=True)
        if subordinate and not weak and not governed and _OPENS_CLAUSE.search(before) and _acts(passage.folded, run[-1].end):
            weak = run
    certain = _CLOSING_WORDS.match(passage.folded, start) is not None
    return Charge(_mentions(passage, weak, "units.subject"), certain=certain and start == 0)


def _leads_alone(folded: str, run: list[UnitHit]) -> bool:
    """Tell whether brackets or "do" say who leads: "(Phòng A chủ trì, phối hợp với Phòng B)", "do Văn phòng Sở chủ trì."."""
    before = folded[: run[0].start].rstrip()
    if before.endswith(" do"):
        return _ENDS_LEADING.match(folded, run[-1].end) is not None
    return before.endswith("(") and _LEADS_ALONE.match(folded, run[-1].end) is not None


def also_charged(passage: Passage, start: int, hits: list[UnitHit]) -> tuple[UnitMention, ...]:
    """Return the units that later clauses charge: "Các phòng … báo cáo …. Phòng Kế hoạch tổng hợp …"."""
    found: dict[str, UnitMention] = {}
    for clause in _NEXT_CLAUSE.finditer(passage.folded, start):
        index = _place(hits, clause.end())
        if index is None:
            continue
        run = _run(passage, hits, index)
        if _acts(passage.folded, run[-1].end):
            found.update((hit.name.lower(), _mention(passage, hit, rule="units.clause")) for hit in run if hit.kind is not UnitKind.HEAD)
    return tuple(found.values())


def _place(hits: list[UnitHit], at: int) -> int | None:
    """Return the place in `hits`, which stand in order, of the one that begins at `at`."""
    place = bisect_left(hits, at, key=lambda hit: hit.start)
    return place if place < len(hits) and hits[place].start == at else None


def _listed_place(passage: Passage, hits: list[UnitHit], at: int) -> int | None:
    """Return the place of the unit that begins at `at`, or of the first in a list that does ("các Sở: Tài chính, Nội vụ")."""
    place = bisect_left(hits, at, key=lambda hit: hit.start)
    if place == len(hits) or hits[place].start == at:
        return _place(hits, at)
    opening = _LIST_OPENING.fullmatch(passage.folded, at, hits[place].start)
    shortened = len(hits[place].name) > hits[place].end - hits[place].start
    return place if opening is not None and (opening["colon"] or shortened) else None


def _run(passage: Passage, hits: list[UnitHit], index: int) -> list[UnitHit]:
    """Return the units of one list that begins with `hits[index]`."""
    run = [hits[index]]
    for hit in hits[index + 1 :]:
        between = passage.folded[run[-1].end : hit.start]
        if not between.strip() or _JOINT.fullmatch(between) is None:
            break
        run.append(hit)
    return run


def _partners(passage: Passage, start: int, hits: list[UnitHit]) -> list[UnitMention]:
    found: list[UnitMention] = []
    at = start
    while at < len(passage.text):
        place = _listed_place(passage, hits, at)
        if place is not None:
            hit = hits[place]
            found.append(_mention(passage, hit, rule="units.cooperating"))
            end = hit.end
        else:
            match = _UNLISTED.match(passage.folded, at)
            if match is None or match.end() == at:
                break
            name = passage.text[at : match.end()].rstrip()
            found.append(UnitMention(name, passage.evidence(at, at + len(name), "units.cooperating")))
            end = at + len(name)
        joint = _JOINT.match(passage.folded, end)
        if joint is None or not joint.group().strip(" ()"):
            break
        at = joint.end()
    return found


def _mentions(passage: Passage, hits: list[UnitHit], rule: str) -> tuple[UnitMention, ...]:
    return tuple(_mention(passage, hit, rule=rule) for hit in hits)


def _mention(passage: Passage, hit: UnitHit, *, shift: int = 0, rule: str) -> UnitMention:
    evidence = passage.evidence(shift + hit.start, shift + hit.end, rule)
    return UnitMention(hit.name, evidence, hit.unit_id, _GROUPS[hit.group])
