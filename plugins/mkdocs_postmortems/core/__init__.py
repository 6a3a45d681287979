"""The pure part: text and settings in, frozen values out. No files, clock, environment or host."""
