"""Turns a single-file web page (MHTML, also what Word saves as a "web archive" under the name .doc) into a source."""

from __future__ import annotations

from email import message_from_bytes
from email.errors import MessageError
from email.message import Message

from dondoc.engine.sources import html
from dondoc.engine.sources.errors import BrokenFile
from dondoc.engine.sources.source import Progress, Source

# A page, its frames and its pictures are one envelope or two; each more makes the parser look at every line once more.
MAX_ENVELOPES = 16


def read(data: bytes, name: str, *, progress: Progress | None = None) -> Source:
    """Return the page that the first HTML part of `data` holds, read as any HTML. Raises BrokenFile where there is none."""
    if data.lower().count(b"multipart/") > MAX_ENVELOPES:
        raise _broken(name)
    try:
        page = _page(message_from_bytes(data))
    # Hostile nesting ends in RecursionError, a false charset or header in LookupError or ValueError.
    except (MessageError, LookupError, ValueError, RecursionError) as error:
        raise _broken(name) from error
    if page is None:
        raise _broken(name)
    return html.read(page, name, progress=progress)


def _page(message: Message) -> bytes | None:
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            return payload if isinstance(payload, bytes) else None
    return None


def _broken(name: str) -> BrokenFile:
    return BrokenFile(
        f"Tệp «{name}» là trang web lưu một tệp (MHTML) nhưng không có phần HTML đọc được. Hãy mở bằng Word, lưu lại thành .docx rồi nạp.",
        f"File “{name}” is a single-file web page (MHTML) without a readable HTML part. Open it in Word, save it as .docx and give that.",
    )
