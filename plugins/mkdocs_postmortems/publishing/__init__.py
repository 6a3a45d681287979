"""Puts built trees where a server finds them, in one step, and back."""
