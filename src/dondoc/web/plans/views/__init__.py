"""Views: parse, one call, render."""
