"""Drawings made at build time: SVG as text, coloured by style sheet, each with its numbers beside it."""
