"""The disk and git: the source tree, labelled sources, and the history of files."""
