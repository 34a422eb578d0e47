"""Carries each unit's part in a task to its end: progress with proof, extensions, difficulties, lateness."""
