"""Processes, locks and audit hooks of the operating system and the interpreter."""
