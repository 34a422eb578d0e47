"""What is said of a part while it is carried to its end; every row stays as it was written."""

from __future__ import annotations

from dondoc.web.tracking.models.asked import Difficulty, Extension, ExtensionState
from dondoc.web.tracking.models.many import Batch, ReturnedSheet
from dondoc.web.tracking.models.talk import Comment, Watch
from dondoc.web.tracking.models.targets import Figure
from dondoc.web.tracking.models.updates import Proof, Update
from dondoc.web.tracking.models.waiting import Block

__all__ = [
    "Batch",
    "Block",
    "Comment",
    "Difficulty",
    "Extension",
    "ExtensionState",
    "Figure",
    "Proof",
    "ReturnedSheet",
    "Update",
    "Watch",
]
