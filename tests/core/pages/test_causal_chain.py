"""Why an incident happened: stages in the order of causes, of what is written and nothing else."""

from __future__ import annotations

import pytest
from mkdocs_postmortems.core.model import Factor
from mkdocs_postmortems.core.pages.causal_chain import MAX_FACTORS, MAX_TEXT, build_causal_chain
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Term

TERMS = {
    "triggers": [Term(id="push", name="Binary push", definition="A new version."), Term(id="unknown", name="Unknown")],
    "factors": [Term(id="no-limit", name="No limit", definition="Nothing ends it.")],
}


def _chain(site_model_of, text):
    document = parse(Source("2024-05-11-a.md", text)).postmortem
    return build_causal_chain(site_model_of(document, **TERMS).facets, document)


def _text(front="", body=""):
    return f"---\ntitle: A\nstarted_at: 2024-05-11 10:00\n{front}---\n\n{body}"


WHOLE = _text(
    "trigger: push\ncontributing_factors: [{id: no-limit, note: of threads}]\n"
    "impact: {description: No orders., users: 7}\n",
    "## Trigger\n\nVersion 7 was rolled out. It was Friday.\n\n"
    "## Five whys\n\n1. Why were there no orders? The queue was full.\n2. Why? Nothing emptied it.\n\n"
    "## Impact\n\nNobody could pay.\n",
)


def test_stages_are_what_the_document_states(site_model_of):
    """Terms with their definition and the author's words; whys from what is behind; sections for more."""
    chain = _chain(site_model_of, WHOLE)

    (trigger,), (factor,) = chain.trigger.causes, chain.factors.causes
    assert (trigger.ref.name, trigger.ref.note, trigger.ref.uri) == (
        "Binary push",
        "A new version.",
        "triggers/push.md",
    )
    assert (trigger.text, chain.trigger.section) == ("Version 7 was rolled out.", "Trigger")
    assert (factor.ref.uri, factor.text, chain.factors.section) == ("factors/no-limit.md", "of threads", "Five whys")
    assert [(why.text, why.question) for why in chain.whys] == [
        ("Nothing emptied it.", ""),
        ("The queue was full.", "Why were there no orders?"),
    ]
    assert (chain.whys_section, chain.impact, chain.impact_section) == ("Five whys", "No orders.", "Impact")


@pytest.mark.parametrize(
    ("front", "body", "is_drawn"),
    [
        ("trigger: push\nimpact: {users: 7}\n", "", True),
        ("contributing_factors: [no-limit]\n", "## Impact\n\nNobody could pay.\n", True),
        ("", "## Root cause\n\nRust.\n\n## Impact\n\nNobody could pay.\n", True),
        ("trigger: push\ncontributing_factors: [no-limit]\n", "", False),
        ("trigger: push\n", "## Impact\n\n## Timeline\n\n- 10:00 Rolled out\n", False),
        ("impact: {users: 7}\n", "## Impact\n\nNobody could pay.\n", False),
        ("trigger: unknown\nimpact: {users: 7}\n", "", False),
    ],
)
def test_it_is_drawn_of_an_impact_and_something_that_led_to_it(site_model_of, front, body, is_drawn):
    """A trigger that is not known led to nothing."""
    assert (_chain(site_model_of, _text(front, body)) is not None) is is_drawn


def test_impact_is_described_or_told_or_measured(site_model_of):
    """By front matter, else by the first sentence of its section, with or without a label, else by its measures."""
    said = [
        _chain(site_model_of, _text(f"trigger: push\n{front}", body)).impact
        for front, body in (
            ("impact: {description: No orders., users: 7}\n", "## Impact\n\nNobody could pay.\n"),
            ("impact: {users: 7}\n", "## Impact\n\nNobody could pay. Some tried.\n"),
            ("", "**Impact:** Nobody could `pay`. Some tried.\n\n**Resolution:** Rolled back.\n"),
            ("impact: {lost_orders: 7, users: 8, hours: 1, tickets: 2}\n", "Nothing else.\n"),
        )
    ]

    assert said == ["No orders.", "Nobody could pay.", "Nobody could pay.", "Lost orders: 7; Users: 8; Hours: 1"]


def test_factors_in_words_stand_where_none_is_named(site_model_of):
    """A few, shortened, and none twice that five whys tell."""
    items = "\n".join(f"- Cause {n} {'x' * 30} {'y ' * 100}" for n in range(MAX_FACTORS + 2))
    told = _chain(site_model_of, _text(body=f"## Root cause\n\n{items}\n\n## Impact\n\nNo orders.\n"))
    asked = _chain(site_model_of, _text(body="## 5 whys\n\n- Why? Rust\n- Why? Rain\n\n## Impact\n\nNo orders.\n"))

    assert len(told.factors.causes) == MAX_FACTORS
    assert all(cause.ref is None and len(cause.text) <= MAX_TEXT for cause in told.factors.causes)
    assert asked.factors.causes == ()
    assert [why.text for why in asked.whys] == ["Rain", "Rust"]


def test_a_factor_of_the_front_matter_alone_is_named_once(site_model_of, incident):
    """Words of the body are the body's."""
    factors = (Factor(3, "no-limit"), Factor(30, text="The queue grew."))
    document = incident("a.md", factors=factors, impact={"users": "7"})
    chain = build_causal_chain(site_model_of(document, **TERMS).facets, document)

    assert [cause.ref.name for cause in chain.factors.causes] == ["No limit"]
