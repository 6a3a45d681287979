"""Reads and writes files and git: the folder of documents, their labels, their history."""
