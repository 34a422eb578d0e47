"""What is typed, checked."""
