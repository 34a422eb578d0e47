"""Turns an official document into a PDF/A-2b with a text layer and embedded fonts; the same document gives the same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Literal

from dondoc.engine.writing.language import Words
from dondoc.engine.writing.official.blocks import OfficialDocument
from dondoc.engine.writing.official.faces import Face, face_of_this_machine
from dondoc.engine.writing.official.house import House
from dondoc.engine.writing.official.layout import laid_out
from dondoc.engine.writing.official.pdf_layout import has_many_cells, pdf_layout
from dondoc.engine.writing.official.styles import forms
from dondoc.engine.writing.official.typesetter import NoTypesetter

if TYPE_CHECKING:
    import typst

STANDARD: Literal["a-2b"] = "a-2b"


@dataclass(frozen=True, slots=True)
class WrittenPdf:
    """A PDF, and what to tell the person who asked for it; `note` is `None` where all is as it should be."""

    data: bytes
    font: str
    note: Words | None = None


def official_pdf(document: OfficialDocument, house: House | None = None, *, face: Face | None = None) -> WrittenPdf:
    """Return the document as PDF/A-2b, set in `face` or else in what this machine has.

    Raises NoTypesetter where the typesetter is not installed.
    """
    try:
        import typst  # late: 80 MB that only a PDF needs
    except ImportError as error:
        raise NoTypesetter from error
    house, face = house or House(), face or face_of_this_machine()
    looks = forms(house)
    layout = laid_out(document, house)
    data = pdf_layout(layout, house, forms=looks, font=face.family)
    made = typst.Compiler(font_paths=_fonts(face)).compile(
        _template(),
        format="pdf",
        sys_inputs={"layout": data},
        pdf_standards=[STANDARD],
        timestamp=0,
        pdf_tags=not has_many_cells(layout),
    )
    if not isinstance(made, bytes):
        raise TypeError(f"the typesetter gave {type(made).__name__} for one PDF")
    return WrittenPdf(made, face.family, None if face.has_times_widths else _borrowed(face))


@cache
def _fonts(face: Face) -> typst.Fonts:
    """Return the face's files and the typesetter's own fonts, and no other font of this machine."""
    import typst  # late, as above

    folders = sorted({str(path.parent) for path in face.files})
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=not face.files, font_paths=folders)


@cache
def _template() -> bytes:
    return resources.files(__package__).joinpath("official.typ").read_bytes()


def _borrowed(face: Face) -> Words:
    return Words(
        f"Máy này không có phông Times New Roman hay Liberation Serif đủ chữ Việt, nên PDF dùng phông {face.family}. "
        "Hãy cài gói fonts-liberation2 rồi tạo lại trước khi phát hành.",
        f"This machine has neither Times New Roman nor Liberation Serif with all Vietnamese letters, so the PDF is set in {face.family}. "
        "Install fonts-liberation2 and make it again before it is issued.",
    )
