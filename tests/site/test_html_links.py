"""Links in the HTML of a document are resolved as those in Markdown are."""

from __future__ import annotations

import pytest
from mkdocs.structure.files import File, Files
from mkdocs_postmortems.core.urls import is_link_target
from mkdocs_postmortems.site.html_links import make_html_resolver, resolve_html_links, site_urls
from mkdocs_postmortems.site.links import make_link_checker, make_page_linker, site_addresses

NAMES = ("index.md", "2024/a.md", "2024/b.md", "2024/shot.png", "2024/my shot.png", "2024/Why? 50% #12.md", "logo.svg")
FILES = Files([File(name, "docs", "site", use_directory_urls=True) for name in NAMES])
PAGE = FILES.get_file_from_path("2024/a.md")


def resolved(html: str, *, prunes: bool = False) -> str:
    """Return HTML of the page 2024/a/."""
    assert PAGE is not None
    is_live = make_link_checker(PAGE, site_addresses(FILES)) if prunes else None
    return resolve_html_links(html, make_html_resolver(PAGE, FILES, site_urls(FILES), is_live))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('<img src="shot.png" width=600>', '<img src="../shot.png" width=600>'),
        ("<img alt='>' src='shot.png'>", "<img alt='>' src=\"../shot.png\">"),
        ("<img src=shot.png>", '<img src="../shot.png">'),
        ('<img src="./my%20shot.png?x=1">', '<img src="../my%20shot.png?x=1">'),
        ('<a href="b.md#cause">b</a>', '<a href="../b/#cause">b</a>'),
        ('<a\n href="../logo.svg">l</a>', '<a\n href="../../logo.svg">l</a>'),
        ('<source srcset="shot.png 1x, ./shot.png 2x">', '<source srcset="../shot.png 1x, ../shot.png 2x">'),
        ('<img srcset="https://x.example/a.png 2x">', '<img srcset="https://x.example/a.png 2x">'),
        ('<img srcset="data:image/png;base64,AA== 1x">', '<img srcset="data:image/png;base64,AA== 1x">'),
        ('<video poster="shot.png"></video>', '<video poster="../shot.png"></video>'),
    ],
)
def test_a_file_beside_the_source_is_found(written, expected):
    """As code hosts show it."""
    assert resolved(written) == expected


@pytest.mark.parametrize(
    "html",
    [
        '<img src="../shot.png">',
        '<a href="../b/">b</a>',
        '<a href="https://other.example/shot.png">x</a>',
        '<a href="/logo.svg">x</a>',
        '<a href="#shot.png">x</a>',
        '<code>&lt;img src="shot.png"&gt;</code>',
        '<img src="gone.png">',
        '<a href="https://[broken">x</a>',
    ],
)
def test_what_leads_somewhere_or_nowhere_stays(html):
    """# Control case."""
    assert resolved(html) == html


def test_a_dead_link_is_left_out_where_dead_links_are():
    """Its address could name what is not for these readers."""
    assert resolved('<a href="../security/token.md">x</a>', prunes=True) == "<a>x</a>"
    assert resolved('<img srcset="shot.png 1x, ../security/token.png 2x">', prunes=True) == (
        '<img srcset="../shot.png 1x">'
    )
    assert resolved('<img src="shot.png">', prunes=True) == '<img src="../shot.png">'


@pytest.mark.parametrize("anchor", ["", "#timeline"])
def test_names_with_signs_of_addresses_are_linked(anchor):
    """A file's name may have a hash, a question mark and a per cent sign."""
    index = FILES.get_file_from_path("index.md")
    assert index is not None

    href = make_page_linker(index, FILES, "2024", {})

    assert href(f"Why? 50% #12.md{anchor}") == f"2024/Why%3F%2050%25%20%2312/{anchor}"
    assert href(f"a.md{anchor}") == f"2024/a/{anchor}"


@pytest.mark.parametrize(
    ("text", "is_link"),
    [
        ("#inc-42", False),
        ("inc-2024-001", False),
        ("@payments", False),
        ("slack://channel?id=C1", False),
        ("the vault", False),
        ("C024BE91L", False),
        ("https://chat.example/archives/C1", True),
        ("graphs/cpu.png", True),
        ("../runbooks/", True),
        ("cpu.png", True),
        ("mailto:sre@example.com", True),
    ],
)
def test_a_name_of_a_channel_is_no_link(text, is_link):
    """Fields that may hold a link are often given a name."""
    assert is_link_target(text) is is_link
