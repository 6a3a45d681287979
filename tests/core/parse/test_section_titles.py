"""Titles as authors write them: with slips, numbers, remarks and words around the known ones."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse.section_names import canonical_section, canonical_sections, is_for_readers

GOLDEN_FOLDER = Path(__file__).parents[2] / "golden"
GOLDEN = yaml.safe_load((GOLDEN_FOLDER / "section_titles.yml").read_text(encoding="utf-8"))
UNNAMED = ("none", "for readers")
CASES = [(title, name) for name, titles in GOLDEN.items() for title in titles]


@pytest.mark.parametrize(("title", "name"), CASES, ids=[title for title, _ in CASES])
def test_title_names_its_section(title: str, name: str) -> None:
    """One name for each; what readers are to do is none of the authors' sections."""
    assert canonical_section(title) is (None if name in UNNAMED else SectionName(name))
    assert is_for_readers(title) is (name == "for readers")


def test_what_readers_meet_is_a_section_all_the_same() -> None:
    """Only what readers are to do is no list of the authors' actions."""
    assert canonical_section("Impact for customers") is SectionName.IMPACT
    assert canonical_section("What went wrong for our customers") is SectionName.WENT_WRONG
    assert canonical_section("Follow-ups for customers") is None


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Impact/Detection", ["impact", "detection"]),
        ("Impact and detection", ["impact", "detection"]),
        ("原因と対策", ["root_cause", "action_items"]),
        ("Impact and the stairs", ["impact"]),
        ("Impact and user impact", ["impact"]),
        ("Impact and detection and resolution", ["impact"]),
        ("Water and fire", []),
    ],
)
def test_title_of_two_sections_names_both(title: str, names: list[str]) -> None:
    """If both halves are known and differ; else the title is one section or none."""
    assert [name.value for name in canonical_sections(title)] == names


def test_title_of_80_characters_is_one_and_a_longer_text_is_a_sentence() -> None:
    """A sentence names a section only by what stands before its first colon or dash."""
    title = "How everybody who was there during that night noticed the water on the stairways"

    assert len(title) == 80
    assert canonical_section(title) is SectionName.DETECTION
    assert canonical_section(f"{title}s") is None
    assert canonical_section(f"Impact: {title}") is SectionName.IMPACT


def test_title_of_16_words_is_one_and_a_longer_text_is_a_sentence() -> None:
    """Words that come before or behind the known one make no other section of it, within reason."""
    assert canonical_section("impact of" + " a" * 14) is SectionName.IMPACT
    assert canonical_section("impact of" + " b" * 14) is SectionName.IMPACT
    assert canonical_section("impact of" + " b" * 15) is None


VOCABULARY = yaml.safe_load((GOLDEN_FOLDER / "section_vocabulary.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("title", "name"),
    [(title, name) for name, titles in VOCABULARY.items() for title in titles],
    ids=[title for titles in VOCABULARY.values() for title in titles],
)
def test_title_that_teams_use_names_its_section(title: str, name: str) -> None:
    """Templates of handbooks, vendors and standards differ in words, not in what their sections are."""
    assert canonical_sections(title) == (SectionName(name),)
