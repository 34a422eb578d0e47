"""Turns a paragraph that orders or aims at something into the numbers that must be reached."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dondoc.engine.extraction.numbers import NUMBER, WORD_VALUES, value
from dondoc.engine.extraction.passage import Passage
from dondoc.engine.extraction.plan import Target
from dondoc.engine.extraction.target_subject import subject
from dondoc.engine.extraction.target_words import STRICT_WORDS, Comparator, comparator


class Scope(StrEnum):
    """What kind of paragraph is read: an order to act, an objective (or a cell of targets), or prose that may name an aim."""

    TASK = "task"
    OBJECTIVE = "objective"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class _Quantity:
    """A number with what stands around it; `start` and `end` hold number, range and unit."""

    start: int
    end: int
    value: float
    high: float | None
    maximum: float | None
    unit: str | None
    comparator: Comparator | None


# What is counted, and what is measured: with any other word after it a number has no unit of its own.
_COUNTED = (
    "khu công nghiệp|cụm công nghiệp|dự án|doanh nghiệp|hợp tác xã|sản phẩm|mô hình|hội nghị|đơn vị|thủ tục hành chính|thủ tục|cơ sở"
    "|văn bản|trung tâm|cán bộ|công chức|học viên|lao động|người|hộ|cuộc|lớp|lượt|lần|đợt|xã|thôn|trường|bài|tin|buổi|phòng|giường"
    "|giải pháp|nhiệm vụ|đề tài"
)
_MEASURED = frozenset(
    "ha tấn kg tạ con cây m2 m3 km km2 mw kw kwh gw đồng usd triệu tỷ tỉ nghìn ngàn điểm lít kcn ccn bác giường căn suất chỉ bậc".split()
)
_UNIT = rf"""
    (?: %\s?/\s?(?:năm|tháng|quý)\b | % | điểm\s?% | phần\ trăm\b
      | (?:nghìn|ngàn|triệu|tỷ|tỉ)\s(?:đồng|usd|lượt|tấn|người|khách|m3|kwh|con|cây|ha)(?:/\w+)? | (?:triệu|tỷ|tỉ|nghìn|ngàn)\b
      | [^\W\d_]+\s?/\s?(?:năm|tháng|quý|tuần|ngày|ha|người|hộ|vụ|xã|km2|1\.000)\b
      | (?:{_COUNTED.replace(" ", "[ ]")})\b | [^\W\d_]+\d?\b )
