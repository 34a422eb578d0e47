"""A page as a picture: of a PDF, of a scan, bounded in size, and refused with a name where there is none."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from dondoc.engine.sources.errors import BrokenFile, EncryptedFile
from dondoc.engine.sources.page_images import LONGEST_SIDE, NoSuchPage, page_image
from tests.engine.sources.pdf_makers import locked, written


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def tiff(*colours: str) -> bytes:
    first, *rest = [Image.new("RGB", (3_000, 900), colour) for colour in colours]
    out = io.BytesIO()
    first.save(out, "TIFF", save_all=True, append_images=rest)
    return out.getvalue()


def test_a_page_of_a_pdf_is_a_png_within_the_bound() -> None:
    image = opened(page_image(written(["Dong thu nhat"], pages=2), "a.pdf", 2))
    assert image.format == "PNG"
    assert max(image.size) == LONGEST_SIDE
    assert len(image.convert("L").getcolors() or ()) > 1  # there is ink on the paper


def test_each_frame_of_a_scan_is_a_page_of_its_own() -> None:
    data = tiff("white", "black")
    first, second = (opened(page_image(data, "a.tif", page)).convert("L") for page in (1, 2))
    assert (first.getpixel((5, 5)), second.getpixel((5, 5))) == (255, 0)
    assert max(first.size) == LONGEST_SIDE


@pytest.mark.parametrize("page", [0, -1, 3])
def test_a_page_that_is_not_there_is_named(page: int) -> None:
    with pytest.raises(NoSuchPage):
        page_image(written(["a"], pages=2), "a.pdf", page)
    with pytest.raises(NoSuchPage):
        page_image(tiff("white", "white"), "a.tif", page)


def test_a_text_has_no_page_to_show() -> None:
    with pytest.raises(NoSuchPage):
        page_image("Kế hoạch".encode(), "a.txt", 1)


def test_a_damaged_or_locked_file_says_so() -> None:
    with pytest.raises(BrokenFile):
        page_image(b"%PDF-1.7\nnothing of a PDF follows", "a.pdf", 1)
    with pytest.raises(BrokenFile):
        page_image(tiff("white")[:200], "a.tif", 1)
    with pytest.raises(EncryptedFile):
        page_image(locked(opens=False), "a.pdf", 1)
