"""Parsing, checking, linking and ranking as pure functions: no access to files, clock, environment or MkDocs."""
