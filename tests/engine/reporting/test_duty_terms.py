"""Printed duties → their terms, and what they leave open."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.extraction.plan import Frequency
from dondoc.engine.reporting.due_days import Due, DueRule
from dondoc.engine.reporting.duty_terms import Open, PrintedDuty, printed_duty, propose
from dondoc.engine.reporting.periods import Basis, Rhythm


@pytest.mark.parametrize(
    ("frequency", "due", "rhythm", "rule", "opens"),
    [
        (Frequency.QUARTERLY, "định kỳ ngày 15 của tháng cuối quý", Rhythm(Frequency.QUARTERLY), DueRule(Due.DAY_OF_MONTH, 15), ()),
        (Frequency.MONTHLY, "trước ngày 18 hằng tháng", Rhythm(Frequency.MONTHLY), DueRule(Due.DAY_OF_MONTH, 18, strict=True), ()),
        (
            Frequency.ANNUAL,
            "trước ngày 05/10 hằng năm",
            Rhythm(Frequency.ANNUAL, cutoff_month=9),
            DueRule(Due.DAY_OF_YEAR, 5, month=10, strict=True),
            (Open.CUT_OFF_MOVED,),
        ),
        (
            Frequency.ANNUAL,
            "chậm nhất ngày 20 tháng 11 hằng năm",
            Rhythm(Frequency.ANNUAL, cutoff_month=11),
            DueRule(Due.DAY_OF_YEAR, 20, month=11),
            (Open.CUT_OFF_MOVED,),
        ),
        (Frequency.ANNUAL, "trước ngày 15/01 hằng năm", Rhythm(Frequency.ANNUAL), DueRule(Due.DAY_OF_YEAR, 15, month=1, strict=True), ()),
        (Frequency.ANNUAL, "trước ngày 20/12 hằng năm", Rhythm(Frequency.ANNUAL), DueRule(Due.DAY_OF_YEAR, 20, month=12, strict=True), ()),
        (Frequency.SIX_MONTHLY, "chậm nhất ngày 25/6 và 25/12", Rhythm(Frequency.SIX_MONTHLY), DueRule(Due.DAY_OF_MONTH, 25), ()),
        (
            Frequency.SIX_MONTHLY,
            "trước ngày 05/7 và 05/01",
            Rhythm(Frequency.SIX_MONTHLY, Basis.CALENDAR),
            DueRule(Due.DAY_OF_MONTH, 5, months=1, strict=True),
            (Open.MONTH_BEFORE,),
        ),
        (
            Frequency.MONTHLY,
            "trước ngày 05 hằng tháng",
            Rhythm(Frequency.MONTHLY, Basis.CALENDAR),
            DueRule(Due.DAY_OF_MONTH, 5, months=1, strict=True),
            (Open.MONTH_BEFORE,),
        ),
        (
            Frequency.QUARTERLY,
            "ngày 05 của tháng đầu quý sau",
            Rhythm(Frequency.QUARTERLY, Basis.CALENDAR),
            DueRule(Due.DAY_OF_MONTH, 5, months=1),
            (Open.MONTH_BEFORE,),
        ),
        (
            Frequency.QUARTERLY,
            "trước ngày 15 của tháng cuối quý",
            Rhythm(Frequency.QUARTERLY, cutoff_day=11),
            DueRule(Due.DAY_OF_MONTH, 15, strict=True),
            (Open.CUT_OFF_MOVED,),
        ),
        (Frequency.WEEKLY, "thứ Sáu hằng tuần", Rhythm(Frequency.WEEKLY, cutoff_day=4), DueRule(Due.WEEKDAY, 5), (Open.CUT_OFF_MOVED,)),
        (Frequency.WEEKLY, "chiều thứ 5 hằng tuần", Rhythm(Frequency.WEEKLY, cutoff_day=3), DueRule(Due.WEEKDAY, 4), (Open.CUT_OFF_MOVED,)),
        (Frequency.QUARTERLY, "trong 05 ngày làm việc sau khi kết thúc quý", Rhythm(Frequency.QUARTERLY), DueRule(Due.AFTER, 5), ()),
        (Frequency.SIX_MONTHLY, "định kỳ 6 tháng", Rhythm(Frequency.SIX_MONTHLY), DueRule(), (Open.NO_LAST_DAY,)),
        (Frequency.PERIODIC, "định kỳ", Rhythm(Frequency.PERIODIC), DueRule(), (Open.NO_INTERVAL,)),
        (Frequency.AD_HOC, "kịp thời báo cáo", Rhythm(Frequency.AD_HOC), DueRule(), (Open.OCCASION,)),
        (Frequency.SIX_MONTHLY, "chậm nhất ngày 25/6 và 20/12", Rhythm(Frequency.SIX_MONTHLY), DueRule(), (Open.ODD_DAYS,)),
        (Frequency.QUARTERLY, "thứ Sáu hằng tuần", Rhythm(Frequency.QUARTERLY), DueRule(), (Open.ODD_DAYS,)),
    ],
)
def test_the_words_of_a_duty_give_its_terms(  # a row of a table
    frequency: Frequency, due: str, rhythm: Rhythm, rule: DueRule, opens: tuple[Open, ...]
) -> None:
    found = propose(PrintedDuty(frequency, due))
    assert (found.rhythm, found.rule, found.opens) == (rhythm, rule, opens)


@pytest.mark.parametrize(
    ("due", "day"),
    [
        ("trước ngày 08/02/2025", date(2025, 2, 8)),
        ("chậm nhất ngày 10 tháng 12 năm 2025", date(2025, 12, 10)),
        ("trong quý III năm 2026", date(2026, 9, 30)),
        ("trong tháng 02/2028", date(2028, 2, 29)),
    ],
)
def test_a_report_owed_once_has_its_one_day(due: str, day: date) -> None:
    assert propose(PrintedDuty(Frequency.ONCE, due)).once_on == day


def test_a_day_that_no_month_has_is_no_day() -> None:
    assert propose(PrintedDuty(Frequency.ONCE, "trước ngày 31/02/2026")).once_on is None


TEXT = (
    "Định kỳ hằng tháng (trước ngày 16 hằng tháng), 6 tháng (trước ngày 16/6), tổng kết năm (trước ngày 20/11 hằng năm), "
    "các đơn vị báo cáo về Sở. Lồng ghép trong báo cáo công tác hằng quý."
)


@pytest.mark.parametrize(
    ("frequency", "words", "kind", "day"),
    [
        (Frequency.MONTHLY, "hằng tháng", Due.DAY_OF_MONTH, 16),
        (Frequency.SIX_MONTHLY, "6 tháng", Due.DAY_OF_MONTH, 16),
        (Frequency.ANNUAL, "tổng kết năm", Due.DAY_OF_YEAR, 20),
    ],
)
def test_each_interval_of_a_sentence_takes_the_day_in_its_own_brackets(frequency: Frequency, words: str, kind: Due, day: int) -> None:
    start = TEXT.index(words)
    rule = propose(printed_duty(frequency, words, text=TEXT, start=start, end=start + len(words))).rule
    assert (rule.kind, rule.day, rule.strict) == (kind, day, True)


def test_the_only_day_of_a_sentence_is_the_duty_s_own() -> None:
    text = "Các đơn vị xây dựng kế hoạch hằng năm và định kỳ báo cáo kết quả trước ngày 20/11 về Sở."
    start = text.index("hằng năm")
    found = propose(printed_duty(Frequency.ANNUAL, "hằng năm", text=text, start=start, end=start + 8))
    assert (found.rule.day, found.rule.month, found.printed) == (20, 11, "trước ngày 20/11")


def test_a_cited_document_s_date_is_not_the_day_of_a_report() -> None:
    text = "Rà soát theo Quyết định số 105 ngày 19 tháng 8 năm 2009, báo cáo một lần khi kết thúc."
    start = text.index("khi kết thúc")
    assert propose(printed_duty(Frequency.ONCE, "khi kết thúc", text=text, start=start, end=start + 12)).once_on is None


def test_a_report_that_is_merged_into_another_says_so() -> None:
    start = TEXT.index("hằng quý")
    found = propose(printed_duty(Frequency.QUARTERLY, "hằng quý", text=TEXT, start=start, end=start + 8))
    assert found.merged
    assert Open.MERGED in found.opens


def test_a_place_outside_the_text_gives_the_words_alone() -> None:
    assert printed_duty(Frequency.MONTHLY, "hằng tháng", text="ngắn", start=90, end=99) == PrintedDuty(Frequency.MONTHLY, "hằng tháng")


@given(st.sampled_from(Frequency), st.text(max_size=80), st.text(max_size=160))
def test_no_words_make_reading_fail(frequency: Frequency, due: str, sentence: str) -> None:
    found = propose(PrintedDuty(frequency, due, sentence, sentence[:40]))
    assert found.rhythm.frequency is frequency


NUMBERS = st.integers(0, 40).map(str)
PIECES = st.lists(
    st.one_of(NUMBERS, st.sampled_from(["ngày", "/", "trước", "tháng", "hằng", "quý", "và", "cuối", "năm", "thứ", "sau", "của", "2026"])),
    max_size=14,
).map(" ".join)


@given(st.sampled_from(Frequency), PIECES)
def test_odd_mixtures_of_the_right_words_give_days_that_exist(frequency: Frequency, due: str) -> None:
    rule = propose(PrintedDuty(frequency, due)).rule
    assert 1 <= rule.day <= 99
    assert rule.month is None or 1 <= rule.month <= 12
    assert rule.kind is Due.AFTER or rule.day <= 31
