"""Works on documents as the command line does, and dies over one of them as the kernel would have it."""

from __future__ import annotations

import os
from pathlib import Path

from dondoc.cli import work
from dondoc.cli.work import Manner, Outcome


def work_on(path: str, manner: Manner) -> Outcome:
    """End this process at once over `chet.txt`; any other file is worked on."""
    if Path(path).name == "chet.txt":
        os._exit(9)
    return work.work_on(path, manner)
