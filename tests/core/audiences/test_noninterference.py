"""What an audience gets is a function of what it may read: nothing else changes a byte of it."""

from __future__ import annotations

import pytest
from generated_sources import AUDIENCES, READS, World, pairs
from hypothesis import given, settings
from mkdocs_postmortems.core.audiences.audience_sources import (
    Attachments,
    AudienceSources,
    filter_nav,
    select_for_audience,
)
from mkdocs_postmortems.core.audiences.config import parse_audiences
from mkdocs_postmortems.core.audiences.folder_rules import FOLDER_FILE, parse_folder_rules
from mkdocs_postmortems.core.audiences.labelled_document import label_documents
from mkdocs_postmortems.core.source import Source

READERS = parse_audiences(AUDIENCES)


def cleared(world: World, reader: str) -> tuple[AudienceSources, object]:
    """Return what the reader gets, and the navigation."""
    sources = [Source(path, text) for path, text in sorted(world.files.items())]
    rules, wrong = parse_folder_rules(
        READERS, None, [source for source in sources if source.path.endswith(FOLDER_FILE)]
    )
    labelling = label_documents([source for source in sources if source.path.endswith(".md")], rules)
    assert not wrong
    assert not labelling.problems
    others = frozenset(path for path in world.files if path.endswith((".png", ".pdf")))
    selected = select_for_audience(labelling.labelled, Attachments(others), rules, reader)
    files = {source.path for source in selected.sources} | selected.attachments
    return selected, filter_nav(world.nav or None, files.__contains__)


@pytest.mark.slow
@settings(max_examples=2000)
@given(pairs())
def test_what_is_hidden_changes_nothing(pair):
    """Added, removed, edited, renamed, re-dated, relabelled, linked, tagged, attached or in the navigation."""
    reader, one, other = pair
    assert cleared(one, reader) == cleared(other, reader)


@pytest.mark.slow
@settings(max_examples=150)
@given(pairs())
def test_reading_twice_changes_nothing(pair):
    """What was cleared for an audience is cleared for it."""
    reader, world, _ = pair
    selected, nav = cleared(world, reader)
    kept = {source.path: source.text for source in selected.sources} | dict.fromkeys(selected.attachments, "")
    kept |= {path: text for path, text in world.files.items() if path.endswith(FOLDER_FILE) and text in READS[reader]}
    again, nav_again = cleared(World(kept, nav or []), reader)
    assert again == selected
    assert nav_again == nav


@pytest.mark.parametrize("reader", ["staff", "sre"])
def test_the_pairs_differ(reader):
    """The property is not empty: what is hidden is there, and somebody reads it."""
    document = "---\naudience: security\n---\nText.\n"
    world = World({"a.md": document})
    assert not cleared(world, reader)[0].sources
    assert cleared(world, "security")[0].sources
