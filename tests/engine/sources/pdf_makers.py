"""Turns text of our own into PDF files: typeset ones with Vietnamese letters, and small ones written byte by byte."""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Sequence

import pypdfium2 as pdfium
import typst
from PIL import Image

_PAGE = """#set page(paper: "a4", margin: (left: 30mm, right: 20mm, top: 20mm, bottom: 20mm)<extra>)
#set text(font: "Libertinus Serif", size: 14pt, lang: "vi", hyphenate: false)
#set par(justify: true, first-line-indent: (amount: 12mm, all: true), leading: 0.55em, spacing: 0.95em)
"""
LETTERHEAD = """#set par(first-line-indent: 0pt)
#set text(size: 12pt)
#grid(columns: (2fr, 3.2fr), align: center,
  [UBND TỈNH TÂN GIANG \\ *SỞ NỘI VỤ* \\ Số: 83/KH-SNV],
  [*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM* \\ *Độc lập - Tự do - Hạnh phúc* \\ _Tân Giang, ngày 24 tháng 3 năm 2024_])
#v(8pt)
#set text(size: 14pt)
#set par(first-line-indent: (amount: 12mm, all: true))
"""
SIGNATURE = """#grid(columns: (1fr, 1fr),
  align(left, text(size: 11pt)[_Nơi nhận:_ \\ - Như trên; \\ - Lưu: VT.]),
  align(center)[*GIÁM ĐỐC* \\ #v(30pt) *Lê Thị Lan*])
"""


def typeset(body: str, *, numbered: bool = False) -> bytes:
    """Return the PDF of some typst markup set as a public office sets its pages."""
    extra = ", header: context align(center, str(counter(page).get().first()))" if numbered else ""
    return bytes(typst.compile((_PAGE.replace("<extra>", extra) + body).encode()))


def pictures(data: bytes, dpi: int = 200) -> list[Image.Image]:
    """Return each page of a PDF as a picture, as a scanner would see it."""
    document = pdfium.PdfDocument(data)
    images = [document[index].render(scale=dpi / 72).to_pil().convert("RGB") for index in range(len(document))]
    document.close()
    return images


def scanned(data: bytes, dpi: int = 200) -> bytes:
    """Return a PDF that holds nothing but pictures of the pages of another."""
    first, *rest = pictures(data, dpi)
    out = io.BytesIO()
    first.save(out, "PDF", save_all=True, append_images=rest, resolution=dpi)
    return out.getvalue()


def written(lines: Sequence[str], *, font: str = "Helvetica", rotate: int = 0, pages: int = 1, matrix: str = "1 0 0 1 60 760") -> bytes:
    """Return a PDF with level lines of Latin-1 letters, 16 points apart; the same lines on every page."""
    shown = " T* ".join(f"({line}) Tj" for line in (text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for text in lines))
    stream = zlib.compress(f"BT /F1 12 Tf 16 TL {matrix} Tm {shown} ET".encode("latin-1"))
    kids = " ".join(f"{5 + index} 0 R" for index in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        f"<< /Type /Font /Subtype /TrueType /BaseFont /{font} /Encoding /WinAnsiEncoding >>".encode(),
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    page = f"/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {rotate} /Contents 4 0 R /Resources << /Font << /F1 3 0 R >> >>"
    return _file([*objects, *[f"<< {page} >>".encode()] * pages])


def locked(*, opens: bool) -> bytes:
    """Return a PDF with a password: one only for changing it when `opens`, else one for opening it."""
    owner, key_id = b"\x11" * 32, b"\x22" * 16
    padding = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    key = hashlib.md5(padding + owner + (-4 & 0xFFFFFFFF).to_bytes(4, "little") + key_id).digest()[:5]
    user = _rc4(key, padding) if opens else b"\x33" * 32
    secret = hashlib.md5(key + b"\x04\x00\x00\x00\x00").digest()[:10]
    stream = _rc4(secret, b"BT /F1 12 Tf 60 760 Td (Giao So Noi vu chu tri) Tj ET")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [5 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
    ]
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{owner.hex()}> /U <{user.hex()}> >> /ID [<{key_id.hex()}> <{key_id.hex()}>]"
    return _file(objects, lock)


def _file(objects: Sequence[bytes], trailer: str = "") -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out) + f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF".encode()


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    swap = 0
    for index in range(256):
        swap = (swap + state[index] + key[index % len(key)]) % 256
        state[index], state[swap] = state[swap], state[index]
    out = bytearray()
    left = right = 0
    for byte in data:
        left = (left + 1) % 256
        right = (right + state[left]) % 256
        state[left], state[right] = state[right], state[left]
        out.append(byte ^ state[(state[left] + state[right]) % 256])
    return bytes(out)
