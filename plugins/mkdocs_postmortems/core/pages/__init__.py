"""What the pages of a view show: values for templates, and drawings as SVG. Nothing here knows a theme."""
