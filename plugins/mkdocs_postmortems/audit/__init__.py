"""Looks at a built tree as somebody would who may not read everything: every byte, every link, every file's digest."""
