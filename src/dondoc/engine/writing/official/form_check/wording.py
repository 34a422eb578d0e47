"""Checks what the decree says of the words: number, date, motto, bases, numbering of points, signer and recipients."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from dondoc.engine.vocabulary.folding import fold
from dondoc.engine.writing.language import Words
from dondoc.engine.writing.official.form_check.gathering import FaultsBuilder
from dondoc.engine.writing.official.form_check.word_file import Para
from dondoc.engine.writing.official.form_check.zones import Zoned, kind_names
from dondoc.engine.writing.official.heads import MOTTO, STATE
from dondoc.engine.writing.official.measures import ANNEXES, FORMS, ZONES, Zone
from dondoc.engine.writing.official.numbering import LETTERS

_NUMBER = re.compile(r"Số\s*(?P<colon>:?)\s*(?P<number>\d*)(?P<blank>[\s….]*)/(?P<space>\s*)(?P<symbol>.+)$", re.IGNORECASE)
_DATE = re.compile(
    r"(?P<place>[^,\d]+?)\s*(?P<comma>,?)\s*ngày\s*(?P<day>\d{0,2})[\s….]*tháng\s*(?P<month>\d{0,2})[\s….]*năm\s*(?P<year>\d{4})?",
    re.IGNORECASE,
)
_POINT = re.compile(r"([a-zđ])\)\s")
_PREFIX = re.compile(r"(?P<word>TM|KT|TL|TUQ|Q)(?P<dot>\.?)(?P<space>\s*)(?=[A-ZĐÀ-Ỹ])")
_DEGREE = re.compile(r"(?:PGS|GS|TS|ThS|Ths|BS|BSCK|KS|CN|NGND|NGƯT|Luật sư|Tiến sĩ|Thạc sĩ)(?:\.|\s)")
_KEPT = re.compile(r"[-–]?\s*lưu\s*:?\s*(?:vt|văn thư)", re.IGNORECASE)
_END_OF_BODY = re.compile(r"\./\.?$")
_SOON = 8  # paragraphs, with empty ones
_REQUIRED = (
    Zone.STATE, Zone.MOTTO, Zone.ISSUER, Zone.NUMBER, Zone.DATE, Zone.RECIPIENTS_WORD, Zone.SIGNER_TITLE, Zone.SIGNER_NAME,
)  # fmt: skip


def check_wording(zones: tuple[Zoned, ...], faults: FaultsBuilder) -> None:
    """Find what is missing and what is worded otherwise than the decree wants it."""
    by_zone: dict[Zone, list[Para]] = {}
    for item in zones:
        if item.zone is not None:
            by_zone.setdefault(item.zone, []).append(item.para)
    _missing(by_zone, faults)
    _nation(by_zone, faults)
    for para in by_zone.get(Zone.NUMBER, []):
        _number(para, by_zone.get(Zone.KIND, []), faults)
    for para in by_zone.get(Zone.DATE, []):
        _date(para, faults)
    _bases(by_zone.get(Zone.BASIS, []), faults)
    _points(by_zone.get(Zone.BODY, []), faults)
    _end(zones, faults)
    _signer(by_zone, faults)
    _recipients(by_zone, faults)
    _annexes(zones, by_zone, faults)


def _missing(by_zone: dict[Zone, list[Para]], faults: FaultsBuilder) -> None:
    for zone in _REQUIRED:
        if zone not in by_zone:
            faults.add("zone.missing", article=ZONES[zone].article, name=ZONES[zone].name)
    if Zone.KIND not in by_zone and Zone.LETTER_TITLE not in by_zone:
        name = Words("Tên loại và trích yếu nội dung (hoặc «V/v …» của công văn)", "Kind and title (or “V/v …” of a letter)")
        faults.add("zone.missing", article=FORMS[5], name=name)
    elif Zone.KIND in by_zone and Zone.TITLE not in by_zone:
        faults.add("zone.missing", article=FORMS[5], name=ZONES[Zone.TITLE].name)


def _nation(by_zone: dict[Zone, list[Para]], faults: FaultsBuilder) -> None:
    for para in by_zone.get(Zone.STATE, []):
        if para.text.upper() != STATE and fold(para.text) != fold(STATE):
            faults.add("state.words", para)
    for para in by_zone.get(Zone.MOTTO, []):
        if para.text.replace("–", "-") != MOTTO:
            faults.add("motto.words", para)


def _number(para: Para, kinds: list[Para], faults: FaultsBuilder) -> None:
    match = _NUMBER.match(para.text)
    if match is None:
        return
    if not match["colon"]:
        faults.add("number.word", para)
    if not match["number"]:
        faults.add("number.blank", para)
    elif match["number"] == str(int(match["number"])) and int(match["number"]) < 10:
        faults.add("number.zero", para, found=match["number"])
    symbol = match["symbol"].strip()
    if match["space"] or (match["number"] and match["blank"]) or re.search(r"\s[-–]|[-–]\s", symbol):
        faults.add("number.spaces", para)
    expected = kind_names().get(fold(kinds[0].text).strip(" .:")) if kinds else None
    if expected is not None and re.split(r"[-–]", symbol)[0].strip() != expected:
        faults.add("number.kind", para, found=symbol, kind=kinds[0].text.lower(), expected=expected)


def _date(para: Para, faults: FaultsBuilder) -> None:
    match = _DATE.match(para.text)
    if match is None:
        return
    if not match["comma"]:
        faults.add("date.comma", para, place=match["place"].strip())
    if not (match["day"] and match["month"] and match["year"]):
        faults.add("date.blank", para)
        return
    day, month, year = int(match["day"]), int(match["month"]), int(match["year"])
    try:
        date(year, month, day)
    except ValueError:
        faults.add("date.none", para, found=f"{day}/{month}/{year}")
        return
    expected = f"ngày {day:02} tháng {month:02} năm {year}" if month <= 2 else f"ngày {day:02} tháng {month} năm {year}"
    if len(match["day"]) == 1 or (month <= 2 and len(match["month"]) == 1):
        faults.add("date.zero", para, expected=expected)
    elif month > 2 and match["month"].startswith("0"):
        faults.add("date.month-zero", para, expected=expected)


def _bases(bases: list[Para], faults: FaultsBuilder) -> None:
    for place, para in enumerate(bases, 1):
        if not para.text.endswith(";" if place < len(bases) else (".", ",", ";", ":")):
            faults.add("basis.end", para)


def _points(body: list[Para], faults: FaultsBuilder) -> None:
    """Follow the letters of points: each series begins with "a)"."""
    before = ""
    for para in body:
        match = _POINT.match(para.text)
        if match is None:
            continue
        letter = match[1]
        if letter not in LETTERS:
            faults.add("numbering.letter", para, found=letter)
        elif before and letter != "a":
            expected = LETTERS[(LETTERS.index(before) + 1) % len(LETTERS)]
            if letter != expected:
                faults.add("numbering.order", para, before=before, found=letter, expected=expected)
        before = letter if letter in LETTERS else ""


def _end(zones: tuple[Zoned, ...], faults: FaultsBuilder) -> None:
    """Look at the last words before the recipients; a table may well be the last."""
    foot = next((index for index, item in enumerate(zones) if item.zone in (Zone.RECIPIENTS_WORD, Zone.SIGNER_TITLE)), None)
    if foot is None or foot == 0:
        return
    last = zones[foot - 1]
    if last.zone is Zone.BODY and not _END_OF_BODY.search(last.para.text):
        faults.add("body.end", last.para)


def _signer(by_zone: dict[Zone, list[Para]], faults: FaultsBuilder) -> None:
    titles = [(para, line.strip()) for para in by_zone.get(Zone.SIGNER_TITLE, []) for line in para.text.split("\n") if line.strip()]
    for place, (para, line) in enumerate(titles):
        match = _PREFIX.match(line)
        if match is not None and (match["dot"] and match["space"] != " " or not match["dot"] and match["space"]):
            faults.add("signer.prefix", para, found=line, expected=f"{match['word']}. {line[match.end() :]}")
        following = titles[place + 1][1] if place + 1 < len(titles) else ""
        if line.startswith("KT.") and not fold(following).startswith(("phó", "thứ trưởng")):
            faults.add("signer.deputy", para, found=line)
    for para in by_zone.get(Zone.SIGNER_NAME, []):
        if _DEGREE.match(para.text):
            faults.add("signer.degree", para, found=para.text)


def _recipients(by_zone: dict[Zone, list[Para]], faults: FaultsBuilder) -> None:
    for para in by_zone.get(Zone.ADDRESSEE, [])[:1]:
        if not re.match(r"kính gửi\s*:", para.text, re.IGNORECASE):
            faults.add("addressee.colon", para)
    for para in by_zone.get(Zone.RECIPIENTS_WORD, []):
        if ":" not in para.text.split("\n")[0]:
            faults.add("recipients.colon", para)
    listed = by_zone.get(Zone.RECIPIENTS, [])
    lines = [(para, line.strip()) for para in listed for line in para.text.split("\n") if line.strip()]
    for place, (para, line) in enumerate(lines, 1):
        if line[0] not in "-–" or not line.endswith(";" if place < len(lines) else "."):
            faults.add("recipients.list", para)
    if lines and not any(_KEPT.match(line) for _, line in lines):
        faults.add("recipients.kept", lines[-1][0])


def _annexes(zones: tuple[Zoned, ...], by_zone: dict[Zone, list[Para]], faults: FaultsBuilder) -> None:
    if Zone.ANNEX not in by_zone:
        return
    kind = by_zone[Zone.KIND][0].text.capitalize() if Zone.KIND in by_zone else "Công văn"
    for index, item in enumerate(zones):
        if item.zone is Zone.ANNEX and Zone.ANNEX_OF not in _soon_after(zones, index):
            faults.add("annex.of", item.para, article=ANNEXES, kind=kind)


def _soon_after(zones: tuple[Zoned, ...], index: int) -> Iterator[Zone | None]:
    """Yield the components of the next paragraphs."""
    until = zones[index].para.number + _SOON
    for item in zones[index + 1 :]:
        if item.para.number > until:
            return
        yield item.zone
