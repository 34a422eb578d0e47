"""Reading and extraction take time in proportion to the text, also for texts made to be slow."""

from __future__ import annotations

import gc
import time

import pytest

from dondoc.engine.extraction import extract
from dondoc.engine.sources import text

TASK = "Rà soát các thủ tục hành chính.\n"
LABEL = "Đơn vị chủ trì: Sở Y tế\n"
# What is repeated, after which beginning, how many times in the long run.
CASES = (
    ("dashes", "", "- ", 50_000),
    ("bullets", "", "- \n", 4_000),
    ("brackets", "", "(", 50_000),
    ("closing brackets", "", ")", 50_000),
    ("colons", "", ":", 50_000),
    ("blanks", "Sở Y tế", " ", 200_000),
    ("digits", "", "1", 200_000),
    ("numbers", "", "1.", 50_000),
    ("a long line", "", "thủ tục hành chính ", 20_000),
    ("charges", "", "giao ", 20_000),
    ("partners", "", "phối hợp với ", 20_000),
    ("units in a line", "", "giao Sở Y tế ", 3_000),
    ("a list of units", "Các Sở: ", "Tài chính, ", 10_000),
    ("lists of units", "", "các Sở: ", 10_000),
    ("labels in a line", "", "Đơn vị chủ trì: ", 8_000),
    ("sentences in a point", "1. ", "Giao Sở Y tế chủ trì, phối hợp với Sở Nội vụ rà soát trước ngày 30/6/2025. ", 800),
    ("dates", "", "ngày 30/6/2025 ", 8_000),
    ("numbers of documents", "", "số 1/QĐ-UBND ", 4_000),
    ("marks without a letter", "o", "\u0301", 50_000),
    ("no width", "", "\u200b", 50_000),
    ("points", "I. NHIỆM VỤ\n", "1. " + TASK, 400),
    ("numbers within numbers", "I. NHIỆM VỤ\n", "1. Rà soát:\na) Nội dung:\n- " + TASK + LABEL, 150),
    ("labels after points", "I. NHIỆM VỤ\n1. Một\n", "- " + TASK + LABEL, 300),
    ("labels without points", "I. NHIỆM VỤ\n1. Một\n", LABEL, 1_000),
    ("blocks of units that nobody listed", "I. NHIỆM VỤ\n", "1. Tổ dân cư:\n- " + TASK, 300),
    ("headings of documents", "", "KẾ HOẠCH\n", 1_000),
    ("requests without points", "", "Yêu cầu:\n- " + TASK, 400),
    ("heads of tables", "", "TT\nNhiệm vụ\nCơ quan chủ trì\nThời gian\n", 200),
    ("rows of a table", "TT\nNhiệm vụ\nCơ quan chủ trì\nThời gian\n", "1\nRà soát\nSở Y tế\nQuý I\n", 120),
    ("pipes", "", "|", 50_000),
)
# Below this a measurement is noise; four times the text takes about four times as long, a square would take sixteen.
NOISE_SECONDS = 0.06
MOST_TIMES = 9.0


def seconds(words: str, runs: int) -> float:
    """Return the shortest time that reading and extracting a text takes."""
    found = float("inf")
    for _ in range(runs):
        gc.collect()
        start = time.process_time()
        extract(text.of(words, "ke-hoach.txt"))
        found = min(found, time.process_time() - start)
    return found


@pytest.mark.parametrize(("before", "again", "times"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_four_times_the_text_takes_about_four_times_as_long(before: str, again: str, times: int) -> None:
    long = seconds(before + again * times, 1)
    if long > NOISE_SECONDS:
        short = seconds(before + again * (times // 4), 3)
        assert min(long, seconds(before + again * times, 1)) < short * MOST_TIMES


def test_as_many_findings_as_tasks_take_time_in_proportion_to_both() -> None:
    def directive(points: int) -> str:
        stated = "- Việc rà soát thủ tục còn chậm, chưa kịp thời.\n" * points
        return "I. NHIỆM VỤ\n1. Tồn tại, hạn chế\n" + stated + "2. Giải pháp\n" + f"- {TASK}" * points

    assert seconds(directive(600), 1) < seconds(directive(150), 3) * MOST_TIMES


def test_a_line_of_two_megabytes_is_read() -> None:
    words = "rà soát thủ tục hành chính của các xã " * 50_000
    assert seconds(words, 1) < 30
