"""What git knows of the sources: which files changed, when, and what they were before."""
