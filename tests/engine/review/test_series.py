"""Checks which slips a list of numbers holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.review.series import Fault, faults, label, may_be_missing, roman

# ordinals, whether the list may begin anew, the slips
LISTS: tuple[tuple[list[int | None], bool, list[Fault]], ...] = (
    ([1, 2, 3, 4], True, []),
    ([1, 3, 4], True, [Fault(1, 0, (2,))]),
    ([1, 2, 5], True, [Fault(2, 1, (3, 4))]),
    ([1, 2, 2, 3], True, [Fault(2, 1, ())]),
    # the second 3 stands for 4
    ([1, 2, 3, 3, 5], True, [Fault(3, 2, ())]),
    # two lists below one heading; a second "A." is a slip
    ([1, 2, 3, 1, 2], True, []),
    ([1, 1, 3], False, [Fault(1, 0, ())]),
    ([1, 1, 2], True, []),
    # an inner list, after which the outer one goes on
    ([1, 2, 1, 2, 3], True, []),
    # a paragraph out of its order is no gap
    ([1, 2, 4, 3, 5], True, []),
    # what follows after so many is another list
    ([1, 2, 9, 10], True, []),
    ([3, 4, 5], True, [Fault(0, None, (1, 2))]),
    ([7], True, []),
    ([2], True, []),
    ([1, None, 2], True, []),
    ([], True, []),
)


@pytest.mark.parametrize("ordinals, restarts, expected", LISTS)
def test_a_list_has_these_slips_and_no_others(ordinals: list[int | None], restarts: bool, expected: list[Fault]) -> None:
    assert faults(ordinals, restarts=restarts) == expected


@given(st.integers(1, 200))
def test_a_list_in_order_has_no_slip(length: int) -> None:
    assert faults(list(range(1, length + 1)), restarts=False) == []


@given(st.lists(st.one_of(st.none(), st.integers(0, 12)), max_size=30), st.booleans())
def test_any_list_is_judged_and_each_member_at_most_once(ordinals: list[int | None], restarts: bool) -> None:
    places = [fault.at for fault in faults(ordinals, restarts=restarts)]
    assert places == sorted(set(places))


def test_letters_that_lists_leave_out_are_not_missing() -> None:
    assert may_be_missing("a", [5])  # "đ": a b c d e
    assert not may_be_missing("a", [3])
    assert not may_be_missing("1.", [5])


@pytest.mark.parametrize(
    "printed, number, letters, expected",
    [("1.3", 2, False, "1.2"), ("IV", 3, False, "III"), ("d", 5, True, "đ"), ("C", 2, True, "B"), ("Phụ lục 03", 2, False, "Phụ lục 02")],
)
def test_a_missing_number_is_named_in_the_style_of_its_list(printed: str, number: int, letters: bool, expected: str) -> None:
    assert label(printed, number, letters=letters) == expected


@pytest.mark.parametrize("number, expected", [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (28, "XXVIII")])
def test_roman_numbers_are_written_as_they_are_printed(number: int, expected: str) -> None:
    assert roman(number) == expected
