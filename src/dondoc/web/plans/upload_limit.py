"""Stops taking in a file at the limit, so that nobody fills the disk with one that would be refused anyway."""

from __future__ import annotations

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

META = "dondoc.too_large"
"""Where a request's META names the files that were cut off."""


class LimitedUpload(FileUploadHandler):
    """Stands before the handlers that store: counts what comes of each file, and leaves one out that is above the limit."""

    chunk_size = 64 * 1024

    def new_file(self, *args: object, **kwargs: object) -> None:
        """Begin to count anew."""
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments, passed on
        self._seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand a piece on to the next handler, unless the file has become too large."""
        self._seen += len(raw_data)
        if self._seen > settings.UPLOAD_LIMIT:
            if self.request is not None:
                self.request.META.setdefault(META, []).append(self.file_name or "")
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers that store."""


def cut_off(request: HttpRequest) -> list[str]:
    """Return the names of the files of a request that were above the limit."""
    names: list[str] = request.META.get(META, [])
    return names
