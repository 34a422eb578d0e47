"""The pages that show where things stand."""
