"""A process that serves leaves what it loaded alone when it tidies its memory."""

from __future__ import annotations

import gc

from dondoc.web.config.settled import settle


def test_what_is_loaded_is_out_of_the_collectors_sight() -> None:
    before = gc.get_freeze_count()
    try:
        settle()
        assert gc.get_freeze_count() > before + 10_000
    finally:
        gc.unfreeze()
