"""Presses until the work is done: reminders, reports to superiors, links that answer, calendars to subscribe to."""
