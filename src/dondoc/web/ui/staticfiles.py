"""Names each static file by its content, so that a browser keeps it for good and never keeps an old one."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):
    """The manifest storage, which answers with the plain name where nothing was collected yet."""

    manifest_strict = False
