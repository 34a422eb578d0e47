"""Tags that show notices on other pages."""
