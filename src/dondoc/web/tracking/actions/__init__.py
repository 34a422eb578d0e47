"""The verbs of carrying work to its end."""
