"""What a person is told: one row for each message and each recipient."""
