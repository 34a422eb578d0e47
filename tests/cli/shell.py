"""What the tests of the command line share: the sample, a short directive, and what a run leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[2] / "src" / "dondoc" / "sample"
TEXT = SAMPLE / "ke-hoach-mau.txt"
SHORT = "KẾ HOẠCH\n\nII. NHIỆM VỤ\n\n1. Văn phòng Sở rà soát hồ sơ trễ hạn trước ngày 30/6/2026.\n"


@dataclass(frozen=True)
class Ran:
    """What a run left behind."""

    returncode: int
    stdout: bytes
    stderr: bytes


Shell = Callable[..., Ran]
