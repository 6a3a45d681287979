"""The MkDocs adapter: the only part that imports mkdocs."""
