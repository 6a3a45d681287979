"""Files of one address are found where somebody would get both."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.audiences.url_collisions import find_name_clashes, find_url_collisions

ALL = frozenset({"public", "staff"})


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("a.md", "a/index.md", "same address"),
        ("README.md", "index.md", "same address"),
        ("x/readme.md", "x/index.markdown", "same address"),
        ("x.md", "x/README.md", "same address"),
        ("a.md", "a/index.html", "same address"),
        ("A.md", "a.md", "case alone"),
        ("X/a.md", "x/a.md", "case alone"),
        ("x.PNG", "x.png", "case alone"),
        ("caf\u00e9.md", "cafe\u0301.md", "encoding of accents alone"),
        ("Caf\u00e9.md", "cafe\u0301.md", "case alone"),
    ],
)
def test_both_are_named(one, other, how):
    """Each as the other's."""
    problems = list(find_url_collisions({one: ALL, other: ALL}))
    assert sorted(problem.path for problem in problems) == sorted([one, other])
    assert all((problem.line, problem.code) == (1, "PM069") and how in problem.message for problem in problems)


@pytest.mark.parametrize("suffix", [".md", ".markdown", ".mdown", ".mkdn", ".mkd", ".MD"])
@pytest.mark.parametrize("name", ["a", "a/index", "a/README"])
def test_a_page_is_the_index_of_a_folder(name, suffix):
    """Whatever its ending; a folder's own page is, too."""
    problems = list(find_url_collisions({f"{name}{suffix}": ALL, "a/index.html": ALL}))
    assert [problem.path for problem in problems] == sorted([f"{name}{suffix}", "a/index.html"])


def test_of_three_each_names_another():
    """The first by name that somebody reads as well."""
    readers = {"a.md": ALL, "a/index.md": frozenset({"staff"}), "a/index.html": frozenset({"public"})}
    assert {one.path: one.message.split("'")[1] for one in find_url_collisions(readers)} == {
        "a.md": "a/index.html",
        "a/index.html": "a.md",
        "a/index.md": "a.md",
    }


@pytest.mark.parametrize(("one", "other"), [("a.md", "b.md"), ("a.md", "a.png"), ("a.md", "a/b.md"), ("a.qmd", "a.md")])
def test_what_differs_is_fine(one, other):
    """Another name, another ending, another folder."""
    assert not list(find_url_collisions({one: ALL, other: ALL}))


def test_who_reads_one_of_them_does_not_mind():
    """To nobody they are two."""
    assert not list(find_url_collisions({"a.md": frozenset({"sre"}), "a/index.md": frozenset({"security"})}))


@pytest.mark.parametrize(
    ("paths", "named"),
    [
        (("x/Inc-1.md", "x/inc-1.md"), ["x/inc-1.md"]),
        (("X/a.md", "x/a.md"), ["x/a.md"]),
        (("pic.PNG", "pic.png"), ["pic.png"]),
        (("cafe\u0301.md", "caf\u00e9.md"), ["caf\u00e9.md"]),
        (("cafe.md", "caf\u00e9.md"), []),
        (("a.md", "a/index.md"), ["a/index.md"]),
        (("a.md", "a.markdown"), ["a.md"]),
        (("x/README.md", "x/index.md"), []),
        (("a.md", "b.md", "a.png"), []),
    ],
)
def test_clash_is_a_warning_without_audiences(paths, named):
    """Once a pair, at the second; MkDocs says which of an index and a README it takes."""
    problems = list(find_name_clashes(paths))

    assert [problem.path for problem in problems] == named
    assert not any(problem.is_error for problem in problems)
