"""The working calendar: days off and made up, office hours, and the yearly notice."""
