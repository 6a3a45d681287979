"""What is written parses back to what was asked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.drafting.answers import Answers
from mkdocs_postmortems.core.drafting.filename import DEFAULT_PATTERN, document_path
from mkdocs_postmortems.core.drafting.template import fill_template
from mkdocs_postmortems.core.errors import PostmortemsError
from mkdocs_postmortems.core.frontmatter import parse_front_matter
from mkdocs_postmortems.core.guidance import find_unfilled_sections
from mkdocs_postmortems.core.located_values import parse_yaml
from mkdocs_postmortems.core.model import DocumentKind, IncidentType, Moment, RelationKind, SectionName
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.source import Source
from mkdocs_postmortems.core.yaml_writer import clean_line, scalar
from mkdocs_postmortems.sources.files import load_resource

TODAY = date(2026, 11, 20)
TITLES = st.one_of(
    st.text(),
    st.sampled_from(
        [
            *(
                "yes",
                "null",
                "1e3",
                "2024-02-03",
                "~",
                "- a",
                "# b",
                "a: b",
                "a #b",
                '"',
                "'",
                "{a}",
                "[a]",
                "&a",
                "*a",
            ),
            *("!!int 3", "決済が落ちた", "🔥 down", "a\nb: c", "---", "...", "{{ title }}", "Email template broken"),
            *("README", "<!-- guidance: x -->", "a\u2028b", "a\x85b", "\ufeffa", "%TAG", "@a", "`a`", "a\\nb", "0x1F"),
        ]
    ),
).filter(clean_line)


def answers(**given):
    """Return answers with a title."""
    return Answers(**{"title": "Checkout down", "today": TODAY} | given)


def skeleton(said, template=None, grades=(), needed=None):
    """Return the text from the shipped template, or one of a site's own."""
    source = Source("t.md", template) if template is not None else load_resource("templates/default.md")
    return fill_template(source, said, grades, needed)


@given(TITLES, st.lists(TITLES.map(clean_line), max_size=3, unique=True), TITLES)
def test_what_is_written_reads_back(title, services, id):
    """Any title; nothing in it is taken for YAML, a blank or a marker."""
    said = answers(
        title=title,
        id=clean_line(id),
        services=tuple(services),
        severity="sev2",
        type=IncidentType.DATA_LOSS,
        start=Moment("2026-11-19T14:32"),
        timezone="Europe/Lisbon",
        related=(("see_also", "INC-1"), ("recurrence_of", "INC-2"), ("see_also", "INC-3")),
    )
    source = Source(document_path(DEFAULT_PATTERN, said), skeleton(said))
    header = parse_front_matter(source)
    document = parse(source).postmortem

    assert header.diagnostics == ()
    assert header.fields.title == clean_line(title)
    assert header.fields.id == clean_line(id)
    assert header.fields.services == tuple(services)
    assert document.kind is DocumentKind.POSTMORTEM
    assert document.started_at == Moment("2026-11-19T14:32", "Europe/Lisbon")
    assert document.type is IncidentType.DATA_LOSS
    assert {(one.kind, one.target) for one in document.relations} == {
        (RelationKind.SEE_ALSO, "INC-1"),
        (RelationKind.SEE_ALSO, "INC-3"),
        (RelationKind.RECURRENCE_OF, "INC-2"),
    }
    assert not document.timeline
    assert not document.actions


@given(TITLES)
def test_scalars_read_back(text):
    """Whatever YAML makes of such characters elsewhere."""
    assert str(parse_yaml(f"a: {scalar(clean_line(text))}\n").value["a"]) == clean_line(text)


def test_every_section_of_a_skeleton_waits_for_its_author():
    """With guidance, and none of a template's words count as text."""
    text = skeleton(answers())

    assert all(place.guidance for place in find_unfilled_sections(text))
    assert len(find_unfilled_sections(text)) == text.count("\n## ")


def test_sections_follow_what_is_needed_and_the_type():
    """A section for some types is kept for them alone; the mark goes."""
    small = skeleton(answers(), needed={SectionName.SUMMARY, SectionName.TIMELINE})
    leak = skeleton(answers(), grades=["sev4", "security"], needed={SectionName.SUMMARY})

    assert [line for line in small.split("\n") if line[:2] == "##"] == ["## Summary", "## Timeline"]
    assert [line for line in leak.split("\n") if line[:2] == "##"] == ["## Summary", "## Exposure"]
    assert "for:" not in leak


def test_review_is_due_within_three_days():
    """After it began; of an incident long past, from now."""
    assert answers(start=Moment("2026-11-19")).review_due == "2026-11-22"
    assert answers(start=Moment("2020-01-01")).review_due == "2026-11-23"
    assert answers().review_due == "2026-11-23"
    assert "  due_at: 2026-11-23\n" in skeleton(answers())


def test_a_day_that_nobody_knows_is_not_made_up():
    """The day in the name of the file is the day of writing."""
    said = answers()

    assert parse(Source(document_path(DEFAULT_PATTERN, said), skeleton(said))).postmortem.started_at is None


def test_own_template_keeps_what_is_not_answered():
    """Other names of a field are the field; values over several lines are replaced whole; blanks are text."""
    template = """---
# ours
sev: sev3
services:
  - a
  - b
x_team: web
roles: {scribe: web}
---
# {{ title }} on {{ date }}

{{ unknown }} {{services}}

## Only when it is grave

<!-- for: sev1 -->
"""
    text = skeleton(answers(title="A *b* <c>", severity="sev1", services=("shop",)), template)

    assert "# ours\nseverity: sev1\nservices: [shop]\nx_team: web\nroles: {scribe: web}\n" in text
    assert "# A \\*b\\* &lt;c> on 2026-11-20\n\n{{ unknown }} shop\n" in text
    assert "Only when" not in text


def test_own_template_may_have_no_front_matter():
    """It gets one."""
    text = skeleton(answers(), "## Summary\n")

    assert text.startswith("---\ntitle: Checkout down\nstarted_at: unknown\n---\n\n## Summary")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", "---\n# yaml-language-server: $schema=../s.json\ntitle: Checkout down\n"),
        ("---\n# ours\ntags: []\n---\n", "---\n# yaml-language-server: $schema=../s.json\n# ours\n"),
        (
            "---\n# yaml-language-server: $schema=own.json\ntags: []\n---\n",
            "---\n# yaml-language-server: $schema=own.json\n",
        ),
    ],
)
def test_front_matter_names_its_schema_once(head, expected):
    """First of all, as editors want it; what a template names goes before."""
    text = fill_template(Source("t.md", f"{head}## Summary\n"), answers(), (), schema="../s.json")

    assert text.startswith(expected)
    assert text.count("$schema") == 1
    assert parse_front_matter(Source("a.md", text)).diagnostics == ()


@pytest.mark.parametrize("template", ["+++\ntitle = 'x'\n+++\n", "---\ntitle: x\nid: y\n"])
def test_other_front_matter_is_refused(template):
    """By the name of the template."""
    with pytest.raises(PostmortemsError, match=r"t\.md"):
        skeleton(answers(), template)
