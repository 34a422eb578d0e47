"""What every way out has in common: a piece to send, and how it failed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from dondoc.web.accounts.models import User
from dondoc.web.urging.models import Outlet
from dondoc.web.urging.queries.digests import Digest


class NotSent(Exception):
    """A piece that did not go out; `is_final` where trying again would not help. Its words never repeat a secret."""

    def __init__(self, words: str, *, is_final: bool = False) -> None:
        super().__init__(words)
        self.words = " ".join(words.split())[:300]
        self.is_final = is_final


@dataclass(frozen=True, slots=True)
class Piece:
    """All that goes to a person or an outlet by one way at one moment; `name` is the same whenever the same piece is sent."""

    name: str
    recipient: User | None
    outlet: Outlet | None
    digest: Digest
    now: datetime


Send = Callable[[Piece], None]
"""Sends a piece or raises NotSent."""
