"""Processes and locks of the machine."""
