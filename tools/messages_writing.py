"""Turns a catalogue of translated messages into its two files: PO to edit, MO to load, the same bytes for the same words."""

from __future__ import annotations

import ast
import re
import struct
from dataclasses import dataclass

from messages_reading import Key, is_python_format

MAGIC = 0x950412DE
HEADER = (
    "Project-Id-Version: dondoc\n"
    "Language: en\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "Plural-Forms: nplurals=2; plural=(n != 1);\n"
)
VIETNAMESE = HEADER.replace("Language: en", "Language: vi").replace("nplurals=2; plural=(n != 1);", "nplurals=1; plural=0;")
"""The head of the small catalogue that gives better Vietnamese for words of Django's own."""
WIDTH = 110
FIELD = re.compile(r'^(?P<name>msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)?\s*(?P<text>".*")$')


@dataclass(frozen=True)
class Entry:
    """One message: its Vietnamese plural, its English (two forms where it has a plural), whether doubtful, and who asks for it."""

    plural: str = ""
    english: tuple[str, ...] = ("",)
    fuzzy: bool = False
    files: tuple[str, ...] = ()

    @property
    def is_translated(self) -> bool:
        """Whether every form has words that a person has settled."""
        return all(self.english) and not self.fuzzy


Catalogue = dict[Key, Entry]


class BrokenCatalogue(ValueError):
    """A line of a PO file that is none."""


def read(text: str) -> Catalogue:
    """Return the catalogue of a PO file, its header left out; raises BrokenCatalogue."""
    catalogue: Catalogue = {}
    for block in re.split(r"\n\s*\n", text):
        fields, fuzzy = _fields(block)
        if fields.get("msgid"):
            forms = (fields["msgstr[0]"], fields["msgstr[1]"]) if "msgid_plural" in fields else (fields["msgstr"],)
            files = tuple(line.removeprefix("#: ").strip() for line in block.splitlines() if line.startswith("#: "))
            catalogue[Key(fields.get("msgctxt", ""), fields["msgid"])] = Entry(fields.get("msgid_plural", ""), forms, fuzzy, files)
    return catalogue


def po(catalogue: Catalogue, header: str = HEADER) -> str:
    """Return the PO file: sorted by words, without dates and line numbers, so that only words make a difference."""
    blocks = [_field("msgid", "") + _field("msgstr", header)]
    for key in sorted(catalogue, key=lambda key: (key.words, key.context)):
        entry = catalogue[key]
        lines = "".join(f"#: {name}\n" for name in sorted(entry.files))
        flags = ["fuzzy"] * entry.fuzzy + ["python-format"] * is_python_format(key.words + entry.plural)
        lines += f"#, {', '.join(flags)}\n" if flags else ""
        lines += _field("msgctxt", key.context) if key.context else ""
        lines += _field("msgid", key.words)
        if entry.plural:
            lines += _field("msgid_plural", entry.plural)
            lines += "".join(_field(f"msgstr[{number}]", form) for number, form in enumerate(entry.english))
        else:
            lines += _field("msgstr", entry.english[0])
        blocks.append(lines)
    return "\n".join(blocks)


def mo(catalogue: Catalogue, header: str = HEADER) -> bytes:
    """Return the MO file of the settled entries, as the GNU gettext manual (The Format of GNU MO Files) lays it out."""
    pairs = {b"": header.encode()}
    for key, entry in catalogue.items():
        if entry.is_translated:
            words = (f"{key.context}\x04" if key.context else "") + key.words + (f"\0{entry.plural}" if entry.plural else "")
            pairs[words.encode()] = "\0".join(entry.english).encode()
    names = sorted(pairs)
    texts = [pairs[name] for name in names]
    start = 7 * 4 + 16 * len(names)
    tables, data = [b"", b""], b""
    for number, strings in enumerate((names, texts)):
        for string in strings:
            tables[number] += struct.pack("<II", len(string), start + len(data))
            data += string + b"\0"
    head = struct.pack("<7I", MAGIC, 0, len(names), 7 * 4, 7 * 4 + 8 * len(names), 0, start)
    return head + tables[0] + tables[1] + data


def _fields(block: str) -> tuple[dict[str, str], bool]:
    fields: dict[str, str] = {}
    fuzzy, name = False, ""
    for line in filter(None, map(str.strip, block.splitlines())):
        if line.startswith("#"):
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        match = FIELD.match(line)
        if match is None or not (match["name"] or name):
            raise BrokenCatalogue(f"no line of a catalogue: {line}")
        name = match["name"] or name
        fields[name] = fields.get(name, "") + ast.literal_eval(match["text"])
    return fields, fuzzy


def _field(name: str, text: str) -> str:
    """One field, broken at the ends of its lines and at spaces where it is long."""
    pieces = re.findall(rf".{{1,{WIDTH}}}(?:\s|$)|\S+\s?", text, re.DOTALL) if len(text) > WIDTH or "\n" in text.rstrip("\n") else [text]
    pieces = [part for piece in pieces for part in piece.splitlines(keepends=True)] or [""]
    lines = [_quoted(piece) for piece in pieces]
    return f"{name} {lines[0]}\n" if len(lines) == 1 else f'{name} ""\n' + "".join(f"{line}\n" for line in lines)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'
