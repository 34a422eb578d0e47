"""The whole log, row by row → whether every hash still follows from its row and the one before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

from dondoc.web.audit.append_only import is_protected
from dondoc.web.audit.chain import GENESIS, HASHED, hash_of
from dondoc.web.audit.models import ChainHead, Entry

BATCH = 2000
"""Rows held in memory at a time."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A row's number and hash, as written down outside the database: whoever rewrites the whole chain cannot make them fit again."""

    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class Break:
    """The first row at which the chain does not hold, and what is wrong there."""

    sequence: int
    words: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of the whole log found: `rows` held up to the end or the break, `end` the last of them.

    `is_protected` is false where the database no longer refuses changes of the log.
    """

    rows: int
    end: Mark
    broken: Break | None
    is_protected: bool

    @property
    def is_sound(self) -> bool:
        """Whether nothing was changed and nothing can be."""
        return self.broken is None and self.is_protected


@dataclass(frozen=True, slots=True)
class _Row:
    values: dict[str, object]
    previous_hash: str
    hash: str

    @property
    def sequence(self) -> int:
        return int(str(self.values["sequence"]))


def verify(known: Mark | None = None) -> Verdict:
    """Recompute the hash of every row and return the verdict; `known` is a row's hash that was written down before.

    Finds a changed, a missing, an added and an exchanged row and a tail cut off, in bounded memory and while others go on writing: rows
    added after the start belong to the next check.
    """
    head = ChainHead.objects.filter(pk=1).values_list("sequence", "hash").first() or (0, GENESIS)
    last, broken = Mark(0, GENESIS), None
    for row in _rows(head[0]):
        broken = _break_at(row, last, known)
        if broken:
            break
        last = Mark(row.sequence, row.hash)
    return Verdict(last.sequence, last, broken or _break_at_end(last, Mark(*head), known), is_protected(connection))


def _rows(up_to: int) -> Iterator[_Row]:
    rows = Entry.objects.filter(sequence__lte=up_to).order_by("sequence").values_list(*HASHED, "previous_hash", "hash")
    for *values, previous, own in rows.iterator(chunk_size=BATCH):
        yield _Row(dict(zip(HASHED, values, strict=True)), previous, own)


def _break_at(row: _Row, last: Mark, known: Mark | None) -> Break | None:
    due = last.sequence + 1
    if row.sequence != due:
        return Break(due, _("thiếu dòng này: sau dòng %(last)s là dòng %(next)s") % {"last": last.sequence, "next": row.sequence})
    if row.previous_hash != last.hash:
        return Break(due, _("không nối với dòng trước: mã của dòng trước ghi ở đây khác mã của dòng ấy"))
    if hash_of(row.previous_hash, row.values) != row.hash:
        return Break(due, _("nội dung không khớp mã của dòng: dòng đã bị sửa"))
    if known is not None and known.sequence == due and known.hash != row.hash:
        return Break(due, _("mã khác với mã đã ghi lại trước đây: nhật ký đã bị viết lại"))
    return None


def _break_at_end(last: Mark, head: Mark, known: Mark | None) -> Break | None:
    if last.sequence < head.sequence:
        return Break(last.sequence + 1, _("thiếu từ dòng này đến dòng %(head)s: phần cuối đã bị cắt") % {"head": head.sequence})
    if last.hash != head.hash:
        return Break(last.sequence, _("dòng cuối không khớp mã cuối của nhật ký"))
    beyond = Entry.objects.filter(sequence__gt=ChainHead.objects.filter(pk=1).values("sequence")).order_by("sequence").first()
    if beyond is not None or (head.sequence == 0 and Entry.objects.exists() and not ChainHead.objects.exists()):
        return Break(last.sequence + 1, _("có dòng nằm ngoài nhật ký: không qua phần mềm mà vào"))
    if known is not None and known.sequence > last.sequence:
        return Break(last.sequence + 1, _("thiếu đến dòng %(known)s đã ghi lại trước đây") % {"known": known.sequence})
    return None
