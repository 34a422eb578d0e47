"""The words that set a deadline → a deadline of one of six kinds, with no day that is not printed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.engine.extraction.deadline_phrases import PHRASES, Phrase
from dondoc.engine.extraction.deadlines import in_label, in_sentence, outranks_label
from dondoc.engine.extraction.passage import Origin, Passage, passage
from dondoc.engine.extraction.plan import Deadline
from dondoc.engine.sources.source import LineIndex
from tests.corpus import CORPUS, needs_corpus

ISSUED = date(2025, 2, 10)


def words(text: str) -> Passage:
    """Return `text` as one passage."""
    return passage(Origin(text, LineIndex.of(text)), 0, end=len(text))


def label(text: str, issued: date | None = ISSUED) -> Deadline | None:
    """Return the deadline of a label's value."""
    value = words(text)
    return in_label(value, 0, end=len(value.text), issued=issued)


def sentence(text: str, issued: date | None = ISSUED) -> Deadline | None:
    """Return the deadline that a task sets for itself."""
    task = words(text)
    return in_sentence(task, 0, end=len(task.text), issued=issued)


def shown(deadline: Deadline | None) -> str:
    """Return kind, first and last day in one line."""
    return f"{deadline.kind} {deadline.start or '-'} {deadline.end or '-'}" if deadline else "none"


LABELS = (
    ("Năm 2024 và những năm tiếp theo.", "open 2024-01-01 -"),
    ("2026 trở đi", "open 2026-01-01 -"),
    ("Năm 2026 và hằng năm", "open 2026-01-01 -"),
    ("Từ ngày 01/7/2025", "open 2025-07-01 -"),
    ("Sau năm 2025", "open 2026-01-01 -"),
    ("Quý IV/2025", "span 2025-10-01 2025-12-31"),
    ("Quý II, III/2026", "span 2026-04-01 2026-09-30"),
    ("Quý IV/2025 - Quý I/2026", "span 2025-10-01 2026-03-31"),
    ("II/2025", "span 2025-04-01 2025-06-30"),
    ("Trong quý 2 năm 2025", "span 2025-04-01 2025-06-30"),
    ("Hoàn thành trong tháng 11/2025", "span 2025-11-01 2025-11-30"),
    ("Tháng 5 - 9/2026", "span 2026-05-01 2026-09-30"),
    ("Tháng 11 - tháng 3/2026", "span 2025-11-01 2026-03-31"),
    ("Tháng 02/2028", "span 2028-02-01 2028-02-29"),
    ("Tuần 2 tháng 6/2025", "span 2025-06-01 2025-06-30"),
    ("2025-2026", "span 2025-01-01 2026-12-31"),
    ("Từ năm 2024 đến năm 2026.", "span 2024-01-01 2026-12-31"),
    ("giai đoạn 2026 – 2030", "span 2026-01-01 2030-12-31"),
    ("Xuyên suốt 2025 - 2035", "span 2025-01-01 2035-12-31"),
    ("6 tháng đầu năm 2025", "span 2025-01-01 2025-06-30"),
    ("Từ 01/6 đến 30/9/2025", "span 2025-06-01 2025-09-30"),
    ("Cả năm", "span 2025-01-01 2025-12-31"),
    ("Từ nay đến hết năm 2025", "span - 2025-12-31"),
    ("đến năm 2030", "span - 2030-12-31"),
    ("Năm học 2025-2026", "span - -"),
    ("Trước 15/12/2025", "date - 2025-12-15"),
    ("Chậm nhất ngày 25 tháng 12 năm 2025", "date - 2025-12-25"),
    ("Xong trước 17h00 ngày 20/5/2025", "date - 2025-05-20"),
    ("30/6", "date - 2025-06-30"),
    ("31/11/2025", "date - -"),
    ("Hết tháng 6/2025", "date - 2025-06-30"),
    ("Trước năm 2026", "date - 2025-12-31"),
    ("Hàng năm", "recurring - -"),
    ("Quý I hằng năm", "recurring - -"),
    ("30/6 và 31/12 hằng năm", "recurring - -"),
    ("Hàng ngày", "recurring - -"),
    ("Thường xuyên, khi có quy định.", "continuous - -"),
    ("Khắc phục từng bước, đảm bảo ổn định", "continuous - -"),
    ("Theo quy định", "event - -"),
    ("Sau khi Luật được ban hành", "event - -"),
    ("Trong 05 ngày làm việc kể từ ngày nhận được văn bản", "event - -"),
    ("Theo Kế hoạch năm 2025", "event - -"),
    ("Trước kỳ họp cuối năm 2025 của HĐND tỉnh", "event - -"),
    ("Sở Y tế", "none"),
    (" - ", "none"),
    ("", "none"),
)


