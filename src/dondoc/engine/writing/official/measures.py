"""The sizes that Decree 30/2020/NĐ-CP sets, each with its place in the decree; both the writers and the form checker read them here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dondoc.engine.writing.language import Words

DECREE = "Nghị định 30/2020/NĐ-CP"
FONT = "Times New Roman"
POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Span:
    """The least and the most that the decree allows, both included."""

    least: float
    most: float

    def holds(self, value: float, slack: float = 0.0) -> bool:
        """Whether `value` lies within, give or take `slack`."""
        return self.least - slack <= value <= self.most + slack


@dataclass(frozen=True, slots=True)
class Measure:
    """One size of the page, in millimetres or points, and where the decree sets it."""

    name: Words
    span: Span
    unit: str
    article: str


def _general(point: int) -> str:
    return f"{DECREE}, Phụ lục I, Phần I, Mục I.{point}"


def _form(point: str) -> str:
    return f"{DECREE}, Phụ lục I, Phần I, Mục II.{point}"


def _other(point: int) -> str:
    return f"{DECREE}, Phụ lục I, Phần I, Mục III.{point}"


PAGE_WIDTH = Measure(Words("Chiều rộng giấy A4", "Width of A4"), Span(210, 210), "mm", _general(1))
PAGE_HEIGHT = Measure(Words("Chiều dài giấy A4", "Height of A4"), Span(297, 297), "mm", _general(1))
MARGIN_TOP = Measure(Words("Lề trên", "Top margin"), Span(20, 25), "mm", _general(3))
MARGIN_BOTTOM = Measure(Words("Lề dưới", "Bottom margin"), Span(20, 25), "mm", _general(3))
MARGIN_LEFT = Measure(Words("Lề trái", "Left margin"), Span(30, 35), "mm", _general(3))
MARGIN_RIGHT = Measure(Words("Lề phải", "Right margin"), Span(15, 20), "mm", _general(3))
PAGE_NUMBER = Measure(Words("Cỡ số trang", "Size of the page number"), Span(13, 14), "pt", _general(7))
INDENT = Measure(Words("Lùi đầu dòng", "First-line indent"), Span(10, 12.7), "mm", _form("6"))
GAP = Measure(Words("Khoảng cách giữa các đoạn", "Gap between paragraphs"), Span(6, 24), "pt", _form("6"))
SPACING = Measure(Words("Khoảng cách giữa các dòng (số dòng)", "Line spacing (in lines)"), Span(1, 1.5), "", _form("6"))
PAGE_MEASURES = (
    PAGE_WIDTH, PAGE_HEIGHT, MARGIN_TOP, MARGIN_BOTTOM, MARGIN_LEFT, MARGIN_RIGHT, PAGE_NUMBER, INDENT, GAP, SPACING,
)  # fmt: skip


class Zone(StrEnum):
    """A component of a document, by its box in the decree's diagram (Appendix I, IV)."""

    STATE = "state"  # ô 1
    MOTTO = "motto"  # ô 1
    SUPERIOR = "superior"  # ô 2
    ISSUER = "issuer"  # ô 2
    NUMBER = "number"  # ô 3
    DATE = "date"  # ô 4
    KIND = "kind"  # ô 5a
    TITLE = "title"  # ô 5a
    LETTER_TITLE = "letter-title"  # ô 5b
    BASIS = "basis"  # ô 6
    BODY = "body"  # ô 6
    PART = "part"
    PART_TITLE = "part-title"
    SIGNER_TITLE = "signer-title"  # ô 7a
    SIGNER_NAME = "signer-name"  # ô 7b
    ADDRESSEE = "addressee"  # ô 9a
    RECIPIENTS_WORD = "recipients-word"  # ô 9b
    RECIPIENTS = "recipients"  # ô 9b
    ANNEX = "annex"
    ANNEX_TITLE = "annex-title"
    ANNEX_OF = "annex-of"


@dataclass(frozen=True, slots=True)
class ZoneForm:
    """How a component is set: sizes in points, weight, slope, capitals; `None` where the decree leaves it open."""

    name: Words
    box: str
    sizes: Span
    bold: bool | None
    italic: bool | None
    capitals: bool | None
    centred: bool | None
    article: str


def _zone(name: Words, box: str, *, sizes: tuple[float, float], marks: str, article: str) -> ZoneForm:
    """Read marks: B bold, I italic, C capitals, M in the middle; a small letter says that it must not be, nothing leaves it open."""

    def mark(letter: str) -> bool | None:
        return True if letter in marks else False if letter.lower() in marks else None

    return ZoneForm(name, box, Span(*sizes), mark("B"), mark("I"), mark("C"), mark("M"), article)


