"""Pages: each parses, calls once and renders."""
