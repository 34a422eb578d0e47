"""The named reasons why a file cannot be read, each with what it is, what was expected and what to do."""

from __future__ import annotations


class UnreadableSource(ValueError):
    """A file that cannot be read; the tree below it:

    UnreadableSource
    ├── UnknownFormat      neither name nor content is of a kind that dondoc reads
    ├── BrokenFile         the kind is known, the content is damaged or is not what its name says
    ├── EncryptedFile      opens only with a password
    ├── TooLarge           would exceed the bounds on size, pages, cells or time
    └── MissingProgram     needs a program that is not installed (OCR, LibreOffice)

    `vi` and `en` are whole sentences for the person who gave the file; `code` is stable.
    """

    code = "source.unreadable"

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.vi = vi
        self.en = en

    def __reduce__(self) -> tuple[type[UnreadableSource], tuple[str, str]]:
        return type(self), (self.vi, self.en)


class UnknownFormat(UnreadableSource):
    """Neither the name nor the content is of a kind that dondoc reads."""

    code = "source.unknown-format"


class BrokenFile(UnreadableSource):
    """The content is damaged, or is not what the name says."""

    code = "source.broken"


class EncryptedFile(UnreadableSource):
    """The file opens only with a password."""

    code = "source.encrypted"


class TooLarge(UnreadableSource):
    """Reading on would exceed the bounds on size, pages, cells or time."""

    code = "source.too-large"


class MissingProgram(UnreadableSource):
    """Reading needs a program that is not installed; the message names its Debian package."""

    code = "source.missing-program"
