"""Draws the pages of a stored PDF or scan, each once."""

from __future__ import annotations

from django.core.files.storage import default_storage

from dondoc.engine.sources.page_images import page_image
from dondoc.web.plans.actions.keeping import keep
from dondoc.web.plans.actions.sweeping import PICTURES
from dondoc.web.plans.models import Document


def page_picture(document: Document, page: int) -> bytes:
    """Return the PNG of a page (from 1), drawn when first asked for and kept beside the file.

    Raises NoSuchPage, UnreadableSource, and FileNotFoundError where the bytes of the document are gone.
    """
    kept = f"{PICTURES}/{document.sha256[:2]}/{document.sha256}/{page}.png"
    try:
        with default_storage.open(kept) as file:
            return file.read()
    except FileNotFoundError:
        pass  # drawn for the first time below
    with default_storage.open(document.path) as file:
        picture = page_image(file.read(), document.name, page)
    keep(picture, kept)
    return picture
