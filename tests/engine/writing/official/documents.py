"""Draws official documents of every shape, and holds one whole report."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from dondoc.engine.writing.official.blocks import (
    Annex,
    Block,
    Cell,
    Column,
    Figure,
    Letterhead,
    Level,
    Numbered,
    OfficialDocument,
    Paragraph,
    Run,
    Side,
    Table,
    Tone,
    Words,
    plain,
)
from dondoc.engine.writing.official.house import House
from dondoc.engine.writing.official.signing import Capacity, Office, Signature

PANGRAM = (
    "Việc thẩm định, ủy quyền, kỷ luật, nghĩa vụ, khuyến nông, ưu tiên được theo dõi thường xuyên; "
    "ẳ ẵ ặ ẩ ẫ ậ ẻ ẽ ẹ ể ễ ệ ỉ ĩ ị ỏ õ ọ ổ ỗ ộ ở ỡ ợ ủ ũ ụ ử ữ ự ỷ ỹ ỵ"
)
PHRASES = (
    "Rà soát toàn bộ hồ sơ đất đai đang quá hạn, lập danh sách theo từng công chức, viên chức thụ lý và giải quyết dứt điểm từng hồ sơ",
    "Công khai danh sách hồ sơ chậm giải quyết",
    "Văn phòng Sở chủ trì, phối hợp với các phòng, đơn vị thuộc Sở <A & B> theo dõi, đôn đốc việc thực hiện kế hoạch này",
    PANGRAM,
)
_NAMES = (
    "Sở Nông nghiệp và Môi trường",
    "Sở Nội vụ",
    "Ủy ban nhân dân tỉnh Hà Châu",
    "Chi cục Quản lý chất lượng nông lâm sản và thủy sản",
)
_KINDS = (("Kế hoạch", "KH"), ("Báo cáo", "BC"), ("Quyết định", "QĐ"), ("Thông báo", "TB"), (None, "VP"))


def report(rows: int = 40) -> OfficialDocument:
    """Return a report with everything in it: bases, levels, figures, a table over pages, an annex across, sources."""
    body: tuple[Block, ...] = (
        Paragraph(plain("Căn cứ Nghị định số 09/2019/NĐ-CP ngày 24 tháng 01 năm 2019 của Chính phủ;"), Tone.BASIS),
        Paragraph(plain("Căn cứ Kế hoạch số 38/KH-SNNMT ngày 23/01/2026 của Sở Nông nghiệp và Môi trường."), Tone.BASIS),
        Numbered(Level.ROMAN, plain("Kết quả thực hiện")),
        Numbered(Level.CLAUSE, plain("Kết quả chung"), titled=True),
        Numbered(Level.POINT, (Words("Trong kỳ có "), Figure("47", ("task:1", "task:2")), Words(" nhiệm vụ phải hoàn thành."))),
        Numbered(Level.POINT, plain(PANGRAM)),
        Table(
            (Column("TT", 1, Side.CENTRE), Column("Đơn vị", 5), Column("Đúng hạn", 2, Side.RIGHT)),
            tuple(
                (Cell(plain(str(row))), Cell(plain(_NAMES[3])), Cell((Figure(str(row * 3), (f"unit:{row}",)),))) for row in range(1, rows)
            ),
            caption="Bảng 1. Kết quả theo đơn vị",
        ),
        Numbered(Level.ROMAN, plain("Đề xuất, kiến nghị")),
        Paragraph(plain("Sở Nông nghiệp và Môi trường báo cáo Ủy ban nhân dân tỉnh xem xét, chỉ đạo.")),
    )
    late = Table(
        (Column("TT", 1, Side.CENTRE), Column("Tồn tại", 4), Column("Nhiệm vụ", 8)),
        (
            (Cell(plain("Cải cách thể chế"), columns=3, bold=True),),
            *(
                (Cell(plain(str(row))), *((Cell(plain("Còn trễ hạn"), rows=3),) if row % 3 == 0 else ()), Cell(plain(PHRASES[0])))
                for row in range(30)
            ),
        ),
    )
    return OfficialDocument(
        Letterhead(_NAMES[0], "Hà Châu", "BC-SNNMT", "UBND tỉnh Hà Châu", 5, date(2026, 1, 8)),
        "Báo cáo",
        "Kết quả thực hiện Kế hoạch khắc phục tồn tại, hạn chế và nâng cao các chỉ số cải cách hành chính quý III năm 2026",
        body,
        Signature("Lê Minh Quân", "Phó Giám đốc", Office("Giám đốc"), Capacity.DEPUTY),
        addressees=("Ủy ban nhân dân tỉnh Hà Châu", "Sở Nội vụ"),
        recipients=("Như trên", "Giám đốc, các Phó Giám đốc Sở", "Lưu: VT, VPS"),
        annexes=(Annex("Danh mục nhiệm vụ quá hạn", (late,), across=True),),
        small_print="Mã kiểm tra: 3f5a9c21",
        lists_sources=True,
    )


def _runs() -> st.SearchStrategy[tuple[Run, ...]]:
    words = st.builds(Words, st.sampled_from(PHRASES))
    figure = st.builds(Figure, st.sampled_from(("47", "62,5%")), st.just(("task:1",)))
    return st.one_of(st.tuples(words), st.tuples(words, figure, words))


def _tables() -> st.SearchStrategy[Table]:
    columns = (Column("TT", 1, Side.CENTRE), Column("Nhiệm vụ", 6), Column("Tỷ lệ", 2, Side.RIGHT))
    row = st.tuples(st.builds(Cell), st.builds(Cell, _runs()), st.builds(Cell, _runs(), bold=st.booleans()))
    wide = st.tuples(st.builds(Cell, _runs(), columns=st.just(3), bold=st.booleans()))
    return st.builds(Table, st.just(columns), st.lists(st.one_of(row, wide), max_size=4).map(tuple))


def _blocks() -> st.SearchStrategy[tuple[Block, ...]]:
    numbered = st.builds(Numbered, st.sampled_from(tuple(Level)), _runs(), titled=st.booleans())
    centred = st.just(Paragraph(plain("QUYẾT ĐỊNH:"), Tone.CENTRED))
    paragraph = st.one_of(st.builds(Paragraph, _runs()), centred)
    return st.lists(st.one_of(numbered, paragraph, _tables()), max_size=8).map(lambda blocks: (*blocks, Paragraph(plain(PHRASES[1]))))


@st.composite
def documents(draw: st.DrawFn) -> OfficialDocument:
    """Draw a document that a department might send."""
    kind, abbreviation = draw(st.sampled_from(_KINDS))
    issued = draw(st.dates(date(2020, 1, 1), date(2035, 12, 31)))
    collective = draw(st.sampled_from(("", "Ủy ban nhân dân")))
    capacity = draw(st.sampled_from(tuple(Capacity)))
    title = {Capacity.DEPUTY: "Phó Giám đốc", Capacity.BY_ORDER: "Chánh Văn phòng", Capacity.BY_MANDATE: "Trưởng phòng"}.get(
        capacity, "Giám đốc"
    )
    return OfficialDocument(
        Letterhead(
            draw(st.sampled_from(_NAMES)), "Hà Châu", f"{abbreviation}-SNNMT", "UBND tỉnh Hà Châu", draw(st.integers(1, 4000)), issued
        ),
        kind,
        draw(
            st.sampled_from(("nâng cao chỉ số cải cách hành chính", "Khắc phục tồn tại, hạn chế năm 2026 của Sở Nông nghiệp và Môi trường"))
        ),
        draw(_blocks()),
        Signature("Lê Minh Quân", title, Office("Giám đốc", collective), capacity),
        addressees=tuple(draw(st.lists(st.sampled_from(_NAMES), max_size=3, unique=True))),
        recipients=("Như trên", "Lưu: VT, VPS"),
        annexes=tuple(draw(st.lists(st.builds(Annex, st.just("Danh mục nhiệm vụ"), _blocks(), across=st.booleans()), max_size=2))),
        small_print=draw(st.sampled_from(("", "Mã kiểm tra: 3f5a9c21"))),
        lists_sources=draw(st.booleans()),
    )


def houses() -> st.SearchStrategy[House]:
    """Draw choices within the decree's limits."""
    return st.builds(
        House,
        body=st.sampled_from((13, 13.5, 14)),
        spacing=st.floats(1, 1.5),
        gap=st.integers(6, 12),
        indent=st.sampled_from((10, 12.7)),
        top=st.floats(20, 25),
        bottom=st.floats(20, 25),
        left=st.floats(30, 35),
        right=st.floats(15, 20),
    )
