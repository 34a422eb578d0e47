"""The pages of urging."""
