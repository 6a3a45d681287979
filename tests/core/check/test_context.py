"""What rules get to see of a document, and where their findings point."""

import pytest
from mkdocs_postmortems.core.check.registry import BY_CODE
from mkdocs_postmortems.core.check.rule import CheckedDocument, RuleContext
from mkdocs_postmortems.core.model import Status
from mkdocs_postmortems.core.source import Source


@pytest.fixture(name="context")
def _context(incident):
    """Return a function that makes the context of a document of three lines."""
    return lambda **fields: RuleContext(
        CheckedDocument(Source("a.md", "one\ntwo\nthree"), incident("a.md", **fields)), "2026-11-20"
    ).for_rule(BY_CODE["PC140"])


@pytest.mark.parametrize(("line", "expected"), [(-1, 1), (0, 1), (1, 1), (3, 3), (4, 3)])
def test_a_finding_points_into_the_document(context, line, expected):
    """Whatever line a rule gives; code and severity are those of the rule."""
    found = context().diagnostic(line, "x", "y", highlight="z", related_paths=("b.md",))

    assert (found.path, found.line, found.code, found.severity) == (
        "a.md",
        expected,
        "PC140",
        BY_CODE["PC140"].severity,
    )
    assert (found.message, found.suggestion, found.highlight, found.related_paths) == ("x", "y", "z", ("b.md",))


@pytest.mark.parametrize(
    ("lines", "expected"), [({"status": 3, "title": 2}, 3), ({"title": 2}, 2), ({"other": 3}, 1), ({}, 1)]
)
def test_a_field_points_at_its_line(context, lines, expected):
    """Else at that of the title, else at the first."""
    assert context(lines=lines).line_of("status") == expected


@pytest.mark.parametrize(
    ("status", "is_draft", "is_retired"),
    [
        (None, False, False),
        (Status.DRAFT, True, False),
        (Status.PUBLISHED, False, False),
        (Status.SUPERSEDED, False, True),
        (Status.WITHDRAWN, False, True),
    ],
)
def test_nobody_works_on_what_is_retired(context, status, is_draft, is_retired):
    """And a draft is not done yet."""
    assert (context(status=status).is_draft, context(status=status).is_retired) == (is_draft, is_retired)
