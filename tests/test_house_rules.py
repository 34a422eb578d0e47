"""Holds the product and its tests to the house rules, and each rule to an example that breaks it."""

from __future__ import annotations

import statistics
from pathlib import Path

import pytest

from tests import house_rules as house
from tests.house_rules import Breach, Module

ROOT = Path(__file__).resolve().parents[1]
EVERY = [Module.read(path, ROOT) for folder in ("src", "tests", "tools") for path in sorted((ROOT / folder).rglob("*.py"))]
MIGRATIONS = [module for module in EVERY if "/migrations/" in module.name]  # as Django writes them
MODULES = [module for module in EVERY if module not in MIGRATIONS]
PRODUCT = [module for module in MODULES if module.in_source]
ENGINE = "src/dondoc/engine/extraction/example.py"
READER = "src/dondoc/engine/sources/example.py"
HEAD = '"""Turns one thing into another."""\n\nfrom __future__ import annotations\n\n'


def report(breaches: list[Breach]) -> str:
    """One breach a line, under a head with their number."""
    return "\n".join([f"{len(breaches)} breaches of the house rules", *map(str, breaches)])


@pytest.mark.parametrize("rule", house.MODULE_RULES, ids=lambda rule: rule.__name__)
def test_every_module_keeps_the_rule(rule: house.Rule) -> None:
    breaches = [breach for module in MODULES for breach in rule(module)]
    assert not breaches, report(breaches)


def test_every_function_of_the_product_has_a_caller() -> None:
    breaches = list(house.functions_without_caller([*PRODUCT, *MIGRATIONS]))
    assert not breaches, report(breaches)


