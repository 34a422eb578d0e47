"""Turns the words around a document's number into its kind, its date and its issuer."""

from __future__ import annotations

import re
from datetime import date

from dondoc.engine.extraction.dates import day_at
from dondoc.engine.extraction.passage import Passage
from dondoc.engine.vocabulary.loading import table, words

_KINDS = table("citations")
_BY_SYMBOL = {symbol: kind for kind, entry in _KINDS.items() for symbol in words(entry, "symbols")}
_ANY_KIND = "|".join(sorted(_KINDS, key=len, reverse=True))
_KIND = re.compile(rf"(?<!\w)(?:{_ANY_KIND})(?!\w)")
# "Kế hoạch hành động số ", "Chương trình phối hợp số ", "Thông báo Kết luận số ", "các văn bản số: ", "Luật số "
_ENDS_IN_KIND = re.compile(
    rf"(?<!\w)(?P<kind>{_ANY_KIND})(?: (?:hành động|phối hợp|liên ngành|chung|thực hiện|liên tịch|khẩn))?,? ?(?:số)? ?:? ?$"
)
# Acts of the National Assembly and its Standing Committee: the symbol does not say which ("43/2022/QH15" is a resolution).
_ASSEMBLY = re.compile(r"/(?:qh|ubtvqh)[0-9]")
_ACTS = ("luật", "bộ luật", "nghị quyết", "pháp lệnh")
_SYMBOL = re.compile(r"[^\W\d_]+")
_YEAR_OR_SERIAL = re.compile(r"^[0-9]+(?:\.[0-9]+|[a-zđ])?")
# Far enough for "Luật Tổ chức chính quyền địa phương số", not into the sentence before.
_BACK = 120
# ", ngày 13/12/2019", " ngày 02 tháng 01 năm 2025", " (ngày 20-8-2021)"
_BEFORE_DATE = re.compile(r" ?[,(]? ?(?:ký |ban hành )?(?=ngày )")
_BEFORE_ISSUER = re.compile(r" ?\)? ?,? ?của ")
# Where the name of the issuer ends; searched in the printed text, as the names themselves hold these words with capitals
# ("Bộ Giao thông vận tải"). "và" goes on only before a capital that is no kind ("Sở Kế hoạch và Đầu tư").
_ISSUER_END = re.compile(
    r"""
      [,;:.()"/]
    | (?<!Quốc[ ]gia)[ ]về(?!\w)
    | [ ](?:v/v|ngày|ban[ ]hành|phê[ ]duyệt|quy[ ]định|hướng[ ]dẫn|sửa[ ]đổi|thực[ ]hiện|triển[ ]khai|tại|trong|đã|để|trên|cho|khi
         |sau|được|năm|đối|nhằm|bổ[ ]sung|công[ ]bố|giao|thông[ ]qua|tăng[ ]cường|đẩy[ ]mạnh|theo|kèm|yêu[ ]cầu|từ|đến|là|có|do|nêu
         |thay[ ]thế|hoặc|thì|với
         |Quy[ ]định|Ban[ ]hành|Phê[ ]duyệt|Hướng[ ]dẫn|Về|-(?![ ][A-ZĐ]))(?!\w)
    | [ ]và[ ](?!phát[ ]triển|môi[ ]trường|đầu[ ]tư|đào[ ]tạo|xã[ ]hội|công[ ]nghệ|truyền[ ]thông)
        (?=[^A-ZĐ]|Nghị|Quyết|Chỉ[ ]thị|Kế[ ]hoạch[ ]số|Công[ ](?:văn|điện)|Kết|Hướng
            |Thông[ ](?:tư|báo)|Luật|Chương|Báo[ ]cáo|Đề[ ]án|Điều|Tờ[ ]trình)
    | [ ](?:VỀ|BAN[ ]HÀNH|PHÊ[ ]DUYỆT|NGÀY|VÀ[ ](?:NGHỊ|QUYẾT|CHỈ|KẾ|KẾT|CÔNG[ ]VĂN))(?!\w)
    | $
    """,
    re.VERBOSE,
)
_LONGEST_ISSUER = 90


def is_symbol(word: str) -> bool:
    """Whether `word` is a kind's own abbreviation ("TTri", "CTr")."""
    return word.lower() in _BY_SYMBOL


def ends_in_kind(folded: str, end: int) -> bool:
    """Whether `folded[:end]` ends in a kind of document ("NGHỊ QUYẾT" before "SỐ: 12/NQ-HĐND")."""
    return _ENDS_IN_KIND.search(folded, max(0, end - 48), end) is not None


def kind_before(passage: Passage, start: int, *, after: int, printed: str) -> str | None:
    """Return the kind of the document whose number `printed` begins at `start`, `None` where neither words nor symbol say.

    What stands right before the number decides, then its symbol, then the last kind named since `after`.
    """
    folded = passage.folded
    since = max(after, start - _BACK)
    number = printed.lower().replace(" ", "")
    of_assembly = _ASSEMBLY.search(number) is not None
    by_symbol = None if of_assembly else _BY_SYMBOL.get(_symbol_head(number))
    adjacent = _ENDS_IN_KIND.search(folded, max(after, start - 48), start)
    if adjacent is not None and not (adjacent["kind"] == "luật" and by_symbol):  # "Kết luật số 15-KL/TU" is a slip
        return _shown(adjacent["kind"])
    if by_symbol is not None:
        return _shown(by_symbol)
    named = [match.group() for match in _KIND.finditer(folded, since, start)]
    if of_assembly:
        named = [kind for kind in named if kind in _ACTS]
    return _shown(named[-1]) if named else None


def _symbol_head(number: str) -> str:
    """Return the first word of the symbol: "nq" of "13-nq/tu", "qđ" of "12/2021/qđ-ubnd"."""
    match = _SYMBOL.search(_YEAR_OR_SERIAL.sub("", number))
    return match.group() if match else ""


def _shown(kind: str) -> str:
    return kind[0].upper() + kind[1:]


def date_and_issuer(passage: Passage, end: int) -> tuple[date | None, str | None]:
    """Return the date and the issuer printed after the number that ends at `end`, in either order."""
    dated, at = _date(passage, end)
    match = _BEFORE_ISSUER.match(passage.folded, at)
    if match is None:
        return dated, None
    stop = _ISSUER_END.search(passage.text, match.end(), min(len(passage.text), match.end() + _LONGEST_ISSUER))
    if stop is None:
        return dated, None
    if dated is None:
        dated, _ = _date(passage, stop.start())
    return dated, passage.text[match.end() : stop.start()].strip() or None


def _date(passage: Passage, at: int) -> tuple[date | None, int]:
    """Return the date that follows at `at` and where it ends."""
    lead = _BEFORE_DATE.match(passage.folded, at)
    day = day_at(passage.folded, lead.end(), len(passage.folded)) if lead else None
    return (day.on_calendar(), day.end) if day else (None, at)
