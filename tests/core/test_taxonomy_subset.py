"""What is left of a taxonomy for those who read some of the documents."""

from __future__ import annotations

import pytest
import yaml
from mkdocs_postmortems.core.taxonomy import Vocabulary
from mkdocs_postmortems.core.taxonomy_subset import subset_taxonomy

USED = {vocabulary: frozenset() for vocabulary in Vocabulary} | {
    Vocabulary.SERVICES: frozenset({"queue", "db"}),
    Vocabulary.TAGS: frozenset({"queue"}),
}


def left(text: str) -> object:
    """Return what is left, as data."""
    return yaml.safe_load(subset_taxonomy(text, USED))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("services: {queue: {name: Queue}, vault: {name: Vault}}", {"services": {"queue": {"name": "Queue"}}}),
        ("tags: [queue, vault-x]", {"tags": ["queue"]}),
        ("services: {vault: {name: Vault}}\ntags: [vault-x]", {}),
        ("services: {queue: {depends_on: [db, vault]}}", {"services": {"queue": {"depends_on": ["db"]}}}),
        ("services: {queue: {dependencies: [vault], tier: 1}}", {"services": {"queue": {"tier": 1}}}),
        ("services: {queue: {depends_on: vault}}", {"services": {"queue": {}}}),
        ("services: {queue: null, db: }", {"services": {"queue": None, "db": None}}),
        ("severities: {sev1: {name: Worst}}", {"severities": {"sev1": {"name": "Worst"}}}),
        ("defaults: false\nnotes: vault", {"defaults": False}),
    ],
)
def test_terms_that_are_used_are_left(text, expected):
    """With what they refer to; scales are kept whole, and nothing tells that something was cut."""
    assert left(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "services: [{id: vault, name: queue}]",
        "services: [[vault], [queue]]",
        "services: vault",
        "services: {[vault]: {name: Vault}}",
        "services: {queue: {depends_on: [{vault: db}], [vault]: x}}",
        "[services, vault]: {queue: vault}",
        "services: {queue: [vault",
        "[vault]",
        "vault",
        "",
    ],
)
def test_what_has_another_shape_is_left_out(text):
    """It is a mistake that is reported elsewhere; here it neither ends the build nor shows a name."""
    assert "vault" not in subset_taxonomy(text, USED)
