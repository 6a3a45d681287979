"""Code in titles."""

import pytest
from mkdocs_postmortems.core.title import with_code, without_code


@pytest.mark.parametrize(
    ("title", "html", "text"),
    [
        ("`kubectl` hangs", "<code>kubectl</code> hangs", "kubectl hangs"),
        ("`a` & `<b>`", "<code>a</code> &amp; <code>&lt;b&gt;</code>", "a & <b>"),
        ("``a ` b``", "<code>a ` b</code>", "a ` b"),
        ("only one ` of them", "only one ` of them", "only one ` of them"),
        ("*5* < _6_", "*5* &lt; _6_", "*5* < _6_"),
        ("", "", ""),
    ],
)
def test_what_is_in_backticks_is_code(title, html, text):
    """And nothing else is markup."""
    assert with_code(title) == html
    assert without_code(title) == text
