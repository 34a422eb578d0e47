"""Reads, each shaped for one page and starting from what the person may see."""
