"""The git history of the sources: which files changed, when, and their earlier texts."""
