"""Phrases that mean one thing."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.similar.phrases import PhraseTrie


def found(entries: dict[str, str], text: str) -> list[str]:
    """Return what the phrases in a text mean."""
    return list(PhraseTrie(entries.items()).find(text.split()))


ENTRIES = {"a b": "=1", "a b c d": "=2", "b c": "=3", "e": "=4", "a x y": "=5"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a b", ["=1"]),
        ("a b c", ["=1", "=3"]),
        ("a b c d", ["=2", "=3"]),
        ("a b c x", ["=1", "=3"]),
        ("x a b x", ["=1"]),
        ("a x", []),
        ("a x y", ["=5"]),
        ("a a b", ["=1"]),
        ("e e", ["=4", "=4"]),
        ("a", []),
        ("", []),
    ],
)
def test_the_longest_phrase_at_each_place_counts(text, expected):
    """Others that begin inside of it count as well."""
    assert found(ENTRIES, text) == expected


def test_a_phrase_may_mean_several_things():
    """All of them, in order, each once."""
    trie = PhraseTrie([("a", "=2"), ("a", "=1"), ("a", "=2")])
    assert list(trie.find(["a"])) == ["=1", "=2"]
    assert trie.entries() == [(("a",), ("=1", "=2"))]


@pytest.mark.parametrize(("length", "expected"), [(1, ["=1"]), (11, ["=1"]), (12, ["=1"]), (13, [])])
def test_a_phrase_has_up_to_twelve_words(length, expected):
    """A longer one is a text."""
    words = " ".join(f"w{chr(97 + n)}" for n in range(length))
    assert found({words: "=1"}, f"{words} more") == expected


def test_a_phrase_of_no_word_means_nothing():
    """It would stand everywhere."""
    assert PhraseTrie([("--", "=1"), ("", "=2")]).entries() == []
