"""Trackers on this machine, and connections to them that wait for nothing."""

import pytest
from mkdocs_postmortems.core.trackers import TrackerKind, Trackers
from mkdocs_postmortems.trackers.connections import connect
from mkdocs_postmortems.trackers.waiting import Waiting
from tracker_server import running_tracker

ENVIRONMENT = {
    "GITHUB_TOKEN": "gh-secret",
    "GITLAB_TOKEN": "gl-secret",
    "JIRA_TOKEN": "jira-secret",
    "LINEAR_API_KEY": "lin-secret",
    "ASANA_TOKEN": "asana-secret",
}
NOW = 1_795_161_600
"""2026-11-20 08:00."""


@pytest.fixture(name="tracker")
def _tracker():
    with running_tracker() as tracker:
        yield tracker


@pytest.fixture(name="slept")
def _slept():
    """Return the seconds that were waited for."""
    return []


@pytest.fixture(name="connected")
def _connected(tracker, slept):
    """Return a function that connects to the tracker as one of a kind, and reads items that texts name."""

    def read(kind, texts, *, wait=100, timeout=20, environment=ENVIRONMENT):
        kind = TrackerKind(kind)
        trackers = Trackers({kind: tracker.address})
        items = [trackers.find(text.replace("BASE", tracker.address)) for text in texts]
        assert None not in items
        waiting = Waiting(wait, slept.append, lambda: NOW)
        client, reader = connect(kind, items[0].base, trackers, environment, waiting, timeout)
        return reader(client, items)

    return read
