"""Reads of the log: one record's history, the whole log searched, and the proof that nobody changed it."""

from __future__ import annotations

from dondoc.web.audit.queries.history import History, history_of
from dondoc.web.audit.queries.log import LogPage, Search, log_page
from dondoc.web.audit.queries.verifying import Break, Mark, Verdict, verify

__all__ = ["Break", "History", "LogPage", "Mark", "Search", "Verdict", "history_of", "log_page", "verify"]
