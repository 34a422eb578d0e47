"""Turns an Open XML archive into its main part and the parts that a part is related to; external targets are never followed."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from dondoc.engine.sources.archive import Archive
from dondoc.engine.sources.xml import parse


@dataclass(frozen=True, slots=True)
class Relation:
    """One part that another refers to by `id`; `kind` is the last word of its type: "styles", "worksheet"."""

    id: str
    kind: str
    part: str


def relations(archive: Archive, part: str) -> tuple[Relation, ...]:
    """Return the relations of `part` ("" for the package itself) to other parts of the same archive.

    Raises BrokenFile where the list of relations is malformed.
    """
    folder, base = posixpath.split(part)
    path = posixpath.join(folder, "_rels", base + ".rels")
    data = archive.read(path)
    if data is None:
        return ()
    found = []
    for element in parse(data, path, archive.name):
        target = element.get("Target")
        if target is None or element.get("TargetMode") == "External":
            continue
        kind = (element.get("Type") or "").rpartition("/")[2]
        found.append(Relation(element.get("Id") or "", kind, _resolved(folder, target)))
    return tuple(found)


def main_part(archive: Archive, usual: str) -> str:
    """Return the name of the part that the package says is its document, else `usual`, where most programs put it."""
    for relation in relations(archive, ""):
        if relation.kind == "officeDocument" and relation.part in archive:
            return relation.part
    return usual


def _resolved(folder: str, target: str) -> str:
    """Targets are relative to the folder of the part, or to the package where they begin with a slash."""
    target = target.replace("\\", "/")
    return posixpath.normpath(target if target.startswith("/") else posixpath.join(folder, target)).lstrip("/")
