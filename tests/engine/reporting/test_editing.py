"""Checks that a person's words replace a draft and that its figures keep their rows only where they still say the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.reporting.editing import retraced, with_edits
from dondoc.engine.reporting.passages import passages
from dondoc.engine.reporting.runs import Figure, Run, Words, text_of
from tests.engine.writing.official.reported import quarter

DRAFT: tuple[Run, ...] = (
    Words("Đã hoàn thành "),
    Figure("21", ("a", "b")),
    Words(" nhiệm vụ, quá hạn "),
    Figure("4", ("c",)),
    Words(" nhiệm vụ, có "),
    Figure("4", ("u",)),
    Words(" đơn vị chậm, đạt "),
    Figure("44,7%", ("a",)),
    Words(" trên "),
    Figure("62 ha", ("t",)),
    Words("."),
)


def figures(runs: tuple[Run, ...]) -> list[Figure]:
    """The figures among runs."""
    return [run for run in runs if isinstance(run, Figure)]


def test_words_that_stay_keep_every_figure() -> None:
    assert figures(retraced(DRAFT, text_of(DRAFT))) == [run for run in DRAFT if isinstance(run, Figure) and run.text != "62 ha"] + [
        Figure("62 ha", ("t",))
    ]


def test_a_figure_keeps_its_rows_when_the_sentence_is_turned_round() -> None:
    runs = retraced(DRAFT, "Có 4 đơn vị chậm. Quá hạn 4 nhiệm vụ; 44,7% (21 nhiệm vụ) đã xong.")
    assert figures(runs) == [Figure("4", ("u",)), Figure("4", ("c",)), Figure("44,7%", ("a",)), Figure("21", ("a", "b"))]
    assert text_of(runs) == "Có 4 đơn vị chậm. Quá hạn 4 nhiệm vụ; 44,7% (21 nhiệm vụ) đã xong."


def test_a_figure_that_could_be_either_of_two_opens_neither() -> None:
    assert figures(retraced(DRAFT, "Có tất cả 4 trường hợp.")) == []


def test_a_number_of_a_persons_own_has_no_rows() -> None:
    assert figures(retraced(DRAFT, "Đã hoàn thành 22 nhiệm vụ ngày 21/9/2026.")) == []


def test_part_of_a_longer_number_is_not_taken_for_a_figure() -> None:
    assert figures(retraced((Figure("4", ("c",)),), "Năm 2024 có 1.204 hồ sơ, 4,5% và 44.")) == []


def test_edits_replace_read_or_leave_out() -> None:
    drafted = passages(quarter())
    made = with_edits(drafted, {"general.counts": "Kế hoạch có 7 nhiệm vụ.", "general.before": "", "general.units": None, "gone": "x"})
    by_key = {passage.key: passage for passage in made}
    assert len(made) == len(drafted) - 1
    assert "general.before" not in by_key
    assert by_key["general.counts"].text == "Kế hoạch có 7 nhiệm vụ."
    assert by_key["general.counts"].edited
    assert by_key["general.counts"].drafted.startswith("Đến hết ngày")
    assert [figure.sources for figure in by_key["general.counts"].figures] == [tuple(f"task:{number}" for number in range(1, 8))]
    assert not by_key["general.units"].edited


@given(
    st.lists(st.sampled_from(("21", "4", "44,7%", "62 ha", " nhiệm vụ", ", ", "\n", "1.204", "{}", " đơn vị")), max_size=12).map("".join)
)
def test_retracing_changes_no_letter_and_invents_no_rows(text: str) -> None:
    runs = retraced(DRAFT, text)
    assert text_of(runs) == text
    assert set(figures(runs)) <= set(figures(DRAFT))