def test_modules_and_functions_stay_small_on_the_whole() -> None:
    modules = [len(module.lines) for module in PRODUCT if module.functions]
    functions = sorted(house.length(function) for module in PRODUCT for function in module.functions)
    assert statistics.median(modules) <= 120
    assert statistics.median(functions) <= 10
    assert functions[len(functions) * 95 // 100] <= 35


def _function(parameters: str = "", lines: int = 1) -> str:
    return f"def shown({parameters}) -> None:\n" + '    """Say."""\n' + "    pass\n" * lines


BROKEN: tuple[tuple[house.Rule, str, str, str], ...] = (
    (house.opens_with_one_sentence, ENGINE, "import re\n", "no module docstring"),
    (house.opens_with_one_sentence, ENGINE, '"""Words about things"""\n', "one whole sentence"),
    (house.opens_with_one_sentence, ENGINE, '"""Turns this. Turns that."""\n', "one whole sentence"),
    (house.postpones_annotations, ENGINE, '"""Turns."""\nimport re\n', "from __future__"),
    (house.is_small, ENGINE, HEAD + "\n" * 400, "over 400"),
    (house.is_small, ENGINE, HEAD + _function(lines=60), "over 60"),
    (house.takes_few_parameters, ENGINE, _function("a, b, *, c, d, e, f"), "over 5"),
    (house.takes_few_parameters, ENGINE, _function("a, b, c, *, d"), "keyword-only"),
    (house.says_what_is_public, ENGINE, "def shown(): pass\n", "shown has no docstring"),
    (house.says_what_is_public, ENGINE, 'class Shown:\n    """Say."""\n    def told(self): pass\n', "told has no docstring"),
    (house.is_named_for_a_subject, "src/dondoc/engine/utils.py", HEAD, "'utils' names no subject"),
    (house.is_named_for_a_subject, "src/dondoc/common/dates.py", HEAD, "'common' names no subject"),
    (house.keeps_quiet, ENGINE, "print(1)\n", "print"),
    (house.reads_no_clock, ENGINE, "today = datetime.date.today()\n", "date.today"),
    (house.reads_no_clock, ENGINE, "now = datetime.now(UTC)\n", "datetime.now"),
    (house.reads_no_clock, READER, "now = time.time()\n", "time.time"),
    (house.reads_no_clock, ENGINE, "from time import monotonic\n", "clock imported"),
    (house.reaches_no_network, ENGINE, "import socket\n", "socket"),
    (house.reaches_no_network, ENGINE, "from urllib import request\n", "urllib.request"),
    (house.reaches_no_network, ENGINE, "def f():\n    import http.client\n", "http.client"),
    (house.imports_at_the_top, ENGINE, "def f():\n    import lxml\n", "inside a function"),
    (house.imports_at_the_top, ENGINE, "def f():\n    import lxml  # noqa: E402 is not a reason\n", "inside a function"),
    (house.leaves_nothing_unfinished, ENGINE, "# TO" + "DO later\n", "unfinished"),
    (house.leaves_nothing_unfinished, ENGINE, "PLACE = '/ho" + "me/lan/plan.docx'\n", "one machine"),
    (house.names_in_ascii_and_words_in_nfc, ENGINE, "đơn_vị = 1\n", "not ASCII"),
    (house.names_in_ascii_and_words_in_nfc, ENGINE, "NAME = 'u\u031b'\n", "NFC"),
    (house.holds_frozen_values, ENGINE, "@dataclass\nclass Plan: pass\n", "Plan has no slots"),
    (house.holds_frozen_values, ENGINE, "@dataclass(slots=True)\nclass Plan: pass\n", "Plan is not frozen"),
    (house.tests_are_sentences, "tests/test_example.py", "def test_dates(): pass\n", "test_dates is no sentence"),
)

KEPT: tuple[tuple[house.Rule, str, str], ...] = (
    (house.opens_with_one_sentence, ENGINE, '"""Turns this into that.\n\nMore on it. And more.\n"""\n'),
    (house.postpones_annotations, ENGINE, '"""Turns nothing into nothing."""\n'),
    (house.is_small, ENGINE, HEAD + _function(lines=59)),
    (house.takes_few_parameters, ENGINE, _function("self, a, b, c")),
    (house.takes_few_parameters, ENGINE, _function("cls, a, b, *, c, d, e")),
    (house.says_what_is_public, ENGINE, "class _Hidden:\n    def told(self): pass\n"),
    (house.keeps_quiet, "src/dondoc/cli.py", "print(1)\n"),
    (house.reads_no_clock, READER, "bound = time.monotonic() + 60\n"),
    (house.reads_no_clock, "src/dondoc/cli.py", "today = date.today()\n"),
    (house.reaches_no_network, ENGINE, "from urllib.parse import quote\n"),
    (house.imports_at_the_top, ENGINE, "def f():\n    # lazy: 30 ms of the cold start\n    import cv2\n    import numpy\n"),
    (house.imports_at_the_top, ENGINE, "def f():\n    import cv2  # lazy: 30 ms of the cold start\n"),
    (house.names_in_ascii_and_words_in_nfc, ENGINE, "NAME = 'đơn vị'\n"),
    (house.holds_frozen_values, ENGINE, "@dataclass(slots=True)\nclass PlanBuilder: pass\n"),
    (house.tests_are_sentences, "tests/test_example.py", "def test_a_quarter_ends_in_its_last_month(): pass\n"),
)


@pytest.mark.parametrize(("rule", "name", "text", "what"), BROKEN)
def test_a_rule_names_what_breaks_it(rule: house.Rule, name: str, text: str, what: str) -> None:
    assert [breach for breach in rule(Module(name, text)) if what in breach.what]


@pytest.mark.parametrize(("rule", "name", "text"), KEPT)
def test_a_rule_lets_what_keeps_it_pass(rule: house.Rule, name: str, text: str) -> None:
    assert not list(rule(Module(name, text)))


def test_every_rule_has_an_example_that_breaks_it() -> None:
    assert {rule for rule, *_ in BROKEN} == set(house.MODULE_RULES)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("def lonely(): pass\n", ["lonely"]),
        ("def loops(): return loops()\n", ["loops"]),
        ("def told(): pass\n\nsaid = told()\n", []),
        ("__all__ = ['door']\n\ndef door(): pass\n", []),
        ("class Reader:\n    def unread(self): pass\n", ["unread"]),
        ("class Reader(HTMLParser):\n    def handle_data(self, data): pass\n", []),
        ("@rule('x')\ndef held(): pass\n", []),
    ],
)
def test_a_function_nobody_calls_is_found(text: str, names: list[str]) -> None:
    found = [breach.what.removeprefix("nothing calls ") for breach in house.functions_without_caller([Module(ENGINE, text)])]
    assert found == names


def test_a_docstring_does_not_count_as_length() -> None:
    module = Module(ENGINE, 'def f():\n    """Say\n    a\n    lot.\n    """\n    return 1\n')
    assert [house.length(function) for function in module.functions] == [2]
