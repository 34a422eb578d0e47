"""Tags that show history on other pages."""
