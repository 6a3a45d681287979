"""Publishes built sites: replaces what a server reads in one step, and rolls back."""
