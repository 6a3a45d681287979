"""What a site must not hold: words of what its readers may not read, and how they are found in any text."""
