"""What the rules about wording say to sentences as they occur in postmortems: people and machines, all moods."""

from pathlib import Path

import pytest
from lint_fixtures import findings_of

SENTENCES = Path(__file__).parents[2] / "golden" / "wording" / "sentences.txt"
RULES = {"PC135", "PC140", "PC141", "PC142", "PC143", "PC144", "PC145"}


def sentences():
    """Yield the rules that a sentence is against, its section, and the sentence."""
    section = ""
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            section = line
        elif line and not line.startswith("#"):
            rules, _, text = line.partition(" | ")
            yield set(rules.replace("-", "").split()), section, text


@pytest.mark.parametrize(
    ("rules", "section", "text"), list(sentences()), ids=lambda one: one if isinstance(one, str) else ""
)
def test_sentence(rules, section, text):
    """Each sentence is raised by the rules that it is listed with, and by no other of them."""
    found = {one.code for one in findings_of(f"---\nstarted_at: 2026-03-07\n---\n# Something\n\n{section}\n\n{text}\n")}

    assert found & RULES == rules
