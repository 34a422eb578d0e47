"""Turns the house rules into functions that read one module's syntax tree and name what breaks them."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef

MODULE_LINES = 400
FUNCTION_LINES = 60
PARAMETERS = 5
NAMELESS_PARAMETERS = 2
PARAMETERS_THAT_MAY_BE_NAMELESS = 3
TEST_NAME_WORDS = 4

BANNED_NAMES = frozenset({"core", "util", "utils", "helper", "helpers", "manager", "managers", "common", "misc", "service", "services"})
NETWORK = frozenset({"socket", "ssl", "http", "ftplib", "smtplib", "imaplib", "xmlrpc", "requests", "httpx", "urllib3", "aiohttp"})
CLOCK_METHODS = frozenset({"now", "today", "utcnow"})
CLOCK_FUNCTIONS = frozenset({"time", "time_ns", "localtime", "gmtime", "ctime", "asctime"})
STOPWATCHES = frozenset({"monotonic", "perf_counter", "process_time"})
# Built from parts, so that this file does not break its own rule.
MACHINE_PATH = re.compile("/(?:" + "|".join(("work", "root", "home", "opt")) + r")/\w")
UNFINISHED = re.compile(r"\b(?:" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")) + r")\b")


@dataclass(frozen=True)
class Module:
    """One Python file: `name` is its path below the repository, with slashes."""

    name: str
    text: str

    @classmethod
    def read(cls, path: Path, root: Path) -> Module:
        """Read a file below `root`."""
        return cls(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree."""
        return ast.parse(self.text)

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file; line n of the tree is `lines[n - 1]`."""
        return self.text.splitlines()

    @cached_property
    def functions(self) -> list[FunctionNode]:
        """Every function and method, nested ones too."""
        return [node for node in ast.walk(self.tree) if isinstance(node, FunctionNode)]

    @property
    def in_source(self) -> bool:
        """Whether the file is part of the product."""
        return self.name.startswith("src/")

    @property
    def in_engine(self) -> bool:
        """Whether the file is part of the engine."""
        return self.name.startswith("src/dondoc/engine/")

    @property
    def is_test(self) -> bool:
        """Whether pytest collects the file."""
        return self.name.startswith("tests/") and self.name.rsplit("/", 1)[-1].startswith("test_")


@dataclass(frozen=True)
class Breach:
    """What breaks a rule, and where."""

    module: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line}: {self.what}"


Rule = Callable[[Module], Iterator[Breach]]


def length(function: FunctionNode) -> int:
    """Lines of a function from `def` to its end, its docstring not counted: nobody shall save on words."""
    first = function.body[0]
    words = 0
    if ast.get_docstring(function) is not None and first.end_lineno is not None:
        words = first.end_lineno - first.lineno + 1
    return (function.end_lineno or function.lineno) - function.lineno + 1 - words


def opens_with_one_sentence(module: Module) -> Iterator[Breach]:
    """A module opens with one sentence on what it turns into what; more may follow after a blank line."""
    words = ast.get_docstring(module.tree)
    if words is None:
        yield Breach(module.name, 1, "no module docstring")
        return
    sentence = words.split("\n\n")[0]
    if not sentence.endswith(".") or re.search(r"[.!?]\s+[A-ZĐ]", sentence):
        yield Breach(module.name, 1, "the module docstring does not open with one whole sentence")


def postpones_annotations(module: Module) -> Iterator[Breach]:
    """Every module with code begins with `from __future__ import annotations`."""
    imports = (node for node in module.tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__")
    if len(module.tree.body) > 1 and not any(name.name == "annotations" for node in imports for name in node.names):
        yield Breach(module.name, 1, "no `from __future__ import annotations`")


def is_small(module: Module) -> Iterator[Breach]:
    """No module over 400 lines, no function over 60."""
    if len(module.lines) > MODULE_LINES:
        yield Breach(module.name, 1, f"{len(module.lines)} lines, over {MODULE_LINES}")
    for function in module.functions:
        if length(function) > FUNCTION_LINES:
            yield Breach(module.name, function.lineno, f"{function.name} has {length(function)} lines, over {FUNCTION_LINES}")


def takes_few_parameters(module: Module) -> Iterator[Breach]:
    """At most 5 parameters; where more than 3, all but the first two go by name."""
    for function in module.functions if module.in_source else ():
        given = function.args.posonlyargs + function.args.args
        nameless = len(given) - (1 if given and given[0].arg in ("self", "cls") else 0)
        total = nameless + len(function.args.kwonlyargs)
        if total > PARAMETERS:
            yield Breach(module.name, function.lineno, f"{function.name} takes {total} parameters, over {PARAMETERS}")
        elif total > PARAMETERS_THAT_MAY_BE_NAMELESS and nameless > NAMELESS_PARAMETERS:
            yield Breach(module.name, function.lineno, f"{function.name} takes {total}: all but the first two must be keyword-only")


def says_what_is_public(module: Module) -> Iterator[Breach]:
    """Every public function, class and method of the product has a docstring."""
    if not module.in_source:
        return
    for node, owner in _definitions(module.tree):
        if not node.name.startswith("_") and not owner.startswith("_") and ast.get_docstring(node) is None:
            yield Breach(module.name, node.lineno, f"{node.name} has no docstring")


def is_named_for_a_subject(module: Module) -> Iterator[Breach]:
    """No module or package is called core, utils, helpers, manager, common or service."""
    for part in module.name.removesuffix(".py").split("/"):
        if part in BANNED_NAMES:
            yield Breach(module.name, 1, f"{part!r} names no subject")


def keeps_quiet(module: Module) -> Iterator[Breach]:
    """Nothing of the product prints but the command line."""
    if not module.in_source or re.match(r"src/dondoc/cli(/|\.py)", module.name):
        return
    for call in _calls(module.tree):
        if isinstance(call.func, ast.Name) and call.func.id == "print":
            yield Breach(module.name, call.lineno, "print")


def reads_no_clock(module: Module) -> Iterator[Breach]:
    """The engine is given the day; only a reader of sources may hold a stopwatch, to keep its bound on time."""
    if not module.in_engine:
        return
    banned = CLOCK_FUNCTIONS if module.name.startswith("src/dondoc/engine/sources/") else CLOCK_FUNCTIONS | STOPWATCHES
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
            if (owner in ("datetime", "date") and node.attr in CLOCK_METHODS) or (owner == "time" and node.attr in banned):
                yield Breach(module.name, node.lineno, f"{owner}.{node.attr} reads the clock")
        elif isinstance(node, ast.ImportFrom) and node.module == "time" and any(name.name in banned for name in node.names):
            yield Breach(module.name, node.lineno, "a clock imported from time")


def reaches_no_network(module: Module) -> Iterator[Breach]:
    """The engine imports nothing that opens a connection."""
    for line, name in _imports(module.tree) if module.in_engine else ():
        if name.split(".")[0] in NETWORK or name.startswith("urllib.request"):
            yield Breach(module.name, line, f"{name} reaches the network")


def imports_at_the_top(module: Module) -> Iterator[Breach]:
    """An import inside a function has its reason in a comment on its line or above the group it stands in."""
    for function in module.functions if module.in_source else ():
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom) and not _reason(module.lines, node):
                yield Breach(module.name, node.lineno, "an import inside a function without a comment that says why")


def leaves_nothing_unfinished(module: Module) -> Iterator[Breach]:
    """No mark of unfinished work, and no path of one person's machine."""
    for number, line in enumerate(module.lines, 1):
        if UNFINISHED.search(line):
            yield Breach(module.name, number, "a mark of unfinished work")
        if MACHINE_PATH.search(line):
            yield Breach(module.name, number, "a path of one machine")


