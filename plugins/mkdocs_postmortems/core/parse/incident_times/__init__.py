"""Determines when an incident happened: declared times, its day, timestamps without a day or year."""
