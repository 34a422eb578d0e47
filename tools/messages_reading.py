"""Turns templates and modules into the messages that they ask gettext for, in pure Python."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation.template import templatize

SUFFIXES = {".html", ".txt"}
TRANSLATION = "django.utils.translation"
# What gettext is called as -> how many strings open its arguments, and which of them are the context, singular and plural.
CALLS = {
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
# A call in what `templatize` writes: `gettext(u'…')`, `_("…")`.
CALL = re.compile(r"\b(?P<name>n?p?gettext|_)\(")
LITERAL = re.compile(r"""\s*u?(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*,?""", re.DOTALL)
PYTHON_PLACE = re.compile(r"%\((\w+)\)[#0\- +]*\d*(?:\.\d+)?[a-zA-Z]|%[sdifr%]")
BRACE_PLACE = re.compile(r"\{(\w*)(?:[!:][^{}]*)?\}")


@dataclass(frozen=True, order=True)
class Key:
    """What a message is known by: its context (mostly none) and its Vietnamese words."""

    context: str
    words: str


@dataclass
class Message:
    """A message asked for: its plural (none for most) and the files that ask."""

    plural: str = ""
    files: set[str] = field(default_factory=set)


def messages_of(folder: Path) -> dict[Key, Message]:
    """Return every message that the templates and modules below `folder` ask for."""
    found: dict[Key, Message] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix not in SUFFIXES | {".py"} or "locale" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        asked = module_messages(text) if path.suffix == ".py" else template_messages(text) if "templates" in path.parts else ()
        for key, plural in asked:
            message = found.setdefault(key, Message())
            message.plural = message.plural or plural
            message.files.add(path.relative_to(folder).as_posix())
    return found


def template_messages(text: str) -> Iterator[tuple[Key, str]]:
    """Yield the messages of a template with their plurals."""
    source = templatize(text)
    for call in CALL.finditer(source):
        yield from _message(call["name"], _literals(source, call.end()))


def module_messages(text: str) -> Iterator[tuple[Key, str]]:
    """Yield the messages of a module: calls of what it imports from Django's translation, by whatever name.

    The fields that a row of the log names are messages too: `{"thời hạn": Change(old, new)}`; the log shows them to its reader by gettext.
    """
    tree = ast.parse(text)
    names = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == TRANSLATION
        for alias in node.names
    }
    for node in ast.walk(tree):
        yield from ((Key("", name), "") for name in _fields_named(node))
        if isinstance(node, ast.Call):
            called = names.get(node.func.id, "") if isinstance(node.func, ast.Name) else _attribute(node.func, names)
            yield from _message(called, [argument.value for argument in node.args if _is_text(argument)])  # type: ignore[attr-defined]


def places(words: str) -> list[str]:
    """Return the places of a message that values go to, sorted: `%(name)s`, `%s`, `{name}`."""
    found = [match.group() for match in PYTHON_PLACE.finditer(words) if match.group() != "%%"]
    return sorted(found + [match.group() for match in BRACE_PLACE.finditer(words)])


def is_python_format(words: str) -> bool:
    """Whether `%` puts values into the message."""
    return PYTHON_PLACE.search(words) is not None


def _fields_named(node: ast.AST) -> Iterator[str]:
    """The names before a `Change`: of a dict, or put into one later by `changes["thời hạn"] = Change(…)`."""
    pairs: list[tuple[ast.expr | None, ast.expr]] = []
    if isinstance(node, ast.Dict):
        pairs = list(zip(node.keys, node.values, strict=True))
    elif isinstance(node, ast.Assign):
        pairs = [(target.slice, node.value) for target in node.targets if isinstance(target, ast.Subscript)]
    for name, value in pairs:
        made = value.func if isinstance(value, ast.Call) else None
        if isinstance(name, ast.Constant) and isinstance(name.value, str) and isinstance(made, ast.Name) and made.id == "Change":
            yield name.value


def _attribute(function: ast.expr, names: dict[str, str]) -> str:
    """The name of `translation.gettext` where the module imports `translation` from `django.utils`."""
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "translation":
        return function.attr
    return ""


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _literals(source: str, at: int) -> list[str]:
    """The string literals that open the arguments of a call."""
    texts = []
    while (match := LITERAL.match(source, at)) is not None:
        texts.append(ast.literal_eval(match["text"]))
        at = match.end()
    return texts


def _message(called: str, texts: list[str]) -> Iterator[tuple[Key, str]]:
    name = re.sub(r"_(?:lazy|noop)$", "", "gettext" if called == "_" else called)
    context, singular, plural = CALLS.get(name, (None, 0, None))
    needed = 1 + max(singular, plural or 0)
    if name in CALLS and len(texts) >= needed:
        yield Key(texts[context] if context is not None else "", texts[singular]), texts[plural] if plural is not None else ""
