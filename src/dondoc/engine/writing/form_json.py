"""Turns a form check into JSON: the file, whether it passes, and each finding with its article and places."""

from __future__ import annotations

import json

from dondoc import __version__
from dondoc.engine.writing.official.form_check import FormReview
from dondoc.engine.writing.register_json import Json, laid_out, plain


def form_to_json(found: FormReview, *, one_line: bool = False) -> str:
    """Return the findings, laid out or on one line."""
    data: dict[str, Json] = {
        "dondoc": __version__,
        "name": found.name,
        "passes": found.passes,
        "paragraphs": found.paragraphs,
        "findings": plain(found.findings),
    }
    return json.dumps(data, ensure_ascii=False) if one_line else laid_out(data)
