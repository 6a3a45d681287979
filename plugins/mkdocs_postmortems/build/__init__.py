"""Builds one site for each audience, each from a staging folder that holds nothing but what the audience may read."""
