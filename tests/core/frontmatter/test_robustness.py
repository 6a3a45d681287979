"""Whatever the text, front matter is read in bounded time and without a raise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_postmortems.core.frontmatter import FrontMatterFields, parse_front_matter
from mkdocs_postmortems.core.source import Source

KEYS = st.sampled_from([*FrontMatterFields.model_fields, "sev", "xx"])
SCALARS = st.sampled_from(
    ["2024-02-30", "~2024", "[a", "{a: b}", "*x", "&x y", "- a", "'", '"', "|", "!!int x", "\t", "null", "<<"]
)
LINES = st.one_of(
    st.text(max_size=12), st.tuples(KEYS, SCALARS).map(": ".join), st.tuples(KEYS, SCALARS).map(" = ".join)
)
DOCUMENTS = st.builds(
    lambda fence, lines, end, rest: "\n".join([fence, *lines, end, rest]),
    st.sampled_from(["---", "+++", "\ufeff---", ""]),
    st.lists(LINES, max_size=8),
    st.sampled_from(["---", "+++", "...", ""]),
    st.text(max_size=20),
)


@given(st.one_of(st.text(), DOCUMENTS))
def test_reading_never_raises_and_every_line_lies_in_the_source(text):
    """Diagnostics and fields have lines that exist; the body is the end of the text."""
    front_matter = parse_front_matter(Source("x.md", text))
    last = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1

    assert all(1 <= problem.line <= last for problem in front_matter.diagnostics)
    assert all(1 <= line <= last for line in front_matter.lines.values())
    assert 1 <= front_matter.body_line <= last + 1
    assert front_matter.is_readable or front_matter.diagnostics


@pytest.mark.parametrize(
    "inside",
    [
        "a: " + "[" * 100_000,
        "a: " + "{b: " * 50_000,
        "- " * 100_000,
        "? " * 100_000,
        "a: " + "x" * 900_000,
        "a: [" + "b," * 200_000 + "]",
        "".join(f"k{number}: v\n" for number in range(20_000)),
        "".join(" " * depth + f"k{depth}:\n" for depth in range(600)),
        "a: &a [*a]",
        "title: &a {<<: *a}",
        "x" * 1_100_000 + ": y",
        "date: " + "2024-02-03 " * 20_000,
    ],
    ids=lambda inside: inside[:12],
)
def test_hostile_front_matter_is_got_over(inside):
    """Depth, length and repetition are bounded, so that the text after it is found."""
    front_matter = parse_front_matter(Source("x.md", f"---\ntitle: x\n{inside}\n---\nBody\n"))

    assert front_matter.body == "Body\n"


@pytest.mark.parametrize("value", ["many", "3", "[1, [2]]", "{a: {b: c}}", "", "null", "2024-02-30", "true", "[{}]"])
@pytest.mark.parametrize("name", FrontMatterFields.model_fields)
def test_a_field_takes_any_value_without_a_raise(name, value):
    """Whatever shape a value has, it is read or reported."""
    front_matter = parse_front_matter(Source("x.md", f"---\n{name}: {value}\n---\n"))

    assert front_matter.is_readable
