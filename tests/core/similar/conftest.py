"""Documents out of Markdown."""

import pytest
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.source import Source


@pytest.fixture
def parsed():
    """Return a function that reads one document."""
    return lambda path, text: parse(Source(path, text)).postmortem
