"""Which kind an event is, as its words tell."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.model import EventKind, TimelineEvent
from mkdocs_postmortems.core.pages.likely_kinds import likely_kinds

GOLDEN = yaml.safe_load(Path(__file__, "../../../golden/event_kinds.yml").resolve().read_text("utf-8"))
CASES = [(kind and EventKind(kind), text) for kind, texts in GOLDEN.items() for text in texts]


def event(text: str, kind: EventKind | None = None) -> TimelineEvent:
    """Return an event without a time."""
    return TimelineEvent(at=None, text=text, line=1, kind=kind)


@pytest.mark.parametrize(("kind", "text"), CASES, ids=[text for _, text in CASES])
def test_words_tell_the_kind(kind, text):
    """As a reader would say."""
    assert likely_kinds([event(text)]) == (kind,)


def test_what_the_author_states_counts():
    """Whatever the words are."""
    assert likely_kinds([event("Rolled back", EventKind.DECISION)]) == (EventKind.DECISION,)


def test_what_is_done_before_anybody_notices_is_a_change():
    """And afterwards an action."""
    events = [event("Deployed release 4"), event("Alert fires"), event("Deployed release 3")]
    assert likely_kinds(events) == (EventKind.CHANGE, EventKind.DETECTION, EventKind.ACTION)


@given(st.lists(st.text()))
def test_each_event_has_an_answer(texts):
    """For whatever texts."""
    assert len(likely_kinds([event(text) for text in texts])) == len(texts)
