"""How old a view is, in words and as JSON."""

import pytest
from mkdocs_postmortems.core.build_info import (
    BuildInfo,
    DocumentHistory,
    format_build_info,
    format_changes,
    from_json,
    to_json,
)

PAGES = {"a.md": DocumentHistory("2024-03-07", 3), "b.md": DocumentHistory("2024-03-02", 1)}


@pytest.mark.parametrize(
    ("build_info", "expected"),
    [
        (BuildInfo(), "Built 8 Mar 2024"),
        (BuildInfo("2024-03-07"), "Built 8 Mar 2024; last change 7 Mar 2024"),
        (BuildInfo("2024-03-07", "1a2b3c4"), "Built 8 Mar 2024 from commit 1a2b3c4 of 7 Mar 2024"),
        (
            BuildInfo("2024-03-07", "1a2b3c4", is_changed=True),
            "Built 8 Mar 2024 from commit 1a2b3c4 of 7 Mar 2024, with changes that are in no commit",
        ),
    ],
)
def test_the_line_below_a_page_says_what_is_known(build_info, expected):
    """The day of the build always, a commit only where everything is read."""
    assert format_build_info(build_info, "2024-03-08") == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [("a.md", "Last changed 7 Mar 2024, 3 versions"), ("b.md", "Last changed 2 Mar 2024"), ("c.md", "")],
)
def test_a_document_says_when_it_was_changed(path, expected):
    """How often, if more than once; nothing where nothing is known."""
    assert format_changes(BuildInfo(pages=PAGES), path) == expected


@pytest.mark.parametrize("build_info", [BuildInfo(), BuildInfo("2024-03-07", "1a2b3c4", is_changed=True, pages=PAGES)])
def test_what_one_process_writes_the_other_reads(build_info):
    """Whole."""
    assert from_json(to_json(build_info)) == build_info
