"""What holds for any text: nothing raises, suppressing silences, mending ends."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lint_fixtures import NAME
from lint_fixtures import findings_of as _findings_of
from mkdocs_postmortems.core.check.linter import apply_fixes
from mkdocs_postmortems.core.parse.blocks import parse_blocks
from mkdocs_postmortems.core.taxonomy import Taxonomy

PIECES = st.sampled_from(
    [
        "---\ntitle: x\nstatus: published\n---\n",
        "---\nrelated: {recurrence_of: x}\nstarted_at: 2026-13-45\n---\n",
        "# Checkout down",
        "##Impact",
        "## Timeline (CEST)",
        "- 14:32 it broke",
        "- 0001-01-01 00:00 UTC before everything",
        "- 9999-12-31 23:59 CEST after everything",
        "- a\n  - b\n    - c",
        "text\n- a\n- b",
        "text\n1) a\n2) b",
        "text\n| a | b |\n| --- | --- |\n| c | d |",
        "> quote\n- item",
        "```\ncode\n- a\n```",
        "We should have failed to be careless; the root cause was a human error by an engineer.",
        "![](x.png) [y](z.md#a) <img src=x>",
        "<!-- check: ignore PC140 because of this -->",
        "<!-- check: ignore -->",
        "<!-- guidance of a template -->",
        "TODO <name of the service>",
        "## Action items\n\n- [ ] Investigate (due 2020-01-01)",
        "\tindented\n    - code",
        "- a\n\n      code\n\n  text",
        "",
        " ",
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=14).map("\n".join))


def findings_of(text, **more):
    """Return the findings in a text where no value is wrong, which is much quicker."""
    return _findings_of(text, taxonomy=Taxonomy(is_declared=False), **more)


def assert_findings_have_places(text):
    """Each finding has a place within the text, a code and a message."""
    for finding in findings_of(text, files=["a.md"], before=text[::-1]):
        assert 1 <= finding.line <= text.replace("\r", "\n").count("\n") + 1
        assert finding.code
        assert finding.message


@settings(max_examples=15)
@given(TEXTS)
def test_checking_never_raises(text):
    """Whatever the text."""
    assert_findings_have_places(text)


@pytest.mark.slow
@settings(max_examples=100)
@given(TEXTS)
def test_checking_never_raises_often(text):
    """As above, with more texts."""
    assert_findings_have_places(text)


def mend(text):
    """Return a text as `--fix` leaves it."""
    for _ in range(3):
        text = apply_fixes(text, findings_of(text))
    return text


@pytest.mark.slow
@settings(max_examples=60)
@given(TEXTS)
def test_mending_ends(text):
    """After `--fix` nothing is left that it could mend; spaces and marks of numbers apart, the words are the same."""
    text = text.replace("\r", "")
    once = mend(text)

    assert [one for one in findings_of(once) if one.fixes] == []
    assert "".join(once.split()).replace(")", ".") == "".join(text.split()).replace(")", ".")


@pytest.mark.slow
@settings(max_examples=60)
@given(TEXTS)
def test_windows_files_are_mended_alike(text):
    """Carriage returns and a byte order mark stay, and make no difference."""
    text = text.replace("\r", "").removeprefix("\ufeff")
    windows = "\ufeff" + text.replace("\n", "\r\n")

    assert mend(windows) == "\ufeff" + mend(text).replace("\n", "\r\n")


@settings(max_examples=25)
@given(st.lists(PIECES, max_size=6).map("\n\n".join), st.sampled_from(["PC140", "PC141", "PC143", "PC145"]))
def test_a_suppression_silences_its_line_alone(text, code):
    """With a reason at the end of the line its finding is gone, and all others stay."""
    text = f"# Checkout down\n\n{text.replace('---', '')}\n\nOutside of code."
    found = findings_of(text)
    lines = text.split("\n")
    for line in {one.line for one in found if one.code == code}:
        marked = [
            *lines[: line - 1],
            f"{lines[line - 1]} <!-- check: ignore {code} because of a test -->",
            *lines[line:],
        ]
        left = {(one.code, one.line) for one in findings_of("\n".join(marked))}

        assert (code, line) not in left
        assert ("PC101", line) not in left


def test_headings_survive_mending():
    """What was a heading stays one; what MkDocs took for one becomes one everywhere."""
    text = "##Impact\n\nMuch.\n"
    mended = apply_fixes(text, findings_of(text))

    assert mended == "## Impact\n\nMuch.\n"
    assert [block.kind.name for block in parse_blocks(mended)] == ["HEADING", "PARAGRAPH"]
    assert {one.path for one in findings_of(text)} == {NAME}
