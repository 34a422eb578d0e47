"""Names each static file by its content, so that a browser keeps it for good and never keeps an old one."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):
    """The manifest storage, which answers with the plain name where nothing was collected yet: no page shall fail for a picture."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """Return the name under which the file was collected, else its own."""
        try:
            return str(super().stored_name(name))
        except ValueError:
            return name
