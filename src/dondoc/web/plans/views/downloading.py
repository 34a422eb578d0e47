"""Answers with the bytes of a file so that no browser runs or shows what came from outside."""

from __future__ import annotations

from typing import IO

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse

SANDBOX = "sandbox; default-src 'none'"


def opened(path: str) -> IO[bytes]:
    """Open a stored file; raises Http404 where it is not there."""
    try:
        return default_storage.open(path)
    except FileNotFoundError as error:
        raise Http404 from error


def as_download(file: IO[bytes], name: str) -> FileResponse:
    """Give a file to be saved under its name (RFC 5987), of no type that a browser would open."""
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/octet-stream")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    return response


def as_picture(data: bytes) -> HttpResponse:
    """Give a picture that dondoc drew itself; the browser that saw it may keep it for an hour."""
    response = HttpResponse(data, content_type="image/png")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "private, max-age=3600"
    return response
