"""Operators in a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.facets import SERVICES, SEVERITIES, TAGS
from mkdocs_postmortems.core.model import DocumentKind, Postmortem
from mkdocs_postmortems.core.similar.narrowing import Narrowing
from mkdocs_postmortems.core.similar.operators import read_operators
from mkdocs_postmortems.core.taxonomy import Taxonomy, Term
from views import unrestricted_view

DOCUMENT = Postmortem(
    path="a.md",
    id="a",
    title="A",
    kind=DocumentKind.POSTMORTEM,
    services=("api",),
    tags=("dns", "two words"),
    severity="sev1",
)
VIEW = unrestricted_view(
    (DOCUMENT,), Taxonomy({"services": {"api": Term(id="api", name="The API", aliases=("backend",))}})
)


@pytest.mark.parametrize(
    ("text", "rest", "narrowing"),
    [
        ("timeout service:api", "timeout", Narrowing({SERVICES: ("api",)})),
        ("service:backend", "", Narrowing({SERVICES: ("api",)})),
        ("a -tag:dns b severity:SEV1", "a b", Narrowing({SEVERITIES: ("sev1",)}, {TAGS: ("dns",)})),
        ('tag:"two words" x', "x", Narrowing({TAGS: ("two words",)})),
        ("tag:dns tag:dns x", "x", Narrowing({TAGS: ("dns", "dns")})),
        ("x since:2025-01 until:2025", "x", Narrowing(since="2025-01", until="2025")),
        ("x509: service:unknown http://a since:soon -since:2025", None, Narrowing()),
        ("service:critical\nservice:api", None, Narrowing()),
        ('"a  b"', None, Narrowing()),
    ],
)
def test_what_means_something_is_an_operator(text, rest, narrowing):
    """Everything else is text: errors have colons, and alerts have labels."""
    assert read_operators(text, VIEW) == (text if rest is None else rest, narrowing)


@given(st.text(alphabet='service:ap -"\n', max_size=40))
def test_no_text_is_too_strange(text):
    """Nothing raises."""
    read_operators(text, VIEW)


@pytest.mark.parametrize(
    ("date", "since", "until", "fits"),
    [
        ("2025-03-07", "2025-03-07", "2025-03-07", True),
        ("2025-03-07", "2025-03", "2025-03", True),
        ("2025-03-07", "2025", "2025", True),
        ("2025-03-07", "2025-04", "", False),
        ("2025-03-07", "", "2025-02", False),
        ("2025", "2025-04", "", True),
        ("", "2025", "", False),
        ("", "", "", True),
    ],
)
def test_dates_are_compared_as_far_as_they_are_known(date, since, until, fits):
    """A document without a date is of no time."""
    document = Postmortem(path="a.md", id="a", title="A", kind=DocumentKind.POSTMORTEM, date=date or None)
    assert Narrowing(since=since, until=until).fits(document) is fits
