"""Turns a snapshot's counts into the general part: how many tasks stand where, against the last period, and which units reported."""

from __future__ import annotations

from collections.abc import Iterator

from dondoc.engine.reporting.annexes import AnnexKind, annex_name
from dondoc.engine.reporting.counts import Counts, Keys, counts
from dondoc.engine.reporting.passage import Passage, Place, drafted
from dondoc.engine.reporting.phrasing import MOST_NAMES, capital, count, joined, names, plan_name, plan_name_in_full, said, share, small
from dondoc.engine.reporting.runs import Figure, Run, Words
from dondoc.engine.reporting.snapshot import AnswerRow, Snapshot
from dondoc.engine.vocabulary.printing import day, printed_number

BEFORE = "before"
"""The key behind a figure of the last period's report."""


def opening(snapshot: Snapshot) -> Passage:
    """Return the sentence that says what is reported on and until when."""
    period, plan = snapshot.period, snapshot.plan
    basis = f"Thực hiện {plan_name_in_full(plan)}, " if plan is not None else "Thực hiện chế độ báo cáo định kỳ, "
    words = f"{basis}{snapshot.department} báo cáo kết quả {small(period.label)} (số liệu tính đến hết ngày {day(period.cut_off)}) như sau:"
    return drafted("opening", Place.TEXT, section="", runs=(Words(words),), sources=(plan.key,) if plan is not None else ())


def closing(snapshot: Snapshot) -> Passage:
    """Return the sentence that ends the report."""
    to = snapshot.addressee.strip(" .;")
    about = f"Trên đây là báo cáo kết quả {small(snapshot.period.label)}"
    words = f"{about}, {snapshot.department} kính báo cáo {capital(to)} xem xét, chỉ đạo." if to else f"{about} của {snapshot.department}."
    return drafted("closing", Place.TEXT, section="", runs=(Words(words),))


def general(snapshot: Snapshot, section: str) -> Iterator[Passage]:
    """Yield the general part."""
    if snapshot.tasks:
        own = counts(snapshot.tasks)
        yield drafted("general.counts", Place.TEXT, section=section, runs=_counts(snapshot, own))
        if snapshot.before is not None:
            yield drafted("general.before", Place.TEXT, section=section, runs=_against_before(snapshot, own))
    if snapshot.answers:
        yield drafted("general.units", Place.TEXT, section=section, runs=_units(snapshot))


def _counts(snapshot: Snapshot, own: Counts) -> tuple[Run, ...]:
    period = snapshot.period
    of = f"{plan_name(snapshot.plan)} có" if snapshot.plan is not None else f"{snapshot.department} được giao"
    first = said("{}{} nhiệm vụ: ", Words(f"Đến hết ngày {day(period.cut_off)}, {of} "), count(own.total))
    within = [task.key for task in snapshot.tasks if task.done_on is not None and period.first_day <= task.done_on <= period.last_day]
    later = Words(f". Trong {small(period.label)} ")
    now = said("{}đã hoàn thành {} nhiệm vụ.", later, count(within)) if within else said("{}chưa có nhiệm vụ nào hoàn thành.", later)
    return joined((first, stand(own, whole=True), now), "")


def stand(own: Counts, *, whole: bool = False) -> tuple[Run, ...]:
    """Return where the counted tasks stand, as the rest of a sentence that named how many they are.

    `whole` adds the share done and says what there is none of; a group of which all stand alike is told in one word.
    """
    parts = [_done(own, whole=whole)] if own.done or whole else []
    for words, keys in (
        ("đang thực hiện trong hạn", own.running),
        ("thực hiện thường xuyên hoặc không ấn định thời hạn", own.undated),
        ("tạm dừng hoặc thôi thực hiện", own.halted),
        ("quá hạn chưa hoàn thành", own.overdue),
    ):
        if keys and len(keys) == len(own.total):
            return said(words) if len(keys) == 1 else said(f"đều {words}")
        if keys:
            parts.append(said(f"{words} {{}} nhiệm vụ", count(keys)))
    if whole and not own.overdue and len(own.done) < len(own.total):
        parts.append(said("không có nhiệm vụ quá hạn"))
    return joined(parts, "; ")


