"""The path of a new document, and what is no path for all of them."""

import re
from datetime import date
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.drafting.answers import Answers
from mkdocs_postmortems.core.drafting.filename import (
    DEFAULT_PATTERN,
    PLACEHOLDERS,
    FilenameError,
    check_pattern,
    document_path,
)
from mkdocs_postmortems.core.model import Moment
from mkdocs_postmortems.core.yaml_writer import clean_line

TODAY = date(2026, 11, 20)
TITLES = ["", "-x", "...", "con", "🔥", "a/../b", 'say "no"', "決済が落ちた", "a" * 300, "LPT1.log", "a: b?", "INDEX"]


def answers(**given):
    """Return answers with a title."""
    return Answers(**{"title": "Checkout down", "today": TODAY, "id": "INC-7"} | given)


@pytest.mark.parametrize(
    ("start", "path"),
    [
        (Moment("2024-03-07T14:32"), "2024/2024-03-07-checkout-down.md"),
        (Moment("2024-03"), "2024/2024-03-checkout-down.md"),
        (Moment("2024"), "2024/2024-checkout-down.md"),
        (None, "2026/2026-11-20-checkout-down.md"),
    ],
)
def test_by_default_it_is_the_day_and_the_title(start, path):
    """As far as the day is known; else today's."""
    assert document_path(DEFAULT_PATTERN, answers(start=start)) == path


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("{{ id }}.md", "INC-7.md"),
        ("{{slug}}/index.md", "checkout-down/index.md"),
        ("incidents/{{ year }}/{{ id }}-{{ slug }}.md", "incidents/2026/INC-7-checkout-down.md"),
        ("{{ date }}_{{ id }}.MD", None),
    ],
)
def test_a_team_may_have_another_layout(pattern, path):
    """The id keeps its case."""
    if path is None:
        with pytest.raises(FilenameError):
            check_pattern(pattern)
    else:
        check_pattern(pattern)
        assert document_path(pattern, answers()) == path


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("", "does not end in .md"),
        ("/{{ slug }}.md", "leads out of the folder of postmortems. Did you mean '{{ slug }}.md'?"),
        ("../a/{{ slug }}.md", "leads out of the folder of postmortems. Did you mean 'a/{{ slug }}.md'?"),
        ("a/../../{{ slug }}.md", "leads out"),
        ("C:/{{ slug }}.md", "has ':' in a file name"),
        ("{ slug }.md", "expected, for example, '{{ year }}/{{ date }}-{{ slug }}.md'"),
        (
            "{{ year }}/{{ date }}.md",
            "give several documents the same name. Did you mean '{{ year }}/{{ date }}-{{ slug }}.md'?",
        ),
        ("{{ slugg }}.md", "Did you mean 'slug'?"),
        ("{{ severity }}/{{ slug }}.md", "placeholder 'severity' is not one of date, id, slug, year"),
        ("{{ Slug }}.md", "Did you mean 'slug'?"),
        ("{{ slug }}", "Did you mean '{{ slug }}.md'?"),
        ("{{ slug }}.markdown", "Did you mean '{{ slug }}.md'?"),
        (".drafts/{{ slug }}.md", "'.drafts', but files and folders that begin with a dot are not read"),
    ],
)
def test_what_is_no_path_for_all_is_refused_with_a_guess(pattern, message):
    """It would lead elsewhere, or give two documents one file."""
    with pytest.raises(FilenameError, match=re.escape(message)):
        check_pattern(pattern)


@given(
    st.one_of(st.text(), st.sampled_from(TITLES)).filter(clean_line),
    st.one_of(st.text(), st.sampled_from(TITLES)).map(clean_line).filter(bool),
    st.sampled_from(
        [
            DEFAULT_PATTERN,
            "{{ id }}.md",
            "{{ slug }}/{{ id }}/index.md",
            *(f"{{{{ {one} }}}}-{{{{ slug }}}}.md" for one in PLACEHOLDERS),
        ]
    ),
)
def test_no_title_and_no_id_leads_elsewhere(title, id, pattern):
    """Nor into a folder of its own, nor to a file that is hidden or that file systems refuse."""
    path = document_path(pattern, answers(title=title, id=id))

    assert path.count("/") == pattern.count("/")
    assert path.endswith(".md")
    for part in PurePosixPath(path).parts:
        assert not part.startswith((".", "-"))
        assert not re.search(r'[\x00-\x1f<>:"|?*\\\\]', part)
        assert len(part.encode()) < 255
