"""The dated registry of units, groups, posts and who stands in for whom."""
