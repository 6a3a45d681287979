"""Documents as objects for machines."""

import json
from dataclasses import replace

from mkdocs_postmortems.core.model import (
    ActionItem,
    DocumentKind,
    Factor,
    Link,
    Moment,
    Postmortem,
    Relation,
    RelationKind,
    Section,
    SectionName,
    TimelineEvent,
)
from mkdocs_postmortems.core.postmortem_json import postmortem_to_json
from mkdocs_postmortems.sources.files import default_taxonomy

DOCUMENT = Postmortem(
    path="a.md",
    kind=DocumentKind.POSTMORTEM,
    title="Down",
    id="a",
    started_at=Moment("2024-02-03T14:32", "UTC"),
    sections=(Section(SectionName.SUMMARY, "TL;DR", 3, 5), Section(SectionName.SUMMARY, "Summary", 6, 8)),
    timeline=(TimelineEvent(9, Moment("14:32", approx=True), "It broke"), TimelineEvent(10, None, "Then")),
    actions=(ActionItem(12, "Fix", done=False, owner="web", tracker="X-1"),),
    factors=(Factor(14, "alert-noise"), Factor(15, None, "In words")),
    relations=(Relation(RelationKind.SEE_ALSO, "b.md", 4),),
    links=(Link("c.md", "C", 8), Link("https://example.com", "E", 8), Link("#top", "T", 8), Link("", "js", 8)),
    extra={"hide": ["toc"], "x_a": {"b": 1.5}},
)


def test_object_has_the_keys_that_others_rely_on():
    """Names, shapes and nulls are stable."""
    said = postmortem_to_json(DOCUMENT, default_taxonomy())

    assert said["timezone"] == "unstated"
    assert said["started_at"] == "2024-02-03T14:32"
    assert said["resolved_at"] is None
    assert said["sections"] == ["summary"]
    assert [(e["at"], e["approx"], e["text"]) for e in said["timeline"]] == [
        ("14:32", True, "It broke"),
        (None, False, "Then"),
    ]
    assert said["action_items"][0]["owner"] == "web"
    assert said["action_items"][0]["done"] is False
    assert said["contributing_factors"] == ["In words"]
    assert [factor["id"] for factor in said["factors"]] == ["alert-noise", None]
    assert said["links_to"] == ["b.md", "c.md"]


def test_ids_of_factors_are_worded_where_the_text_has_no_sentences():
    """By the names of their terms; what the front matter says in words stands beside them."""
    said = postmortem_to_json(replace(DOCUMENT, body_line=20), default_taxonomy())

    assert said["contributing_factors"] == ["Alert noise", "In words"]


def test_object_survives_json():
    """Nothing in it is more than JSON can hold."""
    said = postmortem_to_json(DOCUMENT)

    assert json.loads(json.dumps(said)) == said
