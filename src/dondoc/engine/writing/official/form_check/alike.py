"""Leaves out of a document's XML the table rows that are set as rows before them: their look was read there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

# So many rows of one form stay: a fault that all of them have is shown at its first places.
KEPT = 5
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Marks on rows: the last that stays of a form, and the empty row that stands for one left out.
LAST, LIKE = _W + "last", _W + "like"
_START = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^>]*?(?:encoding=[\"'](?P<encoding>[^\"']*)[\"'][^>]*)?\?>)?\s*<w:document\s")
_END = b"</w:tr>"
_ROW, _ROW_WITH_MARKS, _TABLE, _TABLE_END = b"<w:tr>", b"<w:tr ", b"<w:tbl>", b"</w:tbl>"
# Words that are no blank, of ASCII, Latin letters and general marks: nothing that a parser or the check of letters has to look at.
_WORDS = re.compile(rb"<w:t(?: [^>]*)?> *[^< &\x00-\x1f\xcc-\xe0\xe3-\xff][^<&\x00-\x1f\xcc-\xe0\xe3-\xff]*")
_PASSING = re.compile(rb' (?:w:rsid\w*|w14:paraId|w14:textId)="[^"]*"')
# The head of a document is read by its words, and so is a table with who is to receive it.
_HEAD = 40
_PLACE, _IN_CAPITALS = "ơi ".encode(), "ƠI ".encode()
_RECIPIENTS = tuple(words.encode() for words in ("ơi nhận", "ơi Nhận", "ƠI NHẬN"))


def without_alike_rows(xml: bytes) -> bytes:
    """Return a document part with an empty row marked `LIKE` in the place of each that is set as one before it.

    Rows are alike where they differ in nothing but their words. The row of a form after which those alike are left out is marked
    `LAST`, with the same number. A part in which a parser might see other than what stands there (another encoding or prefix,
    comments, CDATA) is returned as it is.
    """
    pieces = xml.split(_END)
    if len(pieces) <= _HEAD or not _is_utf_8(xml):
        return xml
    begins = [_begins(piece) for piece in pieces[:-1]]
    forms = _Forms()
    for table in _tables(pieces, begins):
        if _names_recipients(_END.join(pieces[table.start : table.stop])):
            continue
        for place in table:
            if begins[place] >= 0:
                pieces[place] = forms.marked(pieces[place], begins[place])
    left = _END.join(pieces)
    return xml if b"<!" in left else left


class _Forms:
    """The forms of rows seen so far, and the marks of those that need not be read again."""

    def __init__(self) -> None:
        self._seen: Counter[bytes] = Counter()
        self._marks: dict[bytes, bytes] = {}
        self._with_words = 0

    def marked(self, piece: bytes, start: int) -> bytes:
        """Return `piece`, whose row begins at `start`, as it is, with its row marked, or with a mark for its row."""
        row = piece[start:] if start else piece
        form = _form(row)
        if (mark := self._marks.get(form)) is not None:
            return b"%s<w:tr w:like=%s>" % (piece[:start], mark)
        self._seen[form] += 1
        self._with_words += form != row
        if self._seen[form] < KEPT or self._with_words < _HEAD:
            return piece
        self._marks[form] = mark = b'"%d"' % len(self._marks)
        return b"%s<w:tr w:last=%s%s" % (piece[:start], mark, row[len(_ROW) - 1 :])


def _begins(piece: bytes) -> int:
    """Return where the innermost row that ends with `piece` begins; -1 where it began before a table within it."""
    if piece.startswith((_ROW, _ROW_WITH_MARKS)) and _TABLE not in piece:
        return 0
    return max(piece.rfind(_ROW), piece.rfind(_ROW_WITH_MARKS))


def _tables(pieces: list[bytes], begins: list[int]) -> Iterator[range]:
    """Yield the places of the pieces of each outermost table."""
    first, depth = 0, 0
    for place, start in enumerate(begins):
        if start == 0:
            continue
        depth -= pieces[place].count(_TABLE_END)
        if depth == 0:
            yield range(first, place)
            first = place
        depth += pieces[place].count(_TABLE)
    yield range(first, len(begins))


def _names_recipients(table: bytes) -> bool:
    return (_PLACE in table or _IN_CAPITALS in table) and any(words in table for words in _RECIPIENTS)


def _form(row: bytes) -> bytes:
    form = _WORDS.sub(b"<w:t>x", row)
    # Word numbers its edits on every row and in it; the numbers tell nothing of its look.
    return _PASSING.sub(b"", form) if row.startswith(_ROW_WITH_MARKS) else form


def _is_utf_8(xml: bytes) -> bool:
    start = _START.match(xml)
    if start is None or (start["encoding"] or b"utf-8").lower() != b"utf-8":
        return False
    try:
        xml.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
