"""Turns one document into what is to be written for it, or into a sentence that says why it could not be read."""

from __future__ import annotations

import hashlib
import os
import sys
from dataclasses import dataclass
from pathlib import PurePath

from dondoc.cli.arguments import Command, Form
from dondoc.cli.inputs import STDIN
from dondoc.cli.painting import painted
from dondoc.cli.reasons import reason
from dondoc.engine.extraction import extract
from dondoc.engine.sources import MAX_FILE, read
from dondoc.engine.sources.errors import UnreadableSource
from dondoc.engine.sources.source import Progress
from dondoc.engine.writing.language import Words
from dondoc.engine.writing.official.typesetter import NoTypesetter
from dondoc.engine.writing.register import Register
from dondoc.engine.writing.terminal import Page, clean


@dataclass(frozen=True, slots=True)
class Manner:
    """How every document of one run is treated; `together` where several registers share a stream or a file."""

    command: Command
    form: Form
    page: Page
    colour: bool
    together: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one document: the bytes to write, or what is to be said."""

    payload: bytes | None
    failure: Words | None = None


def work_on(path: str, manner: Manner, progress: Progress | None = None) -> Outcome:
    """Read the document at `path` (`-`: standard input) and write its register; what fails is an outcome, not an exception."""
    try:
        data = _bytes(path)
        return Outcome(_written(path, data, manner=manner, progress=progress))
    except UnreadableSource as error:
        return Outcome(None, Words(f"{path}: {error.vi}", f"{path}: {error.en}"))
    except NoTypesetter as error:
        return Outcome(None, Words(f"{path}: {error.vi}", f"{path}: {error.en}"))
    except OSError as error:
        why = reason(error)
        return Outcome(None, Words(f"Không mở được tệp «{path}»: {why.vi}.", f"Cannot open “{path}”: {why.en}."))
    except Exception as error:  # noqa: BLE001 - the edge of a batch: a fault in dondoc itself must not stop the other files
        return Outcome(None, _fault(path, error))


def _bytes(path: str) -> bytes:
    """Return the file's bytes, one more than may be read where it is too large or endless."""
    if path == STDIN:
        return sys.stdin.buffer.read(MAX_FILE + 1)
    with open(path, "rb") as handle:
        return handle.read(MAX_FILE + 1)


def _written(path: str, data: bytes, *, manner: Manner, progress: Progress | None) -> bytes:
    name = "stdin" if path == STDIN else os.fsencode(PurePath(path).name).decode("utf-8", "replace")
    title = f"━━ {clean(path)}\n" if manner.together and manner.form is Form.TABLE else ""
    if manner.command is Command.FORM_CHECK:
        return (title + _form_check(data, name, manner)).encode()
    source = read(data, name, progress=progress)
    register = Register(extract(source), source, hashlib.sha256(data).hexdigest())
    text = _review(register, manner) if manner.command is Command.REVIEW else _register(register, manner)
    if isinstance(text, bytes):
        return text
    return (title + text).encode()


def _register(register: Register, manner: Manner) -> str | bytes:
    match manner.form:
        case Form.JSON:
            from dondoc.engine.writing.register_json import to_json  # each way out loads alone: the start must stay fast

            return to_json(register, one_line=manner.together) + "\n"
        case Form.GOLD:
            from dondoc.engine.writing.register_gold import to_gold  # as above

            return to_gold(register.plan, register.source, one_line=manner.together) + "\n"
        case Form.XLSX:
            from dondoc.engine.writing.register_xlsx import to_xlsx  # as above; imports openpyxl

            return to_xlsx(register)
        case Form.DOCX:
            from dondoc.engine.writing.official.docx import official_docx  # as above
            from dondoc.engine.writing.official.plan_blocks import plan_document

            return official_docx(plan_document(register.plan))
        case Form.PDF:
            from dondoc.engine.writing.official.pdf import official_pdf  # as above; imports the typesetter
            from dondoc.engine.writing.official.plan_blocks import plan_document

            return official_pdf(plan_document(register.plan)).data
        case _:
            from dondoc.engine.writing.register_table import table  # as above

            return painted(table(register, manner.page), colour=manner.colour)


def _review(register: Register, manner: Manner) -> str:
    # Late: extracting alone needs none of it.
    from dondoc.engine.review import review
    from dondoc.engine.writing.review_json import review_to_json
    from dondoc.engine.writing.review_table import review_table

    found = review(register.plan, register.source, on=None)
    if manner.form is Form.JSON:
        return review_to_json(register, found, one_line=manner.together) + "\n"
    return painted(review_table(register, found, manner.page), colour=manner.colour)


def _form_check(data: bytes, name: str, manner: Manner) -> str:
    # Late: reading a directive needs none of it.
    from dondoc.engine.writing.form_json import form_to_json
    from dondoc.engine.writing.form_table import form_table
    from dondoc.engine.writing.official.form_check import check_form

    found = check_form(data, name)
    if manner.form is Form.JSON:
        return form_to_json(found, one_line=manner.together) + "\n"
    return painted(form_table(found, manner.page), colour=manner.colour)


def _fault(path: str, error: Exception) -> Words:
    """Say that dondoc itself failed, and where, so that it can be reported."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" ({PurePath(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno})" if trace is not None else ""
    place = f"{type(error).__name__}: {error}{where}"
    return Words(
        f"Lỗi của dondoc khi đọc «{path}»: {place}. Hãy báo lỗi này kèm tệp nếu được.",
        f"A fault in dondoc while reading “{path}”: {place}. Report it, with the file if you may.",
    )
