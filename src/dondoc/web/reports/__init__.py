"""Duties to report, what units answer by period, the consolidated report, its document and its number."""
