"""Draws the charts."""
