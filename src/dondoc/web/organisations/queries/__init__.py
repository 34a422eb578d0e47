"""Reads of the registry, shaped for a page or for the app above."""