"""
# "10,0/10,0 điểm", "60-70%", "từ 8-8,5%/năm", "30% đến 50%", "2.989,5 MW", "05 Khu công nghiệp", "$\geq 85/100$ điểm".
_QUANTITY = re.compile(
    rf"""
    (?P<number>{NUMBER})
    (?: \s?%? \s? (?:-|đến) \s? (?P<high>{NUMBER}) (?=[\s%]) )?
    (?: \s?/\s? (?P<maximum>{NUMBER}) (?![/\d]) )?
    (?! [/\d] | [.)]\s | -\d )
    (?: [\s$*]* (?P<unit>{_UNIT}) )?
    """,
    re.VERBOSE,
)
_COUNTED_WORD = re.compile(_COUNTED)
# Right before a number these make it part of a symbol or date: "KH-2022", "30/11".
_JOINED = ("/", ".", ",", "-", "_")
_WORDED = re.compile(rf"(?<=\s)(?P<number>{'|'.join(WORD_VALUES)})(?P<high>(?!))?(?P<maximum>(?!))?\s+(?P<unit>[^\W\d_]+(?:/[^\W\d_]+)?)")
# What a number before which it stands is no quantity: "Điều 56", "giai đoạn 1", "năm 2030", "mức độ 3", "Covid-19", "Tổ 20".
_LABELS = re.compile(
    r"""
    (?: điều|khoản|mục|tiểu\ mục|phụ\ lục|biểu|mẫu|số|giai\ đoạn|mức\ độ|cấp\ độ|mức|năm|tháng|ngày|quý|tuần|lần\ thứ|thứ|khóa
      | kỳ\ họp\ thứ|kỳ\ họp|tổ|quốc\ lộ|ql|km|đường|vành\ đai|đề\ án|nghị\ quyết|quyết\ định|luật|tcvn|iso|hạng|loại|phiên\ bản
      | cấp|nhóm|chương|phần|tiết|bước|đợt|vùng|khu|lớp|dự\ án|tiêu\ chí|trung\ ương
      | đại\ hội|chỉ\ thị|thông\ tư|nghị\ định|mốc|hồi|lúc|phổ\ thông
    ) \s* \.? $
    """,
    re.VERBOSE,
)
_NO_UNITS = frozenset(
    "năm tháng ngày giờ phút tuổi quý tuần khóa và hoặc của theo đến từ tại trong trên về là được có do với trở thì mà đã khi để ngay"
    " nhằm".split()
)
_DURATION_UNITS = re.compile(r"(?:ngày|giờ|phút|tháng|năm|tuần|tuổi|ngày/|giờ/)")
_AIM = re.compile(r"ph[ấầân]n đấu|mục tiêu|chỉ tiêu")
# A verb of reaching right before the number or its comparator.
_REACHES = re.compile(
    r"(?:đạt|đảm bảo|bảo đảm|phấn đấu|hoàn thành|giảm|tăng|lên|còn|giải ngân|duy trì|nâng|xuống|cắt giảm|rút ngắn|số hóa|tỷ lệ)"
    r"(?:\s+(?:được|thêm|khoảng|mức|tỷ lệ|từ|bình quân|cho|tới|đến|là|ở mức|tối thiểu|ít nhất|trên|hơn|dưới|về|số điểm|chỉ số điểm))*"
    r"[\s$*≥>]*(?:\\geq)?\s*$"
)
_PAST = re.compile(
    r"(?:^|\s)(?:(?:đã|chưa|không|ước)(?:\s+(?:đạt|đảm bảo|bảo đảm|hoàn thành|giảm|tăng))*|(?:mới|chỉ)\s+(?:đạt|hoàn thành|giảm|tăng))"
    r"(?:\s+được)?\s*$"
)
_TASK_CUES = ("%", "phấn đấu", "phần đấu", "điểm", "nhóm", "xếp", "top ", *STRICT_WORDS)
# "trong nhóm 10 tỉnh, thành phố dẫn đầu", "top 15", "xếp thứ 3/20 trở lên".
_RANK = re.compile(
    rf"(?:trong|thuộc|vào|lọt|nằm)\s+(?:\S+\s)?(?:nhóm|top|tốp)\s+(?P<group>{NUMBER})(?!\s?%)|top\s+(?P<top>{NUMBER})"
    rf"|(?:xếp|đứng|giữ)\s+(?:vị\s+)?(?:thứ|hạng|thứ\s+hạng|vị\s+trí)(?:\s+thứ)?\s+(?P<place>{NUMBER})(?:\s?/\s?(?P<of>{NUMBER}))?"
    rf"|một\s+trong\s+(?P<among>{NUMBER}|{'|'.join(WORD_VALUES)})\s+[^.;]{{3,60}}?(?:nhất|dẫn\s+đầu)"
)
_RANK_WORDS = ("nhóm", "top ", "tốp", "xếp", "đứng", "giữ", "một trong")
_AIMS_AT_RANK = re.compile(r"phấn đấu|duy trì|giữ|nâng|đứng|lọt|vào nhóm|mục tiêu|khẳng định|trở thành|trở lên|cải thiện")
# A digit, or a numeral written out where one may count.
_MAY_HOLD = re.compile(r"[0-9]|ít nhất|tối thiểu|một trong")
# How far back the words that bear on a number reach, and how much a bracket may hold.
_NEAR = 60
_BRACKET = 600
_SENTENCE_END = re.compile(r"[.;](?=\s|$)")


def find(passage: Passage, *, scope: Scope) -> tuple[Target, ...]:
    """Return the targets of `passage` in reading order.

    Numbers of an order count where words make them binding (percentages of all, "tối thiểu", "phấn đấu"); in an objective
    every quantity counts; in prose only where the sentence itself names an aim. Past results, dates, articles, durations
    and what stands in brackets do not count.
    """
    folded = passage.folded
    if _MAY_HOLD.search(folded) is None or (scope is Scope.TASK and not _has_any(folded, _TASK_CUES)):
        return ()
    if scope is Scope.PROSE and _AIM.search(folded) is None:
        return ()
    found: list[tuple[int, Target]] = []
    ranked = _has_any(folded, _RANK_WORDS)
    for start, end in _sentences(folded):
        if scope is not Scope.PROSE or _AIM.search(folded, start, end):
            if ranked:
                found.extend(_ranks(passage, start, end))
            found.extend(_quantities(passage, start, end=end, scope=scope))
    return tuple(target for _, target in sorted(found, key=lambda pair: pair[0]))


def _has_any(folded: str, needles: tuple[str, ...]) -> bool:
    # A plain loop: `any` over a generator costs twice as much, and this runs on every paragraph.
    for needle in needles:  # noqa: SIM110
        if needle in folded:
            return True
    return False


def _sentences(folded: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _SENTENCE_END.finditer(folded):
        yield start, found.start()
        start = found.end()
    if start < len(folded):
        yield start, len(folded)


def _ranks(passage: Passage, start: int, end: int) -> Iterator[tuple[int, Target]]:
    """A place in a ranking is reached from below: place 10 or a smaller number."""
    folded = passage.folded
    if not _AIMS_AT_RANK.search(folded, start, end):
        return
    for found in _RANK.finditer(folded, start, end):
        number = value(found["group"] or found["top"] or found["place"] or found["among"])
        if number is None or _PAST.search(folded[max(start, found.start() - _NEAR) : found.start()]):
            continue
        evidence = passage.evidence(found.start(), found.end(), "target.rank")
        named = subject(passage.text, start, at=found.start(), end=end, after=found.end())
        yield found.start(), Target(named, "<=", number, "thứ hạng", evidence, value(found["of"]) if found["of"] else None)


def _quantities(passage: Passage, start: int, *, end: int, scope: Scope) -> Iterator[tuple[int, Target]]:
    folded = passage.folded
    aim = _AIM.search(folded, start, end)
    for quantity in _read_quantities(folded, start, end):
        binding = (
            _is_objective(folded, start, quantity)
            if scope is not Scope.TASK and (scope is Scope.OBJECTIVE or _aims(aim, quantity))
            else _binds_task(folded, start, quantity=quantity, aim=aim)
        )
        if binding and not _in_brackets(folded, quantity.start):
            evidence = passage.evidence(quantity.start, quantity.end, "target.quantity")
            named = subject(passage.text, start, at=quantity.start, end=end, after=quantity.end)
            yield quantity.start, Target(named, _op(folded, quantity), quantity.value, _unit(passage, quantity), evidence, quantity.maximum)


def _unit(passage: Passage, quantity: _Quantity) -> str | None:
    """The unit as printed, not in the lower case of the key."""
    if quantity.unit is None or quantity.unit.isalnum() and quantity.unit not in _MEASURED and not _COUNTED_WORD.fullmatch(quantity.unit):
        return None
    at = passage.folded.rfind(quantity.unit, quantity.start, quantity.end)
    return passage.text[at : at + len(quantity.unit)]


def _read_quantities(folded: str, start: int, end: int) -> Iterator[_Quantity]:
    matches = [*_QUANTITY.finditer(folded, start, end)]
    if _has_any(folded, STRICT_WORDS):
        matches += _WORDED.finditer(folded, start, end)
    for found in matches:
        number = value(found["number"])
        before = folded[max(found.start() - 20, start) : found.start()]
        if number is None or _is_year(found) or _is_no_quantity(before):
            continue
        unit, finish = found["unit"], found.end()
        if unit in _NO_UNITS:
            unit, finish = None, found.start("unit")
        yield _Quantity(
            start=found.start(),
            end=len(folded[:finish].rstrip(" $*")),
            value=number,
            high=value(found["high"]) if found["high"] else None,
            maximum=value(found["maximum"]) if found["maximum"] else None,
            unit=unit,
            comparator=comparator(folded, found.start(), finish),
        )


def _is_no_quantity(before: str) -> bool:
    """The words right before the number make it a part of a symbol, a label or a rank."""
    joined = before[-1:].isalnum() or before[-1:] in _JOINED
    return joined or _LABELS.search(before) is not None or _RANK_BEFORE.search(before) is not None


_RANK_BEFORE = re.compile(r"(?:top|tốp|vị thứ|vị trí|thứ hạng|một trong)\s*$")


_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNTS_AFTER_YEAR = frozenset({"ha", "tấn", "tỷ", "triệu", "%", "điểm"})


def _is_year(found: re.Match[str]) -> bool:
    """ "2026-2030", "2024": four digits without a unit that counts."""
    return _YEAR.fullmatch(found["number"]) is not None and (found["unit"] or "") not in _COUNTS_AFTER_YEAR


def _aims(aim: re.Match[str] | None, quantity: _Quantity) -> bool:
    return aim is not None and aim.end() <= quantity.start


def _is_objective(folded: str, start: int, quantity: _Quantity) -> bool:
    """In an objective every quantity with a unit counts, but for durations and what was reached before."""
    if quantity.unit is None or _DURATION_UNITS.fullmatch(quantity.unit):
        return False
    return not _PAST.search(folded[max(start, quantity.start - _NEAR) : quantity.start])


def _binds_task(folded: str, start: int, *, quantity: _Quantity, aim: re.Match[str] | None) -> bool:
    """In an order a number counts where words make it binding."""
    unit = quantity.unit
    if unit is None or _DURATION_UNITS.match(unit):
        return False
    before = folded[max(start, quantity.start - _NEAR) : quantity.start]
    if _PAST.search(before):
        return False
    strict = quantity.comparator is not None and quantity.comparator.strict
    if unit.startswith(("%", "phần trăm")):
        return quantity.value == 100 or strict or _REACHES.search(before) is not None
    if unit == "điểm":
        return (quantity.maximum is not None or quantity.comparator is not None) and _REACHES.search(before) is not None
    return strict or (aim is not None and aim.group().endswith("đấu") and aim.end() <= quantity.start)


def _op(folded: str, quantity: _Quantity) -> str:
    """The operator that the words say; a range binds by its lower end, and "bảo đảm 80%" is a floor."""
    if quantity.comparator is not None:
        return quantity.comparator.op
    if quantity.high is not None:
        return ">="
    before = folded[max(quantity.start - 12, 0) : quantity.start]
    floor = before.endswith(("đảm bảo ", "bảo đảm ")) and quantity.unit == "%" and quantity.value < 100
    return ">=" if floor else "="


def _in_brackets(folded: str, at: int) -> bool:
    """ "nâng lên 4.758 MW (gồm 166 dự án thủy điện; 02 dự án điện gió)": what is in brackets only breaks the number down."""
    opened = folded.rfind("(", max(at - _BRACKET, 0), at)
    return opened > folded.rfind(")", max(at - _BRACKET, 0), at) and folded.find(")", at, at + _BRACKET) >= 0
