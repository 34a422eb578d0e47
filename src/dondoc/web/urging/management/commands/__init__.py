"""Commands of urging."""