def names_in_ascii_and_words_in_nfc(module: Module) -> Iterator[Breach]:
    """Identifiers are English; Vietnamese stands in strings, composed (NFC)."""
    if not unicodedata.is_normalized("NFC", module.text):
        yield Breach(module.name, 1, "text that is not NFC: write the decomposed form with unicodedata.normalize")
    for node in ast.walk(module.tree):
        name = node.id if isinstance(node, ast.Name) else node.arg if isinstance(node, ast.arg) else getattr(node, "name", None)
        if isinstance(name, str) and not name.isascii():
            yield Breach(module.name, getattr(node, "lineno", 1), f"{name} is not ASCII")


def holds_frozen_values(module: Module) -> Iterator[Breach]:
    """A dataclass of the engine has slots, and is frozen unless it is a builder or private to its module."""
    for node in ast.walk(module.tree) if module.in_engine else ():
        if not isinstance(node, ast.ClassDef):
            continue
        for options in _dataclass_options(node):
            if "slots" not in options:
                yield Breach(module.name, node.lineno, f"{node.name} has no slots")
            if "frozen" not in options and not node.name.endswith("Builder") and not node.name.startswith("_"):
                yield Breach(module.name, node.lineno, f"{node.name} is not frozen")


def tests_are_sentences(module: Module) -> Iterator[Breach]:
    """A test's name is a sentence with a fact: at least four words."""
    for function in module.functions if module.is_test else ():
        if function.name.startswith("test_") and len(function.name.split("_")) - 1 < TEST_NAME_WORDS:
            yield Breach(module.name, function.lineno, f"{function.name} is no sentence")


