"""Reads of urging, shaped for its pages."""
