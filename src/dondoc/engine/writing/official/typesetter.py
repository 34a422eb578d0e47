"""The reason why no PDF can be made on this machine."""

from __future__ import annotations


class NoTypesetter(RuntimeError):
    """The Python package that sets PDFs is not installed; `vi` and `en` say what to do."""

    vi = "Chưa cài gói Python «typst» nên chưa tạo được PDF. Hãy chạy: pip install typst, hoặc tải bản DOCX."
    en = "The Python package “typst” is not installed, so no PDF can be made. Run: pip install typst, or take the DOCX."

    def __init__(self) -> None:
        super().__init__(self.en)
