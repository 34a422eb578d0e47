"""The forms of urging."""