ZONES: dict[Zone, ZoneForm] = {
    Zone.STATE: _zone(Words("Quốc hiệu", "National name"), "1", sizes=(12, 13), marks="BiCM", article=_form("1")),
    Zone.MOTTO: _zone(Words("Tiêu ngữ", "National motto"), "1", sizes=(13, 14), marks="BicM", article=_form("1")),
    Zone.SUPERIOR: _zone(Words("Tên cơ quan chủ quản", "Superior body"), "2", sizes=(12, 13), marks="biCM", article=_form("2")),
    Zone.ISSUER: _zone(Words("Tên cơ quan ban hành", "Issuing body"), "2", sizes=(12, 13), marks="BiCM", article=_form("2")),
    Zone.NUMBER: _zone(Words("Số, ký hiệu", "Number and symbol"), "3", sizes=(13, 13), marks="biM", article=_form("3")),
    Zone.DATE: _zone(Words("Địa danh và thời gian ban hành", "Place and date"), "4", sizes=(13, 14), marks="bIcM", article=_form("4")),
    Zone.KIND: _zone(Words("Tên loại văn bản", "Kind of document"), "5a", sizes=(13, 14), marks="BiCM", article=_form("5")),
    Zone.TITLE: _zone(Words("Trích yếu nội dung", "Title"), "5a", sizes=(13, 14), marks="BicM", article=_form("5")),
    Zone.LETTER_TITLE: _zone(Words("Trích yếu công văn", "Title of a letter"), "5b", sizes=(12, 13), marks="bicM", article=_form("5")),
    Zone.BASIS: _zone(Words("Căn cứ ban hành", "Legal basis"), "6", sizes=(13, 14), marks="bIcm", article=_form("6")),
    Zone.BODY: _zone(Words("Nội dung văn bản", "Body"), "6", sizes=(13, 14), marks="im", article=_form("6")),
    Zone.PART: _zone(Words("Phần, chương, mục", "Part, chapter, section"), "6", sizes=(13, 14), marks="BicM", article=_form("6")),
    Zone.PART_TITLE: _zone(Words("Tiêu đề phần, chương, mục", "Title of a part"), "6", sizes=(13, 14), marks="BiM", article=_form("6")),
    Zone.SIGNER_TITLE: _zone(
        Words("Quyền hạn, chức vụ người ký", "Signer's title"), "7a", sizes=(13, 14), marks="BiCM", article=_form("7")
    ),
    Zone.SIGNER_NAME: _zone(Words("Họ và tên người ký", "Signer's name"), "7b", sizes=(13, 14), marks="BicM", article=_form("7")),
    Zone.ADDRESSEE: _zone(Words("Kính gửi", "Addressees"), "9a", sizes=(13, 14), marks="bic", article=_form("9")),
    Zone.RECIPIENTS_WORD: _zone(Words("Từ “Nơi nhận”", "The words “Nơi nhận”"), "9b", sizes=(12, 12), marks="BIcm", article=_form("9")),
    Zone.RECIPIENTS: _zone(Words("Danh sách nơi nhận", "Recipients"), "9b", sizes=(11, 11), marks="bicm", article=_form("9")),
    Zone.ANNEX: _zone(
        Words("Từ “Phụ lục” và số thứ tự", "The word “Phụ lục” and its number"), "–", sizes=(14, 14), marks="BiM", article=_other(1)
    ),
    Zone.ANNEX_TITLE: _zone(Words("Tên phụ lục", "Title of an annex"), "–", sizes=(13, 14), marks="BiCM", article=_other(1)),
    Zone.ANNEX_OF: _zone(
        Words("Chỉ dẫn phụ lục kèm theo", "What the annex belongs to"), "–", sizes=(13, 14), marks="bIM", article=_other(1)
    ),
}

GENERAL = {number: _general(number) for number in range(1, 8)}
FORMS = {point: _form(str(point)) for point in range(1, 10)}
ANNEXES = _other(1)
SIGNING = f"{DECREE}, Điều 13"
NUMBERING = f"{DECREE}, Điều 15"
CAPITALS = f"{DECREE}, Phụ lục II"
KINDS = f"{DECREE}, Phụ lục III"
# A table's cells are no component of their own in the decree: smaller than the body is custom, smaller than this is hard to read.
TABLE_SIZES = Span(11, 14)
