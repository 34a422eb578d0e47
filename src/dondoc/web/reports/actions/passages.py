"""What a person makes of the drafted passages of a report: reads them, writes others in their place, leaves them out, takes them back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from dondoc.engine.reporting.passage import Passage
from dondoc.web.accounts.models import User
from dondoc.web.audit.actions import Change, record
from dondoc.web.reports.actions.freezing import require_consolidator, require_open
from dondoc.web.reports.models import Consolidation, PassageEdit
from dondoc.web.tracking.actions.refusals import Refused

MOST = 20_000
"""Characters of one passage."""
_VERBS = {
    "read": gettext_noop("đọc đoạn dự thảo"),
    "rewritten": gettext_noop("viết lại đoạn dự thảo"),
    "left out": gettext_noop("bỏ đoạn khỏi báo cáo"),
    "restored": gettext_noop("lấy lại đoạn dự thảo"),
}


class EditedByAnother(Refused):
    """A passage that someone else changed since the person opened it; `theirs` is what stands there now, None where it was left out."""

    def __init__(self, theirs: str | None) -> None:
        super().__init__(_("Có người vừa sửa đoạn này sau khi anh, chị mở trang. Xem bản của họ bên cạnh rồi quyết định."))
        self.theirs = theirs


class FrozenAnew(Refused):
    """Data that were frozen again since the person opened the page."""

    def __init__(self) -> None:
        super().__init__(_("Số liệu vừa được chốt lại sau khi anh, chị mở trang, đoạn dự thảo có thể đã khác. Xem lại rồi làm tiếp."))


class TitledByAnother(Refused):
    """A report that someone froze anew or titled since the person opened its page."""

    def __init__(self) -> None:
        super().__init__(_("Có người vừa đổi báo cáo này sau khi anh, chị mở trang. Xem lại trích yếu rồi lưu lại."))


class NothingWritten(Refused):
    """A passage rewritten to nothing."""

    def __init__(self) -> None:
        super().__init__(_("Đoạn đang trống. Muốn bỏ đoạn này thì bấm “Bỏ khỏi báo cáo”."))


@dataclass(frozen=True, slots=True)
class Seen:
    """What the person had before them: the key of the snapshot, and the version of the passage's edit, 0 where there was none."""

    snapshot: int
    version: int = 0


@dataclass(frozen=True, slots=True)
class Wording:
    """What shall stand for a passage: words, none for the draft's own, empty for nothing; and what the person had before them."""

    text: str | None
    seen: Seen


def read_passages(consolidation: Consolidation, passages: Sequence[Passage], *, seen: Seen, by: User, now: datetime) -> int:
    """Note that a person read drafted passages and lets them stand; return how many were not read before.

    What someone rewrote or left out stays so. Raises PermissionDenied, GivenOut, FrozenAnew.
    """
    with transaction.atomic():
        held = _held(consolidation, seen, by=by, now=now)
        edits = {edit.key: edit for edit in held.edits.select_for_update().filter(key__in=[passage.key for passage in passages])}
        new, again = [], []
        for passage in passages:
            edit = edits.get(passage.key)
            if edit is None:
                new.append(PassageEdit(consolidation=held, key=passage.key, drafted=passage.drafted, by=by, at=now, version=1))
            elif edit.text is None and edit.drafted != passage.drafted:
                edit.drafted, edit.by, edit.at, edit.version = passage.drafted, by, now, edit.version + 1
                again.append(edit)
        PassageEdit.objects.bulk_create(new, batch_size=200)
        PassageEdit.objects.bulk_update(again, ["drafted", "by", "at", "version"], batch_size=200)
        if read := len(new) + len(again):
            record(by, _VERBS["read"], subject=held, changes={"số đoạn": Change(None, read)})
    return read


def rewrite_passage(consolidation: Consolidation, passage: Passage, *, wording: Wording, by: User, now: datetime) -> None:
    """Let a person's words stand for a drafted passage; the draft's own words leave it as drafted and read.

    Raises PermissionDenied, GivenOut, FrozenAnew, EditedByAnother, NothingWritten.
    """
    text = "\n".join(line.strip() for line in (wording.text or "").strip()[:MOST].splitlines() if line.strip())
    if not text:
        raise NothingWritten
    wanted = None if text == passage.drafted else text
    _set(consolidation, passage, wording=Wording(wanted, wording.seen), by=by, now=now)


def leave_out_passage(consolidation: Consolidation, passage: Passage, *, seen: Seen, by: User, now: datetime) -> None:
    """Leave a drafted passage out of the report. Raises PermissionDenied, GivenOut, FrozenAnew, EditedByAnother."""
    _set(consolidation, passage, wording=Wording("", seen), by=by, now=now)


def restore_passage(consolidation: Consolidation, passage: Passage, *, seen: Seen, by: User, now: datetime) -> None:
    """Take a passage back as it is drafted now. Raises PermissionDenied, GivenOut, FrozenAnew, EditedByAnother."""
    _set(consolidation, passage, wording=Wording(None, seen), by=by, now=now)


def _set(consolidation: Consolidation, passage: Passage, *, wording: Wording, by: User, now: datetime) -> None:
    """Write what becomes of a passage over what the person saw there, and nothing over what someone else wrote since."""
    text, seen = wording.text, wording.seen
    with transaction.atomic():
        held = _held(consolidation, seen, by=by, now=now)
        edit = held.edits.select_for_update().filter(key=passage.key).first()
        old = edit.text if edit is not None else None
        if (edit.version if edit is not None else 0) != seen.version:
            raise EditedByAnother(old if edit is not None else passage.drafted)
        if edit is None:
            edit = PassageEdit(consolidation=held, key=passage.key)
        edit.text, edit.drafted, edit.by, edit.at, edit.version = text, passage.drafted, by, now, edit.version + 1
        edit.save()
        changed = Change(passage.drafted if old is None else old, passage.drafted if text is None else text)
        record(by, _VERBS[_deed(text)], subject=held, changes={"nội dung": changed})


def _deed(text: str | None) -> str:
    return "restored" if text is None else "rewritten" if text else "left out"


def _held(consolidation: Consolidation, seen: Seen, *, by: User, now: datetime) -> Consolidation:
    """Lock the report's row and return it, where this person may change it and it is written from the data that they saw."""
    found = _locked(consolidation, by=by, now=now)
    if found.current_id != seen.snapshot:
        raise FrozenAnew
    return found


def _locked(consolidation: Consolidation, *, by: User, now: datetime) -> Consolidation:
    held = Consolidation.objects.select_for_update(of=("self",)).select_related("period__duty__unit", "period__duty__collector")
    found = held.get(pk=consolidation.pk)
    require_consolidator(found.period, by=by, now=now)
    require_open(found)
    return found


def set_title(consolidation: Consolidation, title: str, *, version: int, by: User, now: datetime) -> None:
    """Word what the report is about. Raises PermissionDenied, GivenOut, and TitledByAnother where someone changed the report since."""
    with transaction.atomic():
        held = _locked(consolidation, by=by, now=now)
        if held.version != version:
            raise TitledByAnother
        old, held.title, held.version = held.title, " ".join(title.split()), held.version + 1
        held.save(update_fields=["title", "version"])
        record(by, gettext_noop("đặt trích yếu báo cáo"), subject=held, changes={"trích yếu": Change(old, held.title)})
