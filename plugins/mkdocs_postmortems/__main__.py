"""`python -m mkdocs_postmortems` is the same as `postmortems`."""

from mkdocs_postmortems.cli import main

main()
