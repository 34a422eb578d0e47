"""The sample office: an invented department with its people, its directives and a year of history, told through the real actions."""
