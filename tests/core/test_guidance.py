"""What a template left in a document."""

from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.guidance import (
    UnfilledSection,
    empty_heading_lines,
    find_unfilled_sections,
    strip_guidance,
)

DOCUMENT = """---
title: x
---

## Summary

<!-- guidance: Three
sentences. -->

## Impact

<!-- guidance: Who noticed? -->
Nobody.

## Timeline

<!-- guidance: Times. -->

| Time | Event |
|------|-------|
| 14:32 | |

## Action items

- [ ]

## Analysis

### Detection

An alert.

## Lessons

<!-- remark: not guidance -->
"""


def test_sections_that_say_nothing_are_named_at_their_guidance():
    """A row with a time, an empty item and a remark are no text; text beside guidance is."""
    assert find_unfilled_sections(DOCUMENT) == (
        UnfilledSection(7, "Summary", "Three sentences."),
        UnfilledSection(17, "Timeline", "Times."),
        UnfilledSection(23, "Action items"),
        UnfilledSection(33, "Lessons"),
    )


def test_guidance_goes_and_other_remarks_stay():
    """As an ordinary page is published, whose comments may be meant for another program."""
    left = strip_guidance(DOCUMENT)

    assert "guidance:" not in left
    assert "<!-- remark: not guidance -->" in left
    assert left.count("\n") == DOCUMENT.count("\n")


def test_text_below_a_deeper_heading_is_text_of_the_section():
    """A section is silent only if nothing below it speaks."""
    assert empty_heading_lines("## A\n\n### B\n\ntext\n\n## C\n\n### D\n") == {7, 9}


def test_title_needs_no_text():
    """The first heading of level 1."""
    assert find_unfilled_sections("# Outage\n\n## Summary\n\ntext\n") == ()


@given(st.text(alphabet="#<!-> guidance:\n|-`x", max_size=80))
def test_places_lie_in_the_text(text):
    """Whatever the text."""
    assert all(1 <= place.line <= text.count("\n") + 1 for place in find_unfilled_sections(text))