MODULE_RULES: tuple[Rule, ...] = (
    opens_with_one_sentence,
    postpones_annotations,
    is_small,
    takes_few_parameters,
    says_what_is_public,
    is_named_for_a_subject,
    keeps_quiet,
    reads_no_clock,
    reaches_no_network,
    imports_at_the_top,
    leaves_nothing_unfinished,
    names_in_ascii_and_words_in_nfc,
    holds_frozen_values,
    tests_are_sentences,
)


def functions_without_caller(modules: list[Module]) -> Iterator[Breach]:
    """Functions and methods of the product that nothing in the product names but themselves.

    A name in `__all__` counts as named; so does a method that overrides one of a class from outside (`HTMLParser`),
    a decorated function (its decorator holds it) and a dunder.
    """
    uses: dict[str, int] = {}
    for module in modules:
        for name in _names_used(module.tree):
            uses[name] = uses.get(name, 0) + 1
    own = {node.name for module in modules for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)}
    for module in modules:
        for node, owner_bases in _callables(module.tree):
            if node.name.startswith("__") or node.decorator_list or not owner_bases <= own:
                continue
            within = sum(name == node.name for name in _names_used(node))
            if uses.get(node.name, 0) <= within:
                yield Breach(module.name, node.lineno, f"nothing calls {node.name}")


def _definitions(tree: ast.Module) -> Iterator[tuple[FunctionNode | ast.ClassDef, str]]:
    """Top-level functions and classes, and the methods with the name of their class."""
    for node in tree.body:
        if isinstance(node, FunctionNode | ast.ClassDef):
            yield node, ""
        if isinstance(node, ast.ClassDef):
            yield from ((method, node.name) for method in node.body if isinstance(method, FunctionNode))


def _callables(tree: ast.Module) -> Iterator[tuple[FunctionNode, set[str]]]:
    """Top-level functions and methods, each with the names of its class's bases."""
    for node in tree.body:
        if isinstance(node, FunctionNode):
            yield node, set()
        elif isinstance(node, ast.ClassDef):
            bases = {base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "") for base in node.bases}
            yield from ((method, bases) for method in node.body if isinstance(method, FunctionNode))


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.lineno, f"{node.module}.{name.name}") for name in node.names)


def _reason(lines: list[str], node: ast.Import | ast.ImportFrom) -> bool:
    """Whether a comment of two words or more stands on the line or above the run of imports it ends."""
    at = node.lineno - 1
    while True:
        words = re.search(r"#(?! ?noqa| ?type:)\s*\S+\s+\S+", lines[at])
        if words:
            return True
        at -= 1
        if at < 0 or not re.match(r"\s*(import|from|#)\s?", lines[at]):
            return False


def _dataclass_options(node: ast.ClassDef) -> Iterator[set[str]]:
    """For a dataclass, the options that its decorator sets to true."""
    for decorator in node.decorator_list:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        if isinstance(called, ast.Name) and called.id == "dataclass":
            keywords = decorator.keywords if isinstance(decorator, ast.Call) else []
            yield {word.arg for word in keywords if word.arg and isinstance(word.value, ast.Constant) and word.value.value is True}


def _names_used(tree: ast.AST) -> Iterator[str]:
    """Every name read, attribute, string of `__all__`, and last part of a dotted string that names something of ours."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"dondoc(\.\w+)+", node.value):
            yield node.value.rpartition(".")[2]
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Assign) and any(isinstance(target, ast.Name) and target.id == "__all__" for target in node.targets):
            yield from (item.value for item in ast.walk(node.value) if isinstance(item, ast.Constant) and isinstance(item.value, str))
