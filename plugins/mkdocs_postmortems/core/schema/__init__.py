"""Pydantic models for front matter and taxonomies: aliases of keys, lenient types, diagnostics with lines."""
