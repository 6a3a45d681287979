"""What says that a document is not to be published, and what only looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.diagnostic_codes import Severity
from mkdocs_postmortems.core.frontmatter.block import parse_block
from mkdocs_postmortems.core.frontmatter.publication import find_held
from mkdocs_postmortems.core.source import Source

GOLDEN = yaml.safe_load((Path(__file__).parents[2] / "golden/held.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", GOLDEN)
def test_document_is_withheld_in_one_line(name: str) -> None:
    """With the words to change; a document that is ready is not named."""
    found = find_held([Source("x.md", GOLDEN[name]["source"])], parse_block)

    assert [str(one) for one in found] == ([GOLDEN[name]["said"]] if GOLDEN[name]["said"] else [])


@given(st.text(max_size=40))
def test_any_value_of_draft_is_judged(value: str) -> None:
    """No text raises an error, and whatever follows a word for true is withheld."""
    source = Source("x.md", f"---\ntitle: {value}\ndraft: true\n---\n")

    assert len(find_held([source], parse_block)) == 1 or "\n" in source.text.replace("\r", "\n")[:-1]


@pytest.mark.parametrize("value", ["private", "Hidden", '"unlisted"'])
def test_what_other_programs_hide_is_held_where_there_are_no_audiences(value):
    """Where there are some, it is a label, which they judge."""
    source = Source("x.md", f"---\ntitle: A\nvisibility: {value}\n---\n")
    [found] = find_held([source], parse_block, has_audiences=False)

    assert (found.line, found.code, found.severity) == (3, "PM022", Severity.WARNING)
    assert find_held([source], parse_block) == ()


@pytest.mark.parametrize(
    "label",
    [
        "visibility: security",  # Audiences may have been taken out: this stops the build.
        "audience: private",
        "visibility: [private]",
        "visibility: private\naudience: security",
        "visibility: private\nvisibility: private",
        "visibility: public",
    ],
)
def test_what_may_be_a_label_is_left_to_the_labels(label):
    """Without audiences it stops the build, since something was restricted once."""
    assert find_held([Source("x.md", f"---\n{label}\n---\n")], parse_block, has_audiences=False) == ()
