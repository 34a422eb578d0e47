"""What an answer says, and which of the hidden words it gives away."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

from django.http import HttpResponseBase
from django.test import Client
from openpyxl import load_workbook

from dondoc.web.accounts.models import User
from tests.web.security.world import BESIDE, HERE, THERE

LogIn = Callable[[User], Client]
_MARKS = re.compile(f"{HERE}|{THERE}|{BESIDE}")


def words(answer: HttpResponseBase) -> str:
    """All that an answer says; of a workbook, its cells."""
    body = b"".join(answer.streaming_content) if getattr(answer, "streaming", False) else answer.content  # type: ignore[attr-defined]
    if body.startswith(b"PK"):
        book = load_workbook(io.BytesIO(body), read_only=True)
        return " ".join(str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)
    return str(body.decode("utf-8", "replace"))


def told(client: Client, url: str, data: dict[str, str] | None = None) -> set[str]:
    """The hidden words that an answer gives away."""
    answer = client.get(url) if data is None else client.post(url, data)
    assert answer.status_code < 500, f"{url} breaks"
    return set(_MARKS.findall(words(answer)))
