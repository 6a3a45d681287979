"""Lists that Python-Markdown would read in another way than their authors and CommonMark."""

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.python_markdown_lists import indent_lists

SAME = [
    "- one\n- two\n    - three\n",
    "1. one\n\n    more of it\n\n    !!! note\n        Text.\n",
    "It all began in\n1986. Not a list.\n",
    "> - quoted\n>   - deeper\n",
    "-\tone\n\n  two\n",
    "",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- one\n  - two\n    - three\n", "- one\n    - two\n        - three\n"),
        ("1. one\n   - two\n\n   Text.\n2. three\n", "1. one\n    - two\n\n    Text.\n2. three\n"),
        ("- one\n\n  ```\n  a\n    b\n  ```\n", "- one\n\n    ```\n    a\n      b\n    ```\n"),
        ("What broke:\n- one\n- two\n", "What broke:\n\n- one\n- two\n"),
        ("# Title\n- one\n", "# Title\n- one\n"),
        ("- one\ngoes on\n  - two\n", "- one\ngoes on\n    - two\n"),
    ],
)
def test_lists_are_indented_by_four(text, expected):
    """What belongs to an item stands four spaces below it, and a list is set off from the text before it."""
    assert indent_lists(text) == expected


@pytest.mark.parametrize("text", SAME)
def test_what_is_read_the_same_stays_the_same(text):
    """Documents written for Python-Markdown are not touched."""
    assert indent_lists(text) == text


def test_code_is_no_list():
    """Nothing moves within a block of code."""
    text = dedent("""\
        ```yaml
        a:
          - b
            - c
        ```
        """)

    assert indent_lists(text) == text


@given(st.text(alphabet="ab -*1.\t\n>`#", max_size=80))
def test_only_white_space_changes(text):
    """Every other character stays, in its order."""
    assert indent_lists(text).split() == text.split()
