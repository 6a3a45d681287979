"""What is looked for in fewer places is found as by the patterns that look everywhere."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st
from mkdocs_postmortems.audit.escapes import encoded_runs, unescaped

BASE64 = re.compile(r"(?=[A-Za-z0-9+/_-]{20})(?:[A-Za-z0-9+/]{20,}+(?:\r?\n[A-Za-z0-9+/]{4,}+)*+|[A-Za-z0-9_-]{20,}+)")
QUOTED_PRINTABLE = re.compile(r"=[0-9A-F]{2}|[^=\s]=\r?\n")
PIECES = (
    "a/",
    "a_",
    "A+z",
    "b-",
    "Zm9v" * 5,
    "aaaa_" * 5,
    "x" * 19,
    "x" * 20,
    "\n",
    "\r\n",
    " ",
    "=",
    "=4",
    "1",
    "é",
    "日",
    "𝔸",
    "+",
)
"""Of these texts consist, so that runs of letters, ends of lines and letters of other scripts meet."""
texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@given(texts)
@example("x" * 20 + "\r\nabcd\nabc")
@example("日" + "a/_" * 10 + "b" * 21)
def test_runs_of_base64_are_found_as_by_one_pattern(text: str) -> None:
    """Neither letters outside of Latin-1 nor runs that mix both alphabets move what is found."""
    assert [run for how, run in encoded_runs(text) if how == "base64"] == BASE64.findall(text)


@given(texts)
@example("a=\r\nb")
@example("==\nb")
@example("=4F")
def test_quoted_printable_is_recognised_as_by_one_pattern(text: str) -> None:
    """A text is decoded where an escape or a soft line break is in one of its paragraphs, and only there."""
    plain = re.sub(r"[+%&\\]", "", text)
    paragraphs = plain.replace("\r\n", "\n").split("\n\n")
    expected = QUOTED_PRINTABLE.search(plain) and any(map(QUOTED_PRINTABLE.search, paragraphs))
    assert bool([*unescaped(plain)]) == bool(expected)


SPACED_DIGITS = re.compile(r"[0-9A-Fa-f]{2}[ :,]{1,2}(?:(?:0x|\\x)?[0-9A-Fa-f]{2}[ :,]{0,2}){11,}+")
spaced = st.lists(
    st.sampled_from(
        ["4f ", "4f", "0x4f, ", "\\x4f", "ab:", "ab", "x", " ", ",", "\\", "z", "日", "4f " * 12, "4f" * 12]
    )
)


@given(spaced.map("".join))
@example("4f " + "4f" * 11)
@example("4f " + "4f" * 10 + "4 4f")
@example("日" + "4f " * 12 + "z" + "0x4f, " * 12 + "é")
def test_runs_of_spaced_digits_are_found_as_by_one_pattern(text: str) -> None:
    """Which looks at each character."""
    runs = [run for how, run in encoded_runs(text) if how == "hexadecimal digits" and not run.isalnum()]

    assert runs == SPACED_DIGITS.findall(text)
