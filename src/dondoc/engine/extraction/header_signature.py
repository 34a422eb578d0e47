"""Turns the block at a document's end into who signed, in which position."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dondoc.engine.extraction.header_lines import Sheet, sheet
from dondoc.engine.extraction.passage import Passage
from dondoc.engine.extraction.plan import Printed, Signer

# Positions as they are written inside a sentence (Decree 30/2020, Appendix II).
_POSITIONS = (
    "Chủ tịch", "Phó Chủ tịch", "Phó Chủ tịch Thường trực", "Giám đốc", "Phó Giám đốc", "Phó Giám đốc Thường trực", "Bộ trưởng",
    "Thứ trưởng", "Thủ tướng", "Phó Thủ tướng", "Chủ nhiệm", "Phó Chủ nhiệm", "Chánh Văn phòng", "Phó Chánh Văn phòng", "Bí thư",
    "Phó Bí thư", "Phó Bí thư Thường trực", "Thường trực Ban Bí thư", "Tổng Bí thư", "Trưởng ban", "Phó Trưởng ban",
    "Phó Trưởng ban Thường trực", "Trưởng phòng", "Phó Trưởng phòng", "Cục trưởng", "Phó Cục trưởng", "Chi cục trưởng",
    "Phó Chi cục trưởng", "Tổng cục trưởng", "Phó Tổng cục trưởng", "Vụ trưởng", "Phó Vụ trưởng", "Chánh Thanh tra",
    "Phó Chánh Thanh tra", "Tổng Thanh tra", "Phó Tổng Thanh tra", "Tổng Giám đốc", "Phó Tổng Giám đốc", "Viện trưởng",
    "Phó Viện trưởng", "Hiệu trưởng", "Phó Hiệu trưởng", "Tổng Kiểm toán", "Phó Tổng Kiểm toán", "Thống đốc", "Phó Thống đốc",
    "Chánh án", "Phó Chánh án", "Tổng Thư ký", "Tư lệnh", "Chính ủy", "Chỉ huy trưởng", "Tổ trưởng", "Tổ phó", "Trưởng đoàn",
    "Trưởng Ban", "Phó Trưởng Ban", "Kiểm soát viên", "Ủy viên Thường trực", "Ủy viên", "Tổng Biên tập", "Phó Tổng Biên tập",
    "Hạt trưởng",
)  # fmt: skip
_SPELT = {position.lower(): position for position in reversed(_POSITIONS)}
# "TM.", "KT.", "TL.", "TUQ.", "T/M", "K/T": on whose behalf; the person signing is named below. "Q." is part of the position.
_ON_BEHALF = r"(?:t\s?/?\s?m|k\s?/?\s?t|t\s?/?\s?l|t\s?/?\s?u\s?/?\s?q|thay mặt)\s?[.,/:]*\s+|(?:tm|kt|tl|tuq)\.\s*"
_POSITION = re.compile(
    rf"(?<!\w)(?P<behalf>{_ON_BEHALF})?(?P<acting>q\.\s*|quyền\s+)?(?P<position>"
    + "|".join(position.replace(" ", r"\s+") for position in sorted(_SPELT, key=len, reverse=True))
    + r")(?!\w)"
)
_SIGNS_ON_BEHALF = re.compile(r"(?:tm|kt|tl|tuq|t/m|k/t|t/l)\s?[.,/:]*\s*[^\W\d_]{2,}")
_RECIPIENTS = ("nơi nhận", "noi nhận", "nơi nhân", "nơi gửi:")
_RECIPIENTS_END = re.compile(r"\s*(?:[:.;/-]|$|như)")
# Before a name: "Thiếu tướng", "PGS.TS.", "Đại tá", "BS.CKII."
_RANK = re.compile(
    r"(?:(?:gs|pgs|ts|ths|bs|bsckii|ckii|cki|ckii|ds|ks|ncs|luật sư|(?:đại|trung|thiếu|thượng) (?:tướng|tá|úy))[.,\s]+)+",
)
_SIGNED = re.compile(r"\(?\s*(?:đã|da) k[ýí]\s*\)?|ký bởi|người ký|email|thời gian ký|cơ quan:|ngày ký|\+07:00")
_OPENERS = tuple({position.split()[0].lower() for position in _POSITIONS} | {"tm", "kt", "tl", "tuq", "t/m", "k/t", "t/l", "q."})
_LONGEST_POSITION = 120
_LONGEST_BLOCK = 45


def signature_start(passages: Sequence[Passage]) -> int | None:
    """Return the index of the passage where the document proper ends: its recipients or its signature block.

    For a decision that wraps a plan this is the end of the decision, not of the plan.
    """
    for index, each in enumerate(passages):
        folded = each.folded
        if folded.startswith(_RECIPIENTS):
            if _RECIPIENTS_END.match(folded, 8):
                return _first_of_block(passages, index)
        elif folded.startswith(_OPENERS) and _opens_block(passages, index):
            return index
    return None


def read_signer(passages: Sequence[Passage]) -> Signer | None:
    """Read the signer of the first signature block: the position of who signs, not of whom it is signed for."""
    start = signature_start(passages)
    if start is None:
        return None
    return _signer(sheet(passages[start : start + _LONGEST_BLOCK]))


def _first_of_block(passages: Sequence[Passage], index: int) -> int:
    """The signature may stand before the recipients: in a table of two columns, or where a page was read by columns."""
    first = index
    for back in range(index - 1, max(index - 6, 0), -1):
        folded = passages[back].folded
        if folded.startswith(_OPENERS) and _is_upper_opening(passages[back].text):
            first = back
    return first


def _opens_block(passages: Sequence[Passage], index: int) -> bool:
    """Tell whether a signature begins here: "TM. ..." in capitals, or a position alone with a name close below."""
    text, folded = passages[index].text, passages[index].folded
    if not _is_upper_opening(text):
        return False
    if _SIGNS_ON_BEHALF.match(folded):
        return True
    if len(text) > _LONGEST_POSITION or not _POSITION.fullmatch(_first_line(passages[index])):
        return False
    signer = _signer(sheet(passages[index : index + 4]))
    return signer is not None and signer.name is not None


def _first_line(passage: Passage) -> str:
    return sheet([passage]).folded.split("\n")[1].strip(" *_")


def _is_upper_opening(text: str) -> bool:
    return text[:8].isupper()


def _signer(block: Sheet) -> Signer | None:
    position: Printed | None = None
    named: Printed | None = None
    at = 0
    for line in block.folded.split("\n")[:_LONGEST_BLOCK]:
        if not _SIGNED.search(line) and not line.startswith(("-", "+", "*  ")):
            found = _last_position(block, at, at + len(line))
            begin = at
            if found is not None:
                position = _position(block, found) or position
                begin = found.end()
            named = _name(block, begin, at + len(line)) if position is not None or found is not None else None
            if named is not None:
                break
        at += len(line) + 1
    if position is None and named is None:
        return None
    return Signer(named, position)


def _last_position(block: Sheet, start: int, end: int) -> re.Match[str] | None:
    """The last position printed in capitals on the line: "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC" is signed by the deputy."""
    last = None
    for found in _POSITION.finditer(block.folded, start, end):
        if block.text[found.start("position") : found.end("position")].isupper():
            last = found
    return last


def _position(block: Sheet, found: re.Match[str]) -> Printed | None:
    """The position found, `None` where it is that of the person signed for."""
    if found["behalf"]:
        return None
    shown = _SPELT[" ".join(found["position"].split())]
    if found["acting"]:
        shown = f"Quyền {shown}"
    return block.printed(found.start(), found.end("position"), rule="signature.position", value=shown)


def _name(block: Sheet, start: int, end: int) -> Printed | None:
    """The name of a person on the line: two to six words, each with a capital, after ranks and degrees."""
    start += len(block.text[start:end]) - len(block.text[start:end].lstrip(" .,*_:"))
    end -= len(block.text[start:end]) - len(block.text[start:end].rstrip(" .,*_:/"))
    rank = _RANK.match(block.folded, start, end)
    if rank:
        start = rank.end()
    words = block.text[start:end].split()
    if not 2 <= len(words) <= 6 or not all(_is_name_word(word) for word in words):
        return None
    if block.text[start:end].isupper():
        if _POSITION.search(block.folded, start, end) or _SIGNS_ON_BEHALF.match(block.folded, start, end):
            return None
        if _ORGANISATION_WORDS.search(block.folded, start, end):
            return None
        words = [word.capitalize() for word in words]
    return block.printed(start, end, rule="signature.name", value=" ".join(words))


def _is_name_word(word: str) -> bool:
    bare = word.replace("'", "").replace("-", "")
    return bare.isalpha() and word[0].isupper() and (word[1:].islower() or word.isupper() or "-" in word or "'" in word)


# A second line of an organisation's name in capitals is no person: "NHÂN DÂN", "TỈNH TÂN GIANG", "PHỤ LỤC".
_ORGANISATION_WORDS = re.compile(
    r"\b(?:nhân dân|ủy ban|tỉnh|thành phố|huyện|sở|bộ|phụ lục|chính phủ|kế hoạch|quốc hội|hội đồng|thường vụ|ban|văn phòng|tổng hợp"
    r"|danh mục|cộng hòa|độc lập|đảng)\b"
)
