"""Drafts of new postmortems: the next id, the path, and the text made from a template and the author's answers."""
