"""Detects leaks: makes fingerprints of text that is hidden from an audience, and finds them in any text of its site."""
