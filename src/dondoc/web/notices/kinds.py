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
    "plan.taken_away": Kind(
        ngettext_lazy(
            "%(plan)s được sửa đổi: %(count)s nhiệm vụ không còn giao cho đơn vị.",
            "%(plan)s được sửa đổi: %(count)s nhiệm vụ không còn giao cho đơn vị.",
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
    "part.submit": Kind(_("%(unit)s đã nộp kết quả %(task)s, chờ xác nhận."), frozenset({"task", "unit"}), "check"),
    "part.withdraw": Kind(_("%(unit)s rút lại kết quả %(task)s để làm tiếp."), frozenset({"task", "unit"}), "task"),
    "part.confirm": Kind(_("%(task)s của %(unit)s đã được xác nhận hoàn thành."), frozenset({"task", "unit"}), "check"),
    "part.return": Kind(_("%(task)s bị trả lại: %(unit)s cần làm tiếp."), frozenset({"task", "unit"}), "task"),
    "part.reopen": Kind(_("%(task)s được mở lại: %(unit)s cần làm tiếp."), frozenset({"task", "unit"}), "task"),
    "part.pause": Kind(_("%(task)s của %(unit)s được tạm dừng."), frozenset({"task", "unit"}), "task"),
    "part.resume": Kind(_("%(task)s của %(unit)s được tiếp tục."), frozenset({"task", "unit"}), "task"),
    "part.cancel": Kind(_("%(task)s của %(unit)s đã được hủy."), frozenset({"task", "unit"}), "task"),
    "part.transfer": Kind(_("%(task)s của %(unit)s đã chuyển sang đơn vị khác."), frozenset({"task", "unit"}), "split"),
    "part.received": Kind(_("%(unit)s nhận %(task)s từ đơn vị khác chuyển sang."), frozenset({"task", "unit"}), "split"),
    "part.moved": Kind(_("%(task)s: hạn của %(unit)s được đặt lại đến hết %(day)s."), frozenset({"task", "unit", "day"}), "task"),
    "part.handed_over": Kind(
        ngettext_lazy(
            "%(by)s bàn giao %(count)s việc của anh, chị cho người khác.",
            "%(by)s bàn giao %(count)s việc của anh, chị cho người khác.",
            "count",
        ),
        frozenset({"by", "count"}),
        "split",
    ),
    "part.taken_over": Kind(
        ngettext_lazy(
            "Anh, chị nhận bàn giao %(count)s việc từ %(person)s.",
            "Anh, chị nhận bàn giao %(count)s việc từ %(person)s.",
            "count",
        ),
        frozenset({"person", "count"}),
        "split",
    ),
    "part.shared": Kind(_("%(unit)s giao lại anh, chị một phần của %(task)s."), frozenset({"task", "unit"}), "task"),
    "part.excused": Kind(_("%(task)s: lãnh đạo công nhận chậm vì lý do khách quan."), frozenset({"task"}), "info"),
    "extension.asked": Kind(_("%(unit)s xin gia hạn %(task)s đến hết %(day)s."), frozenset({"task", "unit", "day"}), "task"),
    "extension.granted": Kind(_("%(task)s được gia hạn đến hết %(day)s."), frozenset({"task", "day"}), "check"),
    "extension.refused": Kind(_("%(task)s không được gia hạn đến %(day)s; hạn cũ giữ nguyên."), frozenset({"task", "day"}), "warn"),
    "difficulty.raised": Kind(_("%(unit)s nêu khó khăn, vướng mắc ở %(task)s."), frozenset({"task", "unit"}), "warn"),
    "comment.mention": Kind(_("%(person)s nhắc tên anh, chị ở %(task)s."), frozenset({"task", "person"}), "people"),
    "comment.new": Kind(_("%(person)s trao đổi về %(task)s mà anh, chị theo dõi."), frozenset({"task", "person"}), "people"),
    "difficulty.answered": Kind(_("Khó khăn, vướng mắc ở %(task)s đã được trả lời."), frozenset({"task"}), "info"),
    "urging.digest": Kind(
        ngettext_lazy("Nhắc việc hôm nay: %(count)s việc cần xem.", "Nhắc việc hôm nay: %(count)s việc cần xem.", "count"),
        frozenset({"count"}),
        "bell",
    ),
    "urging.by_hand": Kind(_("%(by)s đôn đốc %(task)s của %(unit)s."), frozenset({"by", "task", "unit"}), "bell"),
    "report.sent_up": Kind(_("%(unit)s trình duyệt: %(period)s."), frozenset({"unit", "period"}), "report"),
    "report.sent_down": Kind(_("Thủ trưởng trả lại để sửa: %(period)s của %(unit)s."), frozenset({"unit", "period"}), "report"),
    "report.submitted": Kind(_("%(unit)s đã nộp: %(period)s."), frozenset({"unit", "period"}), "report"),
    "report.withdrawn": Kind(_("%(unit)s rút lại để sửa: %(period)s."), frozenset({"unit", "period"}), "report"),
    "report.returned": Kind(_("Bị trả lại: %(period)s của %(unit)s. Mở để xem lý do và sửa."), frozenset({"unit", "period"}), "warn"),
    "report.accepted": Kind(_("Đã nhận: %(period)s của %(unit)s."), frozenset({"unit", "period"}), "check"),
    "report.asked": Kind(_("Cần báo cáo: %(report)s, nộp chậm nhất hết ngày %(day)s."), frozenset({"report", "day"}), "report"),
    "report.due": Kind(_("Sắp đến hạn nộp: %(report)s, hết ngày %(day)s."), frozenset({"report", "day"}), "bell"),
    "report.overdue": Kind(_("%(unit)s chưa nộp: %(report)s, hạn hết ngày %(day)s."), frozenset({"unit", "report", "day"}), "warn"),
    "report.late": Kind(_("%(unit)s để muộn: %(report)s, hạn hết ngày %(day)s."), frozenset({"unit", "report", "day"}), "warn"),
    "report.urged": Kind(
        _("%(by)s đôn đốc %(unit)s nộp: %(report)s, hạn hết ngày %(day)s."), frozenset({"by", "unit", "report", "day"}), "bell"
    ),
    "report.unlocked": Kind(_("Kỳ báo cáo được mở lại: %(period)s."), frozenset({"period"}), "report"),
    "outgoing.proposed": Kind(_("Văn bản trình ký: %(title)s."), frozenset({"title"}), "doc"),
    "outgoing.returned": Kind(_("Văn bản trình ký bị trả lại: %(title)s. Lý do: %(reason)s"), frozenset({"title", "reason"}), "warn"),
    "outgoing.numbered": Kind(_("Đã ký, cấp số %(number)s: %(title)s."), frozenset({"number", "title"}), "check"),
    "urging.many": Kind(
        ngettext_lazy("%(count)s việc của anh, chị vừa được đôn đốc.", "%(count)s việc của anh, chị vừa được đôn đốc.", "count"),
        frozenset({"count"}),
        "bell",
    ),
}
"""Every kind that some action tells; a kind without a caller has no place here."""

UNKNOWN = Kind(_("Có việc mới. Mở để xem."), frozenset(), "info")
"""Shown for a kind that this release does not know: one that a newer or an older one has told."""