@pytest.mark.parametrize(("text", "expected"), LABELS)
def test_a_label_says_a_deadline_of_one_of_six_kinds(text: str, expected: str) -> None:
    assert shown(label(text)) == expected


SENTENCES = (
    ("Rà soát, thống kê các công trình, hoàn thành trước ngày 30/6/2025 và báo cáo Sở trước ngày 10/7/2025.", "date - 2025-06-30"),
    ("Gửi báo cáo về Sở Nội vụ chậm nhất là 17h00 ngày 20 tháng 11 năm 2025.", "date - 2025-11-20"),
    ("Sở Công Thương tham mưu xử lý dứt điểm, xong trong quý II/2025.", "span 2025-04-01 2025-06-30"),
    ("Trình Ủy ban nhân dân tỉnh xem xét trong tháng 9 năm 2025.", "span 2025-09-01 2025-09-30"),
    ("Rà soát để sửa đổi, bổ sung các quy định có liên quan trong năm 2025.", "span 2025-01-01 2025-12-31"),
    ("Hoàn thiện hạ tầng dữ liệu, có thể tiến tới thí điểm (2025 - 2026).", "span 2025-01-01 2026-12-31"),
    ("Mở rộng kết nối với Trung tâm dữ liệu (2026 trở đi).", "open 2026-01-01 -"),
    ("Chuẩn hóa quy trình nội bộ; thời hạn hoàn thành: Quý III/2025; gửi Văn phòng Sở.", "span 2025-07-01 2025-09-30"),
    ("Các đơn vị báo cáo kết quả về Sở trước ngày 15/10 hằng năm.", "recurring - -"),
    ("Định kỳ ngày 15 của tháng cuối quý, gửi báo cáo về Sở Tài chính.", "recurring - -"),
    ("Xây dựng kế hoạch chi tiết và định kỳ báo cáo kết quả trước ngày 20/11 về Sở.", "recurring - -"),
    ("+ Thường xuyên theo dõi, đôn đốc; kiểm tra công tác hàng năm.", "continuous - -"),
    ("Sau khi Đề án được phê duyệt, tham mưu điều chỉnh các quy hoạch.", "event - -"),
    ("Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các đơn vị báo cáo về Sở.", "event - -"),
    ("Thực hiện Kế hoạch số 12/KH-UBND ngày 30/12/2025 của UBND tỉnh giai đoạn 2026 - 2030.", "none"),
    ("Bố trí nguồn chi thường xuyên năm 2025 để giải ngân kế hoạch vốn.", "none"),
    ("Phát triển cây hàng năm trên địa bàn tỉnh đến năm 2030, định hướng đến năm 2045.", "none"),
    ("Khắc phục các dự án được cấp phép trước ngày 01/7/2014.", "none"),
    ("Trong tháng 3/2025, các đơn vị đã tiếp nhận 120 hồ sơ.", "none"),
    ("Công khai quy trình, rút ngắn thời gian giải quyết hồ sơ.", "none"),
)


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_a_task_sets_its_own_deadline_and_not_that_of_what_it_cites(text: str, expected: str) -> None:
    assert shown(sentence(text)) == expected


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.name)
def test_every_phrase_of_the_vocabulary_is_found_in_its_example_only(phrase: Phrase) -> None:
    example, other = words(phrase.example).folded, words(phrase.not_in).folded
    assert phrase.may_stand_in(example)
    assert phrase.find(example, 0, len(example)) is not None
    assert phrase.find(other, 0, len(other)) is None


