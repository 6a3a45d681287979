"""Mappings that people fill in: keys with aliases, values read without giving up, unknown keys guessed."""