def _done(own: Counts, *, whole: bool) -> tuple[Run, ...]:
    if not own.done:
        return said("chưa có nhiệm vụ nào hoàn thành")
    if len(own.done) == len(own.total):
        first = said("đã hoàn thành toàn bộ")
    else:
        first = said("đã hoàn thành {} nhiệm vụ", count(own.done))
        if whole:
            first = joined((first, said(" ({})", share(own.done, own.total))), "")
    all_of = "đều " if len(own.done) > 1 else ""
    if own.done_late and own.in_time:
        split = ", trong đó {} đúng hạn, {} quá hạn" if whole else " ({} đúng hạn, {} quá hạn)"
        how = said(split, count(own.in_time), count(own.done_late))
    else:
        when = f"{all_of}{'quá hạn' if own.done_late else 'đúng hạn'}"
        how = said(f", {when}" if whole or len(own.done) == len(own.total) else f" ({when})")
    return joined((first, how), "")


def _against_before(snapshot: Snapshot, own: Counts) -> tuple[Run, ...]:
    before = snapshot.before
    if before is None:
        return ()
    parts = [
        _moved("số nhiệm vụ đã hoàn thành", own.done, before.done),
        _moved("số nhiệm vụ quá hạn chưa hoàn thành", own.overdue, before.overdue),
    ]
    if before.total != len(own.total):
        parts.insert(0, _moved("tổng số nhiệm vụ", own.total, before.total))
    return joined(((Words(f"So với báo cáo {small(before.label)}, "),), joined(parts, "; "), said(".")), "")


def _moved(what: str, now: Keys, before: int) -> tuple[Run, ...]:
    change = len(now) - before
    if not change:
        return said(f"{what} không thay đổi ({{}} nhiệm vụ)", count(now)) if now else said(f"{what} vẫn là 0")
    by = Figure(printed_number(abs(change)), (*now, BEFORE))
    how = "tăng {} (từ {} lên {})" if change > 0 else "giảm {} (từ {} xuống {})"
    left = count(now) if now else Words("0")
    return said(f"{what} {how}", by, Figure(printed_number(before), (BEFORE,)), left)


def _units(snapshot: Snapshot) -> tuple[Run, ...]:
    answers = snapshot.answers
    sent = [row for row in answers if row.submitted_on is not None]
    silent = [row for row in answers if row.submitted_on is None]
    if not sent:
        return said("Chưa có đơn vị nào trong {} đơn vị phải báo cáo gửi báo cáo.", count(_keys(answers)))
    if silent:
        first = said("Có {}/{} đơn vị gửi báo cáo", count(_keys(sent)), count(_keys(answers)))
    else:
        first = said("Toàn bộ {} đơn vị phải báo cáo đã gửi báo cáo", count(_keys(answers)))
    late = [row for row in sent if row.late_days]
    in_time = [row for row in sent if not row.late_days]
    if not late:
        how = said(", đều đúng hạn") if len(sent) > 1 else said(", đúng hạn")
    elif not in_time:
        how = said(", đều chậm so với thời hạn" if len(sent) > 1 else ", chậm so với thời hạn")
    else:
        how = joined((said(", trong đó {} đơn vị đúng hạn, {} đơn vị chậm", count(_keys(in_time)), count(_keys(late))), _named(late)), "")
    parts = [joined((first, how), "")]
    if silent:
        parts.append(joined((said("{} đơn vị chưa gửi báo cáo", count(_keys(silent))), _named(silent)), ""))
    whole = joined(parts, "; ")
    long = max(len(late), len(silent)) > MOST_NAMES + 1
    end = f" (chi tiết tại {annex_name(snapshot, AnnexKind.UNITS)})." if long else "."
    return joined((whole, said(end)), "")


def _named(rows: list[AnswerRow]) -> tuple[Run, ...]:
    return said("{}", Words(f" ({names([row.unit for row in rows])})")) if rows else ()


def _keys(rows: list[AnswerRow] | tuple[AnswerRow, ...]) -> Keys:
    return tuple(row.key for row in rows)
