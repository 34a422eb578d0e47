"""Checks how clear a task is judged in each of the "6 rõ"."""

from __future__ import annotations

import pytest

from dondoc.engine.extraction.plan import Header, Plan
from dondoc.engine.review import Aspect, review
from dondoc.engine.sources.source import Format, Source
from tests.engine.review.directives import directive, reviewed

CLEAR = "II. NHIỆM VỤ\n\n1. Sở Nội vụ chủ trì xây dựng kế hoạch tinh giản biên chế, trình UBND tỉnh phê duyệt trước ngày 15/5/2024."

# the order, the six scores: người, việc, thời gian, trách nhiệm, sản phẩm, thẩm quyền
ORDERS: tuple[tuple[str, tuple[float, ...]], ...] = (
    (CLEAR, (1, 1, 1, 1, 1, 1)),
    ("II. NHIỆM VỤ\n\n1. Rà soát việc chấp hành giờ giấc.", (0, 1, 0, 0, 0, 0)),
    ("II. NHIỆM VỤ\n\n1. Sở Nội vụ tăng cường kỷ luật, kỷ cương.", (1, 0, 0, 1, 0, 0.5)),
    ("II. NHIỆM VỤ\n\n1. Sở Nội vụ, Sở Tài chính chủ trì rà soát ít nhất 30% đơn vị.", (1, 1, 0, 0.5, 1, 0)),
    ("II. NHIỆM VỤ\n\n1. Các đơn vị liên quan chủ trì, thường xuyên xử lý vi phạm theo thẩm quyền.", (0.5, 1, 0.5, 0, 0, 0.5)),
)


@pytest.mark.parametrize("body, scores", ORDERS)
def test_an_order_has_these_six_scores(body: str, scores: tuple[float, ...]) -> None:
    (task,) = reviewed(directive(body)).clarity.tasks
    assert tuple(judgement.score for judgement in task.judgements) == scores
    assert tuple(judgement.aspect for judgement in task.judgements) == tuple(Aspect)
    assert task.score == pytest.approx(sum(scores) / 6)


def test_the_whole_is_the_mean_of_its_tasks_and_of_its_aspects() -> None:
    clarity = reviewed(directive(CLEAR + "\n\n2. Rà soát việc chấp hành giờ giấc.")).clarity
    assert clarity.score == pytest.approx((1 + 1 / 6) / 2)
    assert clarity.score == pytest.approx(sum(aspect.score for aspect in clarity.aspects) / 6)


def test_a_text_without_tasks_has_no_clarity() -> None:
    clarity = review(Plan(Header()), Source("trong.txt", Format.TEXT, "", ())).clarity
    assert clarity.score is None
    assert clarity.tasks == clarity.aspects == ()


def test_every_judgement_says_why_in_two_languages() -> None:
    for body, _ in ORDERS:
        for task in reviewed(directive(body)).clarity.tasks:
            for judgement in task.judgements:
                assert judgement.vi.endswith(".")
                assert judgement.en.endswith(".")
                assert "{" not in judgement.vi + judgement.en
