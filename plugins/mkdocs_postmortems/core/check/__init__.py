"""Checks postmortems as a careful reviewer would: rules are small functions from a document to flaws."""
