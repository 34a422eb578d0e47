"""The verbs of urging."""