def test_before_a_day_is_strict_and_at_the_latest_is_not() -> None:
    strict, loose = label("Trước ngày 05/10/2025"), label("Chậm nhất ngày 05/10/2025")
    assert strict is not None
    assert loose is not None
    assert (strict.strict, loose.strict) == (True, False)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Trước ngày 05/10 hằng năm", "annual before 10-05"),
        ("Định kỳ ngày 15 của tháng cuối quý", "quarterly day 15 of the last month"),
        ("chậm nhất ngày 20 tháng cuối quý", "quarterly by day 20 of the last month"),
        ("Trước ngày 18 hằng tháng", "monthly before day 18"),
        ("30/6 và 31/12 hằng năm", "annual on 06-30 and 12-31"),
        ("Quý I hằng năm", "annual in quarter 1"),
        ("Hàng tháng, hàng quý, 6 tháng, năm", "monthly, quarterly, six-monthly, annual"),
        ("Định kỳ", None),
    ],
)
def test_a_recurring_deadline_says_its_rule_in_short(text: str, rule: str | None) -> None:
    found = label(text)
    assert found is not None
    assert found.recurrence == rule


@pytest.mark.parametrize(
    ("text", "outranks"),
    [
        ("Phấn đấu giải ngân 100% kế hoạch trước ngày 30/11/2025.", True),
        ("Sau khi Quy hoạch được phê duyệt, tham mưu điều chỉnh các quy hoạch.", True),
        ("Thường xuyên theo dõi, đôn đốc các chủ đầu tư.", False),
        ("Hằng năm, xây dựng kế hoạch duy tu, bảo dưỡng công trình.", False),
    ],
)
def test_only_a_time_or_an_opening_event_holds_against_a_label(text: str, outranks: bool) -> None:
    found = sentence(text)
    assert found is not None
    assert outranks_label(found) is outranks


def test_a_day_without_year_keeps_none_where_the_document_has_no_date() -> None:
    assert shown(label("30/6", None)) == "date - -"
    assert shown(label("Quý IV", date(2025, 11, 20))) == "span - -"


def test_the_evidence_slices_back_to_the_words_in_the_source() -> None:
    text = "- Báo cáo kết quả  về Sở\ntrước   ngày 15/10/2025."
    found = sentence(text)
    assert found is not None
    assert found.evidence.text == text[found.evidence.start : found.evidence.end] == "trước   ngày 15/10/2025"
    assert found.evidence.line == 2


@given(st.text(alphabet="trướcngàyquýáhằmđ 0123456789/-.,;()IVX", max_size=120))
def test_any_words_whatever_are_read_without_an_exception(text: str) -> None:
    for found in (label(text), sentence(text)):
        assert found is None or found.evidence.text == text[found.evidence.start : found.evidence.end]


@pytest.mark.parametrize("piece", ["trước ngày ", "quý i, ", "hàng năm, ", "khi ", "1", "trong tháng 5 ", "(2025 ", "- "])
def test_long_and_hostile_text_takes_no_more_than_linear_time(piece: str) -> None:
    text = words(piece * (200_000 // len(piece)))
    in_sentence(text, 0, end=len(text.text), issued=ISSUED)
    in_label(text, 0, end=len(text.text), issued=ISSUED)


def _issued(gold: dict[str, dict[str, str | None]]) -> date | None:
    printed = gold["document"].get("issued_on")
    return date.fromisoformat(printed) if printed and len(printed) == 10 else None


def _lines(path: Path) -> list[str]:
    beside = [path.with_name(path.name.replace(".gold.json", end)) for end in (".rows.txt", ".layout.txt", ".txt")]
    return next(file for file in beside if file.exists()).read_text("utf-8").split("\n")


@needs_corpus
@pytest.mark.corpus
def test_annotated_deadlines_are_read_from_their_right_text() -> None:
    assert CORPUS is not None
    right = wrong = 0
    for path in sorted(CORPUS.glob("*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        lines = _lines(path)
        for task in gold["tasks"]:
            first, last = task.get("lines") or (task["line"], task["line"])
            want = task["deadline"]
            own = want is not None and first <= want["line"] <= last
            found = sentence("\n".join(lines[first - 1 : last]), _issued(gold))
            if want is not None and not own and not (found and outranks_label(found)):
                found = label(want["text"], _issued(gold))
            expected = f"{want['kind']} {want['start'] or '-'} {want['end'] or '-'}" if want else "none"
            right, wrong = (right + 1, wrong) if shown(found) == expected else (right, wrong + 1)
    assert right / (right + wrong) >= 0.97
