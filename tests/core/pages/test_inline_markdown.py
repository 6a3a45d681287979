"""Inline Markdown from anybody, safe for everybody."""

import pytest
from mkdocs_postmortems.core.pages.inline_markdown import render_inline, source_links


def _render(text):
    return render_inline(text, lambda url: f"→{url}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**5xx** rose on `api`", "<strong>5xx</strong> rose on <code>api</code>"),
        ("<script>alert(1)</script> & more", "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("[x](data:text/html,y)", "[x](data:text/html,y)"),
        ("two\nlines", "two lines"),
        ("one<br>two <BR/> three<br>", "one<br />\ntwo<br />\nthree"),
        ("the tag `<br>`", "the tag <code>&lt;br&gt;</code>"),
        ("![graph](x.png)", '!<a href="→x.png">graph</a>'),
    ],
)
def test_markup_is_rendered_and_html_is_text(text, expected):
    """What Markdown can say is said; what HTML could do is not done."""
    assert _render(text) == expected


def test_links_lead_where_the_page_says():
    """Each address goes through the page's own resolution."""
    assert _render('[a](../b.md "c")') == '<a href="→../b.md" title="c">a</a>'


def test_a_column_of_links_is_evidence():
    """Links and nothing else become icons with names."""
    found = source_links("[Grafana](https://grafana.example/1), [the PR](https://github.com/a/b/pull/1)")

    assert [(s.name, s.tool.name) for s in found] == [("Grafana", "Grafana"), ("the PR", "GitHub")]


@pytest.mark.parametrize("text", ["seen by [Ana](https://slack.com/x)", "a dashboard", ""])
def test_other_columns_stay_text(text):
    """Words beside the links are kept, so the column is shown as it is."""
    assert source_links(text) == ()
