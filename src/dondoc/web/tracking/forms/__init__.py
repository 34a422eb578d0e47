"""Checks what pages of carrying work send."""
