"""The linter for postmortems: each lint rule is a small function from one document to diagnostics."""
