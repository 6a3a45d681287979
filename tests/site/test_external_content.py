"""What a page would load from other hosts becomes a link, whatever loads it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.audit.urls import asks_other_host, loaded_urls
from mkdocs_postmortems.core.link_policy import LinkPolicy
from mkdocs_postmortems.site.external_content import emoji_as_characters, leave_out, left_out_by

SITE = "https://wiki.example/kb/"
IS_LEFT_OUT = left_out_by(LinkPolicy(hosts=("*.good.example",)), SITE)
URL = "https://img.example/a%20b.png"
LINK = '<a class="pm-left-out" href="https://img.example/a%20b.png" rel="noreferrer">{} (img.example)</a>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f'<img alt="Orders &amp; more" src="{URL}">', LINK.format("Orders &amp; more")),
        (f"<IMG src='{URL}' alt=''/>", LINK.format("a b.png")),
        (f"<img title=Orders src={URL} srcset='b.png 2x'>", LINK.format("Orders")),
        (f'<iframe src="{URL}" title="A panel"><p>x</p></iframe> y', LINK.format("A panel") + " y"),
        (f'<video controls><source src="{URL}">No video</video>', LINK.format("a b.png")),
        (f'<object data="{URL}"><img src="b.png"></object>', LINK.format("a b.png")),
        (f'<embed src="{URL}">', LINK.format("a b.png")),
        (f'<script src="{URL}"></script>', LINK.format("a b.png")),
        (f"<script>fetch('{URL}')</script>", LINK.format("a b.png")),
        (
            f'<a href="b"><img alt="Orders" src="{URL}"></a>',
            '<a href="b"><span class="pm-left-out">Orders (img.example)</span></a>',
        ),
        (f'<picture><source srcset="{URL}"><img src="b.png"></picture>', '<picture><img src="b.png"></picture>'),
        (f'<video src="b.mp4" poster="{URL}">x</video>', '<video src="b.mp4">x</video>'),
        (f'<p class="x" style="background: url({URL})">x</p>', '<p class="x">x</p>'),
        (f"<style>p {{ background: url({URL}) }}</style>x", "x"),
        (f'<link rel="stylesheet" href="{URL}">x', "x"),
        (f'<!-- <img src="{URL}"> -->x', "x"),
        (f'<svg><image href="{URL}" width="1"/></svg>', '<svg><image width="1"/></svg>'),
        (f'<a ping="{URL}" href="b">x</a>', '<a href="b">x</a>'),
        (
            '<img alt="x" src="//img.example/a">',
            '<a class="pm-left-out" href="//img.example/a" rel="noreferrer">x (img.example)</a>',
        ),
        (r'<img alt="x" src="\\img.example\a">', '<span class="pm-left-out">x (img.example)</span>'),
        (
            '<img alt="x" src="https&#58;&#47;&#47;img.example/">',
            '<a class="pm-left-out" href="https://img.example/" rel="noreferrer">x (img.example)</a>',
        ),
    ],
)
def test_what_is_loaded_from_elsewhere_becomes_a_link(html, expected):
    """In the words of the element; what shows nothing itself is taken out."""
    assert leave_out(html, IS_LEFT_OUT) == expected


@pytest.mark.parametrize(
    "html",
    [
        '<img src="../a.png"><img src="/kb/a.png"><img src="data:image/png;base64,AA">',
        '<img src="https://wiki.example/a.png">',
        '<img src="https://a.good.example/a.png">',
        f'<a href="{URL}">x</a>',
        f'<code>&lt;img src="{URL}"&gt;</code>',
        "<script>let a = 1 < 2</script><style>p { color: red }</style><video src='a.mp4'>x</video>",
        '<p>1 < 2 && 3 > 2 "quoted" \'x</p><img src=a',
    ],
)
def test_what_asks_no_other_host_stays(html):
    """# Control case: files of the site, trusted hosts, links, code."""
    assert leave_out(html, IS_LEFT_OUT) == html


PIECES = (
    *("<img src='//h.example/'", f'<img alt="x" src="{URL}"', ">", "/>", "<a href=b>", "</a>", "<video", "</video>"),
    *(" poster=//h.example/", f"<iframe src={URL}>", "</iframe>", "<!--", "-->", "<svg>", "<image href=//h.example/ "),
    *("<p style='background: url(//h.example/)'>", "srcset=//h.example/", '"', "'", " ", "text"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_nothing_is_left_that_a_browser_would_load(html):
    """However the pieces of HTML are put together, the audit of the site finds no request."""
    left = [url for url in loaded_urls(leave_out(html, IS_LEFT_OUT)) if asks_other_host(url, SITE)]

    assert left == []


@pytest.mark.parametrize("piece", ["<img src=//h.example/ ", "<iframe src=//h.example/>", "<!--", '<a b="', "<a a=' "])
def test_it_takes_linear_time(piece):
    """A long document costs as much as its length."""
    start = time.perf_counter()
    leave_out(piece * 20_000, IS_LEFT_OUT)

    assert time.perf_counter() - start < 5


def test_emoji_become_characters():
    """An image of an emoji says which it is; other images, and emoji of trusted hosts, stay."""
    emoji = '<img alt="🔥" class="twemoji" src="https://{}/1.svg" title=":fire:" />'
    trusted, other = emoji.format("cdn.good.example"), f'<img alt="x" src="{URL}">'

    shown = emoji_as_characters(f"{emoji.format('cdn.example')} {trusted} {other}", IS_LEFT_OUT)

    assert shown == f"🔥 {trusted} {other}"
