"""Takes lists of parts away."""
