"""Turns written registers into bytes on standard output, in one file or in a folder, and never into half a file."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath
from types import TracebackType
from typing import BinaryIO, Protocol

from dondoc.cli.arguments import Form, Request, UsageError
from dondoc.cli.inputs import STDIN, Input, output_names

_ENDINGS = {Form.TABLE: ".txt", Form.JSON: ".json", Form.XLSX: ".xlsx", Form.GOLD: ".gold.json", Form.DOCX: ".docx", Form.PDF: ".pdf"}


class Sink(Protocol):
    """Where registers go: `put` once for each that was made, between entering and leaving."""

    def __enter__(self) -> Sink:
        """Begin."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Finish, or give up what is half-written where an error leads out."""

    def put(self, index: int, payload: bytes) -> None:
        """Take what was made of the input with that index."""


@dataclass(slots=True)
class Stream:
    """One register after the other to standard output."""

    handle: BinaryIO

    def __enter__(self) -> Stream:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Leave the stream open: it belongs to the process."""

    def put(self, index: int, payload: bytes) -> None:
        """Write at once, so that what follows in a pipe can begin."""
        self.handle.write(payload)
        self.handle.flush()


@dataclass(slots=True)
class OneFile:
    """All registers in one file, which appears when the last is in it, and not at all where nothing could be read."""

    path: Path
    draft: Draft | None = None

    def __enter__(self) -> OneFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Put the file in its place."""
        if self.draft is not None and error is None:
            self.draft.publish()
        elif self.draft is not None:
            self.draft.drop()

    def put(self, index: int, payload: bytes) -> None:
        """Add a register to the draft."""
        self.draft = self.draft or Draft.beside(self.path)
        self.draft.handle.write(payload)


@dataclass(slots=True)
class Folder:
    """A file for each register, under the names of the inputs."""

    path: Path
    names: Sequence[PurePath]

    def __enter__(self) -> Folder:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Every file is in its place already."""

    def put(self, index: int, payload: bytes) -> None:
        """Write the register's own file, and the folders above it."""
        target = self.path / self.names[index]
        target.parent.mkdir(parents=True, exist_ok=True)
        with OneFile(target) as file:
            file.put(index, payload)


@dataclass(slots=True)
class Draft:
    """A file that is being written beside its place; `name` is `None` where the place is no plain file and is
    written to directly."""

    target: Path
    handle: BinaryIO
    name: Path | None

    @classmethod
    def beside(cls, path: Path) -> Draft:
        """Begin a draft for `path`; a link is followed, a pipe or /dev/null has no draft. Raises OSError."""
        import tempfile  # late: it loads much, and a register on the screen needs none of it

        target = path.resolve()
        if target.exists() and not target.is_file():
            return cls(target, target.open("wb"), None)
        try:
            descriptor, name = tempfile.mkstemp(prefix=f".{target.name[:50]}.", dir=target.parent)
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(path)) from error  # under the name that the person gave
        return cls(target, os.fdopen(descriptor, "wb"), Path(name))

    def publish(self) -> None:
        """Put the draft in its place in one step, with the rights of the file that it replaces; raises OSError."""
        try:
            self.handle.close()
            if self.name is not None:
                os.chmod(self.name, self.target.stat().st_mode & 0o777 if self.target.exists() else 0o666 & ~_umask())
                os.replace(self.name, self.target)
        except OSError:
            self.drop()
            raise

    def drop(self) -> None:
        """Remove the draft."""
        with suppress(OSError):  # closing writes what is left, to a disk that may be full
            self.handle.close()
        if self.name is not None:
            self.name.unlink(missing_ok=True)


def sink_for(request: Request, inputs: Sequence[Input]) -> Sink:
    """Return where the request wants its registers; raises UsageError where they cannot go there or would replace an input."""
    output = request.output
    if output is None or output == STDIN:
        if request.form.is_binary:
            _check_stream(request.form, inputs)
        return Stream(sys.stdout.buffer)
    if output.endswith(("/", os.sep)) or os.path.isdir(output):
        names = output_names(inputs, _ENDINGS[request.form])
        _check_inputs([Path(output) / name for name in names], inputs)
        return Folder(Path(output), names)
    if request.form.is_binary and len(inputs) > 1:
        raise UsageError(
            f"{len(inputs)} văn bản cần {len(inputs)} tệp {request.form}: hãy đặt -o là thư mục, ví dụ -o so-theo-doi/.",
            f"{len(inputs)} documents give {len(inputs)} files of {request.form}: give -o a folder, for example -o registers/.",
        )
    _check_inputs([Path(output)], inputs)
    return OneFile(Path(output))


def _umask() -> int:
    """Return the process's file mask; it can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _check_stream(form: Form, inputs: Sequence[Input]) -> None:
    if len(inputs) > 1 or sys.stdout.isatty():
        raise UsageError(
            f"Tệp .{form} là tệp nhị phân: hãy thêm -o TÊN.{form}, hoặc -o THƯ_MỤC/ khi có nhiều văn bản.",
            f"A .{form} is a binary file: add -o NAME.{form}, or -o FOLDER/ for several documents.",
        )


def _check_inputs(targets: Sequence[Path], inputs: Sequence[Input]) -> None:
    """Refuse to write over a document that is to be read."""
    read = {os.path.realpath(item.path) for item in inputs if item.path != STDIN}
    for target in targets:
        if os.path.realpath(target) in read:
            raise UsageError(
                f"«{target}» là văn bản đầu vào, không được ghi đè. Hãy chọn nơi ghi khác cho -o.",
                f"“{target}” is an input and is not written over. Choose another place for -o.",
            )
