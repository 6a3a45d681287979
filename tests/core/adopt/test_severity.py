"""Severities as documents state them."""

import pytest
from mkdocs_postmortems.core.adopt import adopt
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy
from mkdocs_postmortems.core.taxonomy_file import read_taxonomy
from mkdocs_postmortems.sources.files import default_taxonomy

SHIPPED = default_taxonomy()
OWN, _ = read_taxonomy(
    Source(
        "taxonomy.yml", "severities: {sev1: {rank: 1, aliases: [p1, s1, critical, critique]}, sev2: {aliases: [high]}}"
    ),
    SHIPPED,
)
NONE = Taxonomy(SHIPPED.vocabularies, is_declared=False)
BODY = "\n## Impact\n\nNobody could pay.\n\n## Root cause\n\nA log.\n"


def severity(text, taxonomy):
    """Return what is proposed for a document that begins with a text."""
    proposals = adopt("a.md", text + BODY, taxonomy).proposals
    return next((p.value for p in proposals if p.field == "severity"), None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("# Down\n\nSeverity: SEV2\n", "sev2"),
        ("# Down\n\n**Severity**: Sev 1\n", "sev1"),
        ("# Down\n\n- Severity (see `operations/incidents/severity.md`): sev2\n", "sev2"),
        ("# Down\n\n**Severity:** High — the shop was down\n", "sev2"),
        ("# Down\n\n- **Severity**: High for shoppers; `SEV2` was declared late\n", "sev2"),
        ("# Down\n\n**Sévérité :** Critique (S1) - Interruption totale\n", "sev1"),
        ("# Down\n\nPriority: critical\n", "sev1"),
        ("# Down\n\nSeverity: 🔴 Critical\n", "sev1"),
        ("# Down\n\n| Severity | Date | Owner |\n| --- | --- | --- |\n| P1 | 2024-05-03 | core |\n", "sev1"),
        ("# Down\n\n| | |\n| --- | --- |\n| **Severity** | High, all of it |\n", "sev2"),
        (
            "# Outage on 2024-05-03\n\n## Severity\n\n**Critical** - Complete outage affecting customers.\n",
            "sev1",
        ),
        ("# Down\n\nDate: 2024-05-03 | Severity: SEV-2 | Owner: core\n", "sev2"),
        ("# Down\n\n![Severity: SEV1](badge.svg)\n", "sev1"),
        ("# Down\n\n![state](https://img.shields.io/badge/severity-SEV--1-red)\n", "sev1"),
        ("# [SEV-1] Checkout down\n", "sev1"),
        ("# P1: Checkout down\n", "sev1"),
        ('---\ntitle: "SEV2 - Checkout down"\n---\n', "sev2"),
    ],
)
def test_severities_are_read_where_they_stand(text, value):
    """Remarks, colours and labels around them make no difference."""
    assert severity(text, OWN) == value


@pytest.mark.parametrize(
    "text",
    [
        "# Down\n\nSeverity: SEV1 | SEV2 | SEV3\n",
        "# Down\n\nSeverity: SEV2 (raised to SEV1)\n",
        "# [SEV-1] Down\n\nSeverity: SEV2\n",
        "# Down\n\nSeverity: [SEV1/SEV2]\n",
        "# Outage on 2024-05-03\n\n## Severity\n\nNone critical - only internal teams impacted\n",
        "# Down\n\nSeverity: SEV0\n",
        "# Down\n\nWe treat P1 incidents with severity.\n",
        "# P1 customers could not pay\n",
    ],
)
def test_unsure_severities_are_not_proposed(text):
    """Several, others than the taxonomy has, or none at all."""
    assert severity(text, OWN) is None


def test_words_mean_something_only_with_a_taxonomy():
    """Without one, "critical" could be any severity; a number is one in itself."""
    assert severity("# Down\n\nSeverity: Critical\n", NONE) is None
    assert severity("# Down\n\nSeverity: Critical (P1), all users\n", NONE) == "P1"
    assert severity("# Down\n\nSeverity: SEV-2 — some users\n", NONE) == "SEV-2"
