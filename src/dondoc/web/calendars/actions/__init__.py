"""What changes the calendar."""
