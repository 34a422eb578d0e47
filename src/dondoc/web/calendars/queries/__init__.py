"""What reads the calendar."""
