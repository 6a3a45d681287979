"""Which addresses may become links."""

import pytest
from mkdocs_postmortems.core.urls import as_browsers_read, is_safe_url, is_web_address, runs_script


@pytest.mark.parametrize("url", ["https://a.b/c", "http://a", "mailto:x@y.z", "../x.md", "x.md#y", "/a?b=c:d", "#x"])
def test_ordinary_addresses_are_links(url):
    """http, https, mailto and what is relative."""
    assert is_safe_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " JavaScript:x",
        "java\nscript:x",
        "data:text/html,x",
        "vbscript:x",
        "//evil",
        r"\\evil",
        r"/\evil",
        r"\/evil",
        "",
        "file:///x",
    ],
)
def test_other_addresses_are_text(url):
    """Whatever could run a script, or leave for another host unseen."""
    assert not is_safe_url(url)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", " JAVASCRIPT:x", "java\nscript:x", "\x01data:text/html,x", "vbscript:x", "data:x"]
)
def test_script_addresses_are_recognised(url):
    """Also where browsers overlook characters."""
    assert runs_script(url)


@pytest.mark.parametrize(
    "url", ["https://example.com/javascript:x", "data/2024.md", "../x.md", "mailto:a@example.com", ""]
)
def test_usual_addresses_are_no_scripts(url):
    """Control case."""
    assert not runs_script(url)


def test_only_whole_addresses_are_web_addresses():
    """A path or a sentence is none."""
    assert is_web_address("https://example.com/x")
    assert not is_web_address("/x/y")
    assert not is_web_address("see https://example.com")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (r"\\host\x", "//host/x"),
        ("/\\host", "//host"),
        (" \\\t\\host ", "//host"),
        (r"a\b.md?x=\y#\z", r"a/b.md?x=\y#\z"),
        ("../a b.md", "../a b.md"),
        ("", ""),
    ],
)
def test_backslashes_are_read_as_slashes(url, expected):
    """In the path alone, as browsers do."""
    assert as_browsers_read(url) == expected
