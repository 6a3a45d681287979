"""Documents that would make the renderer hang or fail."""

import pytest
from mkdocs_postmortems.core.renderer_limits import check_renderer_limits
from mkdocs_postmortems.core.source import Source


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("ok\n" + "x" * 100_001, 2, "line has 100,001 characters"),
        ("[" * 10_000, 1, "brackets are open at once"),
        ("[\n" * 10_000, 101, "brackets are open at once"),
        ("![" * 10_000, 1, "brackets are open at once"),
        ("[a](" * 10_000, 1, "brackets are open at once"),
        ("<a " * 10_000, 1, "brackets are open at once"),
        ("> " * 1000 + "x", 1, "nested more than"),
        ("1. " * 1000 + "x", 1, "nested more than"),
        ("- " * 1000 + "x", 1, "nested more than"),
        (" " * 500 + "- x", 1, "nested more than"),
        ("Term\n: text\n" * 1000, 402, "definitions follow each other"),
    ],
    ids=lambda value: str(value)[:8],
)
def test_what_cannot_be_rendered_is_named(text, line, reason):
    """One diagnostic, at its line."""
    problem = check_renderer_limits(Source("x.md", text))

    assert problem is not None
    assert (problem.code, problem.line) == ("PM005", line)
    assert reason in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x" * 100_000,
        "-" * 80,
        "* " * 80,
        "[a](b) " * 10_000,
        "[\n\n" * 1000,
        "```\n" + "[" * 50_000 + "\n```\n",
        "> > - [x] deep\n",
        "Term\n: text\n\n" * 1000,
        "a < b and <b>c</b>\n" * 1000,
        "| a | b |\n|---|---|\n" + "| 1 | [x](y) |\n" * 5000,
    ],
    ids=lambda text: text[:8],
)
def test_usual_documents_can_be_rendered(text):
    """Long documents, rules and code blocks are no trouble. Control case."""
    assert check_renderer_limits(Source("x.md", text)) is None
