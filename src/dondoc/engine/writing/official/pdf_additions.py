"""Tells whether a PDF is another one with signatures added and nothing else: object by object, and not by what a signature says."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from pyhanko.pdf_utils.generic import DictionaryObject, Reference
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.pdf_utils.rw_common import PdfHandler

_BY_SIGNING = frozenset({"/AcroForm", "/DSS", "/Perms", "/Extensions", "/Version"})
"""What signing adds to the catalogue of a PDF."""


def adds_signatures_only(reader: PdfFileReader, ours: bytes) -> bool:
    """Whether everything after our own bytes is signatures: no object of ours is changed but the catalogue and pages that bear them.

    The library's own policy of changes asks for a form in the file that is signed, which a typeset document has not.
    """
    from pyhanko.pdf_utils.misc import PdfError  # late: a second to load, which only the check of a signature needs

    xrefs = reader.xrefs
    try:
        base = max(number for number in range(xrefs.total_revisions) if xrefs.get_startxref_for_revision(number) < len(ours))
        old, later = reader.get_historical_resolver(base), range(base + 1, xrefs.total_revisions)
        pages = _pages_of(old.root["/Pages"])
        bearing = {reader.root_ref: _BY_SIGNING, **dict.fromkeys(pages, frozenset({"/Annots"}))}
        touched = {
            ref for number in later for ref in xrefs.explicit_refs_in_revision(number) if xrefs.get_introducing_revision(ref) <= base
        }
        notes = [note for ref in pages for note in _new_notes(_at(old, ref), _at(reader, ref))]
        fields = _listed(_within(reader.root, "/AcroForm"), "/Fields")
        return (
            not any(xrefs.refs_freed_in_revision(number) for number in later)
            and touched <= bearing.keys() | _properties(old)
            and all(_stored(_at(old, ref), keys) == _stored(_at(reader, ref), keys) for ref, keys in bearing.items())
            and all("/Sig" in (_entry(one, "/FT"), _entry(_within(one, "/Parent"), "/FT")) for one in (*notes, *fields))
        )
    except (PdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        return False


def _at(revision: PdfHandler, ref: Reference) -> DictionaryObject:
    """Return a dictionary as a revision has it."""
    return _dictionary(revision.get_object(ref))


def _pages_of(node: DictionaryObject) -> list[Reference]:
    """Return every page below a node of the tree of pages, in order."""
    kids = node["/Kids"]
    found: list[Reference] = []
    for place in range(len(kids)):
        held = kids.raw_get(place)
        found.extend(_pages_of(held.get_object()) if "/Kids" in held.get_object() else [held.reference])
    return found


def _properties(revision: PdfHandler) -> set[Reference]:
    """Return where the title and the dates of a file stand, which programs write anew."""
    places = ((revision.trailer_view, "/Info"), (revision.root, "/Metadata"))
    return {held.raw_get(key).reference for held, key in places if key in held}


def _stored(held: DictionaryObject, but: frozenset[str]) -> dict[str, bytes]:
    """Return the entries of a dictionary as they are stored, references as references."""
    entries = {}
    for key in held:
        if key not in but:
            stream = BytesIO()
            held.raw_get(key).write_to_stream(stream, None)
            entries[str(key)] = stream.getvalue()
    return entries


def _new_notes(old: DictionaryObject, new: DictionaryObject) -> list[DictionaryObject]:
    """Return what lies on a page now and did not; raises ValueError where something that lay there is gone."""
    before, after = _listed(old, "/Annots"), _listed(new, "/Annots")
    if after[: len(before)] != before:
        raise ValueError("a note of ours is gone")
    return after[len(before) :]


def _entry(held: DictionaryObject | None, key: str) -> object:
    """Return an entry of a dictionary with its reference followed, or nothing."""
    return held[key] if held is not None and key in held else None


def _within(held: DictionaryObject, key: str) -> DictionaryObject | None:
    """Return the dictionary in an entry."""
    found = _entry(held, key)
    return _dictionary(found) if isinstance(found, dict) else None


def _listed(held: DictionaryObject | None, key: str) -> list[DictionaryObject]:
    """Return the dictionaries in an entry that is a list; raises TypeError where other things are among them."""
    found = _entry(held, key)
    if found is None:
        return []
    if not isinstance(found, list):
        raise TypeError(f"{key} is no list")
    return [_dictionary(found[place]) for place in range(len(found))]


def _dictionary(found: object) -> DictionaryObject:
    if not isinstance(found, dict):
        raise TypeError(f"{found!r:.60} is no dictionary")
    return cast("DictionaryObject", found)
