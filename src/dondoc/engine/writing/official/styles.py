"""Turns a department's choices into the named styles that both writers set text in; each agrees with its zone in the decree."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from dondoc.engine.writing.official.house import House
from dondoc.engine.writing.official.measures import ZONES, Zone


class Side(StrEnum):
    """How the lines of a paragraph stand between the margins."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"
    BOTH = "both"


class Style(StrEnum):
    """A paragraph style; the value is its id in the DOCX and its key in the PDF."""

    STATE = "QuocHieu"
    MOTTO = "TieuNgu"
    SUPERIOR = "CoQuanChuQuan"
    ISSUER = "CoQuanBanHanh"
    NUMBER = "SoKyHieu"
    DATE = "DiaDanhNgayThang"
    KIND = "TenLoai"
    TITLE = "TrichYeu"
    LETTER_TITLE = "TrichYeuCongVan"
    ADDRESSEE = "KinhGui"
    ADDRESSEES_WORD = "KinhGuiNhieuNoi"
    ADDRESSEES = "DanhSachKinhGui"
    BASIS = "CanCu"
    BODY = "NoiDung"
    CENTRED = "NoiDungGiua"
    NOTE = "ChuThich"
    PART = "PhanChuongMuc"
    PART_TITLE = "TieuDePhan"
    ARTICLE = "Dieu"
    ROMAN = "DeMucLaMa"
    CLAUSE = "KhoanCoTieuDe"
    SIGNER_TITLE = "ChucVuNguoiKy"
    SIGNER_NAME = "HoTenNguoiKy"
    RECIPIENTS_WORD = "NoiNhan"
    RECIPIENTS = "DanhSachNoiNhan"
    ANNEX = "PhuLuc"
    ANNEX_TITLE = "TenPhuLuc"
    ANNEX_OF = "KemTheo"
    CAPTION = "TenBang"
    CELL_HEAD = "DauBang"
    CELL_LEFT = "OBang"
    CELL_CENTRE = "OBangGiua"
    CELL_RIGHT = "OBangPhai"
    PAGE_NUMBER = "SoTrang"
    SMALL_PRINT = "ChuNho"
    RULE = "DuongKe"
    GAP = "KhoangCach"
    END = "HetPhan"


@dataclass(frozen=True, slots=True)
class Form:
    """How a style is set: text and gaps in points, indents in millimetres, `lines` the spacing, `outline` 1 for a top heading."""

    name: str
    size: float
    bold: bool = False
    italic: bool = False
    side: Side = Side.CENTRE
    first: float = 0
    left: float = 0
    right: float = 0
    before: float = 0
    after: float = 0
    lines: float = 1
    keeps_next: bool = False
    outline: int = 0


_TABLE_SIZE = 12
SIGNATURE_SPACE = 74  # points: about 26 mm for the signature and the seal


def forms(house: House) -> dict[Style, Form]:
    """Return how each style is set."""
    body = house.body
    running = partial(Form, before=house.gap, lines=house.spacing)
    kind = 14 if body >= 14 else ZONES[Zone.KIND].sizes.least + 1
    found = {
        Style.STATE: Form("Quốc hiệu", 12, bold=True),
        Style.MOTTO: Form("Tiêu ngữ", 13, bold=True),
        Style.SUPERIOR: Form("Cơ quan chủ quản", 12),
        Style.ISSUER: Form("Cơ quan ban hành", 12, bold=True),
        Style.NUMBER: Form("Số, ký hiệu", 13, before=6),
        Style.DATE: Form("Địa danh, ngày tháng", 13, italic=True, before=6),
        Style.KIND: Form("Tên loại", kind, bold=True, before=14, keeps_next=True),
        Style.TITLE: Form("Trích yếu", kind, bold=True, left=8, right=8, keeps_next=True),
        Style.LETTER_TITLE: Form("Trích yếu công văn", 12, before=6),
        Style.ADDRESSEE: Form("Kính gửi", body, before=12, after=6),
        Style.ADDRESSEES_WORD: Form("Kính gửi nhiều nơi", body, side=Side.LEFT, left=32, before=12, keeps_next=True),
        Style.ADDRESSEES: Form("Danh sách kính gửi", body, side=Side.LEFT, left=56, first=-4, lines=house.spacing),
        Style.BASIS: running("Căn cứ", body, italic=True, side=Side.BOTH, first=house.indent),
        Style.BODY: running("Nội dung", body, side=Side.BOTH, first=house.indent),
        Style.CENTRED: running("Nội dung giữa dòng", body, bold=True, keeps_next=True),
        Style.NOTE: running("Chú thích", body, italic=True),
        Style.PART: running("Phần, chương, mục", body, bold=True, keeps_next=True, outline=1),
        Style.PART_TITLE: Form("Tiêu đề phần, chương, mục", body, bold=True, keeps_next=True, after=house.gap),
        Style.ARTICLE: running("Điều", body, bold=True, side=Side.BOTH, first=house.indent, keeps_next=True, outline=2),
        Style.ROMAN: running("Đề mục La Mã", body, bold=True, side=Side.BOTH, first=house.indent, keeps_next=True, outline=1),
        Style.CLAUSE: running("Khoản có tiêu đề", body, bold=True, side=Side.BOTH, first=house.indent, keeps_next=True, outline=3),
        Style.SIGNER_TITLE: Form("Chức vụ người ký", body, bold=True, keeps_next=True),
        Style.SIGNER_NAME: Form("Họ tên người ký", body, bold=True, before=SIGNATURE_SPACE),
        Style.RECIPIENTS_WORD: Form("Nơi nhận", 12, bold=True, italic=True, side=Side.LEFT, keeps_next=True),
        Style.RECIPIENTS: Form("Danh sách nơi nhận", 11, side=Side.LEFT),
        Style.ANNEX: Form("Phụ lục", 14, bold=True, keeps_next=True, outline=1),
        Style.ANNEX_TITLE: Form("Tên phụ lục", kind, bold=True, left=8, right=8, keeps_next=True),
        Style.ANNEX_OF: Form("Kèm theo", body, italic=True, after=10, keeps_next=True),
        Style.CAPTION: Form("Tên bảng", body, bold=True, before=house.gap, after=4, keeps_next=True),
        Style.PAGE_NUMBER: Form("Số trang", 13),
        Style.SMALL_PRINT: Form("Chữ nhỏ chân trang", 8),
        Style.RULE: Form("Đường kẻ", 2, before=2),
        Style.GAP: Form("Khoảng cách", 10, side=Side.LEFT, keeps_next=True),
        Style.END: Form("Hết phần", 2, side=Side.LEFT),
    }
    return found | _cells()


def _cells() -> dict[Style, Form]:
    """Return the styles of a table's cells."""
    return {
        Style.CELL_HEAD: Form("Đầu bảng", _TABLE_SIZE, bold=True, before=2, after=2),
        Style.CELL_LEFT: Form("Ô bảng", _TABLE_SIZE, side=Side.LEFT, before=2, after=2),
        Style.CELL_CENTRE: Form("Ô bảng giữa", _TABLE_SIZE, before=2, after=2),
        Style.CELL_RIGHT: Form("Ô bảng phải", _TABLE_SIZE, side=Side.RIGHT, before=2, after=2),
    }
