"""The kinds of notices: each with its sentence, the values that fill it and its sign."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


@dataclass(frozen=True, slots=True)
class Kind:
    """A sentence with its places, and the names of the values that a caller gives for them.

    A sentence that counts chooses its form by `count`; `none` is said instead of it where the count is 0. `icon` is a name in the sprite.
    """

    sentence: Promise
    values: frozenset[str]
    icon: str
    none: Promise | None = None

    def filled(self, values: Mapping[str, object]) -> str:
        """Return the sentence with its places filled, in the language now active."""
        said = self.none if self.none is not None and values.get("count") == 0 else self.sentence
        return str(said % values)


KINDS: Mapping[str, Kind] = {
    "reading.done": Kind(
        ngettext_lazy(
            "Đã đọc xong “%(document)s”: còn %(count)s chỗ cần xem.",
            "Đã đọc xong “%(document)s”: còn %(count)s chỗ cần xem.",
            "count",
        ),
        frozenset({"document", "count"}),
        "doc",
        none=_("Đã đọc xong “%(document)s”: không có chỗ nào cần xem."),
    ),
    "reading.failed": Kind(
        _("Không đọc được “%(document)s”. Mở để xem lý do và cách làm tiếp."),
        frozenset({"document"}),
        "warn",
    ),
    "plan.published": Kind(
        ngettext_lazy(
            "%(plan)s: đơn vị có %(count)s nhiệm vụ mới.",
            "%(plan)s: đơn vị có %(count)s nhiệm vụ mới.",
            "count",
        ),
        frozenset({"plan", "count"}),
        "task",
    ),
    "plan.amended": Kind(
        ngettext_lazy(
            "%(plan)s được sửa đổi: %(count)s nhiệm vụ của đơn vị thay đổi.",
            "%(plan)s được sửa đổi: %(count)s nhiệm vụ của đơn vị thay đổi.",
            "count",
        ),
        frozenset({"plan", "count"}),
        "task",
    ),
    "handover.received": Kind(
        ngettext_lazy(
            "%(unit)s nhận bàn giao %(count)s nhiệm vụ từ %(old)s.",
            "%(unit)s nhận bàn giao %(count)s nhiệm vụ từ %(old)s.",
            "count",
        ),
        frozenset({"unit", "old", "count"}),
        "split",
    ),
    "handover.waiting": Kind(
        ngettext_lazy(
            "%(event)s: %(count)s nhiệm vụ chờ xác nhận đơn vị nhận bàn giao.",
            "%(event)s: %(count)s nhiệm vụ chờ xác nhận đơn vị nhận bàn giao.",
            "count",
        ),
        frozenset({"event", "count"}),
        "split",
    ),
}
"""Every kind that some action tells; a kind without a caller has no place here."""

UNKNOWN = Kind(_("Có việc mới. Mở để xem."), frozenset(), "info")
"""Shown for a kind that this release does not know: one that a newer or an older one has told."""
