"""Answers requests about carrying work."""
