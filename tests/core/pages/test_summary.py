"""The summary above the body of a postmortem."""

import pytest
from mkdocs_postmortems.core.pages.postmortem_page import build_postmortem_page
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.source import Source


@pytest.mark.parametrize(
    ("summary", "shown"),
    [
        ("The lid was gone, and it rained into the tank.", ""),
        ("the lid was gone and it rained into the tank", ""),
        ("Rain in the tank.", "Rain in the tank."),
    ],
)
def test_what_the_body_says_is_not_said_twice(site_model_of, summary, shown):
    """`adopt --write` copies the first paragraph into the front matter; a summary of other words is shown."""
    text = (
        f"---\nsummary: {summary}\n---\n# Leak\n\n## Summary\n\nThe **lid** was gone, and it rained\ninto the tank.\n"
    )
    document = parse(Source("2024-03-02-leak.md", text + "\n## Root cause\n\nWind.\n")).postmortem

    assert build_postmortem_page(site_model_of(document), document).summary == shown
