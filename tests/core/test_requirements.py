"""What a postmortem needs by severity, status and type."""

import pytest
from mkdocs_postmortems.core.model import IncidentType, SectionName, Status
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.requirements import (
    Requirements,
    RequirementsError,
    SectionsAndFields,
    missing_content,
    read_requirements,
    unused_requirements,
)
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.taxonomy import Taxonomy, Term, Vocabulary

SEV1, SEV3 = (Term(id=f"sev{rank}", name=f"SEV{rank}", rank=rank) for rank in (1, 3))
CRITICAL = Term(id="critical", name="Critical", aliases=("p1",), rank=1)
S = SectionName


def sections(severity, type=None, status=Status.PUBLISHED):
    """Return what is needed by default."""
    return set(Requirements().required_for(severity, status, type).sections)


def test_a_grave_incident_needs_more():
    """By the rank of the severity, whatever it is called."""
    assert {S.LUCKY, S.DETECTION} <= sections(SEV1)
    assert sections(CRITICAL) == sections(SEV1)
    assert S.LUCKY not in sections(SEV3)
    assert S.TIMELINE in sections(SEV3)
    assert sections(Term(id="x", name="X", rank=5)) < sections(SEV3) | {S.LESSONS}


def test_type_adds_and_spares():
    """A data loss needs an impact however small; a near miss has none."""
    small = Term(id="sev4", name="SEV4", rank=4)

    assert S.IMPACT in sections(small, IncidentType.SECURITY)
    assert S.IMPACT not in sections(SEV1, IncidentType.NEAR_MISS)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.WITHDRAWN, Status.SUPERSEDED])
def test_what_is_not_finished_owes_little(status):
    """No sections."""
    assert sections(SEV1, status=status) == set()


def test_no_status_counts_as_published():
    """Older documents state none."""
    assert Requirements().required_for(SEV1, None) == Requirements().required_for(SEV1, Status.PUBLISHED)


def test_configuration_takes_the_place_of_defaults():
    """Severities by any of their names, others, statuses."""
    found = read_requirements(
        {
            "P1": {"sections": ["summary", "contributing-factors"], "fields": ["roles"]},
            "other": {"sections": "summary"},
            "published": {"fields": ["id"]},
            "draft": {"sections": ["summary"]},
        }
    )

    assert found.required_for(CRITICAL, None) == SectionsAndFields((S.SUMMARY, S.CONTRIBUTING_FACTORS), ("id", "roles"))
    assert found.required_for(SEV3, None) == SectionsAndFields((S.SUMMARY,), ("id",))
    assert found.required_for(None, Status.DRAFT) == SectionsAndFields((S.SUMMARY,))


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ({"sev1": ["summary"]}, "expected a mapping"),
        ({"sev1": {"sections": ["sumary"]}}, "Did you mean 'summary'?"),
        ({"sev1": {"fields": ["titel"]}}, "Did you mean 'title'?"),
        ({"sev1": {"section": []}}, "Did you mean 'sections'?"),
        ({"sev1": {"fields": [1]}}, "expected names"),
    ],
)
def test_mistakes_are_named_with_a_guess(option, message):
    """For the one line that a configuration error has."""
    with pytest.raises(RequirementsError, match="sev1") as error:
        read_requirements(option)
    assert message in str(error.value)


def test_keys_that_mean_nothing_are_named_with_a_guess():
    """Any name of a severity means it, also an alias; without a taxonomy of the site's own nobody can tell."""
    terms = {Vocabulary.SEVERITIES: {"critical": CRITICAL, "found": Term(id="found", name="Found", declared=False)}}
    names = ("P1", "Critical", "In-Review", "other", "criticl", "publishd", "found")
    requirements = read_requirements({name: {} for name in names})

    assert [message for _, message in unused_requirements(requirements, Taxonomy(terms))] == [
        "'criticl' is no status and no severity of the taxonomy, so that it has no effect. Did you mean 'critical'?",
        "'publishd' is no status and no severity of the taxonomy, so that it has no effect. Did you mean 'published'?",
        "'found' is no status and no severity of the taxonomy, so that it has no effect.",
    ]
    assert not list(unused_requirements(requirements, Taxonomy(terms, is_declared=False)))
    assert not list(unused_requirements(requirements, Taxonomy()))


def test_what_is_said_elsewhere_is_not_lacking():
    """Front matter stands for a section, a root cause for contributing factors, a heading alone for nothing."""
    text = """---
title: x
severity: sev1
date: 2024-02-03
summary: It broke.
action_items: [{title: Mend it}]
---
## Root cause

A pool ran dry.

## Detection

<!-- guidance: How? -->
"""
    document = parse(Source("a.md", text)).postmortem
    lacks = missing_content(document, Requirements().required_for(SEV1, Status.PUBLISHED))

    assert not {S.SUMMARY, S.ACTION_ITEMS, S.CONTRIBUTING_FACTORS} & set(lacks.sections)
    assert S.DETECTION in lacks.sections
    assert lacks.fields == ("resolved_at", "services")
