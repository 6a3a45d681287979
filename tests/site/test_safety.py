"""Values that people write are text; only their Markdown is markup."""

import re
from html.parser import HTMLParser

import pytest

EVIL = "<script>alert(1)</script>"
BREAKOUT = "</title><script>alert(2)</script>\"'><img src=x onerror=alert(3)>"

FRONT_MATTER = f"""\
---
title: '{BREAKOUT.replace("'", "''")}'
summary: '{EVIL} [x](javascript:alert(1))'
severity: '{EVIL}'
services: ['{EVIL}', '" onmouseover="alert(1)']
tags: ['{EVIL}']
teams: ['{EVIL}']
trigger: '{EVIL}'
detection: '{EVIL}'
resolution: '{EVIL}'
timezone: UTC
date: 2024-01-01
description: '{EVIL}"><script>alert(9)</script>'
contributing_factors: [{{id: x, note: '{EVIL}'}}]
roles: {{commander: '{EVIL}'}}
impact: {{users: '{EVIL}'}}
links: {{chat: 'javascript:alert(1)', wiki: 'https://a.example/"><script>alert(1)</script>'}}
action_items: [{{title: '{EVIL}', owner: '{EVIL}', tracker: 'javascript:alert(1)', due: '{EVIL}'}}]
learning: {{start_here: '{EVIL}'}}
---
## Timeline

- 10:00 a
- 11:00 b
"""


def attribute_names(html):
    """Return the names of all attributes, as a parser of HTML reads them."""
    names = set()

    class Reader(HTMLParser):
        def handle_starttag(self, _tag, attributes):
            names.update(name for name, _ in attributes)

    Reader().feed(html)
    return names


def test_markup_in_values_is_shown_as_text(site):
    """On every page of the site, no script of the author's and no handler."""
    built = site(f">> x.md\n{FRONT_MATTER}")

    pages = list((built.root / "site").rglob("*.html"))
    assert len(pages) > 15
    for page in pages:
        html = page.read_text(encoding="utf-8")
        assert not re.search(r"<script[^>]*>\s*alert", html), page
        assert not re.search(r'(href|src)="\s*javascript:', html, re.IGNORECASE), page
        assert not attribute_names(html) & {"onerror", "onmouseover"}, page
    # Control case: the values are there, as text.
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in built.main("x")
    assert "onerror" in attribute_names(f"<p>{BREAKOUT}</p>")


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_other_themes_degrade_to_plain_pages(site, theme):
    """Without Material there are no icons and no tabs, but every page can be read."""
    built = site(
        f">> mkdocs.yml\nsite_name: T\ntheme: {{name: {theme}}}\nplugins: [postmortems]\n>> x.md\n{FRONT_MATTER}"
    )

    html = built.html("x")
    assert 'class="pm-events"' in html
    assert not re.search(r"<script[^>]*>\s*alert", html)
    assert "Facts" in html
