"""Builds one tree for each audience, each from a folder that holds nothing but what the audience may read."""
