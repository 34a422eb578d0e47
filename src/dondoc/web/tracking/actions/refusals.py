"""Why an act on a part does not happen, in words for the person who wanted it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """An act that does not happen; `words` say why and what to do."""

    def __init__(self, words: str | Promise) -> None:
        super().__init__(str(words))
        self.words = words


class Changed(Refused):
    """A part that someone changed since the person looked at it."""

    def __init__(self) -> None:
        super().__init__(_("Có người vừa cập nhật việc này sau khi anh, chị mở trang. Xem lại rồi làm tiếp."))


class Incomplete(Refused):
    """What is said does not suffice for the act."""
