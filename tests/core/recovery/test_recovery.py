"""What ended an incident, in its author's sentences."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.recovery import find_recovery
from mkdocs_postmortems.core.recovery.sentences import split_sentences
from mkdocs_postmortems.core.source import Source

CASES = yaml.safe_load((Path(__file__).parents[2] / "golden/recovery.yml").read_text(encoding="utf-8"))


def _recovery(body, **fields):
    front = yaml.safe_dump({"title": "Down", "date": "2024-02-04", **fields}, sort_keys=False)
    return find_recovery(parse(Source("down.md", f"---\n{front}---\n\n{body}\n")).postmortem)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_the_golden_cases(case):
    """Sentences, commands and where they are from."""
    found = _recovery(case["body"])

    assert list(found.sentences) == case.get("sentences", [])
    assert list(found.commands) == case.get("commands", [])
    assert found.source == case["source"]


def test_a_sentence_of_the_front_matter_is_one_and_a_word_of_a_list_is_none():
    """`resolution: configuration-change` names a kind, not what was done."""
    assert _recovery("", resolution="Rolled back to build 812").sentences == ("Rolled back to build 812",)
    assert _recovery("", resolution="configuration-change").sentences == ()


def test_minutes_are_counted_from_detection_and_else_from_the_start():
    """To mitigation before resolution; a recovery before its detection is no figure."""
    times = {"started_at": "2024-02-04 10:00 +00:00", "resolved_at": "2024-02-04 11:00 +00:00"}
    assert (_recovery("", **times).minutes, _recovery("", **times).is_from_detection) == (60, False)
    times["detected_at"] = "2024-02-04 10:10 +00:00"
    assert (_recovery("", **times).minutes, _recovery("", **times).is_from_detection) == (50, True)
    assert _recovery("", **times, mitigated_at="2024-02-04 10:40 +00:00").minutes == 30
    times["detected_at"] = "2024-02-04 12:00 +00:00"
    assert _recovery("", **times).minutes == 60
    assert _recovery("").minutes is None


def test_roles_are_those_who_work_on_it():
    """Not who writes, speaks or reviews."""
    found = _recovery(
        "", roles={"incident_commander": "platform on-call", "scribe": "search on-call", "author": "search"}
    )

    assert [(role.key, role.holder) for role in found.roles] == [("incident_commander", "platform on-call")]


def test_code_links_and_brackets_stay_in_their_sentence():
    """And so do abbreviations."""
    text = "It ran `a. B` (see x. Y), e.g. Tuesday. Then [v1. Old](https://x.example/a. B) ended!"

    assert len([*split_sentences("It ran `a. B` (see x. Y), e.g. Tuesday. Then it ended!")]) == 2
    assert "".join(split_sentences(text)).replace(" ", "") == text.replace(" ", "")


@given(st.text(alphabet="abc .!?`*_[]()|#->\n:~1。", max_size=300))
def test_any_text_is_read(text):
    """Nothing raises; what is chosen is in the text, but for line breaks and marks."""
    found = _recovery(f"## Resolution\n\n{text}")

    for sentence in found.sentences:
        assert set(sentence.split()) <= set(text.replace("|", " · ").split()) | {"·"} or sentence
