"""Lines of known sections from which nothing was read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.model import SectionName
from mkdocs_postmortems.core.parse import parse
from mkdocs_postmortems.core.parse.unread_lines import UnreadLine, find_unread_lines
from mkdocs_postmortems.core.source import Source

REST = "\n\n## Root cause\n\nA leak on 2024-03-02.\n"
LINES = [
    "- 14:32 up",
    "- [???] full",
    "- Add a lid",
    "- ✅ done",
    "- TBD",
    "- 2024-03-02",
    "14:33: down",
    "- pump.x.org",
    "",
]
HEADINGS = ["## Timeline", "## Action items", "## Contributing factors", "## Impact", "### 14:40"]


@pytest.mark.parametrize(
    ("body", "unread"),
    [
        ("## Timeline\n\n- 14:32 up\n- [???] down", [(4, SectionName.TIMELINE)]),
        ("## Timeline\n\n- 14:32 up\n- Later: dry again", []),
        ("## Timeline\n\n### 14:32\n\n- The alert fires\n- Somebody looks", []),
        ("## Timeline\n\n- 14:32 up\n  - a detail\n- 2024-03-03:", []),
        ("## Action items\n\n- ✅ finished\n- 🔧 in the works\n\n| What | Owner |\n|-|-|\n| Lid | Ana |", []),
        ("## Action items\n\n- Add a lid\n- TBD\n- [ ]", []),
        (
            "## Action items\n\nThe hosts:\n\n- pump.example.org\n- lid.example.org",
            [(5, SectionName.ACTION_ITEMS), (6, SectionName.ACTION_ITEMS)],
        ),
        ("## Contributing factors\n\n- Rust\n  - of the lid\n- _hint_", []),
        ("## Impact\n\n- [???] wet", []),
    ],
)
def test_what_was_not_read(body, unread):
    """Entries of timelines, action items and factors; not details of entries, hints, days and empty items."""
    found = find_unread_lines(Source("2024-03-02-leak.md", body + REST))

    assert [(one.line, one.section) for one in found] == unread


def test_front_matter_replaces_the_list_of_the_body():
    """Nothing was expected of the list in the body; other kinds of documents have no such lists."""
    body = "\n\n## Action items\n\nThe hosts:\n\n- pump.example.org\n- lid.example.org" + REST

    assert find_unread_lines(Source("2024-03-02-leak.md", body))
    assert not find_unread_lines(Source("2024-03-02-leak.md", f"---\naction_items: [Add a lid]\n---{body}"))
    assert not find_unread_lines(Source("guide.md", f"---\nkind: page\n---{body}"))


def test_each_line_says_what_was_expected():
    """And how to write it."""
    [one] = find_unread_lines(Source("2024-03-02-leak.md", "## Timeline\n\n- 14:32 up\n- [???] " + "x " * 80 + REST))

    assert (one.expected, one.suggestion[:24]) == ("event", "Begin it with its time: ")
    assert len(one.text) == 80


@pytest.mark.parametrize(
    ("section", "noun", "example"),
    [
        (SectionName.TIMELINE, "event", "14:32"),
        (SectionName.ACTION_ITEMS, "action item", "- [ ]"),
        (SectionName.CONTRIBUTING_FACTORS, "contributing factor", "each factor"),
    ],
)
def test_each_section_has_its_noun_and_its_advice(section, noun, example):
    """The noun stands in the message, the advice below it."""
    line = UnreadLine(1, section, "")

    assert line.expected == noun
    assert example in line.suggestion


@given(st.lists(st.sampled_from([*LINES, *HEADINGS]), max_size=24))
def test_what_was_read_is_not_reported(parts):
    """Every line lies in its source, in order, and none of them is one from which something was read."""
    source = Source("2024-03-02-leak.md", "\n".join(parts) + REST)
    document = parse(source).postmortem
    unread = [one.line for one in find_unread_lines(source)]
    read = {one.line for one in (*document.timeline, *document.actions, *document.factors)}

    assert unread == sorted(unread)
    assert not read.intersection(unread)
    assert all(1 <= line <= len(source.lines) for line in unread)
