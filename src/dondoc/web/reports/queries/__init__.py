"""Reads, each shaped for one page."""
