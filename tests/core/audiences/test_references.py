"""Which files a text refers to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.audiences.references import candidate_paths, find_references

PAGE = "b.md"


def referred(text: str, path: str = "a.md") -> set[str]:
    """Return the paths that a text may mean."""
    return {one.path for one in find_references(text, path)}


@pytest.mark.parametrize(
    "text",
    [
        "[x](b.md)",
        "[x]( b.md)",
        "[x](<b.md>)",
        "[x]( <b.md> 'title')",
        "![x](b.md 'title')",
        "[x]\n\n[x]: b.md",
        "> [x]: <b.md> 'title'",
        "<a href='b.md'>",
        '<a href = "b.md">',
        "<A HREF=b.md>",
        "<img src='b.md'>",
        "<img srcset='a.png 1x, b.md 2x'>",
        "<img srcset='b.md 1x, a.png 2x'>",
        "<img srcset='a.png 1x, , b.md 2x,'>",
        "<video poster='b.md'>",
        "<object data='b.md'>",
        "<form action='b.md'>",
        "<q cite='b.md'>",
        "@import 'b.md';",
        '@IMPORT "b.md";',
        "a { background: url(b.md) }",
        "a { background: URL( 'b.md' ) }",
        'a { background: url("b.md") }',
    ],
)
def test_every_way_of_referring_is_known(text):
    """Of Markdown, HTML and styles, with quotation marks or without."""
    assert "b.md" in referred(text)


@pytest.mark.parametrize("text", ["b.md", "`b.md`", "<a title='b.md'>", "(b.md)", "metadata b.md"])
def test_a_name_in_the_text_refers_to_nothing(text):
    """It is no link."""
    assert referred(text) == set()


def test_a_link_may_have_parentheses():
    """One pair, as in Markdown."""
    assert "a_(b).md" in referred("[x](a_(b).md)")
    assert "a_(b)c.md" in referred("[x](a_(b)c.md)")


@pytest.mark.parametrize(
    ("address", "folder", "expected"),
    [
        ("b.md", "", ["b.md"]),
        ("b.md", "x/y", ["x/y/b.md"]),
        ("./b.md", "x", ["x/b.md"]),
        ("../b.md", "x/y", ["x/b.md"]),
        ("../b.md", "", ["b.md"]),
        ("../../b.md", "x", ["b.md"]),
        ("/b.md", "x/y", ["b.md"]),
        ("//b.md", "x", []),
        (r"\\b.md", "x", []),
        (r"\/b.md", "x", []),
        ("b.md#part", "", ["b.md"]),
        ("b.md?x=1", "", ["b.md"]),
        ("b.md?x#y", "", ["b.md"]),
        ("%62.md", "", ["b.md"]),
        (" b.md ", "", ["b.md"]),
        ("a%20b.md", "", ["a b.md"]),
        ("#part", "", []),
        ("?x", "", []),
        ("", "", []),
        ("https://e.example/b.md", "", []),
        ("HTTPS://e.example/b.md", "", []),
        ("mailto:b.md", "", []),
        ("c:b.md", "", ["c:b.md"]),
        ("b.html", "", ["b.html", "b.md"]),
        ("b/index.html", "", ["b/index.html", "b/index.md", "b.md", "b/index.md", "b/README.md", "b/index.html.md"]),
        ("b", "", ["b", "b.md", "b/index.md", "b/README.md", "b.md"]),
        ("b/", "", ["b", "b.md", "b/index.md", "b/README.md", "b.md"]),
        ("b/", "x/y", ["x/y/b", "x/y/b.md", "x/y/b/index.md", "x/y/b/README.md", "x/b.md"]),
        ("/b/", "x", ["b", "b.md", "b/index.md", "b/README.md"]),
        ("v1.2/", "", ["v1.2", "v1.2.md", "v1.2/index.md", "v1.2/README.md", "v1.2.md"]),
        ("v1.2", "", ["v1.2"]),
        ("../b/", "x", ["b", "b.md", "b/index.md", "b/README.md", "b.md"]),
    ],
)
def test_an_address_may_mean_several_sources(address, folder, expected):
    """A file, a page without its ending, a folder's index; pages are folders on the site, so `../` may be one more."""
    assert list(candidate_paths(address, folder)) == expected


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[x](b.md)", 1),
        ("\n[x](b.md)", 2),
        ("a\n\n[x](b.md)\n", 3),
        ("[x\ny](b.md)", 2),
        ("[x](\nb.md)", 2),
        ("<a href=\n'b.md'>", 2),
        ("[x]: b.md", 1),
        ("\n\n[x]: b.md", 3),
    ],
)
def test_a_reference_has_its_line(text, line):
    """That of the address."""
    assert {one.line for one in find_references(text, "a.md") if one.path == "b.md"} == {line}


@given(st.text(alphabet="ab./#?%()[]<>\"'=\n ,:", max_size=40), st.sampled_from(["a.md", "x/a.md", "x/y/a.md"]))
def test_no_reference_leaves_the_sources(text, path):
    """Whatever is written, paths are relative, and lines lie within the text."""
    for one in find_references(text, path):
        assert not one.path.startswith(("../", "/"))
        assert 1 <= one.line <= text.count("\n") + 1


def test_a_backslash_is_a_slash_or_escapes():
    """As browsers read it, and as Markdown does."""
    assert "x/b.md" in referred(r'<a href="x\b.md">')
    assert "b_c.md" in referred(r"[x](b\_c.md)")
    assert referred(r"[x](\\\\host/b.md)") == set()


SCRIPTS = [
    'import {x} from "./b.mjs"',
    "import './b.mjs'",
    'import{x}from"./b.mjs";',
    "export * from './b.mjs'",
    "const x = await import(`./b.mjs`)",
    'importScripts("./b.mjs")',
    'new Worker(new URL("./b.mjs", import.meta.url))',
]


@pytest.mark.parametrize("text", SCRIPTS)
def test_a_script_refers_to_what_it_imports(text):
    """A site lacks what it needs if that is not published along."""
    assert "js/b.mjs" in referred(text, "js/a.js")


@pytest.mark.parametrize(
    "text", ['"./b.mjs"', "// [x](./b.mjs)", 'img.src = "./b.mjs"', 'fetch("./b.mjs")', 'y = "from b.mjs"']
)
def test_other_words_of_a_script_are_no_reference(text):
    """# Control case: addresses that browsers resolve from the page, and texts."""
    assert referred(text, "js/a.js") == set()


def test_what_only_scripts_write_is_no_reference_of_a_document():
    """A text may quote the name of a file."""
    assert not any(referred(text, "js/a.md") for text in SCRIPTS if "URL(" not in text)


def test_a_style_sheet_refers_to_the_images_of_a_set():
    """As strings, too; a document with the same words does not."""
    text = "p { background: image-set('b.png' 1x, \"c.avif\" type('image/avif')) }"
    assert referred(text, "a.css") == {"b.png", "c.avif"}
    assert referred(text, "a.md") == set()
