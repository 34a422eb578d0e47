"""Turns a review into JSON: the file, the remarks with their places, and the clarity of each task and in all."""

from __future__ import annotations

import json

from dondoc import __version__
from dondoc.engine.review import Review
from dondoc.engine.writing.register import Register
from dondoc.engine.writing.register_json import Json, laid_out, plain, source_facts


def review_to_json(register: Register, found: Review, *, one_line: bool = False) -> str:
    """Return the review of a register, laid out or on one line."""
    data: dict[str, Json] = {
        "dondoc": __version__,
        "source": source_facts(register),
        "remarks": plain(found.remarks),
        "clarity": plain(found.clarity),
    }
    return json.dumps(data, ensure_ascii=False) if one_line else laid_out(data)
